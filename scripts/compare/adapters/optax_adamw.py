"""optax.adamw as a port, chained and compiled as optax' documentation does it: `python -m scripts.compare.adapters.optax_adamw`.

Averages are those of optax.incremental_update, which the loop writes back where a case wants it.
"""

import jax
import jax.numpy as jnp
import numpy as np
import optax

from scripts.compare.adapters.adapter import Optimizer, serve

DTYPES = ["float32", "float16", "bfloat16"]
FEATURES = [
    "amsgrad",
    "clipvalue",
    "global_clipnorm",
    "ema",
    "loss_scale_factor",
    "gradient_accumulation",
    "exclude_from_weight_decay",
    "assign_learning_rate",
    "mixed_dtypes",
    "gradient_dtype",
    "flush_subnormals",
    "schedule:ExponentialDecay",
    "schedule:PiecewiseConstantDecay",
    "schedule:CosineDecay",
]


class OptaxAdamW(Optimizer):
    def __init__(self, case):
        self.arguments = arguments = case.arguments
        self.parameters = [jnp.asarray(v.value) for v in case.variables]
        self.optimizer = make_optimizer(case)
        self.optimizer_state = self.optimizer.init(self.parameters)
        self.average = self.parameters if arguments["use_ema"] else None
        self.micro_steps = 0
        self.step = jax.jit(self.compute)

    def compute(self, parameters, state, gradients):
        """The training step that jit compiles."""
        updates, state = self.optimizer.update(gradients, state, parameters)
        return optax.apply_updates(parameters, updates), state

    def apply(self, gradients):
        gradients = [jnp.asarray(gradient) for gradient in gradients]
        self.parameters, self.optimizer_state = self.step(self.parameters, self.optimizer_state, gradients)
        self.micro_steps += 1
        accumulation = self.arguments["gradient_accumulation_steps"] or 1
        if self.average is not None and self.micro_steps % accumulation == 0:
            self.update_average(self.micro_steps // accumulation)

    def update_average(self, updates):
        share = 1 - self.arguments["ema_momentum"]
        self.average = optax.incremental_update(self.parameters, self.average, step_size=share)
        frequency = self.arguments["ema_overwrite_frequency"]
        if frequency and updates % frequency == 0:
            self.parameters = self.average

    def assign_learning_rate(self, value):
        self.optimizer_state = optax.tree.set(self.optimizer_state, learning_rate=jnp.float32(value))

    def values(self):
        return [np.asarray(parameter) for parameter in self.parameters]

    def slots(self):
        names = {"momentum": "mu", "velocity": "nu", "velocity_hat": "nu_max"}
        slots = {slot: optax.tree.get(self.optimizer_state, name) for slot, name in names.items()}
        slots["average"] = self.average
        return {slot: map(np.asarray, arrays) for slot, arrays in slots.items() if arrays is not None}


def make_optimizer(case):
    """The chain; a learning rate that the script assigns is injected, as it must be for that."""
    rate = case.arguments["learning_rate"]
    if isinstance(rate, dict):
        optimizer = chain(make_schedule(rate), case)
    elif any("learning_rate" in event for event in case.script):
        optimizer = optax.inject_hyperparams(lambda learning_rate: chain(learning_rate, case))(rate)
    else:
        optimizer = chain(rate, case)
    steps = case.arguments["gradient_accumulation_steps"]
    return optax.MultiSteps(optimizer, every_k_schedule=steps) if steps else optimizer


def chain(learning_rate, case):
    arguments = case.arguments
    stages = []
    if arguments["loss_scale_factor"] is not None:
        stages.append(optax.scale(1 / arguments["loss_scale_factor"]))
    if arguments["clipvalue"] is not None:
        stages.append(optax.clip(arguments["clipvalue"]))
    if arguments["global_clipnorm"] is not None:
        stages.append(optax.clip_by_global_norm(arguments["global_clipnorm"]))
    moments = case.given(beta_1="b1", beta_2="b2", epsilon="eps")
    mask = [not excluded for excluded in case.excluded]
    if arguments["amsgrad"]:
        stages.append(optax.scale_by_amsgrad(**moments))
        stages.append(optax.add_decayed_weights(arguments["weight_decay"], mask))
        stages.append(optax.scale_by_learning_rate(learning_rate))
    else:
        decay = case.given(weight_decay="weight_decay")
        stages.append(optax.adamw(learning_rate, **moments, **decay, mask=mask))
    return optax.chain(*stages)


def make_schedule(description):
    """optax' schedule of the same name and hyper-parameters."""
    name, config = description["schedule"], description["config"]
    if name == "PiecewiseConstantDecay":
        values = config["values"]
        ratios = [after / before for before, after in zip(values, values[1:])]
        return optax.piecewise_constant_schedule(values[0], dict(zip(config["boundaries"], ratios)))
    start, steps = config["initial_learning_rate"], config["decay_steps"]
    if name == "ExponentialDecay":
        staircase = config.get("staircase", False)
        return optax.exponential_decay(start, steps, config["decay_rate"], staircase=staircase)
    alpha, target = config.get("alpha", 0.0), config.get("warmup_target")
    if target is None:
        return optax.cosine_decay_schedule(start, steps, alpha)
    warmup = config.get("warmup_steps", 0)
    return optax.warmup_cosine_decay_schedule(start, target, warmup, warmup + steps, alpha * target)


if __name__ == "__main__":
    serve("optax.adamw", optax.__version__, DTYPES, FEATURES, OptaxAdamW)

"""optax.adamw behind the port protocol, chained and compiled as optax's documentation does it."""

import re

import jax
import jax.numpy as jnp
import optax

from protocol import Adapter, Optimizer, Unsupported

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
    "schedule:PolynomialDecay",
    "schedule:CosineDecay",
]


class OptaxAdamW(Optimizer):
    def __init__(self, case):
        arguments = case.arguments
        if arguments["use_ema"] and arguments["ema_overwrite_frequency"]:
            raise Unsupported("ema", "optax has no average that is written back to the parameters")
        self.parameters = [jnp.asarray(v.value) for v in case.variables]
        self.optimizer = make_optimizer(case)
        self.optimizer_state = self.optimizer.init(self.parameters)
        self.average = self.parameters if arguments["use_ema"] else None
        self.momentum = arguments["ema_momentum"]
        self.step = jax.jit(self.compute)

    def compute(self, parameters, state, average, gradients):
        """The training step that jit compiles."""
        updates, state = self.optimizer.update(gradients, state, parameters)
        parameters = optax.apply_updates(parameters, updates)
        if average is not None:
            average = optax.incremental_update(parameters, average, step_size=1 - self.momentum)
        return parameters, state, average

    def apply(self, gradients):
        gradients = [jnp.asarray(gradient) for gradient in gradients]
        self.parameters, self.optimizer_state, self.average = self.step(
            self.parameters, self.optimizer_state, self.average, gradients
        )

    def assign_learning_rate(self, value):
        self.optimizer_state = optax.tree.set(self.optimizer_state, learning_rate=jnp.float32(value))

    def values(self):
        return self.parameters

    def state(self):
        names = {"momentum": "mu", "velocity": "nu", "velocity_hat": "nu_max"}
        slots = {slot: optax.tree.get(self.optimizer_state, name) for slot, name in names.items()}
        slots["average"] = self.average
        return {"slots": {slot: arrays for slot, arrays in slots.items() if arrays is not None}}


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
    moments = {"b1": arguments["beta_1"], "b2": arguments["beta_2"], "eps": arguments["epsilon"]}
    mask = [not excluded for excluded in case.excluded(re.search)]
    decay = {"weight_decay": arguments["weight_decay"], "mask": mask}
    if arguments["amsgrad"]:
        stages.append(optax.scale_by_amsgrad(**moments))
        stages.append(optax.add_decayed_weights(**decay))
        stages.append(optax.scale_by_learning_rate(learning_rate))
    else:
        stages.append(optax.adamw(learning_rate, **moments, **decay))
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
    if name == "PolynomialDecay":
        if config.get("cycle"):
            raise Unsupported(f"schedule:{name}", "optax' polynomial_schedule does not cycle")
        end, power = config.get("end_learning_rate", 0.0001), config.get("power", 1.0)
        return optax.polynomial_schedule(start, end, power, steps)
    alpha, target = config.get("alpha", 0.0), config.get("warmup_target")
    if target is None:
        return optax.cosine_decay_schedule(start, steps, alpha)
    warmup = config["warmup_steps"]
    return optax.warmup_cosine_decay_schedule(start, target, warmup, warmup + steps, alpha * target)


if __name__ == "__main__":
    Adapter("optax.adamw", optax.__version__, DTYPES, FEATURES, OptaxAdamW).serve()

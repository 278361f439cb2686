"""Keras' own AdamW on one of Keras' backends behind the port protocol."""

import argparse
from contextlib import ExitStack
import os
import re
import sys
import warnings

BACKENDS = ("tensorflow", "jax", "torch", "numpy")


def prepare():
    """The backend, from the command line, before Keras is imported.

    NumPy's power differs from the C library's where it uses AVX-512, so these units are left out.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--backend", choices=BACKENDS, required=True)
    os.environ.update(
        KERAS_BACKEND=parser.parse_args().backend,
        NPY_DISABLE_CPU_FEATURES="X86_V4 AVX512_ICL AVX512_SPR",
        TF_ENABLE_ONEDNN_OPTS="0",
        TF_CPP_MIN_LOG_LEVEL="3",
        CUDA_VISIBLE_DEVICES="-1",
    )


if __name__ == "__main__":
    prepare()

import keras

from protocol import Adapter, Optimizer, Refused
import tensors

SCHEDULES = (
    "ExponentialDecay",
    "PiecewiseConstantDecay",
    "PolynomialDecay",
    "InverseTimeDecay",
    "CosineDecay",
    "CosineDecayRestarts",
)
FEATURES = [
    "amsgrad",
    "clipnorm",
    "clipvalue",
    "global_clipnorm",
    "ema",
    "loss_scale_factor",
    "gradient_accumulation",
    "exclude_from_weight_decay",
    "callable_learning_rate",
    "assign_learning_rate",
    "finalize",
    "missing_gradients",
    "mixed_dtypes",
    "gradient_dtype",
    "initial_state",
    "state",
    "errors",
    *(f"schedule:{name}" for name in SCHEDULES),
]
#: JAX has float64 only where its user switches it on for the whole process.
DTYPES = {"jax": ["float32", "float16", "bfloat16"]}
ALL_DTYPES = ["float32", "float64", "float16", "bfloat16"]
FLUSHING = ("tensorflow", "jax")
CLIP_ARGUMENTS = ("clipnorm", "clipvalue", "global_clipnorm")
SLOTS = {
    "momentum": "_momentums",
    "velocity": "_velocities",
    "velocity_hat": "_velocity_hats",
    "average": "_model_variables_moving_average",
    "gradient_accumulator": "_accumulated_gradients",
}


class Callable:
    """A learning rate that a script's events change."""

    def __init__(self, value):
        self.value = value

    def __call__(self):
        return self.value


class KerasAdamW(Optimizer):
    def __init__(self, case):
        self.case = case
        self.variables = [make_variable(variable) for variable in case.variables]
        self.rate = None
        self.optimizer = self.make_optimizer(dict(case.given))
        if case.exclusion is not None:
            self.optimizer.exclude_from_weight_decay(
                var_list=[self.variables[i] for i in case.exclusion.get("variables", [])],
                var_names=case.exclusion.get("var_names", []),
            )
        self.optimizer.build(self.variables)
        if case.initial_state is not None:
            self.load(case.initial_state)

    def make_optimizer(self, arguments):
        rate = arguments.get("learning_rate")
        if isinstance(rate, dict) and "schedule" in rate:
            arguments["learning_rate"] = make_schedule(rate)
        elif isinstance(rate, dict):
            arguments["learning_rate"] = self.rate = Callable(rate["callable"])
        try:
            return keras.optimizers.AdamW(**{"name": "adamw", **arguments})
        except (TypeError, ValueError) as error:
            raise refused_argument(error, arguments) from error

    def apply(self, gradients):
        try:
            self.optimizer.apply([g if g is None else keras.ops.convert_to_tensor(g) for g in gradients])
        except Exception as error:
            raise Refused("invalid_gradients", "grads", f"{type(error).__name__}: {error}") from error

    def assign_learning_rate(self, value):
        if self.rate is not None:
            self.rate.value = value
            return
        try:
            self.optimizer.learning_rate = value
        except (TypeError, ValueError) as error:
            raise Refused("invalid_argument", "learning_rate", str(error)) from error

    def finalize(self):
        self.optimizer.finalize_variable_values(self.variables)

    def values(self):
        return [keras.ops.convert_to_numpy(variable) for variable in self.variables]

    def slots(self):
        return {slot: getattr(self.optimizer, name, None) for slot, name in SLOTS.items()}

    def load(self, state):
        self.optimizer._iterations.assign(state["iterations"])
        if "learning_rate" in state:
            self.optimizer._learning_rate.assign(tensors.decode(state["learning_rate"], "float32", ()))
        for slot, variables in self.slots().items():
            for variable, text, described in zip(
                variables or [], state["slots"].get(slot, []), self.case.variables
            ):
                variable.assign(described.decode(text))

    def state(self):
        state = {"iterations": int(keras.ops.convert_to_numpy(self.optimizer._iterations))}
        if isinstance(self.optimizer._learning_rate, keras.Variable):
            rate = keras.ops.convert_to_numpy(self.optimizer._learning_rate)
            state["learning_rate"] = tensors.encode(rate, "float32")
        state["slots"] = {
            slot: [keras.ops.convert_to_numpy(variable) for variable in variables]
            for slot, variables in self.slots().items()
            if variables is not None
        }
        return state


def make_variable(described):
    """A Keras variable; a name with slashes lies in name scopes, as a layer's variables do."""
    *scopes, name = described.name.split("/")
    with ExitStack() as stack:
        for scope in scopes:
            stack.enter_context(keras.name_scope(scope))
        return keras.Variable(described.value, dtype=described.dtype, name=name)


def make_schedule(described):
    try:
        return getattr(keras.optimizers.schedules, described["schedule"])(**described["config"])
    except (TypeError, ValueError) as error:
        raise refused_argument(error, described["config"]) from error


def refused_argument(error, arguments):
    """A constructor's refusal: Keras' message names the argument."""
    message = str(error)
    named = re.search(r"Argument\(s\) not recognized: \{'(\w+)'|`(\w+)`", message)
    if message.startswith("Only one of"):
        name = next(argument for argument in CLIP_ARGUMENTS if arguments.get(argument) is not None)
    elif message.startswith("The length of boundaries"):
        name = "boundaries"
    else:
        name = (named.group(1) or named.group(2)) if named else None
    return Refused("invalid_argument", name, message)


def backend_version(backend):
    return sys.modules[backend].__version__


def main():
    backend = keras.backend.backend()
    warnings.filterwarnings("ignore", message="Gradients do not exist")
    if backend == "tensorflow":
        # The bits of long sums are the profile's only on one thread.
        threading = sys.modules["tensorflow"].config.threading
        threading.set_intra_op_parallelism_threads(1)
        threading.set_inter_op_parallelism_threads(1)
    features = FEATURES + (["flush_subnormals"] if backend in FLUSHING else [])
    version = f"{keras.__version__}, {backend} {backend_version(backend)}"
    dtypes = DTYPES.get(backend, ALL_DTYPES)
    Adapter(f"keras.optimizers.AdamW on {backend}", version, dtypes, features, KerasAdamW).serve()


if __name__ == "__main__":
    main()

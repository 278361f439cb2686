"""Real Keras as a port: a line of the protocol in, a line out.

    python -m scripts.keras.port [BACKEND [PROFILE]]     answers on standard output what standard input asks
"""

import importlib
import os
import platform
import sys
import time

from scripts.keras import environment

if __name__ == "__main__" and len(sys.argv) > 1:
    environment.choose(sys.argv[1])

from scripts.keras.runner import KerasRunner, keras
from scripts.keras.cases import replicas_are_used
from scripts.keras.environment import PINNED
from scripts.keras.older import adapt
from scripts.keras.port_server import PortServer
from scripts.keras.tensors import DTYPES

SCHEDULES = (
    "ExponentialDecay",
    "PiecewiseConstantDecay",
    "PolynomialDecay",
    "InverseTimeDecay",
    "CosineDecay",
    "CosineDecayRestarts",
)
CONSTRAINTS = ("MaxNorm", "NonNeg", "UnitNorm", "MinMaxNorm")
FEATURES = (
    "amsgrad",
    "clipnorm",
    "clipvalue",
    "global_clipnorm",
    "ema",
    "loss_scale_factor",
    "gradient_accumulation",
    "exclude_from_weight_decay",
    *(f"schedule:{name}" for name in SCHEDULES),
    "callable_learning_rate",
    "callable_beta",
    "assign_learning_rate",
    "finalize",
    "missing_gradients",
    "mixed_dtypes",
    "gradient_dtype",
    "loss_scale_optimizer",
    *(f"constraint:{name}" for name in CONSTRAINTS),
    "overwrite_with_gradient",
    "optimizer:Adam",
    "checkpoint",
    "initial_state",
    "state",
    "errors",
)
#: What depends on the backend. JAX has float64 only in a mode of the whole process; Keras on NumPy computes it in
#: float32, to which it rounds the variables too.
FEATURES_OF_BACKEND = {
    "tensorflow": ("sparse_gradients", "replicas", "trace", "flush_subnormals"),
    "jax": ("flush_subnormals",),
}
MISSING_DTYPES = {"jax": set() if os.environ.get("JAX_ENABLE_X64") == "1" else {"float64"}, "numpy": {"float64"}}
#: Arguments that are Python integers where they are whole; the others are floats even then.
WHOLE = {
    "axis",
    "boundaries",
    "decay_steps",
    "dynamic_growth_steps",
    "ema_overwrite_frequency",
    "first_decay_steps",
    "gradient_accumulation_steps",
    "warmup_steps",
}

BACKEND = keras.backend.backend()

#: Where the steps of a backend can run.
PROFILES = {"tensorflow": ("eager", "graph", "compiled"), "jax": ("eager", "compiled")}

adapt(keras.Optimizer)
runner = KerasRunner()

#: How long the runner has run, in nanoseconds.
spent = 0


def nanoseconds_in_keras():
    return spent


def introduction():
    backend = importlib.import_module(BACKEND)
    return {
        "name": f"keras-{BACKEND}",
        "version": keras.__version__,
        "language": f"Python {platform.python_version()}, {BACKEND} {backend.__version__}, {runner.profile}",
        "dtypes": [dtype for dtype in DTYPES if dtype not in MISSING_DTYPES.get(BACKEND, ())],
        "features": [*FEATURES, *features_of_this_keras()],
    }


def features_of_this_keras():
    """Those of the backend; a trace is recorded by methods that only the pinned version has."""
    features = FEATURES_OF_BACKEND.get(BACKEND, ())
    return [name for name in features if name != "trace" or can_trace()]


def can_trace():
    """A quantity that is asked for within a graph would not be rewritten any more."""
    return keras.__version__ == PINNED and runner.profile == "eager"


def run(case, trace):
    """Runs a case; the quantities in between are recorded where a trace is asked for."""
    forget_zeros()
    trace = trace and can_trace() and not replicas_are_used(case)
    recording = new_recording() if trace else None
    observation = timed_run(typed_case(case), recording)
    if trace:
        observation["trace"] = [entry.encoded(case) for entry in recording.entries if entry.updates]
    return observation


def forget_zeros():
    """TensorFlow keeps the tensors of Python numbers and takes -0.0 for the 0.0 of an earlier case."""
    if BACKEND == "tensorflow":
        from tensorflow.python import pywrap_tfe

        pywrap_tfe.TFE_ClearScalarCache()


def timed_run(case, recording):
    global spent
    start = time.perf_counter_ns()
    try:
        return runner.run(case, recording)
    finally:
        spent += time.perf_counter_ns() - start


def new_recording():
    """Imported only when asked for: what it records is TensorFlow's."""
    from scripts.keras.recorder import Recording

    return Recording()


def typed_case(case):
    """The case with numbers as Keras wants them: JSON has one kind, and writers leave `.0` out."""
    script = [typed(event) if "learning_rate" in event else event for event in case["script"]]
    variables = [typed_constraint(variable) for variable in case["variables"]]
    whole = {**case, "variables": variables, "script": script}
    for field in ("arguments", "loss_scale_optimizer"):
        if field in case:
            whole[field] = typed(case[field])
    return whole


def typed_constraint(variable):
    if "constraint" not in variable:
        return variable
    return {**variable, "constraint": typed(variable["constraint"])}


def typed(value, name=None):
    if isinstance(value, dict):
        return {key: typed(item, key) for key, item in value.items()}
    if isinstance(value, list):
        return [typed(item, name) for item in value]
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return value
    return int(value) if name in WHOLE and value == int(value) else float(value)


def choose_profile(profile):
    """Where steps run from now on."""
    if profile not in PROFILES.get(BACKEND, ("eager",)):
        raise ValueError(f"Keras on {BACKEND} has no profile {profile!r}")
    runner.profile = profile


def keep_off_standard_output():
    """What Keras or its backend print goes to standard error: standard output has an owner."""
    sys.stdout = sys.stderr


server = PortServer(introduction, run)


def answer(line, profile):
    """The reply to a request, where steps run in this profile."""
    choose_profile(profile)
    return server.answer(line)


if __name__ == "__main__":
    if len(sys.argv) > 2:
        choose_profile(sys.argv[2])
    server.serve()

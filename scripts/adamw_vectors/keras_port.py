"""Real Keras as a port: a line of the protocol in, a line out.

    python -m adamw_vectors.keras_port [BACKEND]     answers on standard output what standard input asks
"""

import importlib
import json
import platform
import sys
import traceback

from adamw_vectors import environment

if __name__ == "__main__" and len(sys.argv) > 1:
    environment.choose(sys.argv[1])

from adamw_vectors.keras_runner import KerasRunner, keras
from adamw_vectors.cases import canonical
from adamw_vectors.older_keras import adapt
from adamw_vectors.processes import PINNED
from adamw_vectors.refusals import Refusal, Unsupported
from adamw_vectors.tensors import DTYPES

PROTOCOL = 1
SCHEDULES = (
    "ExponentialDecay",
    "PiecewiseConstantDecay",
    "PolynomialDecay",
    "InverseTimeDecay",
    "CosineDecay",
    "CosineDecayRestarts",
)
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
    "initial_state",
    "state",
    "errors",
)
#: What depends on the backend. JAX has float64 only in a mode of its own; Keras on NumPy computes it in
#: float32, to which it rounds the variables too.
FEATURES_OF_BACKEND = {"tensorflow": ("trace", "flush_subnormals"), "jax": ("flush_subnormals",)}
MISSING_DTYPES = {"jax": {"float64"}, "numpy": {"float64"}}
#: Arguments that are Python integers where they are whole; the others are floats even then.
WHOLE = {
    "boundaries",
    "decay_steps",
    "ema_overwrite_frequency",
    "first_decay_steps",
    "gradient_accumulation_steps",
    "warmup_steps",
}
REQUESTS = {
    "start": {"request", "protocol"},
    "run": {"request", "seq", "case", "trace"},
    "stop": {"request"},
}

BACKEND = keras.backend.backend()

adapt(keras.Optimizer)
runner = KerasRunner()


def answer(line):
    """The reply to a request, each a line without its end."""
    request = None
    try:
        request = read(line)
        return canonical(reply(request))
    except Exception as error:
        message = traceback.format_exception_only(error)[-1].strip()
        refusal = {"reply": "error", "category": "internal", "message": message}
        if isinstance(request, dict) and "seq" in request:
            refusal["seq"] = request["seq"]
        return canonical(refusal)


def read(line):
    """A JSON value in which -0 is what it says: Python would take it for the integer 0."""
    return json.loads(line, parse_int=lambda digits: -0.0 if digits == "-0" else int(digits))


def reply(request):
    kind = request["request"]
    unknown = request.keys() - REQUESTS[kind]
    if unknown:
        raise ValueError(f"the request has the unknown field {min(unknown)!r}")
    if kind == "start":
        return introduction()
    if kind == "run":
        return {"seq": request["seq"], **run(request["case"], request.get("trace", False))}
    return {"reply": "stop"}


def introduction():
    backend = importlib.import_module(BACKEND)
    return {
        "reply": "start",
        "protocol": PROTOCOL,
        "name": f"keras-{BACKEND}",
        "version": keras.__version__,
        "language": f"Python {platform.python_version()}, {BACKEND} {backend.__version__}",
        "dtypes": [dtype for dtype in DTYPES if dtype not in MISSING_DTYPES.get(BACKEND, ())],
        "features": [*FEATURES, *features_of_this_keras()],
        "encoding": "hex",
    }


def features_of_this_keras():
    """Those of the backend; a trace is recorded by methods that only the pinned version has."""
    features = FEATURES_OF_BACKEND.get(BACKEND, ())
    return [name for name in features if name != "trace" or keras.__version__ == PINNED]


def run(case, trace):
    """Runs a case; the quantities in between are recorded where a trace is asked for."""
    recording = new_recording() if trace else None
    try:
        observation = runner.run(typed_case(case), recording)
    except Refusal as refusal:
        return {
            "reply": "error",
            "category": refusal.category,
            "argument": refusal.argument,
            "message": str(refusal),
        }
    except Unsupported as missing:
        return {"reply": "unsupported", "feature": missing.feature, "reason": str(missing)}
    if trace:
        observation["trace"] = [entry.encoded(case) for entry in recording.entries if entry.updates]
    return {"reply": "run", **observation}


def new_recording():
    """Imported only when asked for: what it records is TensorFlow's."""
    from adamw_vectors.recorder import Recording

    return Recording()


def typed_case(case):
    """The case with numbers as Keras wants them: JSON has one kind, and writers leave `.0` out."""
    script = [typed(event) if "learning_rate" in event else event for event in case["script"]]
    return {**case, "arguments": typed(case["arguments"]), "script": script}


def typed(value, name=None):
    if isinstance(value, dict):
        return {key: typed(item, key) for key, item in value.items()}
    if isinstance(value, list):
        return [typed(item, name) for item in value]
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return value
    return int(value) if name in WHOLE and value == int(value) else float(value)


def keep_off_standard_output():
    """What Keras or its backend print goes to standard error: standard output has an owner."""
    sys.stdout = sys.stderr


def main():
    output = sys.stdout
    keep_off_standard_output()
    for line in sys.stdin:
        reply = answer(line)
        print(reply, file=output, flush=True)
        if reply == canonical({"reply": "stop"}):
            return


if __name__ == "__main__":
    main()

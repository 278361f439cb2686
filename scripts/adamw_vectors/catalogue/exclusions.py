"""exclusions: variables kept from weight decay, by themselves and by name pattern."""

from adamw_vectors.catalogue.common import DECAYING, identify
from adamw_vectors.plan import Plan, VectorFile
from adamw_vectors.values import make_inputs

FILE = "exclusions"
EVENTS = 3
NAMES = ("encoder/kernel", "encoder/bias", "norm/scale", "norm/bias", "kernel_norm")
EXCLUSIONS = {
    "none": {"variables": []},
    "one": {"variables": [1]},
    "several": {"variables": [0, 3]},
    "all": {"variables": [0, 1, 2, 3, 4]},
    "name": {"var_names": ["bias"]},
    "names": {"var_names": ["bias", "scale"]},
    "name-scope": {"var_names": ["norm/"]},
    "name-anchored": {"var_names": ["^norm"]},
    "name-with-suffix": {"var_names": ["bias:0$"]},
    "name-without-suffix": {"var_names": ["bias$"]},
    "name-alternation": {"var_names": ["^[a-z]+/(bias|scale)"]},
    "name-of-all": {"var_names": ["."]},
    "name-of-none": {"var_names": ["Kernel"]},
    "no-names": {"var_names": []},
}
NOTES = {
    "name-with-suffix": "On TensorFlow a pattern is searched in the name with :0 behind it.",
    "name-without-suffix": "Matches nothing: on TensorFlow every name ends in :0.",
}


def files():
    described = [
        (name, dtype, (2,))
        for name, dtype in zip(NAMES, ("float32", "float32", "float64", "float16", "bfloat16"))
    ]
    inputs = {"named": make_inputs(FILE, described, EVENTS)}
    plans = []
    for name, exclusion in EXCLUSIONS.items():
        case = {"id": identify(FILE, name)}
        if name in NOTES:
            case["note"] = NOTES[name]
        case["arguments"] = DECAYING
        case["exclude_from_weight_decay"] = exclusion
        plans.append(Plan({**case, "inputs": "named"}))
    yield VectorFile(FILE, "Variables excluded from weight decay.", plans, inputs)

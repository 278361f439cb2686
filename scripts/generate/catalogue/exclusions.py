"""exclusions: variables kept from weight decay, by themselves and by name pattern."""

from scripts.generate.catalogue.common import DECAYING, identify
from scripts.generate.catalogue.plan import Plan, VectorFile
from scripts.generate.catalogue.values import make_inputs

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
    "name-empty": {"var_names": [""]},
    "one-and-name": {"variables": [1], "var_names": ["scale"]},
}
NOTES = {
    "name-with-suffix": "On TensorFlow a pattern is searched in the name with :0 behind it.",
    "name-without-suffix": "Matches nothing: on TensorFlow every name ends in :0.",
    "name-empty": "An empty pattern is found in every name.",
    "one-and-name": "What is excluded by itself and what is excluded by name: both.",
}


#: The second set is for ports that have float32 only.
DTYPES = {
    "": ("float32", "float32", "float64", "float16", "bfloat16"),
    "float32": ("float32",) * len(NAMES),
}


def files():
    inputs, plans = {}, []
    for kind, dtypes in DTYPES.items():
        described = [(name, dtype, (2,)) for name, dtype in zip(NAMES, dtypes)]
        key = f"named-{kind}" if kind else "named"
        inputs[key] = make_inputs(f"{FILE}/{kind}" if kind else FILE, described, EVENTS)
        plans += [plan(name, kind, key) for name in EXCLUSIONS]
    yield VectorFile(FILE, "Variables excluded from weight decay.", plans, inputs)


def plan(name, kind, inputs):
    case = {"id": identify(FILE, name, kind)}
    if name in NOTES:
        case["note"] = NOTES[name]
    case["arguments"] = DECAYING
    case["exclude_from_weight_decay"] = EXCLUSIONS[name]
    return Plan({**case, "inputs": inputs})

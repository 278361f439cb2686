"""checkpoint: runs that go on from a file, at every place of an accumulation cycle."""

from scripts.generate.catalogue.common import DECAYING, EMA, identify, overwriting
from scripts.generate.catalogue.covering import covering_rows
from scripts.generate.catalogue.plan import Plan, VectorFile
from scripts.generate.catalogue.values import make_inputs

FILE = "checkpoint"
EVENTS = 7
SHAPES = (("dense/bias", (3,)), ("dense/kernel", (2, 3)))
DTYPES = {
    **{dtype: (dtype, dtype) for dtype in ("float32", "float64", "float16", "bfloat16")},
    "mixed": ("float64", "float32"),
}
FACTORS = {
    "dtype": DTYPES,
    "optimizer": {"": {}, "adam": {"optimizer": "Adam"}},
    "amsgrad": {"": {}, "amsgrad": {"amsgrad": True}},
    "clipping": {
        "": {},
        "clipnorm": {"clipnorm": 0.9},
        "clipvalue": {"clipvalue": 0.35},
        "global_clipnorm": {"global_clipnorm": 1.1},
    },
    "ema": {"": {}, "ema": EMA, "ema2": overwriting(2), "ema3": overwriting(3)},
    "accumulation": {
        "": {},
        **{f"accumulate{n}": {"gradient_accumulation_steps": n} for n in (2, 3)},
    },
    "rate": {
        "": {},
        "assigned": {},
        "exponential": {
            "learning_rate": {
                "schedule": "ExponentialDecay",
                "config": {"initial_learning_rate": 0.1, "decay_steps": 3, "decay_rate": 0.7},
            }
        },
        "restarts": {
            "learning_rate": {
                "schedule": "CosineDecayRestarts",
                "config": {"initial_learning_rate": 0.1, "first_decay_steps": 3, "alpha": 0.1},
            }
        },
    },
    "decay": {
        "": {},
        "exclude": {"variables": [1]},
        "exclude-name": {"var_names": ["bias"]},
    },
    "scaling": {"": {}, "factor": {}, "scaled": {}},
    #: After how many gradients.
    "place": {"after0": (0,), "after1": (1,), "after2": (2,), "after3": (3,), "after4": (4,),
              "after7": (7,), "after2-5": (2, 5), "after3-3": (3, 3)},
}


def files():
    inputs, plans, seen = {}, [], set()
    for row in covering_rows(FACTORS, 2) + covering_rows(FACTORS, 3)[::2]:
        settings = possible(dict(zip(FACTORS, row)))
        identifier = identify(FILE, *settings.values())
        if identifier not in seen:
            seen.add(identifier)
            plans.append(plan(identifier, settings, inputs))
    about = "Runs that go on with a new optimizer made from a saved configuration and state."
    yield VectorFile(FILE, about, plans, inputs)


def possible(settings):
    """The settings without what Keras refuses together."""
    if settings["dtype"] == "mixed" and settings["clipping"] == "global_clipnorm":
        settings["clipping"] = "clipnorm"
    if settings["scaling"] == "scaled" and settings["dtype"] != "float32":
        settings["scaling"] = ""
    return settings


def plan(identifier, settings, inputs):
    arguments = {} if settings["optimizer"] else {"weight_decay": DECAYING["weight_decay"]}
    arguments |= {name: value for name, value in DECAYING.items() if name != "weight_decay"}
    for factor in ("amsgrad", "clipping", "ema", "accumulation", "rate"):
        arguments |= FACTORS[factor][settings[factor]]
    if settings["scaling"] == "factor":
        arguments["loss_scale_factor"] = 3.7
    case = {"id": identifier, **FACTORS["optimizer"][settings["optimizer"]], "arguments": arguments}
    if settings["decay"]:
        case["exclude_from_weight_decay"] = FACTORS["decay"][settings["decay"]]
    if settings["scaling"] == "scaled":
        case["loss_scale_optimizer"] = {"initial_scale": 256.0, "dynamic_growth_steps": 3}
    case["inputs"] = make_named_inputs(settings, inputs)
    return Plan(case)


def make_named_inputs(settings, inputs):
    """Gradients, a learning rate where it is assigned, and the checkpoints between them."""
    parts = (settings["dtype"], settings["place"], settings["rate"] == "assigned" and "assigned")
    name = "+".join(filter(None, parts))
    if name not in inputs:
        dtypes = DTYPES[settings["dtype"]]
        described = [(n, dtype, shape) for (n, shape), dtype in zip(SHAPES, dtypes)]
        whole = make_inputs(f"{FILE}/{settings['dtype']}", described, EVENTS)
        inputs[name] = {**whole, "script": with_checkpoints(whole["script"], settings)}
    return name


def with_checkpoints(script, settings):
    events = []
    for index in range(len(script) + 1):
        if index == 2 and settings["rate"] == "assigned":
            events.append({"learning_rate": 0.037})
        events += [{"checkpoint": True}] * FACTORS["place"][settings["place"]].count(index)
        events += script[index : index + 1]
    return events

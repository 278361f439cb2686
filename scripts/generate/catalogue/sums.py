"""sums: norms of gradients of many sizes, where the order of summation shows."""

from scripts.generate.catalogue.plan import Plan, VectorFile
from scripts.generate.catalogue.values import make_inputs

#: A large epsilon and tiny weights: what is left of a weight is nearly its clipped gradient.
OPTIMIZER = {
    "learning_rate": 1.0,
    "weight_decay": 0.0,
    "beta_1": 0.8,
    "beta_2": 0.95,
    "epsilon": 1.0,
}
WEIGHTS = 0.001

#: Sizes of the variables of one case, by dtype. Just below and above where a sum is split.
SIZES = {
    "float32": (
        ("1-70", range(1, 71)),
        ("100-1024", (100, 1000, 1024)),
        ("4097", (4097,)),
        ("8192", (8192,)),
        ("8193", (8193,)),
        ("9000", (9000,)),
        ("12345", (12345,)),
    ),
    "float64": (
        ("1-40", range(1, 41)),
        ("100-1000", (100, 1000)),
        ("4097", (4097,)),
    ),
    "float16": (
        ("1-70", range(1, 71)),
        ("100-1000", (100, 1000)),
        ("1600", (1600,)),
        ("1601", (1601,)),
        ("4097", (4097,)),
    ),
    "bfloat16": (
        ("1-70", range(1, 71)),
        ("100-1000", (100, 1000)),
        ("1601", (1601,)),
        ("8193", (8193,)),
    ),
}


def files():
    inputs, plans = {}, []
    for dtype, groups in SIZES.items():
        for group, sizes in groups:
            name = f"{dtype}-{group}"
            described = [(f"v{size}", dtype, (size,)) for size in sizes]
            inputs[name] = make_inputs(f"sums/{name}", described, 1, sizes=(0.7,), weights=WEIGHTS)
            plans.append(plan(name, "clipnorm", 0.3, name))
            if len(sizes) > 1:
                plans.append(plan(name, "global_clipnorm", 1.7, name))
    about = "Norms of variables of many sizes, each clipped, so that one wrong bit of a sum shows."
    yield VectorFile("sums", about, plans, inputs)


def plan(name, clip, value, inputs):
    case = {
        "id": f"sums/{name}+{clip}",
        "arguments": {**OPTIMIZER, clip: value},
        "inputs": inputs,
    }
    return Plan(case, state=False)

"""long-runs: the defaults for 200 steps, and 2,000 steps seen at powers of two."""

from scripts.generate.catalogue.common import identify
from scripts.generate.catalogue.plan import Plan, VectorFile
from scripts.generate.catalogue.values import SWELL, make_inputs

POWERS_OF_TWO = (*(2**n - 1 for n in range(11)), 1999)

DEFAULTS = {
    "float32": (("bias", (3,)), ("kernel", (2, 3)), ("embedding", (17,))),
    "float64": (("bias", (3,)), ("kernel", (2, 3))),
    "float16": (("bias", (3,)), ("kernel", (2, 3)), ("embedding", (17,))),
    "bfloat16": (("bias", (3,)), ("kernel", (2, 3))),
}
EVERYTHING = {
    "learning_rate": 0.003,
    "weight_decay": 0.1,
    "amsgrad": True,
    "global_clipnorm": 1.1,
    "use_ema": True,
    "ema_overwrite_frequency": 100,
    "gradient_accumulation_steps": 3,
    "loss_scale_factor": 3.7,
}

#: Inputs of 2,000 steps, and the runs over them.
SETS = {
    "single": ((("bias", "float32", (2,)), ("kernel", "float32", (2, 2))), SWELL),
    "double": ((("bias", "float64", (2,)),), SWELL),
    "halves": ((("bias", "float16", (3,)), ("gate", "bfloat16", (3,))), (0.01, *SWELL)),
}
RUNS = (
    ("single", "defaults", {}),
    ("single", "everything", EVERYTHING),
    ("double", "defaults", {}),
    (
        "halves",
        "moving",
        {"beta_2": 0.99, "epsilon": 1e-3, "learning_rate": 0.01, "weight_decay": 0.05},
    ),
)


def files():
    inputs, plans = {}, []
    for dtype, variables in DEFAULTS.items():
        described = [(name, dtype, shape) for name, shape in variables]
        name = f"defaults-{dtype}"
        inputs[name] = make_inputs(f"long-runs/{name}", described, 200)
        plans.append(Plan({"id": f"long-runs/{name}", "arguments": {}, "inputs": name}))
    plans[-1].case["note"] = (
        "bfloat16(0.999) is 1, so 1 - beta_2 ** t is 0 and so is the step: the weights only decay."
    )
    for name, (described, sizes) in SETS.items():
        inputs[f"{name}-2000"] = make_inputs(f"long-runs/{name}", described, 2000, sizes=sizes)
    for name, feature, arguments in RUNS:
        case = {
            "id": identify("long-runs", f"{name}-2000", feature),
            "arguments": arguments,
            "inputs": f"{name}-2000",
        }
        plans.append(Plan(case, kept=POWERS_OF_TWO))
    about = (
        "Long runs: the defaults for 200 steps, and 2,000 steps of which those at powers of two "
        "and the last are kept."
    )
    yield VectorFile("long-runs", about, plans, inputs)

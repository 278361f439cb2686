"""long-runs: the defaults for 200 steps, and 2,000 steps seen at powers of two."""

from adamw_vectors.plan import Plan, VectorFile
from adamw_vectors.values import SWELL, make_inputs

POWERS_OF_TWO = [2**n - 1 for n in range(11)] + [1999]

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
SCHEDULED = {
    "learning_rate": {
        "schedule": "CosineDecayRestarts",
        "config": {
            "initial_learning_rate": 0.01,
            "first_decay_steps": 90,
            "t_mul": 1.5,
            "m_mul": 0.9,
            "alpha": 0.05,
        },
    },
    "clipnorm": 0.7,
}


def files():
    inputs = {}
    plans = []
    for dtype, variables in DEFAULTS.items():
        described = [(name, dtype, shape) for name, shape in variables]
        name = f"defaults-{dtype}"
        inputs[name] = make_inputs(f"long-runs/{name}", described, 200)
        plans.append(Plan(case(name, {}, name)))
    plans[-1].case["note"] = (
        "bfloat16(0.999) is 1, so 1 - beta_2 ** t is 0 and so is the step: the weights only decay."
    )
    single = (("bias", "float32", (2,)), ("kernel", "float32", (2, 2)))
    inputs["single-2000"] = make_inputs("long-runs/single", single, 2000)
    double = (("bias", "float64", (2,)),)
    inputs["double-2000"] = make_inputs("long-runs/double", double, 2000)
    halves = (("bias", "float16", (3,)), ("gate", "bfloat16", (3,)))
    inputs["halves-2000"] = make_inputs("long-runs/halves", halves, 2000, sizes=(0.01, *SWELL))
    for name in ("single", "double", "halves"):
        plans.append(seen_at_powers(f"{name}-2000+defaults", {}, f"{name}-2000"))
    for name in ("single", "double"):
        plans.append(seen_at_powers(f"{name}-2000+everything", EVERYTHING, f"{name}-2000"))
    plans.append(seen_at_powers("single-2000+scheduled", SCHEDULED, "single-2000"))
    decisive = {"beta_2": 0.99, "epsilon": 1e-3, "learning_rate": 0.01, "weight_decay": 0.05}
    plans.append(seen_at_powers("halves-2000+moving", decisive, "halves-2000"))
    about = (
        "Long runs: the defaults for 200 steps, and 2,000 steps of which those at powers of two "
        "and the last are kept."
    )
    yield VectorFile("long-runs", about, plans, inputs)


def seen_at_powers(name, arguments, inputs):
    return Plan(case(name, arguments, inputs), kept=POWERS_OF_TWO)


def case(name, arguments, inputs):
    return {"id": f"long-runs/{name}", "arguments": arguments, "inputs": inputs}

"""The trainings: which model, which optimizer, and what is not `fit`'s default.

A run has the fields of a case that say what the optimizer is; `model`, by default the classifier; the `policy` of dtypes;
and the arguments of `compile` and `fit` that are given at all.
"""

OF_CASES = ("optimizer", "arguments", "exclude_from_weight_decay", "loss_scale_optimizer")
OF_COMPILE = ("steps_per_execution", "jit_compile", "run_eagerly")
OF_FIT = ("batch_size", "epochs")

CONSTANT = {"learning_rate": 0.02, "weight_decay": 0.1}
EMA = {"use_ema": True, "ema_momentum": 0.8}
DROPPED = {"initial_learning_rate": 0.05}
WARM = {"initial_learning_rate": 0.0, "warmup_target": 0.05, "warmup_steps": 5}


def scheduled(name, config, **arguments):
    return {"learning_rate": {"schedule": name, "config": config}, "weight_decay": 0.1, **arguments}


EXPONENTIAL = scheduled("ExponentialDecay", {**DROPPED, "decay_steps": 7, "decay_rate": 0.6})
INVERSE = scheduled("InverseTimeDecay", {**DROPPED, "decay_steps": 7, "decay_rate": 0.6})
COSINE = scheduled("CosineDecay", {**DROPPED, "decay_steps": 13})
RESTARTS = scheduled("CosineDecayRestarts", {**DROPPED, "first_decay_steps": 3, "m_mul": 0.9, "alpha": 0.1})
SCHEDULES = {
    "exponential": EXPONENTIAL,
    "exponential-staircase": scheduled(
        "ExponentialDecay", {**DROPPED, "decay_steps": 3, "decay_rate": 0.6, "staircase": True}
    ),
    "piecewise": scheduled("PiecewiseConstantDecay", {"boundaries": [4, 9], "values": [0.05, 0.03, 0.01]}),
    "polynomial": scheduled("PolynomialDecay", {**DROPPED, "decay_steps": 13}),
    "polynomial-square": scheduled("PolynomialDecay", {**DROPPED, "decay_steps": 13, "power": 2.0}),
    "polynomial-cube": scheduled("PolynomialDecay", {**DROPPED, "decay_steps": 13, "power": 3.0}),
    "polynomial-root": scheduled(
        "PolynomialDecay", {**DROPPED, "decay_steps": 13, "power": 0.5, "end_learning_rate": 0.0}
    ),
    "polynomial-cycle": scheduled(
        "PolynomialDecay", {**DROPPED, "decay_steps": 5, "power": 1.5, "end_learning_rate": 0.01, "cycle": True}
    ),
    "inverse": INVERSE,
    "inverse-staircase": scheduled(
        "InverseTimeDecay", {**DROPPED, "decay_steps": 3, "decay_rate": 0.6, "staircase": True}
    ),
    "cosine": COSINE,
    "cosine-alpha": scheduled("CosineDecay", {**DROPPED, "decay_steps": 13, "alpha": 0.1}),
    "cosine-warm": scheduled("CosineDecay", {**WARM, "decay_steps": 7}),
    "cosine-warm-alpha": scheduled("CosineDecay", {**WARM, "decay_steps": 7, "alpha": 0.1}),
    "restarts": scheduled("CosineDecayRestarts", {**DROPPED, "first_decay_steps": 3}),
    "restarts-alpha": RESTARTS,
    "restarts-even": scheduled("CosineDecayRestarts", {**DROPPED, "first_decay_steps": 3, "t_mul": 1.0, "m_mul": 0.8}),
}

OPTIMIZERS = {
    "plain": {"arguments": {}},
    "constant": {"arguments": CONSTANT},
    "callable": {"arguments": {**CONSTANT, "learning_rate": {"callable": 0.02}}},
    "adam": {"optimizer": "Adam", "arguments": {}},
    "adam-decaying": {"optimizer": "Adam", "arguments": CONSTANT},
    "amsgrad": {"arguments": {**CONSTANT, "amsgrad": True}},
    "clipnorm": {"arguments": {**CONSTANT, "clipnorm": 0.3}},
    "clipvalue": {"arguments": {**CONSTANT, "clipvalue": 0.1}},
    "global-clipnorm": {"arguments": {**CONSTANT, "global_clipnorm": 0.3}},
    "ema": {"arguments": {**CONSTANT, **EMA}},
    "ema-overwriting": {"arguments": {**CONSTANT, **EMA, "ema_overwrite_frequency": 4}},
    "accumulation": {"arguments": {**CONSTANT, "gradient_accumulation_steps": 3}},
    "accumulation-clipped-ema": {
        "arguments": {**EXPONENTIAL, **EMA, "gradient_accumulation_steps": 3, "global_clipnorm": 0.3}
    },
    "loss-scale-factor": {"arguments": {**CONSTANT, "loss_scale_factor": 3.7}},
    "loss-scale-factor-accumulation": {
        "arguments": {**CONSTANT, "loss_scale_factor": 3.7, "gradient_accumulation_steps": 3, "clipnorm": 0.3}
    },
    "exclusion": {"arguments": EXPONENTIAL, "exclude_from_weight_decay": {"var_names": ["bias"]}},
}

MODELS = {
    "regressor": {"model": "regressor", "arguments": {}},
    "constraints": {"model": "constrained", "arguments": CONSTANT},
    "penalties": {
        "model": "regularised",
        "arguments": {**EXPONENTIAL, "loss_scale_factor": 3.7, "gradient_accumulation_steps": 3},
    },
    "missing": {"model": "partial", "arguments": {**COSINE, **EMA}},
    "convolution": {"model": "convolution", "arguments": COSINE, "batch_size": 256, "epochs": 2},
}

SPARSE = {
    "plain": {"arguments": {}},
    "clipped": {"arguments": {**EXPONENTIAL, "global_clipnorm": 0.3}},
    "accumulation": {"arguments": {**RESTARTS, "gradient_accumulation_steps": 3}},
}

POLICIES = {
    "mixed-float16": {"policy": "mixed_float16", "arguments": CONSTANT, "loss_scale_optimizer": {}},
    "mixed-float16-growing": {
        "policy": "mixed_float16",
        "arguments": {**COSINE, "global_clipnorm": 0.3},
        "loss_scale_optimizer": {"initial_scale": 1048576.0, "dynamic_growth_steps": 3},
    },
    "mixed-float16-accumulation": {
        "policy": "mixed_float16",
        "arguments": {**EXPONENTIAL, **EMA, "gradient_accumulation_steps": 3},
        "loss_scale_optimizer": {},
    },
    "mixed-bfloat16": {"policy": "mixed_bfloat16", "arguments": RESTARTS},
    "float64": {"policy": "float64", "arguments": {}},
    "float64-schedule": {"policy": "float64", "arguments": {**INVERSE, "loss_scale_factor": 3.7}},
    "float64-accumulation": {
        "policy": "float64",
        "arguments": {**COSINE, **EMA, "gradient_accumulation_steps": 3, "clipnorm": 0.3},
    },
    "float16": {"policy": "float16", "arguments": {**CONSTANT, "epsilon": 0.001, "loss_scale_factor": 3.7}},
    "float16-schedule": {"policy": "float16", "arguments": {**EXPONENTIAL, "epsilon": 0.001}},
    "bfloat16": {"policy": "bfloat16", "arguments": {**CONSTANT, "beta_2": 0.99, "loss_scale_factor": 3.7}},
    "bfloat16-schedule": {"policy": "bfloat16", "arguments": {**COSINE, "beta_2": 0.99}},
}

WAYS = {
    "steps-per-execution": {"steps_per_execution": 4, "arguments": {**EXPONENTIAL, "loss_scale_factor": 3.7}},
    "not-compiled": {"jit_compile": False, "arguments": {**EXPONENTIAL, "loss_scale_factor": 3.7}},
    "even-batches": {"batch_size": 30, "arguments": COSINE},
}

RUNS = {
    **OPTIMIZERS,
    **{f"schedule+{name}": {"model": "regressor", "arguments": arguments} for name, arguments in SCHEDULES.items()},
    **MODELS,
    **{f"embedding+{name}": {"model": "embedding", "epochs": 2, **run} for name, run in SPARSE.items()},
    **{f"policy+{name}": run for name, run in POLICIES.items()},
    **{f"way+{name}": run for name, run in WAYS.items()},
}


def note(run):
    """What a case cannot say of its run."""
    named = [f"{name}={run[name]}" for name in ("policy", *OF_COMPILE, *OF_FIT) if name in run]
    return ", ".join([f"The {run.get('model', 'classifier')}", *named]) + "."

"""Cases that say nothing of how far a fused operation moves a result: why each is left out of a budget.

In all of them a rounding is worth more than any budget could allow that still refuses mistakes.
"""

from scripts.keras.cases import gradient_parts

#: Below this, epsilon is subnormal in float16.
SMALLEST_NORMAL_HALF = 2.0**-14


def reason(case):
    """Why a case is left out, in a few words, or `None`."""
    arguments = case["arguments"]
    rate = arguments.get("learning_rate")
    dtypes = {variable["dtype"] for variable in case["variables"]}
    if case["id"].startswith(("boundaries/", "profiles/")):
        return "made so that one bit decides, or a rewrite"
    if any(is_of_another_dtype(gradient, variable) for gradient, variable in gradients(case)):
        return "a gradient of another type than its variable"
    if isinstance(rate, dict) and "schedule" in rate and "float64" in dtypes:
        return "a schedule, which is computed in float32, beside float64"
    if isinstance(rate, dict) and "callable" in rate:
        return "a callable rate, which is a constant in a compiled step"
    if "R-FLUSH-1" in case["rules"]:
        return "subnormals decide"
    if "float16" in dtypes and 0 < arguments.get("epsilon", 1e-7) < SMALLEST_NORMAL_HALF:
        return "an epsilon that is subnormal in float16"
    return None


def takes_large_steps(case):
    """Whether a rate is so large that steps are as large as the weights: a rounding is then as many ULP."""
    rates = [case["arguments"].get("learning_rate"), *(event.get("learning_rate") for event in case["script"])]
    return any(isinstance(rate, (int, float)) and abs(rate) > 1 for rate in rates)


def is_of_other_rules_on_jax(case):
    """Whether Keras on JAX follows other rules: patterns of names, and accumulators without a gradient."""
    is_gradient_missing = any(gradient is None for event in case["script"] for gradient in event.get("apply", []))
    return "R-DECAY-4" in case["rules"] or is_gradient_missing and "R-ACCUMULATE-1" in case["rules"]


def gradients(case):
    """All gradients of a script that are there, each with its variable."""
    for event in case["script"]:
        for given in [event.get("apply", []), *event.get("apply_replicas", [])]:
            for gradient, variable in zip(given, case["variables"]):
                if gradient is not None:
                    yield gradient, variable


def is_of_another_dtype(gradient, variable):
    return gradient_parts(gradient, variable)[0] != variable["dtype"]

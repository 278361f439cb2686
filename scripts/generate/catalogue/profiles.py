"""profiles: what TensorFlow rewrites in a graph, each where it shows: section 4.11 of the specification."""

from itertools import product

from scripts.generate.catalogue.common import identify, made_of, overwriting
from scripts.generate.catalogue.plan import Plan
from scripts.generate.catalogue.values import make_inputs
from scripts.keras import tensors

FILE = "profiles"
DTYPES = ("float32", "float64", "float16", "bfloat16")
#: A matrix and a scalar: weight decay depends on the rank.
MATRIX = ("kernel", "float32", (2, 3))
SCALAR = ("scale", "float32", ())
BOTH = (MATRIX, SCALAR)
#: So large a decay that the order of its factors shows within a few elements.
STRONG = {"learning_rate": 0.37, "weight_decay": 0.9}
CALLABLE = {"learning_rate": {"callable": 0.1}}


def files():
    parts = (powers, counts, ones, packets, asking, refusing, lifting)
    about = "What TensorFlow rewrites in a graph: products of constants, powers, counts of steps, decays, callables."
    yield made_of(parts, FILE, about)


def powers():
    """Powers of PolynomialDecay that are not powers any more, or constants."""
    ends = {3: (0.013, 0.0), 2: (0.001,), 0.5: (0.001,), -0.5: (0.0,), -1: (0.0,)}
    for power, lasts in ends.items():
        for last in lasts:
            config = {"decay_steps": 13, "initial_learning_rate": 0.1, "end_learning_rate": last, "power": power}
            yield scheduled(f"polynomial-power{power:g}-to{last:g}", "PolynomialDecay", config, 12)
    # The last two are 0 and a subnormal number in float32.
    for power, last in ((0, 0.001), (0, 0.0), (1e-50, 0.001), (1e-40, 0.001)):
        config = {"decay_steps": 9, "initial_learning_rate": 0.37, "end_learning_rate": last, "power": power}
        name = f"polynomial-power{power:g}-to{last:g}"
        yield planned(name, make_inputs(f"{FILE}/{name}", scalars(), 4, weights=3.0), rated("PolynomialDecay", config))
    inputs = make_inputs(f"{FILE}/callable", scalars(), 4, weights=3.0)
    yield planned("callable-rate-of-scalars", inputs, {**STRONG, "learning_rate": {"callable": 0.37}})


def counts():
    """Steps at which a quotient is a whole number, and the product with the reciprocal is not."""
    stairs = {"initial_learning_rate": 0.05, "decay_rate": 0.7, "staircase": True}
    yield scheduled("stairs-of-41", "ExponentialDecay", {**stairs, "decay_steps": 41}, 3, after=40)
    yield scheduled("stairs-of-47", "InverseTimeDecay", {**stairs, "decay_steps": 47}, 3, after=46)
    cycle = {"initial_learning_rate": 0.1, "end_learning_rate": 0.01, "cycle": True, "decay_steps": 7}
    yield scheduled("cycles-of-7", "PolynomialDecay", cycle, 3, after=20)
    for name, config, events in (
        ("1.9", {"first_decay_steps": 2, "initial_learning_rate": 0.1, "t_mul": 1.9, "m_mul": 0.8}, 5),
        ("2.3", {"first_decay_steps": 1, "initial_learning_rate": 0.7, "t_mul": 2.3}, 14),
        ("1.3", {"first_decay_steps": 1, "initial_learning_rate": 0.1, "t_mul": 1.3, "m_mul": 0.8, "alpha": 0.1}, 12),
    ):
        yield scheduled(f"restarts-of-{name}", "CosineDecayRestarts", config, events)


def ones():
    """Variables of one element, with a rank and without."""
    kinds = product((("one", (1,)), ("single", (1, 1))), DTYPES, range(3))
    described = [(f"{name}-{dtype}-{i}", dtype, shape) for (name, shape), dtype, i in kinds]
    inputs = make_inputs(f"{FILE}/ones", described, 6, weights=3.0)
    cosine = {"decay_steps": 9, "initial_learning_rate": 0.57, "alpha": 0.1}
    for part, name, config in (
        ("", "ExponentialDecay", {"decay_steps": 5, "initial_learning_rate": 0.57, "decay_rate": 0.7}),
        ("", "CosineDecay", cosine),
        ("warmup", "CosineDecay", {**cosine, "warmup_target": 0.1, "warmup_steps": 3}),
        ("", "CosineDecayRestarts", {"first_decay_steps": 3, "initial_learning_rate": 0.77, "m_mul": 0.9}),
        ("", "PolynomialDecay", {"decay_steps": 7, "initial_learning_rate": 0.57, "end_learning_rate": 0.0}),
        ("", "InverseTimeDecay", {"decay_steps": 7, "initial_learning_rate": 0.57, "decay_rate": 0.3}),
        ("", "PiecewiseConstantDecay", {"boundaries": [2, 4], "values": [0.03, 0.07, 0.013]}),
    ):
        yield planned(f"one-element+{name}" + (part and f"+{part}"), inputs, rated(name, config))
    yield planned("one-element", inputs, STRONG)


def packets():
    """An epsilon that is 0, or 0 in float16 only: packets of eight, and three elements behind them."""
    inputs = make_inputs(f"{FILE}/packets", [(f"kernel-{d}", d, (203,)) for d in ("float16", "bfloat16")], 4)
    for epsilon in (0.0, 1e-8):
        yield planned(f"packets+epsilon{epsilon:g}", inputs, {"learning_rate": 0.037, "epsilon": epsilon})


def asking():
    """A callable is asked once for each kind of gradients, also by a step that is skipped."""
    inputs = make_inputs(f"{FILE}/kinds", [("kernel", "float32", (3, 2)), SCALAR], 7)
    applies = inputs["script"]
    for event in (1, 6):
        applies[event]["apply"][1] = None
    for event, rows in ((2, (0, 2)), (5, (1,))):
        whole = applies[event]["apply"][0]
        data = "".join(whole[16 * row : 16 * row + 16] for row in rows)
        applies[event]["apply"][0] = {"indices": list(rows), "data": data}
    numbers = tensors.decode(applies[3]["apply"][0], "float32")
    applies[3]["apply"][0] = {"dtype": "float16", "data": tensors.from_numbers(numbers, "float16")}
    rates = (0.05, 0.005, 0.07, 0.2)
    between = [[apply, {"learning_rate": rate}] for apply, rate in zip(applies, rates)]
    script = [event for pair in between for event in pair] + applies[len(rates) :]
    yield planned("callable-for-each-kind", {**inputs, "script": script}, CALLABLE)
    first, second, half = applies[0], applies[4], applies[3]
    assigned = [{"learning_rate": 0.05}, first, {"learning_rate": 0.01}, second]
    yield planned("callable-assigned-first", {**inputs, "script": assigned}, CALLABLE)
    kinds = [first, {"learning_rate": 0.01}, half, {"learning_rate": 0.5}, second]
    scaled = {"initial_scale": 4.0}
    yield planned("callable-below-the-loss-scale", {**inputs, "script": kinds}, CALLABLE, loss_scale_optimizer=scaled)
    infinite = tensors.from_numbers([float("inf")] * 6, "float32")
    skipped = [{"apply": [infinite, second["apply"][1]]}, {"learning_rate": 0.01}, second]
    inputs["script"] = skipped
    yield planned("callable-asked-by-a-skipped-step", inputs, CALLABLE, loss_scale_optimizer=scaled)


def refusing():
    """What a step may come to is refused on steps that do not come to it."""
    inputs = make_inputs(f"{FILE}/overwriting", [("kernel", "float32", (3,)), ("table", "float32", (2,))], 2)
    inputs["variables"][1]["overwrite_with_gradient"] = True
    yield planned("averages-before-they-overwrite", inputs, overwriting(3))
    infinite = tensors.from_numbers([float("inf"), 1.0], "float32")
    inputs = make_inputs(f"{FILE}/wide", [("kernel", "float32", (2,)), ("wide", "float64", (2,))], 1)
    inputs["script"][0]["apply"][0] = infinite
    yield planned("skipped-norm-of-two-dtypes", inputs, {"global_clipnorm": 1.0}, loss_scale_optimizer={})
    inputs = make_inputs(f"{FILE}/axis", [("kernel", "float32", (2,))], 1)
    inputs["variables"][0]["constraint"] = {"name": "UnitNorm", "config": {"axis": 1}}
    inputs["script"][0]["apply"][0] = infinite
    yield planned("skipped-axis-that-is-none", inputs, {}, loss_scale_optimizer={})
    inputs = make_inputs(f"{FILE}/replicas", [("kernel", "float32", (2,)), ("bias", "float32", (2,))], 1)
    kernel, bias = inputs["script"][0]["apply"]
    rows = {"indices": [1], "data": kernel[:8]}
    for name, second in (("missing", [kernel, None]), ("rows", [rows, bias])):
        script = [{"apply_replicas": [[infinite, bias], second]}]
        inputs = {"variables": inputs["variables"], "script": script}
        yield planned(f"skipped-replica-{name}", inputs, {}, loss_scale_optimizer={})


def lifting():
    """A quotient by the loss scale that rounding alone lifts to the smallest normal number."""
    lifted = (2 - 2.0**-52) * 2.0**-1022
    weights = tensors.from_numbers([0.5, 0.25], "float64")
    variable = {"name": "kernel", "dtype": "float64", "shape": [2], "data": weights}
    script = [{"apply": [tensors.from_numbers([lifted, -lifted], "float64")]}]
    inputs = {"variables": [variable], "script": script}
    yield planned("lifted-quotient", inputs, {"beta_1": 0.0}, loss_scale_optimizer={"initial_scale": 2.0})


def scalars():
    return [(f"scale-{dtype}-{i}", dtype, ()) for dtype in DTYPES for i in range(5)]


def rated(schedule, config):
    return {**STRONG, "learning_rate": {"schedule": schedule, "config": config}}


def scheduled(name, schedule, config, events, after=None):
    """A schedule for a matrix and a scalar; perhaps as it is after so many steps that did not move."""
    inputs = make_inputs(f"{FILE}/{name}", BOTH, events, weights=3.0)
    arguments = {"learning_rate": {"schedule": schedule, "config": config}, "weight_decay": 0.03}
    if after is None:
        return planned(name, inputs, arguments)
    zeros = ["0" * len(variable["data"]) for variable in inputs["variables"]]
    state = {"iterations": after, "slots": {"momentum": zeros, "velocity": zeros}}
    return planned(name, inputs, arguments, initial_state=state)


def planned(name, inputs, arguments, **fields):
    return None, None, [Plan({"id": identify(FILE, name), "arguments": arguments, **inputs, **fields})]

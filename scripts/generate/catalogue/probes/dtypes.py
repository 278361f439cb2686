"""Probes of the other dtypes, of several together, and of gradients of another dtype."""

from scripts.keras import tensors
from scripts.generate.catalogue.probes.making import (
    ABSENT,
    AVERAGE,
    FELT,
    ONE,
    falling,
    none,
    probe,
    rising,
    scaled,
    swelling,
)
from scripts.generate.catalogue.values import Values

#: What even bfloat16 can tell from 1.
COARSE = {"beta_2": 0.95, "learning_rate": 0.1, "epsilon": 1e-4}


def probes():
    yield from float64()
    yield from float16()
    yield from bfloat16()
    yield from mixed()
    yield from casts()


def float64():
    own = {"dtypes": "float64"}
    yield probe("R-ROUND-1", "float64", gradient=swelling(), **own)
    yield probe("R-CONST-1", "float64, the rate", {"learning_rate": 0.1, "beta_1": 0.5, "beta_2": 0.5}, **own)
    yield probe("R-CONST-1", "float64, decay", {"weight_decay": 0.3, "learning_rate": 0.5}, gradient=none, **own)
    yield probe("R-CONST-2", "float64, epsilon", {"epsilon": 1e-3}, gradient=scaled(1e-3), **own)
    yield probe("R-CONST-3", "float64, 1 - beta", {"beta_1": 0.7, "beta_2": 0.9, "learning_rate": 0.5}, **own)
    yield probe("R-POWER-3", "float64, powers", {"beta_1": 0.9, "beta_2": 0.9999}, ONE, events=12, **own)
    yield probe("R-CONST-2", "float64, clipnorm", {"clipnorm": 0.7, **FELT}, gradient=swelling(), **own)
    yield probe("R-CONST-2", "float64, averages", {**AVERAGE, "ema_overwrite_frequency": 2}, **own)
    yield probe("R-UPDATE-1", "float64, gradients of 1e-100", {"epsilon": 0.0}, gradient=scaled(1e-100), **own)


def float16():
    own = {"dtypes": "float16"}
    yield probe("R-ROUND-2", "float16", COARSE, gradient=swelling(), **own)
    yield probe("R-ROUND-2", "float16, decay", {**COARSE, "weight_decay": 0.5}, gradient=none, **own)
    yield probe("R-POWER-2", "float16, powers", {**COARSE, "beta_1": 0.99, "beta_2": 0.995}, events=10, **own)
    yield probe("R-FLUSH-2", "float16, small gradients", {**COARSE, "epsilon": 1e-5}, gradient=scaled(2e-3), **own)
    yield probe("R-ROUND-2", "float16, falling gradients", COARSE, gradient=falling, **own)
    yield probe("R-CLIP-NORM-1", "float16, clipnorm", {**COARSE, "clipnorm": 2.0}, gradient=rising, **own)
    yield probe("R-CONST-2", "float16, epsilon left out", {**COARSE, "epsilon": ABSENT}, gradient=scaled(1e-3), **own)
    yield probe("R-ROUND-2", "float16, averages", {**COARSE, **AVERAGE, "ema_overwrite_frequency": 2}, **own)


def bfloat16():
    own = {"dtypes": "bfloat16"}
    yield probe("R-ROUND-2", "bfloat16", COARSE, gradient=swelling(), **own)
    yield probe("R-ROUND-2", "bfloat16, decay", {**COARSE, "weight_decay": 0.5}, gradient=none, **own)
    yield probe("R-POWER-2", "bfloat16, powers", {**COARSE, "beta_1": 0.99, "beta_2": 0.99}, events=10, **own)
    yield probe("R-POWER-2", "bfloat16, beta_2 of 0.999", {**COARSE, "beta_2": 0.999, "weight_decay": 0.5}, **own)
    yield probe("R-ROUND-2", "bfloat16, small gradients", {**COARSE, "epsilon": 1e-7}, gradient=scaled(1e-6), **own)
    yield probe(
        "R-CLIP-GLOBAL-1", "bfloat16, global_clipnorm", {**COARSE, "global_clipnorm": 2.0}, gradient=rising, **own
    )
    yield probe("R-ROUND-2", "bfloat16, averages", {**COARSE, **AVERAGE, "ema_overwrite_frequency": 2}, **own)


def mixed():
    for dtypes in (("float16", "float32"), ("float32", "float64"), ("bfloat16", "float16"), ("float64", "bfloat16")):
        title = " beside ".join(dtypes)
        yield probe("R-BIAS-2", title, COARSE, dtypes=dtypes, gradient=swelling())
    decayed = {**COARSE, "weight_decay": 0.5}
    yield probe("R-DECAY-1", "float64 beside float32, decay", decayed, dtypes=("float64", "float32"), gradient=none)
    clipped = {**COARSE, "clipnorm": 2.0}
    yield probe(
        "R-CLIP-NORM-1", "float16 beside float32, clipnorm", clipped, dtypes=("float16", "float32"), gradient=rising
    )


def casts():
    for other, own in (
        ("float16", "float32"),
        ("bfloat16", "float32"),
        ("float64", "float32"),
        ("float32", "float16"),
        ("float32", "float64"),
    ):
        title = f"{other} gradients of {own}"
        yield probe("R-CAST-1", title, COARSE, dtypes=own, change=gradients_of(other, 1.0))
    for clipping in ("clipnorm", "clipvalue"):
        arguments = {**COARSE, clipping: 0.3}
        yield probe("R-CAST-1", f"float16 gradients, {clipping}", arguments, change=gradients_of("float16", 1.0))
    scale = {**COARSE, "loss_scale_factor": 3.7}
    yield probe("R-CAST-1", "float16 gradients, loss scale", scale, change=gradients_of("float16", 3.7))


def gradients_of(dtype, size):
    """A change that gives the first variable gradients of another dtype."""

    def change(case):
        values = Values(f"{case['id']}/{dtype}")
        for entry in case["script"]:
            entry["apply"][0] = {"dtype": dtype, "data": tensors.from_numbers(values.numbers(4, size), dtype)}

    return change

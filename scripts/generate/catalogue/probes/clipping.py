"""Probes of amsgrad, of the three ways to clip, and of the loss scale factor."""

from scripts.generate.catalogue.probes.making import (
    ACCUMULATE,
    AVERAGE,
    FELT,
    ONE,
    TWINS,
    falling,
    probe,
    rising,
    scaled,
    swelling,
    with_number,
)

INFINITY, NAN = float("inf"), float("nan")


def probes():
    yield from amsgrad()
    yield from by_norm()
    yield from by_global_norm()
    yield from by_value()
    yield from unscaling()


def amsgrad():
    quick = {"amsgrad": True, "beta_2": 0.9}
    yield probe("R-AMSGRAD-1", "amsgrad, falling gradients", quick, gradient=falling)
    yield probe("R-AMSGRAD-1", "amsgrad, rising gradients", quick, gradient=rising)
    yield probe("R-AMSGRAD-1", "amsgrad, one large gradient", quick, gradient=lambda e, v, g: g * (50 if e == 1 else 1))
    yield probe("R-AMSGRAD-1", "amsgrad, up and down", {"amsgrad": True, "beta_2": 0.5}, gradient=swelling())
    yield probe("R-AMSGRAD-1", "amsgrad, epsilon", {**quick, "epsilon": 0.1}, gradient=falling)
    slow = {"amsgrad": True, "beta_2": 0.99}
    yield probe("R-AMSGRAD-1", "amsgrad, velocity that shrinks late", slow, ONE, events=20, gradient=ends_after(4))
    apart = {"gradient": lambda e, v, g: g * 0.5 ** (e if v else 7 - e), "variables": TWINS}
    yield probe("R-AMSGRAD-1", "amsgrad of two variables", quick, **apart)


def ends_after(last):
    return lambda event, variable, number: number if event < last else number * 1e-3


def by_norm():
    yield probe("R-CLIP-NORM-1", "clipnorm, rising gradients", {"clipnorm": 7.0}, gradient=rising)
    yield probe("R-CLIP-NORM-1", "clipnorm, always above", {"clipnorm": 0.1, **FELT}, gradient=swelling())
    yield probe("R-CLIP-NORM-1", "clipnorm, always below", {"clipnorm": 1e3, **FELT}, gradient=swelling())
    for threshold, size in ((1e-4, 1e-4), (1e-5, 2e-6), (1e-6, 1e-6), (1e-3, 1e-7)):
        arguments = {"clipnorm": threshold, "epsilon": size / 10}
        yield probe("R-CLIP-NORM-1", f"clipnorm {threshold:g}, size {size:g}", arguments, gradient=swelling(size))
    apart = {"variables": TWINS, "gradient": lambda e, v, g: g * (0.1, 10.0)[v] * (1, 4, 0.5)[e % 3]}
    yield probe("R-CLIP-NORM-1", "clipnorm, each variable by itself", {"clipnorm": 1.0, **FELT}, **apart)
    yield probe("R-CLIP-NORM-1", "clipnorm, one element", {"clipnorm": 1.0, **FELT}, ONE, gradient=swelling())
    yield probe("R-CLIP-NORM-2", "clipnorm, zeros in between", {"clipnorm": 1.0}, gradient=zeros(3, rising))
    yield probe(
        "R-CLIP-NORM-2", "clipnorm, an infinite element", {"clipnorm": 1.0}, change=with_number(INFINITY, (3, 0, 1))
    )
    yield probe("R-CLIP-OFF-1", "clipnorm of 0", {"clipnorm": 0.0}, gradient=rising)
    yield probe("R-CLIP-OFF-1", "clipnorm below 0", {"clipnorm": -1.0}, gradient=rising)
    decayed = {"clipnorm": 1.0, "weight_decay": 0.5, **FELT}
    yield probe("R-DECAY-2", "clipnorm does not see the decay", decayed, weight=20.0)
    both = {"clipnorm": 5.0, **ACCUMULATE, **FELT}
    yield probe("R-CLIP-NORM-1", "clipnorm of the mean", both, events=9, gradient=cancelling)
    yield probe(
        "R-AMSGRAD-1", "clipnorm before amsgrad", {"clipnorm": 2.0, "amsgrad": True, "beta_2": 0.9}, gradient=swelling()
    )


def zeros(period, otherwise):
    return lambda event, variable, number: otherwise(event, variable, number) if event % period else 0.0


def cancelling(event, variable, number):
    """Large gradients whose mean is small."""
    return (100.0, -98.0, 1.0)[event % 3] * abs(number)


def by_global_norm():
    yield probe("R-CLIP-GLOBAL-1", "global_clipnorm, rising gradients", {"global_clipnorm": 7.0}, gradient=rising)
    yield probe(
        "R-CLIP-GLOBAL-1", "global_clipnorm, always above", {"global_clipnorm": 0.1, **FELT}, gradient=swelling()
    )
    yield probe(
        "R-CLIP-GLOBAL-1", "global_clipnorm, always below", {"global_clipnorm": 1e3, **FELT}, gradient=swelling()
    )
    for threshold, size in ((1e-4, 1e-4), (1e-5, 2e-6), (1e-6, 1e-6)):
        arguments = {"global_clipnorm": threshold, "epsilon": size / 10}
        yield probe(
            "R-CLIP-GLOBAL-1", f"global_clipnorm {threshold:g}, size {size:g}", arguments, gradient=swelling(size)
        )
    apart = {"variables": TWINS, "gradient": lambda e, v, g: g * (0.1, 10.0)[v] * (1, 4, 0.5)[e % 3]}
    yield probe("R-CLIP-GLOBAL-1", "global_clipnorm, one norm for all", {"global_clipnorm": 3.0, **FELT}, **apart)
    five = {name: (2,) for name in "abcde"}
    swell = {"gradient": lambda e, v, g: g * (1 + v) * 2.0 ** (e % 4)}
    yield probe("R-CLIP-GLOBAL-1", "global_clipnorm, five variables", {"global_clipnorm": 9.0, **FELT}, five, **swell)
    yield probe("R-CLIP-GLOBAL-3", "global_clipnorm, zeros", {"global_clipnorm": 1.0}, gradient=zeros(3, rising))
    infinite = with_number(INFINITY, (4, 1, 0))
    yield probe("R-CLIP-GLOBAL-2", "global_clipnorm, an infinite element", {"global_clipnorm": 1.0}, change=infinite)
    yield probe("R-CLIP-OFF-1", "global_clipnorm of 0", {"global_clipnorm": 0.0}, gradient=rising)
    both = {"global_clipnorm": 5.0, **ACCUMULATE, **FELT}
    yield probe("R-CLIP-GLOBAL-1", "global_clipnorm of the mean", both, events=9, gradient=cancelling)
    averaged = {"global_clipnorm": 5.0, **AVERAGE, "ema_overwrite_frequency": 2, **FELT}
    yield probe("R-CLIP-GLOBAL-1", "global_clipnorm and averages", averaged, gradient=swelling())


def by_value():
    yield probe("R-CLIP-VALUE-1", "clipvalue, rising gradients", {"clipvalue": 7.0}, gradient=rising)
    yield probe("R-CLIP-VALUE-1", "clipvalue, always above", {"clipvalue": 0.1, **FELT}, gradient=swelling())
    yield probe("R-CLIP-VALUE-1", "clipvalue, always below", {"clipvalue": 1e3, **FELT}, gradient=swelling())
    small = {"clipvalue": 1e-5, "epsilon": 1e-6}
    yield probe("R-CLIP-VALUE-1", "clipvalue 1e-05, size 1e-05", small, gradient=swelling(1e-5))
    negative = {"gradient": lambda e, v, g: -abs(g) * 2.0**e}
    yield probe("R-CLIP-VALUE-1", "clipvalue, negative gradients", {"clipvalue": 3.0}, **negative)
    yield probe(
        "R-CLIP-VALUE-2", "clipvalue, an infinite element", {"clipvalue": 1.0}, change=with_number(-INFINITY, (3, 0, 1))
    )
    yield probe("R-CLIP-OFF-1", "clipvalue of 0", {"clipvalue": 0.0}, gradient=rising)
    for name in ("clipnorm", "global_clipnorm", "clipvalue"):
        decayed = {name: 0.3, "weight_decay": 0.5, **FELT}
        yield probe("R-APPLY-1", f"{name}, strong decay", decayed, gradient=swelling(), weight=5.0)
    both = {"clipvalue": 0.5, **ACCUMULATE, **FELT}
    yield probe("R-CLIP-VALUE-1", "clipvalue of the mean", both, events=9, gradient=cancelling)


def unscaling():
    for factor in (128.0, 3.7, 0.01):
        arguments = {"loss_scale_factor": factor, **FELT}
        yield probe("R-SCALE-1", f"loss scale {factor:g}", arguments, gradient=swelling(factor))
    yield probe("R-SCALE-1", "loss scale 1000, hardly any epsilon", {"loss_scale_factor": 1000.0}, gradient=swelling())
    yield probe("R-SCALE-1", "a negative loss scale", {"loss_scale_factor": -2.0})
    yield probe("R-SCALE-1", "a loss scale of 0", {"loss_scale_factor": 0.0})
    clipped = {"loss_scale_factor": 64.0, "clipnorm": 2.0, **FELT}
    yield probe("R-SCALE-1", "loss scale before clipnorm", clipped, gradient=swelling(64.0))
    clipped = {"loss_scale_factor": 64.0, "global_clipnorm": 4.0, **FELT}
    yield probe("R-SCALE-1", "loss scale before global_clipnorm", clipped, gradient=swelling(64.0))
    clipped = {"loss_scale_factor": 64.0, "clipvalue": 0.5, **FELT}
    yield probe("R-SCALE-1", "loss scale before clipvalue", clipped, gradient=swelling(64.0))
    both = {"loss_scale_factor": 64.0, **ACCUMULATE, **FELT}
    yield probe("R-SCALE-1", "loss scale and accumulation", both, events=9, gradient=swelling(64.0))
    decayed = {"loss_scale_factor": 64.0, "weight_decay": 0.5}
    yield probe("R-DECAY-2", "loss scale and decay", decayed, gradient=scaled(64.0))

"""A few calls of apply on one float32 weight, with accumulation and averages, step by step as section 3 has them."""

import math
from dataclasses import dataclass

from scripts.generate.drawing.orders import float32

ARGUMENTS = {
    "learning_rate": 0.2,
    "weight_decay": 0.1,
    "beta_1": 0.9,
    "beta_2": 0.999,
    "epsilon": 1e-7,
    "gradient_accumulation_steps": 3,
    "use_ema": True,
    "ema_momentum": 0.5,
    "ema_overwrite_frequency": 2,
}
WEIGHT = 1.0
GRADIENTS = tuple(map(float32, (1.0, 0.5, 1.5, 1.0, 0.8, 1.2, 0.5, 1.0, 1.5, 1.0)))


@dataclass
class Call:
    """What one call did; `updated` and `overwritten` are the weight then, or None."""

    raw: int
    iterations: int
    before: float
    k: float
    average: float
    accumulator: tuple
    updated: float | None = None
    overwritten: float | None = None

    @property
    def weight(self):
        """The weight after the call."""
        changes = (self.overwritten, self.updated, self.before)
        return next(value for value in changes if value is not None)


def calls():
    """Each call in turn; `accumulator` has the numbers of the calls whose gradients it holds afterwards."""
    n, frequency = ARGUMENTS["gradient_accumulation_steps"], ARGUMENTS["ema_overwrite_frequency"]
    weight, average, held, moments = WEIGHT, 0.0, [], (0.0, 0.0)
    for raw in range(len(GRADIENTS)):
        iterations, before, updated = raw // n, weight, None
        held = [*held, raw]
        if (raw + 1) % n == 0:
            updated, moments = update(weight, mean([GRADIENTS[i] for i in held]), moments, iterations + 1)
            weight, held = updated, []
        k = float32(ARGUMENTS["ema_momentum"] if iterations else 0.0)
        average = float32(float32(k * average) + float32(float32(1 - k) * weight))
        overwritten = average if (iterations + 1) % frequency == 0 else None
        weight = average if overwritten is not None else weight
        yield Call(raw, iterations, before, k, average, tuple(held), updated, overwritten)


def mean(gradients):
    """R-ACCUMULATE-2 and R-ACCUMULATE-3."""
    *earlier, last = gradients
    accumulator = 0.0
    for gradient in earlier:
        accumulator = float32(accumulator + gradient)
    return float32(float32(last + accumulator) / len(gradients))


def update(weight, gradient, moments, t):
    """The decay and the update of one weight, and its new moments."""
    rate, decay, epsilon = (float32(ARGUMENTS[name]) for name in ("learning_rate", "weight_decay", "epsilon"))
    b1, b2 = ARGUMENTS["beta_1"], ARGUMENTS["beta_2"]
    weight = float32(weight - float32(float32(weight * decay) * rate))
    p1, p2 = float32(float32(b1) ** t), float32(float32(b2) ** t)
    alpha = float32(float32(rate * root(float32(1 - p2))) / float32(1 - p1))
    m, v = moments
    m = float32(m + float32(float32(gradient - m) * float32(1 - b1)))
    v = float32(v + float32(float32(float32(gradient * gradient) - v) * float32(1 - b2)))
    return float32(weight - float32(float32(m * alpha) / float32(root(v) + epsilon))), (m, v)


def root(value):
    return float32(math.sqrt(value))

"""Reproducible inputs: weights, and gradients that fall and rise."""

import math
import random

from scripts.keras import tensors

#: The size of the gradients over the first sixteen events: an order of magnitude down, then up
#: again, so that the greatest velocity is not the last one and a clip binds only now and then.
SWELL = (1.0, 1.2, 0.9, 1.1, 0.11, 0.08, 0.12, 0.09, 1.5, 0.3, 1.3, 1.8, 0.2, 0.15, 2.1, 0.7)


class Values:
    """Random numbers that depend on nothing but a name: only arithmetic, no C library."""

    def __init__(self, name):
        self.source = random.Random(name)

    def numbers(self, count, magnitude=1.0):
        return [magnitude * self.source.uniform(-1, 1) for _ in range(count)]

    def tensor(self, count, dtype, magnitude=1.0):
        return tensors.from_numbers(self.numbers(count, magnitude), dtype)

    def swelling(self, count, dtype, events, scale=1.0, sizes=SWELL):
        """One gradient per event: a direction that holds, with noise, at the sizes of `sizes`."""
        direction = self.numbers(count, 0.7)
        for event in range(events):
            size = sizes[event % len(sizes)] * scale
            noise = self.numbers(count, 0.3)
            yield tensors.from_numbers((size * (d + n) for d, n in zip(direction, noise)), dtype)


def make_inputs(name, described, events, scale=1.0, sizes=SWELL, weights=1.0):
    """Variables `(name, dtype, shape)` and a script that applies a gradient to each."""
    values = Values(name)
    variables = [
        {"name": n, "dtype": d, "shape": list(s), "data": values.tensor(math.prod(s), d, weights)}
        for n, d, s in described
    ]
    columns = [
        list(values.swelling(math.prod(s), d, events, scale, sizes)) for _, d, s in described
    ]
    script = [{"apply": [column[event] for column in columns]} for event in range(events)]
    return {"variables": variables, "script": script}

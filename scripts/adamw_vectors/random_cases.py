"""Random cases over the whole space of arguments, shapes, dtypes and scripts."""

import math
import random

import numpy as np

from adamw_vectors import tensors
from adamw_vectors.random_schedules import random_rate
from adamw_vectors.random_state import draw_state
from adamw_vectors.random_surface import draw_surface

DTYPES = tuple(tensors.DTYPES)
SHAPES = ((), (), (1,), (3,), (0,), (2, 3), (5,), (2, 0), (8,), (4, 1, 3), (17,))
LONG = {"float32": 12345, "float64": 6000, "float16": 3000, "bfloat16": 9000}
NAMES = ("kernel", "bias", "norm/scale", "norm/bias", "encoder/kernel", "gate")
PATTERNS = ("bias", "^norm/", "kernel:0$", "scale|gate", "[kb]", "nothing")
SPECIAL = (0.0, -0.0, float("inf"), -float("inf"), float("nan"), 1e-40, -1e-310, 65504.0, 3e38)
REFUSED = (
    {"clipnorm": 1.0, "clipvalue": 1.0},
    {"gradient_accumulation_steps": 1},
    {"use_ema": True, "ema_momentum": 1.5},
    {"use_ema": True, "ema_overwrite_frequency": -2},
    {"weight_decay": None},
)


def random_case(seed, index):
    """The case of this number under this seed; the same on every machine."""
    return Maker(random.Random(f"{seed}/{index}")).case(f"live/{seed}-{index}")


class Maker:
    """Draws one case; `source` is its only randomness."""

    def __init__(self, source):
        self.source = source

    def chance(self, probability):
        return self.source.random() < probability

    def number(self, low, high):
        """Log-uniform, now and then at a place where float32 rounds either way."""
        value = low * (high / low) ** self.source.random()
        if self.chance(0.3):
            single = np.float32(value)
            middle = (float(single) + float(np.nextafter(single, np.float32(np.inf)))) / 2
            below, above = np.nextafter(middle, 0.0), np.nextafter(middle, 1e9)
            value = float(self.source.choice([single, middle, below, above]))
        return value

    def case(self, identifier):
        variables = self.variables()
        arguments = self.arguments(variables)
        case = {"id": identifier, "rules": [], "arguments": arguments}
        if self.chance(0.3):
            case["exclude_from_weight_decay"] = self.exclusion(len(variables))
        case["variables"] = variables
        if self.chance(0.2):
            case["initial_state"] = self.state(variables, arguments)
        case["script"] = self.script(variables, arguments)
        draw_surface(self, case)
        draw_state(self, case)
        return case

    def variables(self):
        mixed = self.chance(0.3)
        dtype = self.source.choice(DTYPES)
        variables = []
        for name in self.source.sample(NAMES, self.source.randint(1, 4)):
            own = self.source.choice(DTYPES) if mixed else dtype
            shape = self.shape(own)
            numbers = self.numbers(math.prod(shape), self.number(1e-3, 3.0), 0.02)
            data = tensors.from_numbers(numbers, own)
            variables.append({"name": name, "dtype": own, "shape": list(shape), "data": data})
        return variables

    def shape(self, dtype):
        if self.chance(0.02):
            return (self.source.randint(1000, LONG[dtype]),)
        if self.chance(0.25):
            return (self.source.randint(18, 300),)
        return self.source.choice(SHAPES)

    def numbers(self, count, magnitude, special=0.0):
        peculiar = self.chance(special)
        return [
            self.source.choice(SPECIAL)
            if peculiar and self.chance(0.2)
            else magnitude * self.source.uniform(-1, 1)
            for _ in range(count)
        ]

    def arguments(self, variables):
        arguments = {}
        if self.chance(0.85):
            arguments["learning_rate"] = self.rate()
        if self.chance(0.8):
            arguments["weight_decay"] = 0.0 if self.chance(0.1) else self.number(1e-3, 0.7)
        for beta, low in (("beta_1", 0.02), ("beta_2", 0.0005)):
            if self.chance(0.8):
                value = 0.0 if self.chance(0.05) else 1 - self.number(low, 0.7)
                arguments[beta] = {"callable": value} if self.chance(0.1) else value
        if self.chance(0.8):
            arguments["epsilon"] = 0.0 if self.chance(0.05) else self.number(1e-9, 1.0)
        if self.chance(0.4):
            arguments["amsgrad"] = True
        if self.chance(0.6):
            clip = self.source.choice(["clipnorm", "clipvalue", "global_clipnorm"])
            off = self.source.choice([0.0, -1.0])
            arguments[clip] = off if self.chance(0.05) else self.number(0.02, 20.0)
        if self.chance(0.5):
            arguments["use_ema"] = True
            if self.chance(0.7):
                momenta = [0.0, 1.0, 0.5, self.source.random()]
                arguments["ema_momentum"] = self.source.choice(momenta)
            if self.chance(0.6):
                arguments["ema_overwrite_frequency"] = self.source.choice([None, 0, 1, 2, 3])
        if self.chance(0.3):
            scales = [128.0, 1024.0, self.number(0.1, 99.0)]
            arguments["loss_scale_factor"] = self.source.choice(scales)
        if self.chance(0.4):
            arguments["gradient_accumulation_steps"] = self.source.choice([None, 0, 2, 2, 3, 4])
        if self.chance(0.03):
            arguments.update(self.source.choice(REFUSED))
        return arguments

    def rate(self):
        if self.chance(0.35):
            return random_rate(self)
        number = self.number(1e-4, 1.0)
        return {"callable": number} if self.chance(0.15) else number

    def exclusion(self, count):
        if self.chance(0.5):
            return {"var_names": self.source.sample(PATTERNS, self.source.randint(1, 2))}
        chosen = self.source.sample(range(count), self.source.randint(0, count))
        return {"variables": sorted(chosen)}

    def state(self, variables, arguments):
        """A state such as a run may have left."""
        state = {"iterations": self.source.choice([0, 1, 7, 254, 1000, 65519, 16777217])}
        if not isinstance(arguments.get("learning_rate"), dict):
            state["learning_rate"] = tensors.from_numbers([self.number(1e-4, 1.0)], "float32")
        slots = ["momentum", "velocity"]
        slots += ["velocity_hat"] if arguments.get("amsgrad") else []
        slots += ["average"] if arguments.get("use_ema") else []
        slots += ["gradient_accumulator"] if arguments.get("gradient_accumulation_steps") else []
        state["slots"] = {slot: [self.slot(slot, v) for v in variables] for slot in slots}
        return state

    def slot(self, slot, variable):
        numbers = self.numbers(math.prod(variable["shape"]), self.number(1e-3, 2.0))
        if slot.startswith("velocity"):
            numbers = map(abs, numbers)
        return tensors.from_numbers(numbers, variable["dtype"])

    def script(self, variables, arguments):
        """Applies, with what else may happen between them."""
        rate = arguments.get("learning_rate")
        scheduled = isinstance(rate, dict) and "schedule" in rate
        missing = 0.25 if self.chance(0.3) else 0.0
        special = 0.2 if self.chance(0.15) else 0.0
        magnitude = self.magnitude()
        dtype = self.gradient_dtype(variables, arguments)
        script = []
        for _ in range(self.source.randint(1, 12)):
            if self.chance(0.08) and (not scheduled or self.chance(0.05)):
                script.append({"learning_rate": self.number(1e-4, 1.0)})
            if self.chance(0.05):
                script.append({"finalize": True})
            size = magnitude * 10 ** self.source.uniform(-1, 1)
            gradients = [
                None if self.chance(missing) else self.gradient(v, size, special, dtype)
                for v in variables
            ]
            if all(gradient is None for gradient in gradients) and not self.chance(0.05):
                gradients[0] = self.gradient(variables[0], size, special, dtype)
            script.append({"apply": gradients})
        return script

    def magnitude(self):
        kind = self.source.random()
        if kind < 0.1:
            return self.number(1e-25, 1e-15)
        return self.number(1e8, 1e25) if kind < 0.15 else self.number(1e-3, 10.0)

    def gradient_dtype(self, variables, arguments):
        """A dtype for all gradients, mostly where Keras takes them, or none: each its own."""
        dtypes = {v["dtype"] for v in variables}
        common = len(dtypes) > 1 and arguments.get("global_clipnorm", 0) > 0
        accumulating = arguments.get("gradient_accumulation_steps")
        if self.chance(0.9 if common else 0.02 if accumulating else 0.15):
            return self.source.choice(DTYPES)
        return None

    def gradient(self, variable, size, special, dtype):
        numbers = self.numbers(math.prod(variable["shape"]), size, special)
        if dtype is None or dtype == variable["dtype"]:
            return tensors.from_numbers(numbers, variable["dtype"])
        return {"dtype": dtype, "data": tensors.from_numbers(numbers, dtype)}

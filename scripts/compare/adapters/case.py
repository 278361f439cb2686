"""A case as an adapter needs it: checked, with arrays for tensors and every argument there."""

import re
from dataclasses import dataclass

from scripts.keras import tensors
from scripts.keras.cases import gradient_parts
from scripts.keras.port_server import require_known

#: Keras' own defaults, for what a case leaves out.
DEFAULTS = {
    "learning_rate": 0.001,
    "weight_decay": 0.004,
    "beta_1": 0.9,
    "beta_2": 0.999,
    "epsilon": 1e-7,
    "amsgrad": False,
    "clipnorm": None,
    "clipvalue": None,
    "global_clipnorm": None,
    "use_ema": False,
    "ema_momentum": 0.99,
    "ema_overwrite_frequency": None,
    "loss_scale_factor": None,
    "gradient_accumulation_steps": None,
    "name": "adamw",
}

#: Arguments that are whole numbers; JSON writes other numbers like these where it can.
WHOLE = {"ema_overwrite_frequency", "gradient_accumulation_steps"}

#: Keras takes one of 0 or less as off; frameworks would clip to it.
THRESHOLDS = ("clipnorm", "clipvalue", "global_clipnorm")

#: What cases have that need no feature which an adapter could lack.
CASE_FIELDS = {"id", "rules", "arguments", "exclude_from_weight_decay", "variables", "script"}
EXCLUSION_FIELDS = {"variables", "var_names"}
VARIABLE_FIELDS = {"name", "dtype", "shape", "data"}
EVENTS = {"apply", "learning_rate"}


@dataclass
class Variable:
    """A variable's description, and the array that it begins with."""

    description: dict

    @property
    def name(self):
        return self.description["name"]

    @property
    def dtype(self):
        return self.description["dtype"]

    @property
    def shape(self):
        return tuple(self.description["shape"])

    @property
    def value(self):
        return tensors.decode(self.description["data"], self.dtype, self.shape)

    def gradient(self, gradient):
        """The array of a gradient, or `None`."""
        if gradient is None:
            return None
        dtype, data = gradient_parts(gradient, self.description)
        return tensors.decode(data, dtype, self.shape)

    def encoded(self, array):
        """The TENSOR of an array of the variable's numbers, in whatever type the framework has them."""
        return tensors.encode(array.astype(tensors.DTYPES[self.dtype]))


class Case:
    """A case of a request; one with something that is not known here is refused."""

    def __init__(self, fields):
        require_known(fields, CASE_FIELDS, "case")
        given = fields.get("arguments", {})
        require_known(given, DEFAULTS.keys(), "case.arguments")
        self.given_arguments = {name: typed(name, value) for name, value in given.items()}
        self.arguments = {**DEFAULTS, **self.given_arguments}
        for name in THRESHOLDS:
            if not (self.arguments[name] or 0) > 0:
                self.arguments[name] = None
        self.exclusion = fields.get("exclude_from_weight_decay", {})
        require_known(self.exclusion, EXCLUSION_FIELDS, "case.exclude_from_weight_decay")
        for description in fields["variables"]:
            require_known(description, VARIABLE_FIELDS, "case.variables")
        self.variables = [Variable(description) for description in fields["variables"]]
        self.script = fields["script"]
        for event in self.script:
            require_known(event, EVENTS, "case.script")

    def given(self, **names):
        """What the case gives, and is not null, by the framework's names: its own defaults stand for the rest."""
        given = {name: self.given_arguments.get(argument) for argument, name in names.items()}
        return {name: value for name, value in given.items() if value is not None}

    def gradients(self, event):
        """An array, or `None`, for each variable."""
        return [v.gradient(g) for v, g in zip(self.variables, event["apply"], strict=True)]

    def encoded(self, arrays):
        """A TENSOR for each variable."""
        return [v.encoded(array) for v, array in zip(self.variables, arrays, strict=True)]

    @property
    def excluded(self):
        """For each variable, whether it is excluded from the decay; patterns are searched as the protocol says."""
        indices, patterns = (self.exclusion.get(key, ()) for key in ("variables", "var_names"))
        return [
            index in indices or any(re.search(pattern, f"{variable.name}:0") for pattern in patterns)
            for index, variable in enumerate(self.variables)
        ]


def typed(name, value):
    """An argument's number as what it is to a framework: 0 and 1 are floats too."""
    is_float = isinstance(value, int) and not isinstance(value, bool) and name not in WHOLE
    return float(value) if is_float else value

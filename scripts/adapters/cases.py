"""The case object as a request carries it: checked, decoded, and what it needs of a port."""

from dataclasses import dataclass
import math

import tensors

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

CASE_FIELDS = {
    "id",
    "rules",
    "arguments",
    "exclude_from_weight_decay",
    "loss_scale_optimizer",
    "variables",
    "initial_state",
    "script",
}
EXCLUSION_FIELDS = {"variables", "var_names"}
LOSS_SCALE_FIELDS = {"initial_scale", "dynamic_growth_steps"}
VARIABLE_FIELDS = {"name", "dtype", "shape", "data", "constraint", "overwrite_with_gradient"}
STATE_FIELDS = {"iterations", "learning_rate", "slots", "loss_scale", "step_counter"}
SLOTS = {"momentum", "velocity", "velocity_hat", "average", "gradient_accumulator"}
EVENTS = {"apply", "learning_rate", "finalize", "checkpoint", "apply_replicas"}


class Malformed(Exception):
    """A request that the protocol does not know: the field, and what is wrong with it."""

    def __init__(self, field, message):
        super().__init__(f"{field}: {message}")
        self.field = field


@dataclass
class Variable:
    name: str
    dtype: str
    shape: tuple
    text: str

    def decode(self, text):
        """The array of a TENSOR of this variable's type and shape."""
        return tensors.decode(text, self.dtype, self.shape)

    @property
    def value(self):
        return self.decode(self.text)


class Case:
    """A case of a request. `given` has the arguments as they stand there, `arguments` all of them."""

    def __init__(self, fields):
        check(fields, CASE_FIELDS, "case")
        self.rules = fields.get("rules", [])
        self.given = fields.get("arguments", {})
        check(self.given, DEFAULTS, "case.arguments")
        self.arguments = {**DEFAULTS, **self.given}
        self.exclusion = fields.get("exclude_from_weight_decay")
        check(self.exclusion or {}, EXCLUSION_FIELDS, "case.exclude_from_weight_decay")
        self.loss_scale_optimizer = fields.get("loss_scale_optimizer")
        check(self.loss_scale_optimizer or {}, LOSS_SCALE_FIELDS, "case.loss_scale_optimizer")
        self.descriptions = fields["variables"]
        for description in self.descriptions:
            check(description, VARIABLE_FIELDS, "case.variables")
        self.variables = [
            Variable(d["name"], d["dtype"], tuple(d["shape"]), d["data"]) for d in self.descriptions
        ]
        self.initial_state = fields.get("initial_state")
        check(self.initial_state or {}, STATE_FIELDS, "case.initial_state")
        check((self.initial_state or {}).get("slots", {}), SLOTS, "case.initial_state.slots")
        self.script = fields["script"]
        for event in self.script:
            check(event, EVENTS, "case.script")
            if len(event) != 1:
                raise Malformed("case.script", f"an event has one field, not {len(event)}")

    def gradients(self, event):
        """The gradients of an `apply`, decoded; flat where the count of elements is not the variable's."""
        return [self.gradient(index, given) for index, given in enumerate(event["apply"])]

    def gradient(self, index, given):
        if given is None:
            return None
        dtype, text = self.dtype_of(index, given), given if isinstance(given, str) else given["data"]
        array = tensors.decode(text, dtype)
        if index < len(self.variables) and array.size == math.prod(self.variables[index].shape):
            array = array.reshape(self.variables[index].shape)
        return array

    def dtype_of(self, index, gradient):
        if isinstance(gradient, dict) and "dtype" in gradient:
            return gradient["dtype"]
        return self.variables[index].dtype if index < len(self.variables) else "float32"

    def excluded(self, matches):
        """Per variable, whether it is excluded; `matches` says whether a pattern is found in a name."""
        exclusion = self.exclusion or {}
        return [
            index in exclusion.get("variables", [])
            or any(matches(pattern, variable.name) for pattern in exclusion.get("var_names", []))
            for index, variable in enumerate(self.variables)
        ]

    @property
    def dtypes(self):
        """The types that the case needs."""
        return {v.dtype for v in self.variables} | {
            self.dtype_of(index, gradient)
            for gradients in self.gradient_lists
            for index, gradient in enumerate(gradients)
            if gradient is not None
        }

    @property
    def gradient_lists(self):
        for event in self.script:
            yield from [event["apply"]] if "apply" in event else event.get("apply_replicas", [])

    @property
    def features(self):
        """The features that the case needs, by the protocol's names."""
        for name in ("clipnorm", "clipvalue", "global_clipnorm", "loss_scale_factor"):
            if self.arguments[name] is not None:
                yield name
        if self.arguments["gradient_accumulation_steps"] is not None:
            yield "gradient_accumulation"
        if self.arguments["amsgrad"]:
            yield "amsgrad"
        if self.arguments["use_ema"]:
            yield "ema"
        rate = self.arguments["learning_rate"]
        if isinstance(rate, dict):
            yield f"schedule:{rate['schedule']}" if "schedule" in rate else "callable_learning_rate"
        if any(isinstance(self.arguments[beta], dict) for beta in ("beta_1", "beta_2")):
            yield "callable_beta"
        if self.exclusion is not None:
            yield "exclude_from_weight_decay"
        if self.loss_scale_optimizer is not None:
            yield "loss_scale_optimizer"
        if self.initial_state is not None:
            yield "initial_state"
        if "R-FLUSH-1" in self.rules:
            yield "flush_subnormals"
        yield from self.features_of_variables
        yield from self.features_of_script

    @property
    def features_of_variables(self):
        for description in self.descriptions:
            if "constraint" in description:
                yield f"constraint:{description['constraint']['name']}"
            if description.get("overwrite_with_gradient"):
                yield "overwrite_with_gradient"
        if len({v.dtype for v in self.variables}) > 1:
            yield "mixed_dtypes"

    @property
    def features_of_script(self):
        names = {
            "learning_rate": "assign_learning_rate",
            "finalize": "finalize",
            "checkpoint": "checkpoint",
            "apply_replicas": "replicas",
        }
        yield from (names[key] for event in self.script for key in event if key in names)
        for gradients in self.gradient_lists:
            for index, gradient in enumerate(gradients):
                if gradient is None:
                    yield "missing_gradients"
                elif isinstance(gradient, dict) and "indices" in gradient:
                    yield "sparse_gradients"
                elif index < len(self.variables) and (
                    self.dtype_of(index, gradient) != self.variables[index].dtype
                ):
                    yield "gradient_dtype"


def check(fields, known, place):
    """Refuses fields that are not known: a request is never half-obeyed."""
    if not isinstance(fields, dict):
        raise Malformed(place, "must be an object")
    for field in fields:
        if field not in known:
            raise Malformed(f"{place}.{field}", "is not a field of protocol 1")

"""Which variable of an optimizer is which: their order in Keras' files, and their names."""

from typing import NamedTuple

import numpy as np

from scripts.state.descriptions import inner_of
from scripts.state.safetensors import StateError

#: Since this version Keras has all averages before all accumulators, and before it in turn.
ORDERED_SINCE = (3, 10)
SCALING = ("iteration", "learning_rate", "step_counter", "dynamic_scale")


class Place(NamedTuple):
    """What a variable is: one of an optimizer's own, or a slot of one of the model's variables."""

    is_scaling: bool
    slot: str
    index: int | None = None

    def name(self, names):
        return self.slot if self.index is None else f"{names[self.index].replace('/', '_')}_{self.slot}"


class Layout:
    """The variables of an optimizer with this configuration, of which there are so many.

    Each of the model's variables has all slots. Those that take their gradients, as in float8, have an accumulator
    alone: such a state is refused where there are accumulators.
    """

    def __init__(self, optimizer, arrays, path):
        config = inner_of(optimizer)["config"]
        self.has_scaling = count_of_counters(arrays) > 1
        self.has_rate = isinstance(config.get("learning_rate", 0.001), (int, float))
        kinds = {"average": "use_ema", "gradient_accumulator": "gradient_accumulation_steps"}
        self.first = [slot for slot, key in kinds.items() if config.get(key)]
        self.last = ["velocity_hat"] if config.get("amsgrad") else []
        self.path = path
        slots = len(self.first) + 2 + len(self.last)
        own = len(self.own())
        if len(arrays) <= own:
            raise StateError(
                f"{path} has the state of an optimizer that has not been built: save after a step,"
                " or after optimizer.build(model.trainable_variables)"
            )
        self.count, rest = divmod(len(arrays) - own, slots)
        if rest:
            raise StateError(
                f"{path} has {len(arrays)} optimizer variables, which are not {own} and then {slots} for each of the"
                f" model's: {', '.join((*self.first, 'momentum', 'velocity', *self.last))}"
            )

    def own(self):
        scaling = [Place(True, slot) for slot in SCALING] if self.has_scaling else []
        return scaling + [Place(False, slot) for slot in SCALING[: 2 if self.has_rate else 1]]

    def places(self, in_turn=False):
        """What the variables are in their order. In turn each has its average and then its accumulator."""
        indices = range(self.count)
        first = [[Place(False, slot, index) for index in indices] for slot in self.first]
        turns = [place for group in (zip(*first) if in_turn else first) for place in group]
        moments = [Place(False, slot, index) for index in indices for slot in ("momentum", "velocity")]
        last = [Place(False, slot, index) for slot in self.last for index in indices]
        return self.own() + turns + moments + last

    def places_in(self, version):
        """The places in the files of a version of Keras, which must be known where it matters."""
        if len(self.first) < 2 or self.count < 2:
            return self.places()
        if version is None:
            raise StateError(
                f"{self.path} has averages and accumulators, which Keras before 3.10 wrote in another order, and does"
                " not say which Keras wrote it: tell it with --written-by VERSION"
            )
        return self.places(in_turn=tuple(map(int, version.split(".")[:2])) < ORDERED_SINCE)

    def placed(self, arrays, version):
        """The arrays by place, in the present order; all slots of a variable must have one shape and dtype."""
        found = dict(zip(self.places_in(version), arrays, strict=True))
        for place, array in found.items():
            if kind_of(array) != (wanted := self.wanted(place, found)):
                what, doubt = f"{place.slot} {place.index}", "is it of another optimizer, or of float8 variables"
                if place.index is None:
                    what, doubt = place.slot, "was floatx another than float32"
                elif len(self.first) > 1:
                    doubt = f"did another Keras than {version} write it (--written-by)"
                raise StateError(f"{what} in {self.path} is {kind_of(array)}, where {wanted} must be: {doubt}?")
        return {place: found[place] for place in self.places()}

    def wanted(self, place, found):
        """The kind that a variable must be of: that of the momentum, or a count or a number."""
        if place.index is not None:
            return kind_of(found[Place(False, "momentum", place.index)])
        return "a count" if place.slot in ("iteration", "step_counter") else "float32 of shape ()"


def kind_of(array):
    if np.issubdtype(array.dtype, np.integer) and not array.shape:
        return "a count"
    return f"{array.dtype} of shape {array.shape}"


def count_of_counters(arrays):
    """How many counts there are: three where the loss is scaled, whatever the configuration says, else one."""
    return sum(np.issubdtype(array.dtype, np.integer) for array in arrays)

"""The intermediate values of a step, taken from Keras while it computes them.

Nothing is computed again here: quantities are arguments and results of Keras' own calls, or
variables read after the call that changed them.
"""

from collections import defaultdict
from contextlib import contextmanager

import tensorflow as tf
from keras.optimizers import Adam, AdamW
from keras.src.optimizers import adam, base_optimizer
from tensorflow.python.ops import clip_ops

from scripts.keras import tensors
from scripts.keras.cases import quantity_dtype

SCALARS = ("learning_rate", "beta_1_power", "beta_2_power", "alpha")


class Entry:
    """What happened in one `apply`."""

    def __init__(self, event, iterations, count):
        self.event = event
        self.iterations = iterations
        self.updates = False
        self.scalars = defaultdict(dict)
        self.variables = [{} for _ in range(count)]

    def encoded(self, case):
        trace = {"event": self.event}
        for name in SCALARS:
            trace[name] = {
                dtype: tensors.encode(value.numpy()) for dtype, value in self.scalars[name].items()
            }
        gradients = case["script"][self.event]["apply"]
        trace["variables"] = [
            {
                name: typed(x, quantity_dtype(name, variable, gradient))
                for name, x in quantities.items()
            }
            or None
            for quantities, variable, gradient in zip(self.variables, case["variables"], gradients)
        ]
        return trace


def typed(array, dtype):
    """The TENSOR, which says its dtype only where it is not the one that the name implies."""
    text, own = tensors.encode(array), array.dtype.name
    return text if own == dtype else {"dtype": own, "data": text}


class Calls:
    """A module's functions, with a list of every call's arguments and result."""

    def __init__(self, module):
        self._module = module
        self._calls = defaultdict(list)

    def __getattr__(self, name):
        function = getattr(self._module, name)
        if not callable(function):
            return function

        def recording(*args, **kwargs):
            result = function(*args, **kwargs)
            self._calls[name].append((args, result))
            return result

        return recording

    def arguments(self, name, index):
        return self._calls[name][index][0]

    def result(self, name, index):
        return self._calls[name][index][1]


@contextmanager
def calls_recorded(module, name):
    """Replaces `module.name`, itself a module, by a recording one for a while."""
    original = getattr(module, name)
    calls = Calls(original)
    setattr(module, name, calls)
    try:
        yield calls
    finally:
        setattr(module, name, original)


class Recording:
    """What a recorded run saw, filled while it runs."""

    def __init__(self):
        self.event = None
        self.entry = None
        self.entries = []
        self.variables = []
        self.norms = []
        #: With a loss scale optimizer: the scale after each event.
        self.scales = []

    def optimizer(self, name, /, **arguments):
        """An optimizer of Keras' class `name` whose steps are recorded here."""
        return CLASSES[name](self, **arguments)


class Recorded:
    """An optimizer's methods that do what Keras' do, and keep what passes through them."""

    def __init__(self, recording, **arguments):
        super().__init__(**arguments)
        self.recording = recording

    def note(self, variable, name, value):
        index = self._get_variable_index(variable)
        if isinstance(value, tf.IndexedSlices):
            value = value.values
        self.recording.entry.variables[index][name] = value.numpy()

    def apply(self, grads, trainable_variables=None):
        entries = self.recording.entries
        before = len(entries)
        super().apply(grads, trainable_variables)
        for entry in entries[before:]:
            for variable in self.recording.variables:
                if variable.constraint is not None:
                    index = self._get_variable_index(variable)
                    entry.variables[index]["constrained"] = variable.numpy()

    def _backend_apply_gradients(self, grads, trainable_variables):
        recording = self.recording
        iterations = int(self.iterations)
        recording.entry = Entry(recording.event, iterations, len(self._trainable_variables))
        recording.variables = trainable_variables
        if self.loss_scale_factor is not None:
            for gradient, variable in zip(grads, trainable_variables):
                self.note(variable, "gradient_unscaled", gradient)
        super()._backend_apply_gradients(grads, trainable_variables)
        recording.entries.append(recording.entry)
        recording.entry = None

    def _clip_gradients(self, grads):
        variables, norms = self.recording.variables, self.recording.norms
        norms.clear()
        if self.gradient_accumulation_steps:
            for gradient, variable in zip(grads, variables):
                self.note(variable, "gradient_mean", gradient)
        with global_norms_recorded() as global_norms:
            clipped = super()._clip_gradients(grads)
        for variable, norm in zip(variables, norms or global_norms * len(variables)):
            self.note(variable, "norm", norm)
        if clipped is not grads:
            for gradient, variable in zip(clipped, variables):
                self.note(variable, "gradient_clipped", gradient)
        return clipped

    def _clip_by_norm(self, values, axes=None):
        with calls_recorded(clip_ops, "math_ops") as calls:
            clipped = super()._clip_by_norm(values, axes)
        self.recording.norms.append(calls.arguments("maximum", -1)[0])
        return clipped

    def _apply_weight_decay(self, variables):
        super()._apply_weight_decay(variables)
        for variable in variables:
            if self._use_weight_decay(variable.value):
                self.note(variable, "decayed", variable)

    def update_step(self, gradient, variable, learning_rate):
        with calls_recorded(adam, "ops") as calls:
            super().update_step(gradient, variable, learning_rate)
        entry, dtype = self.recording.entry, variable.dtype.name
        entry.updates = True
        entry.scalars["learning_rate"][dtype] = calls.result("cast", 0)
        entry.scalars["beta_1_power"][dtype] = calls.result("power", 0)
        entry.scalars["beta_2_power"][dtype] = calls.result("power", 1)
        entry.scalars["alpha"][dtype] = calls.arguments("multiply", -1)[1]
        index = self._get_variable_index(variable)
        self.note(variable, "momentum", self._momentums[index])
        self.note(variable, "velocity", self._velocities[index])
        if self.amsgrad:
            self.note(variable, "velocity_hat", self._velocity_hats[index])
        self.note(variable, "update", calls.result("divide", -1))
        self.note(variable, "updated", variable)

    def _update_model_variables_moving_average(self, trainable_variables):
        super()._update_model_variables_moving_average(trainable_variables)
        for variable in trainable_variables:
            average = self._model_variables_moving_average[self._get_variable_index(variable)]
            if average is not None:
                self.note(variable, "average", average)

    def _overwrite_model_variables_with_average_value(self, trainable_variables):
        super()._overwrite_model_variables_with_average_value(trainable_variables)
        if self.recording.entry is not None:
            for variable in trainable_variables:
                self.note(variable, "overwritten", variable)


class RecordedAdam(Recorded, Adam):
    """Keras' Adam, recorded."""


class RecordedAdamW(Recorded, AdamW):
    """Keras' AdamW, recorded."""


CLASSES = {"AdamW": RecordedAdamW, "Adam": RecordedAdam}


@contextmanager
def global_norms_recorded():
    """A list that gets the one norm of all gradients, where Keras computes it."""
    norms = []
    original = base_optimizer.global_norm

    def global_norm(values):
        norms.append(original(values))
        return norms[-1]

    base_optimizer.global_norm = global_norm
    try:
        yield norms
    finally:
        base_optimizer.global_norm = original

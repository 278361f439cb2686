"""What the optimizer is handed and makes of it, taken out of the graph that `fit` runs."""

import tensorflow as tf

from scripts.keras import tensors


class Recording:
    """The gradients and the weights of each step that an optimizer takes from now on."""

    def __init__(self, optimizer, variables):
        self.gradients, self.weights = [], []
        apply = optimizer.apply

        def recording_apply(grads, trainable_variables=None):
            self.take(grads, self.gradients)
            result = apply(grads, trainable_variables)
            self.take([variable.value for variable in variables], self.weights)
            return result

        object.__setattr__(optimizer, "apply", recording_apply)

    def take(self, values, steps):
        """Sends the values to a list at each run of the graph; what is missing is missing at each."""
        flat = tf.nest.flatten(list(values), expand_composites=True)
        present = [part for part in flat if part is not None]

        def append(*arrays):
            rest = iter(arrays)
            flat_arrays = [None if part is None else next(rest) for part in flat]
            steps.append(encoded(values, flat_arrays))

        tf.numpy_function(append, present, [])


def encoded(values, arrays):
    """The values as a script has them."""
    arrays = iter(arrays)
    return [encoded_value(value, arrays) for value in values]


def encoded_value(value, arrays):
    if isinstance(value, tf.IndexedSlices):
        data, indices = next(arrays), next(arrays)
        next(arrays)  # the shape of the whole
        return {"indices": indices.tolist(), "data": tensors.encode(data)}
    array = next(arrays)
    return None if array is None else tensors.encode(array)

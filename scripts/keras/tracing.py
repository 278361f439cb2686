"""Steps within a `tf.function`, which TensorFlow rewrites before it runs."""

import tensorflow as tf

from scripts.keras import replicas


class TracedSteps:
    """Takes the steps of a case in functions that are traced once for each kind of gradients.

    A function returns something, as that of `fit` does: TensorFlow moves constants only in graphs that are asked for a
    result. The gradients are its arguments, so nothing is rewritten across them.
    """

    def __init__(self, is_compiled):
        self.is_compiled = is_compiled  # by XLA
        self.functions = {}
        self.result = tf.Variable(0.0)

    def apply(self, optimizer, gradients):
        self.call(lambda given: optimizer.apply(given), gradients, optimizer)

    def apply_replicas(self, optimizer, lists):
        counts = [len(gradients) for gradients in lists]

        def apply_all(given):
            starts = [sum(counts[:i]) for i in range(len(counts))]
            replicas.apply(optimizer, [given[a : a + n] for a, n in zip(starts, counts)])

        self.call(apply_all, [g for gradients in lists for g in gradients], optimizer, *counts)

    def call(self, step, gradients, optimizer, *more):
        """Takes a step on these gradients, in a function of its own unless there is one for their kinds."""
        key = (id(optimizer), tuple(map(kind, gradients)), *more)
        present = [gradient for gradient in gradients if gradient is not None]
        if key not in self.functions:
            result, missing = self.result, [gradient is None for gradient in gradients]

            def traced(present):
                rest = iter(present)
                step([None if is_missing else next(rest) for is_missing in missing])
                return tf.identity(result)

            function = tf.function(traced, autograph=False, jit_compile=self.is_compiled or None)
            self.functions[key] = function.get_concrete_function([specification(g) for g in present])
        self.functions[key](present)


def kind(gradient):
    """All that a trace depends on: not the number of rows, nor the numbers in them."""
    if gradient is None:
        return None
    if isinstance(gradient, tf.IndexedSlices):
        return gradient.dtype.name, tuple(gradient.values.shape[1:]), "rows"
    return gradient.dtype.name, tuple(gradient.shape)


def specification(gradient):
    if isinstance(gradient, tf.IndexedSlices):
        shape = gradient.dense_shape.numpy().tolist()
        return tf.IndexedSlicesSpec(shape, gradient.dtype, tf.int64, tf.int64, [None])
    return tf.TensorSpec(gradient.shape, gradient.dtype)

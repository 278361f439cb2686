"""TensorFlow as the vectors use it: eager, on one thread of a CPU."""

from scripts.keras import environment

environment.prepare()

import tensorflow as tf  # noqa: E402

tf.config.threading.set_intra_op_parallelism_threads(1)
tf.config.threading.set_inter_op_parallelism_threads(1)


def scalar(value, dtype):
    """A Python number beside a tensor: straight to the dtype."""
    return tf.convert_to_tensor(value, tf.as_dtype(dtype))

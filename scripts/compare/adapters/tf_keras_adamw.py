"""tf_keras.optimizers.AdamW, of Keras 2, as a port: `python -m scripts.compare.adapters.tf_keras_adamw`."""

import tensorflow as tf
import tf_keras

from scripts.compare.adapters.adapter import Optimizer, serve

FEATURES = [
    "amsgrad",
    "clipnorm",
    "clipvalue",
    "global_clipnorm",
    "ema",
    "exclude_from_weight_decay",
    "assign_learning_rate",
    "missing_gradients",
    "mixed_dtypes",
]
NAMES = [
    *("learning_rate", "weight_decay", "beta_1", "beta_2", "epsilon", "amsgrad", "clipnorm", "clipvalue"),
    *("global_clipnorm", "use_ema", "ema_momentum", "ema_overwrite_frequency"),
]


class TfKerasAdamW(Optimizer):
    def __init__(self, case):
        self.variables = [tf.Variable(v.value) for v in case.variables]
        self.optimizer = tf_keras.optimizers.AdamW(**case.given(**{name: name for name in NAMES}))
        excluded = [v for v, without in zip(self.variables, case.excluded) if without]
        self.optimizer.exclude_from_weight_decay(excluded)
        self.optimizer.build(self.variables)

    def apply(self, gradients):
        gradients = [None if gradient is None else tf.constant(gradient) for gradient in gradients]
        self.optimizer.apply_gradients(zip(gradients, self.variables))

    def assign_learning_rate(self, value):
        self.optimizer.learning_rate = value

    def values(self):
        return [variable.numpy() for variable in self.variables]


if __name__ == "__main__":
    dtypes = ["float32", "float64", "float16", "bfloat16"]
    serve("tf_keras.optimizers.AdamW", tf_keras.__version__, dtypes, FEATURES, TfKerasAdamW)

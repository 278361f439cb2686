"""The AdamW of TensorFlow Addons as a port: `python -m scripts.compare.adapters.tfa_adamw`."""

import tensorflow as tf
import tensorflow_addons

from scripts.compare.adapters.adapter import Optimizer, serve

FEATURES = [
    "amsgrad",
    "clipnorm",
    "clipvalue",
    "global_clipnorm",
    "exclude_from_weight_decay",
    "assign_learning_rate",
    "missing_gradients",
]


class TfaAdamW(Optimizer):
    """The weight decay has no default there."""

    def __init__(self, case):
        self.variables = [tf.Variable(v.value) for v in case.variables]
        self.decayed = [v for v, excluded in zip(self.variables, case.excluded) if not excluded]
        names = ("learning_rate", "beta_1", "beta_2", "epsilon", "amsgrad", "clipnorm", "clipvalue", "global_clipnorm")
        given = case.given(**{name: name for name in names})
        self.optimizer = tensorflow_addons.optimizers.AdamW(case.arguments["weight_decay"], **given)

    def apply(self, gradients):
        gradients = [None if gradient is None else tf.constant(gradient) for gradient in gradients]
        self.optimizer.apply_gradients(zip(gradients, self.variables), decay_var_list=self.decayed)

    def assign_learning_rate(self, value):
        self.optimizer.learning_rate = value

    def values(self):
        return [variable.numpy() for variable in self.variables]


if __name__ == "__main__":
    version = tensorflow_addons.__version__
    serve("tensorflow_addons AdamW", version, ["float32", "float64"], FEATURES, TfaAdamW)

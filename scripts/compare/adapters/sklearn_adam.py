"""The Adam of scikit-learn's neural networks as a port: `python -m scripts.compare.adapters.sklearn_adam`."""

import numpy as np
import sklearn
from sklearn.neural_network._stochastic_optimizers import AdamOptimizer

from scripts.compare.adapters.adapter import Optimizer, serve


class SklearnAdam(Optimizer):
    def __init__(self, case):
        self.parameters = [np.array(v.value) for v in case.variables]
        names = {"learning_rate": "learning_rate_init", "beta_1": "beta_1", "beta_2": "beta_2", "epsilon": "epsilon"}
        self.optimizer = AdamOptimizer(self.parameters, **case.given(**names))

    def apply(self, gradients):
        self.optimizer.update_params(self.parameters, gradients)

    def assign_learning_rate(self, value):
        self.optimizer.learning_rate_init = value

    def values(self):
        return self.parameters


if __name__ == "__main__":
    features = ["assign_learning_rate"]
    serve("sklearn AdamOptimizer", sklearn.__version__, ["float32", "float64"], features, SklearnAdam, ["weight_decay"])

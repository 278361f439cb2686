"""pennylane.AdamOptimizer as a port: `python -m scripts.compare.adapters.pennylane_adam`."""

import pennylane
from pennylane import numpy as np

from scripts.compare.adapters.adapter import Optimizer, serve


class PennylaneAdam(Optimizer):
    def __init__(self, case):
        self.parameters = [np.array(v.value, requires_grad=True) for v in case.variables]
        given = case.given(learning_rate="stepsize", beta_1="beta1", beta_2="beta2", epsilon="eps")
        self.optimizer = pennylane.AdamOptimizer(**given)

    def apply(self, gradients):
        self.parameters = self.optimizer.apply_grad(gradients, self.parameters)

    def assign_learning_rate(self, value):
        self.optimizer.stepsize = value

    def values(self):
        return self.parameters


if __name__ == "__main__":
    features = ["assign_learning_rate"]
    serve("pennylane.AdamOptimizer", pennylane.__version__, ["float32"], features, PennylaneAdam, ["weight_decay"])

"""thinc.optimizers.Adam as a port: `python -m scripts.compare.adapters.thinc_adam`."""

import numpy as np
import thinc
from thinc.optimizers import Adam
from thinc.schedules import constant

from scripts.compare.adapters.adapter import Optimizer, serve

FEATURES = ["clipnorm", "exclude_from_weight_decay", "assign_learning_rate"]


class ThincAdam(Optimizer):
    """Parameters have one dimension at least there."""

    def __init__(self, case):
        self.parameters = [np.atleast_1d(v.value) for v in case.variables]
        self.shapes = [v.shape for v in case.variables]
        given = case.given(
            learning_rate="learn_rate", beta_1="beta1", beta_2="beta2", epsilon="eps", clipnorm="grad_clip"
        )
        with_decay, without = Adam(**given, **case.given(weight_decay="L2")), Adam(**given, L2=0.0)
        self.optimizers = [without if excluded else with_decay for excluded in case.excluded]

    def apply(self, gradients):
        for i, (optimizer, gradient) in enumerate(zip(self.optimizers, gradients)):
            self.parameters[i], _ = optimizer((i, "parameter"), self.parameters[i], np.atleast_1d(gradient))

    def assign_learning_rate(self, value):
        for optimizer in self.optimizers:
            optimizer.learn_rate = constant(value)

    def values(self):
        return [parameter.reshape(shape) for parameter, shape in zip(self.parameters, self.shapes)]


if __name__ == "__main__":
    serve("thinc.optimizers.Adam", thinc.__version__, ["float32"], FEATURES, ThincAdam)

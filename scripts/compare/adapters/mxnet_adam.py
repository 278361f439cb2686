"""mxnet.optimizer.Adam as a port: `python -m scripts.compare.adapters.mxnet_adam`."""

import mxnet
import numpy as np

from scripts.compare.adapters.adapter import Optimizer, serve

FEATURES = ["clipvalue", "exclude_from_weight_decay", "assign_learning_rate"]


class MxnetAdam(Optimizer):
    """Arrays have one dimension at least there."""

    def __init__(self, case):
        self.shapes = [v.shape for v in case.variables]
        self.parameters = [to_mxnet(v.value) for v in case.variables]
        given = case.given(
            learning_rate="learning_rate",
            beta_1="beta1",
            beta_2="beta2",
            epsilon="epsilon",
            weight_decay="wd",
            clipvalue="clip_gradient",
        )
        self.optimizer = mxnet.optimizer.Adam(**given)
        self.optimizer.set_wd_mult({i: 0.0 for i, excluded in enumerate(case.excluded) if excluded})
        self.states = [self.optimizer.create_state(i, p) for i, p in enumerate(self.parameters)]

    def apply(self, gradients):
        for i, (parameter, gradient, state) in enumerate(zip(self.parameters, gradients, self.states)):
            self.optimizer.update(i, parameter, to_mxnet(gradient), state)

    def assign_learning_rate(self, value):
        self.optimizer.set_learning_rate(value)

    def values(self):
        return [parameter.asnumpy().reshape(shape) for parameter, shape in zip(self.parameters, self.shapes)]


def to_mxnet(array):
    return mxnet.nd.array(np.atleast_1d(array), dtype=array.dtype)


if __name__ == "__main__":
    serve("mxnet.optimizer.Adam", mxnet.__version__, ["float32", "float64"], FEATURES, MxnetAdam)

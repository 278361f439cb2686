"""chainer.optimizers.Adam, which AdamW is there, as a port: `python -m scripts.compare.adapters.chainer_adam`."""

import chainer
import numpy as np

from scripts.compare.adapters.adapter import Optimizer, serve

FEATURES = ["amsgrad", "assign_learning_rate"]


class ChainerAdam(Optimizer):
    def __init__(self, case):
        self.parameters = [chainer.Parameter(np.array(v.value)) for v in case.variables]
        given = case.given(
            learning_rate="alpha",
            beta_1="beta1",
            beta_2="beta2",
            epsilon="eps",
            weight_decay="weight_decay_rate",
            amsgrad="amsgrad",
        )
        self.optimizer = chainer.optimizers.Adam(**given)
        self.optimizer.setup(link(self.parameters))

    def apply(self, gradients):
        for parameter, gradient in zip(self.parameters, gradients):
            parameter.grad = gradient
        self.optimizer.update()

    def assign_learning_rate(self, value):
        self.optimizer.alpha = value

    def values(self):
        return [parameter.array for parameter in self.parameters]


def link(parameters):
    """The parameters as a part of a model."""
    model = chainer.Link()
    with model.init_scope():
        for i, parameter in enumerate(parameters):
            setattr(model, f"parameter{i}", parameter)
    return model


if __name__ == "__main__":
    serve("chainer.optimizers.Adam", chainer.__version__, ["float32", "float64"], FEATURES, ChainerAdam)

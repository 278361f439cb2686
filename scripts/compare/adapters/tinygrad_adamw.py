"""tinygrad.nn.optim.AdamW as a port, on tinygrad's CPU device: `python -m scripts.compare.adapters.tinygrad_adamw`."""

from importlib.metadata import version
import os

os.environ.setdefault("DEV", "CPU")

import numpy as np
from tinygrad import Context, Tensor, dtypes
from tinygrad.nn.optim import AdamW, OptimizerGroup

from scripts.compare.adapters.adapter import Optimizer, serve

DTYPES = ["float32", "float64", "float16", "bfloat16"]
FEATURES = ["gradient_accumulation", "exclude_from_weight_decay", "assign_learning_rate", "mixed_dtypes"]


class TinygradAdamW(Optimizer):
    def __init__(self, case):
        self.shapes = [variable.shape for variable in case.variables]
        self.parameters = [to_tinygrad(v.value).is_param_() for v in case.variables]
        self.accumulation = case.arguments["gradient_accumulation_steps"] or 1
        self.micro_steps = 0
        self.optimizers = self.make_optimizers(case)
        self.optimizer = OptimizerGroup(*self.optimizers)

    def make_optimizers(self, case):
        """An optimizer with decay, and one without for what is excluded."""
        given = case.given(learning_rate="lr", beta_1="b1", beta_2="b2", epsilon="eps")
        decay = case.given(weight_decay="weight_decay")
        groups = [
            ([p for p, without in zip(self.parameters, case.excluded) if not without], decay),
            ([p for p, without in zip(self.parameters, case.excluded) if without], {"weight_decay": 0.0}),
        ]
        return [AdamW(parameters, **given, **decay) for parameters, decay in groups if parameters]

    def apply(self, gradients):
        for parameter, gradient in zip(self.parameters, gradients):
            parameter.backward(gradient=to_tinygrad(gradient))
        self.micro_steps += 1
        if self.micro_steps % self.accumulation:
            return
        if self.accumulation > 1:
            for parameter in self.parameters:
                parameter.grad = parameter.grad / self.accumulation
        with Context(TRAINING=1):
            self.optimizer.step()
        self.optimizer.zero_grad()

    def assign_learning_rate(self, value):
        for optimizer in self.optimizers:
            optimizer.lr.assign(Tensor([value])).realize()

    def values(self):
        return [to_numpy(tensor).reshape(shape) for tensor, shape in zip(self.parameters, self.shapes)]


def to_tinygrad(array):
    """A tensor of the same numbers.

    The optimizers' learning rate has one dimension, so a parameter must have one at least. NumPy's
    bfloat16 is not known there; its numbers fit into float32.
    """
    array = np.atleast_1d(array)
    if array.dtype.name == "bfloat16":
        return Tensor(array.astype(np.float32)).cast(dtypes.bfloat16).clone()
    return Tensor(array).clone()


def to_numpy(tensor):
    return (tensor.float() if tensor.dtype == dtypes.bfloat16 else tensor).numpy()


if __name__ == "__main__":
    serve("tinygrad.nn.optim.AdamW", version("tinygrad"), DTYPES, FEATURES, TinygradAdamW)

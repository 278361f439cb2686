"""tinygrad.nn.optim.AdamW behind the port protocol, on tinygrad's CPU device."""

from importlib.metadata import version
import os
import re

os.environ.setdefault("DEV", "CPU")

from tinygrad import Context, Tensor
from tinygrad.nn.optim import AdamW, OptimizerGroup

from protocol import Adapter, Optimizer

DTYPES = ["float32", "float64", "float16"]
FEATURES = ["gradient_accumulation", "exclude_from_weight_decay", "assign_learning_rate", "mixed_dtypes"]


class TinygradAdamW(Optimizer):
    def __init__(self, case):
        self.parameters = [Tensor(v.value).contiguous().realize().is_param_() for v in case.variables]
        self.accumulation = case.arguments["gradient_accumulation_steps"] or 1
        self.micro_steps = 0
        self.optimizers = self.make_optimizers(case)
        self.optimizer = OptimizerGroup(*self.optimizers)

    def make_optimizers(self, case):
        """An optimizer with decay, and one without for what is excluded."""
        arguments = case.arguments
        excluded = case.excluded(re.search)
        groups = [
            ([p for p, without in zip(self.parameters, excluded) if not without], arguments["weight_decay"]),
            ([p for p, without in zip(self.parameters, excluded) if without], 0.0),
        ]
        return [
            AdamW(
                parameters,
                lr=arguments["learning_rate"],
                b1=arguments["beta_1"],
                b2=arguments["beta_2"],
                eps=arguments["epsilon"],
                weight_decay=weight_decay,
            )
            for parameters, weight_decay in groups
            if parameters
        ]

    def apply(self, gradients):
        for parameter, gradient in zip(self.parameters, gradients):
            parameter.backward(gradient=Tensor(gradient))
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
        return [parameter.numpy() for parameter in self.parameters]

    def state(self):
        slots = {"momentum": "m", "velocity": "v"}
        return {"slots": {slot: self.slot(name) for slot, name in slots.items()}}

    def slot(self, name):
        """A slot of every parameter, in the case's order."""
        tensors = {
            id(parameter): tensor
            for optimizer in self.optimizers
            for parameter, tensor in zip(optimizer.params, getattr(optimizer, name))
        }
        return [tensors[id(parameter)].numpy() for parameter in self.parameters]


if __name__ == "__main__":
    Adapter("tinygrad.nn.optim.AdamW", version("tinygrad"), DTYPES, FEATURES, TinygradAdamW).serve()

"""ONNX' operator Adam, as its reference evaluates it, as a port: `python -m scripts.compare.adapters.onnx_adam`."""

from importlib.metadata import version

import numpy as np
from onnx import helper
from onnx.reference import ReferenceEvaluator

from scripts.compare.adapters.adapter import Optimizer, serve

FEATURES = ["assign_learning_rate"]


class OnnxAdam(Optimizer):
    """The operator is told the number of the update and the state; it gives the new state."""

    def __init__(self, case):
        self.count = len(case.variables)
        self.rate = case.arguments["learning_rate"]
        self.updates = 0
        self.state = [v.value for v in case.variables] + 2 * [np.zeros_like(v.value) for v in case.variables]
        given = case.given(beta_1="alpha", beta_2="beta", epsilon="epsilon", weight_decay="norm_coefficient_post")
        self.inputs = ["R", "T", *(f"{kind}{i}" for kind in "XGVH" for i in range(self.count))]
        self.outputs = [f"{kind}{i}" for kind in "xvh" for i in range(self.count)]
        node = helper.make_node("Adam", self.inputs, self.outputs, domain="ai.onnx.preview.training", **given)
        self.operator = ReferenceEvaluator(node)

    def apply(self, gradients):
        self.updates += 1
        weights, moments = self.state[: self.count], self.state[self.count :]
        values = [np.float32(self.rate), np.int64(self.updates), *weights, *gradients, *moments]
        self.state = self.operator.run(None, dict(zip(self.inputs, map(np.asarray, values), strict=True)))

    def assign_learning_rate(self, value):
        self.rate = value

    def values(self):
        return self.state[: self.count]


if __name__ == "__main__":
    serve("ai.onnx.preview.training.Adam", version("onnx"), ["float32"], FEATURES, OnnxAdam)

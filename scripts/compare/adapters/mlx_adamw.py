"""mlx.optimizers.AdamW as a port: `python -m scripts.compare.adapters.mlx_adamw [corrected]`."""

from importlib.metadata import version
import sys

import mlx.core as mx
import mlx.optimizers
import numpy as np

from scripts.compare.adapters.adapter import Optimizer, serve

FEATURES = ["global_clipnorm", "assign_learning_rate"]
CORRECTED = {"bias_correction": True} if "corrected" in sys.argv[1:] else {}


class MlxAdamW(Optimizer):
    def __init__(self, case):
        arguments = case.arguments
        self.clipnorm = arguments["global_clipnorm"]
        self.parameters = {str(i): mx.array(v.value) for i, v in enumerate(case.variables)}
        self.optimizer = mlx.optimizers.AdamW(
            arguments["learning_rate"],
            [arguments["beta_1"], arguments["beta_2"]],
            **case.given(epsilon="eps", weight_decay="weight_decay"),
            **CORRECTED,
        )

    def apply(self, gradients):
        gradients = {str(i): mx.array(gradient) for i, gradient in enumerate(gradients)}
        if self.clipnorm is not None:
            gradients, _ = mlx.optimizers.clip_grad_norm(gradients, self.clipnorm)
        self.parameters = self.optimizer.apply_gradients(gradients, self.parameters)
        mx.eval(self.parameters, self.optimizer.state)

    def assign_learning_rate(self, value):
        self.optimizer.learning_rate = value

    def values(self):
        return [np.array(parameter) for parameter in self.parameters.values()]


if __name__ == "__main__":
    mx.set_default_device(mx.cpu)
    serve("mlx.optimizers.AdamW", version("mlx"), ["float32"], FEATURES, MlxAdamW)

"""paddle.optimizer.AdamW as a port: `python -m scripts.compare.adapters.paddle_adamw`."""

import numpy as np
import paddle
from paddle.nn import ClipGradByGlobalNorm, ClipGradByNorm, ClipGradByValue

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
CLIPS = {"clipnorm": ClipGradByNorm, "clipvalue": ClipGradByValue, "global_clipnorm": ClipGradByGlobalNorm}


class PaddleAdamW(Optimizer):
    def __init__(self, case):
        self.parameters = [parameter(v.value) for v in case.variables]
        excluded = {p.name for p, without in zip(self.parameters, case.excluded) if without}
        given = case.given(
            learning_rate="learning_rate",
            beta_1="beta1",
            beta_2="beta2",
            epsilon="epsilon",
            weight_decay="weight_decay",
            amsgrad="amsgrad",
        )
        clips = [clip(case.arguments[name]) for name, clip in CLIPS.items() if case.arguments[name] is not None]
        self.optimizer = paddle.optimizer.AdamW(
            parameters=self.parameters,
            apply_decay_param_fun=lambda name: name not in excluded,
            grad_clip=clips[0] if clips else None,
            **given,
        )

    def apply(self, gradients):
        for parameter, gradient in zip(self.parameters, gradients):
            if gradient is not None:
                parameter.grad = paddle.to_tensor(gradient)
        self.optimizer.step()
        self.optimizer.clear_grad(set_to_zero=False)

    def assign_learning_rate(self, value):
        self.optimizer.set_lr(value)

    def values(self):
        return [np.array(parameter.numpy()) for parameter in self.parameters]


def parameter(array):
    value = paddle.nn.initializer.Assign(array)
    return paddle.create_parameter(array.shape, str(array.dtype), default_initializer=value)


if __name__ == "__main__":
    paddle.set_device("cpu")
    serve("paddle.optimizer.AdamW", paddle.__version__, ["float32", "float64"], FEATURES, PaddleAdamW)

"""torch.optim.AdamW as a port, with what PyTorch has for the rest: `python -m scripts.compare.adapters.torch_adamw`.

Gradients are added up by autograd, divided by the number of steps, clipped by torch.nn.utils; averages are
those of torch.optim.swa_utils, which the loop writes back where a case wants it.
"""

import numpy as np
import torch
from torch.nn.utils import clip_grad_norm_, clip_grad_value_
from torch.optim import lr_scheduler
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from scripts.compare.adapters.adapter import Optimizer, serve

DTYPES = ["float32", "float64", "float16", "bfloat16"]
FEATURES = [
    "amsgrad",
    "clipnorm",
    "clipvalue",
    "global_clipnorm",
    "ema",
    "loss_scale_factor",
    "gradient_accumulation",
    "exclude_from_weight_decay",
    "assign_learning_rate",
    "missing_gradients",
    "mixed_dtypes",
    "schedule:ExponentialDecay",
]


class TorchAdamW(Optimizer):
    """An optimizer of PyTorch's kind: `make` says which, and `kept` what its state is called there."""

    kept = {"momentum": "exp_avg", "velocity": "exp_avg_sq", "velocity_hat": "max_exp_avg_sq"}

    def __init__(self, case):
        self.arguments = arguments = case.arguments
        self.parameters = [torch.nn.Parameter(to_torch(v.value)) for v in case.variables]
        self.accumulation = arguments["gradient_accumulation_steps"] or 1
        self.micro_steps = 0
        self.optimizer = self.make(self.groups(case), case)
        rate = arguments["learning_rate"]
        self.scheduler = make_scheduler(self.optimizer, rate["config"]) if isinstance(rate, dict) else None
        self.average = self.make_average() if arguments["use_ema"] else None

    def make(self, groups, case):
        given = case.given(epsilon="eps", weight_decay="weight_decay", amsgrad="amsgrad")
        return torch.optim.AdamW(groups, lr=first_rate(case), betas=betas(case), **given)

    def groups(self, case):
        """Parameter groups: with decay, and without for what is excluded."""
        decay = [p for p, without in zip(self.parameters, case.excluded) if not without]
        no_decay = [p for p, without in zip(self.parameters, case.excluded) if without]
        groups = [{"params": decay}, {"params": no_decay, "weight_decay": 0.0}]
        return [group for group in groups if group["params"]]

    def make_average(self):
        decay = self.arguments["ema_momentum"]
        model = torch.nn.ParameterList(self.parameters)
        return AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(decay))

    def apply(self, gradients):
        self.backward(gradients)
        self.micro_steps += 1
        if self.micro_steps % self.accumulation:
            return
        with torch.no_grad():
            for parameter in self.with_gradient():
                if self.arguments["loss_scale_factor"] is not None:
                    parameter.grad /= self.arguments["loss_scale_factor"]
                if self.accumulation > 1:
                    parameter.grad /= self.accumulation
        self.clip()
        self.optimizer.step()
        if self.scheduler is not None:
            self.scheduler.step()
        if self.average is not None:
            self.update_average()
        self.optimizer.zero_grad()

    def update_average(self):
        self.average.update_parameters(torch.nn.ParameterList(self.parameters))
        frequency = self.arguments["ema_overwrite_frequency"]
        if frequency and self.micro_steps // self.accumulation % frequency == 0:
            with torch.no_grad():
                for parameter, average in zip(self.parameters, self.average.module):
                    parameter.copy_(average)

    def backward(self, gradients):
        """Lets autograd add the gradients to those that are there."""
        present = [(p, to_torch(g)) for p, g in zip(self.parameters, gradients) if g is not None]
        if present:
            torch.autograd.backward(*zip(*present))

    def with_gradient(self):
        return [parameter for parameter in self.parameters if parameter.grad is not None]

    def clip(self):
        if self.arguments["clipnorm"] is not None:
            for parameter in self.with_gradient():
                clip_grad_norm_(parameter, self.arguments["clipnorm"])
        if self.arguments["global_clipnorm"] is not None:
            clip_grad_norm_(self.parameters, self.arguments["global_clipnorm"])
        if self.arguments["clipvalue"] is not None:
            clip_grad_value_(self.parameters, self.arguments["clipvalue"])

    def assign_learning_rate(self, value):
        for group in self.optimizer.param_groups:
            group["lr"] = value

    def values(self):
        return [to_numpy(parameter) for parameter in self.parameters]

    def slots(self):
        slots = {
            slot: [to_numpy(self.optimizer.state[p].get(name, torch.zeros_like(p))) for p in self.parameters]
            for slot, name in self.kept.items()
            if slot != "velocity_hat" or self.arguments["amsgrad"]
        }
        if self.average is not None:
            slots["average"] = [to_numpy(parameter) for parameter in self.average.module]
        return slots


def first_rate(case):
    """The learning rate, or the one that a schedule begins with."""
    rate = case.arguments["learning_rate"]
    return rate["config"]["initial_learning_rate"] if isinstance(rate, dict) else rate


def betas(case):
    return case.arguments["beta_1"], case.arguments["beta_2"]


def make_scheduler(optimizer, config):
    """PyTorch's schedulers of an exponential decay, which is the only one that it can do as Keras does."""
    steps, rate = config["decay_steps"], config["decay_rate"]
    if config.get("staircase"):
        return lr_scheduler.StepLR(optimizer, step_size=steps, gamma=rate)
    return lr_scheduler.ExponentialLR(optimizer, gamma=rate ** (1 / steps))


def to_torch(array):
    """A tensor of the same bits; from_numpy does not know NumPy's bfloat16."""
    if array.dtype.name == "bfloat16":
        return torch.from_numpy(array.view(np.int16).copy()).view(torch.bfloat16)
    return torch.from_numpy(array.copy())


def to_numpy(tensor):
    """An array of the same numbers; bfloat16 fits into float32."""
    tensor = tensor.detach()
    return tensor.float().numpy() if tensor.dtype == torch.bfloat16 else tensor.numpy().copy()


if __name__ == "__main__":
    torch.set_num_threads(1)
    serve("torch.optim.AdamW", torch.__version__, DTYPES, FEATURES, TorchAdamW)

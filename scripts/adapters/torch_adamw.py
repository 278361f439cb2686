"""torch.optim.AdamW behind the port protocol, used as PyTorch's documentation uses it."""

import re

import numpy as np
import torch
from torch.nn.utils import clip_grad_norm_, clip_grad_value_
from torch.optim import lr_scheduler
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from protocol import Adapter, Optimizer, Unsupported

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
    "schedule:PolynomialDecay",
    "schedule:CosineDecay",
]
SLOTS = {"momentum": "exp_avg", "velocity": "exp_avg_sq", "velocity_hat": "max_exp_avg_sq"}


class TorchAdamW(Optimizer):
    def __init__(self, case):
        self.arguments = arguments = case.arguments
        self.parameters = [torch.nn.Parameter(to_torch(v.value)) for v in case.variables]
        self.accumulation = arguments["gradient_accumulation_steps"] or 1
        self.micro_steps = 0
        rate = arguments["learning_rate"]
        schedule = rate if isinstance(rate, dict) else None
        self.optimizer = torch.optim.AdamW(
            self.groups(case),
            lr=schedule["config"]["initial_learning_rate"] if schedule else rate,
            betas=(arguments["beta_1"], arguments["beta_2"]),
            eps=arguments["epsilon"],
            amsgrad=arguments["amsgrad"],
        )
        self.scheduler = make_scheduler(self.optimizer, schedule) if schedule else None
        self.average = self.make_average() if arguments["use_ema"] else None

    def groups(self, case):
        """Parameter groups: with decay, and without for what is excluded."""
        excluded = case.excluded(re.search)
        decay = [p for p, without in zip(self.parameters, excluded) if not without]
        no_decay = [p for p, without in zip(self.parameters, excluded) if without]
        groups = [
            {"params": decay, "weight_decay": self.arguments["weight_decay"]},
            {"params": no_decay, "weight_decay": 0.0},
        ]
        return [group for group in groups if group["params"]]

    def make_average(self):
        if self.arguments["ema_overwrite_frequency"]:
            raise Unsupported("ema", "torch's AveragedModel is never written back to the model")
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
            self.average.update_parameters(torch.nn.ParameterList(self.parameters))
        self.optimizer.zero_grad()

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

    def state(self):
        slots = {
            slot: [to_numpy(self.optimizer.state[p].get(name, torch.zeros_like(p))) for p in self.parameters]
            for slot, name in SLOTS.items()
            if slot != "velocity_hat" or self.arguments["amsgrad"]
        }
        if self.average is not None:
            slots["average"] = [to_numpy(parameter) for parameter in self.average.module]
        return {"slots": slots}


def make_scheduler(optimizer, schedule):
    """PyTorch's scheduler of the same name and hyper-parameters."""
    name, config = schedule["schedule"], schedule["config"]
    steps = config["decay_steps"]
    if name == "ExponentialDecay" and config.get("staircase"):
        return lr_scheduler.StepLR(optimizer, step_size=steps, gamma=config["decay_rate"])
    if name == "ExponentialDecay":
        return lr_scheduler.ExponentialLR(optimizer, gamma=config["decay_rate"] ** (1 / steps))
    if name == "PolynomialDecay":
        if config.get("cycle") or config.get("end_learning_rate", 0.0001):
            raise Unsupported(f"schedule:{name}", "torch's PolynomialLR ends at 0 and does not cycle")
        return lr_scheduler.PolynomialLR(optimizer, total_iters=steps, power=config.get("power", 1.0))
    if config.get("warmup_target") is not None or config.get("warmup_steps"):
        raise Unsupported(f"schedule:{name}", "torch's CosineAnnealingLR has no warm-up")
    floor = config.get("alpha", 0.0) * config["initial_learning_rate"]
    return lr_scheduler.CosineAnnealingLR(optimizer, T_max=steps, eta_min=floor)


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
    Adapter("torch.optim.AdamW", torch.__version__, DTYPES, FEATURES, TorchAdamW).serve()

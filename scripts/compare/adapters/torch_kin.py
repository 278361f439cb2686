"""Optimizers of other packages that are PyTorch's in kind: `python -m scripts.compare.adapters.torch_kin NAME`."""

from importlib.machinery import PathFinder
from importlib.metadata import version
import sys
from types import ModuleType

import torch

from scripts.compare.adapters.adapter import serve
from scripts.compare.adapters.torch_adamw import TorchAdamW, betas

DTYPES = ["float32"]
FEATURES = ["exclude_from_weight_decay", "assign_learning_rate", "missing_gradients"]


class Transformers(TorchAdamW):
    package, title, features = "transformers", "transformers.AdamW", FEATURES

    def make(self, groups, case):
        from transformers.optimization import AdamW

        given = case.given(learning_rate="lr", epsilon="eps", weight_decay="weight_decay")
        return AdamW(groups, betas=betas(case), no_deprecation_warning=True, **given)


class Timm(TorchAdamW):
    package, title, features = "timm", "timm.optim.AdamWLegacy", [*FEATURES, "amsgrad"]

    def make(self, groups, case):
        bare_package("timm")
        bare_package("timm.optim")
        from timm.optim.adamw import AdamWLegacy

        given = case.given(learning_rate="lr", epsilon="eps", weight_decay="weight_decay", amsgrad="amsgrad")
        return AdamWLegacy(groups, betas=betas(case), **given)


class TimmNesterov(TorchAdamW):
    package, title, features = "timm", "timm.optim.NAdamW", FEATURES

    def make(self, groups, case):
        bare_package("timm")
        bare_package("timm.optim")
        from timm.optim.nadamw import NAdamW

        given = case.given(learning_rate="lr", epsilon="eps", weight_decay="weight_decay")
        return NAdamW(groups, betas=betas(case), **given)


class BitsAndBytes(TorchAdamW):
    package, title, features = "bitsandbytes", "bitsandbytes.optim.AdamW", [*FEATURES, "amsgrad"]
    kept = {"momentum": "state1", "velocity": "state2"}

    def make(self, groups, case):
        from bitsandbytes.optim import AdamW

        given = case.given(learning_rate="lr", epsilon="eps", weight_decay="weight_decay", amsgrad="amsgrad")
        return AdamW(groups, betas=betas(case), **given)


class DeepSpeed(TorchAdamW):
    package, title, features = "deepspeed", "deepspeed.ops.adam.DeepSpeedCPUAdam", FEATURES

    def make(self, groups, case):
        from deepspeed.ops.adam import DeepSpeedCPUAdam

        given = case.given(learning_rate="lr", epsilon="eps", weight_decay="weight_decay")
        return DeepSpeedCPUAdam(groups, betas=betas(case), **given)


class Bert(TorchAdamW):
    package, title, features = "pytorch-pretrained-bert", "pytorch_pretrained_bert.BertAdam", FEATURES
    kept = {"momentum": "next_m", "velocity": "next_v"}

    def make(self, groups, case):
        from pytorch_pretrained_bert.optimization import BertAdam

        given = case.given(beta_1="b1", beta_2="b2", epsilon="e", weight_decay="weight_decay")
        return BertAdam(groups, lr=case.arguments["learning_rate"], **given)


class FastAI(TorchAdamW):
    package, title, features = "fastai", "fastai.optimizer.Adam", ["assign_learning_rate", "missing_gradients"]
    kept = {"momentum": "grad_avg", "velocity": "sqr_avg"}

    def make(self, groups, case):
        from fastai.optimizer import Adam

        given = case.given(beta_1="mom", beta_2="sqr_mom", epsilon="eps", weight_decay="wd")
        return Adam(self.parameters, lr=case.arguments["learning_rate"], **given)

    def assign_learning_rate(self, value):
        self.optimizer.set_hyper("lr", value)


KIN = {
    "transformers": Transformers,
    "timm": Timm,
    "timm-nadamw": TimmNesterov,
    "bitsandbytes": BitsAndBytes,
    "deepspeed": DeepSpeed,
    "pytorch-pretrained-bert": Bert,
    "fastai": FastAI,
}


def bare_package(name):
    """Lets modules of a package be imported without the package's own: timm's needs a torchvision that fits."""
    if name not in sys.modules:
        parent = sys.modules.get(name.rpartition(".")[0])
        spec = PathFinder.find_spec(name, parent.__path__ if parent else None)
        sys.modules[name] = package = ModuleType(name)
        package.__path__ = spec.submodule_search_locations


if __name__ == "__main__":
    torch.set_num_threads(1)
    kind = KIN[sys.argv[1]]
    serve(kind.title, version(kind.package), DTYPES, kind.features, kind)

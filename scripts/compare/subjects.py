"""What is compared with Keras on TensorFlow: programs that speak the port protocol."""

import os
import subprocess
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path

from scripts.keras import environment
from scripts.generate.vector_files import versions
from scripts.keras.environment import PINNED

FRAMEWORKS = environment.ROOT / ".venv-frameworks"
PYTHON = FRAMEWORKS / "bin" / "python"
LIBRARIES = environment.ROOT / ".venv-libraries"
CACHE = FRAMEWORKS / "cache"
BACKENDS = ("jax", "torch", "numpy")

#: NumPy's powers differ from the C library's where AVX-512 computes them, which is no matter of Keras.
WITHOUT_AVX512 = {"NPY_DISABLE_CPU_FEATURES": "X86_V4 AVX512_ICL AVX512_SPR"}
#: JAX compiles each branch again in each process unless it is told where to keep it.
KEEPING_KERNELS = {
    "JAX_COMPILATION_CACHE_DIR": str(CACHE / "jax"),
    "JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS": "0",
    "JAX_PERSISTENT_CACHE_MIN_ENTRY_SIZE_BYTES": "-1",
    "CACHEDB": str(CACHE / "tinygrad.db"),
    "TORCH_EXTENSIONS_DIR": str(LIBRARIES / "extensions"),
}
#: What is made like PyTorch's optimizers, and what it needs; DeepSpeed's is compiled when it is first used.
KIN_OF_TORCH = {
    "transformers": "transformers.optimization",
    "timm": "importlib.metadata as packages; packages.version('timm')",
    "timm-nadamw": "importlib.metadata as packages; packages.version('timm')",
    "bitsandbytes": "bitsandbytes",
    "deepspeed": "deepspeed.ops.op_builder as builders; builders.CPUAdamBuilder().load()",
    "pytorch-pretrained-bert": "pytorch_pretrained_bert.optimization",
    "fastai": "fastai.optimizer",
}
#: Where a case takes seconds, for each branch is compiled at each step: how many cases there are to one run.
EVERY = {"jax": 10}


@dataclass
class Subject:
    """A program to compare.

    It is started by `python -m module arguments`, needs what it imports, and is run on every so many-th
    case unless something else is said. Of one that is slow the answers are kept.
    """

    name: str
    imports: str
    module: str
    arguments: tuple = ()
    python: Path = PYTHON
    every: int = 1
    keras: str = PINNED
    backend: str = environment.SETTINGS["KERAS_BACKEND"]
    answers_are_kept: bool = False
    settings: dict = field(default_factory=dict)

    @property
    def command(self):
        return [str(self.python), "-m", self.module, *self.arguments]

    @property
    def environment(self):
        older = [] if self.keras == PINNED else [environment.VERSIONS / self.keras]
        paths = os.pathsep.join(map(str, [*older, environment.ROOT]))
        programs = os.pathsep.join([str(self.python.parent), os.environ["PATH"]])
        settings = {**environment.SETTINGS, **WITHOUT_AVX512, **KEEPING_KERNELS, **self.settings}
        return {**os.environ, **settings, "KERAS_BACKEND": self.backend, "PYTHONPATH": paths, "PATH": programs}

    def missing(self):
        """Why the program cannot run here, or `None`. A version of Keras is fetched unless it is there."""
        if not self.python.exists():
            return f"there is no {self.python.relative_to(environment.ROOT)}"
        try:
            versions.fetch(self.keras)
        except subprocess.CalledProcessError:
            return f"keras=={self.keras} could not be installed"
        importing = [str(self.python), "-c", f"import {self.imports}"]
        run = subprocess.run(importing, env=self.environment, capture_output=True, text=True)
        return run.stderr.strip().splitlines()[-1] if run.returncode else None


def keras_on(backend, version=PINNED):
    """A version of Keras on a backend; TensorFlow's is in the environment that made the vectors."""
    return Subject(
        f"keras-{version}-{backend}",
        f"{backend}, keras" if backend != "numpy" else "keras",
        "scripts.keras.port",
        (backend,),
        Path(sys.executable) if backend == "tensorflow" else PYTHON,
        EVERY.get(backend, 1),
        version,
        backend,
    )


def compiled():
    """Keras with the step compiled by XLA: on TensorFlow by `jit_compile=True`, on JAX by `jax.jit`."""
    return [
        compiled_on("tensorflow", 1),
        compiled_on("jax", 20),
        replace(compiled_on("jax", 20), name="jax-x64-compiled", settings={"JAX_ENABLE_X64": "1"}),
    ]


def compiled_on(backend, every):
    subject = keras_on(backend)
    arguments = (*subject.arguments, "compiled")
    return replace(subject, name=f"{backend}-compiled", arguments=arguments, every=every, answers_are_kept=True)


def frameworks():
    """Keras on its other backends, and the optimizers of other frameworks."""
    return [*(keras_on(backend) for backend in BACKENDS), *adapters()]


def adapters():
    return [Subject(name, name, f"scripts.compare.adapters.{name}_adamw") for name in ("torch", "optax", "tinygrad")]


def libraries():
    """Optimizers of which scripts/compare/truths.json says, from their sources, how they differ."""
    return [
        *adapters(),
        Subject("jax", "jax", "scripts.compare.adapters.jax_adam"),
        library("numpy-2", "mlx", "mlx.core", "mlx_adamw"),
        library("numpy-2", "mlx-corrected", "mlx.core", "mlx_adamw", "corrected"),
        library("numpy-2", "onnx", "onnx", "onnx_adam"),
        library("numpy-2", "sklearn", "sklearn", "sklearn_adam"),
        library("numpy-2", "thinc", "thinc", "thinc_adam"),
        library("numpy-2", "pennylane", "pennylane", "pennylane_adam"),
        library("numpy-1.23", "mxnet", "mxnet", "mxnet_adam"),
        library("numpy-1.23", "chainer", "chainer", "chainer_adam"),
        library("paddle", "paddle", "paddle", "paddle_adamw"),
        library("tensorflow-2.15", "tensorflow-addons", "tensorflow_addons", "tfa_adamw"),
        library("tensorflow-2.15", "tf_keras", "tf_keras", "tf_keras_adamw"),
        *(library("torch", name, imports, "torch_kin", name) for name, imports in KIN_OF_TORCH.items()),
        *(keras_on("tensorflow", version) for version in versions.OLDER),
        *(keras_on(backend) for backend in BACKENDS),
    ]


def library(environment_name, name, imports, adapter, *arguments):
    python = LIBRARIES / environment_name / "bin" / "python"
    return Subject(name, imports, f"scripts.compare.adapters.{adapter}", arguments, python)

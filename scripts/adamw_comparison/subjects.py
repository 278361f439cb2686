"""What is compared with Keras on TensorFlow: programs that speak the port protocol."""

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from adamw_vectors import environment, versions
from adamw_vectors.processes import PINNED

SCRIPTS = environment.ROOT / "scripts"
FRAMEWORKS = environment.ROOT / ".venv-frameworks"
PYTHON = FRAMEWORKS / "bin" / "python"
CACHE = FRAMEWORKS / "cache"
BACKENDS = ("tensorflow", "jax", "torch", "numpy")

#: NumPy's powers differ from the C library's where AVX-512 computes them, which is no matter of Keras.
WITHOUT_AVX512 = {"NPY_DISABLE_CPU_FEATURES": "X86_V4 AVX512_ICL AVX512_SPR"}
#: JAX compiles each branch again in each process unless it is told where to keep it.
KEEPING_KERNELS = {
    "JAX_COMPILATION_CACHE_DIR": str(CACHE / "jax"),
    "JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS": "0",
    "JAX_PERSISTENT_CACHE_MIN_ENTRY_SIZE_BYTES": "-1",
    "CACHEDB": str(CACHE / "tinygrad.db"),
}


@dataclass
class Subject:
    """A program to compare: its name, what it must import to run, and how it is started."""

    name: str
    imports: str
    python: Path
    arguments: list
    paths: list = field(default_factory=list)

    @property
    def command(self):
        return [str(self.python), *self.arguments]

    @property
    def environment(self):
        paths = os.pathsep.join(map(str, [*self.paths, SCRIPTS]))
        settings = {**environment.SETTINGS, **WITHOUT_AVX512, **KEEPING_KERNELS}
        return {**os.environ, **settings, "PYTHONPATH": paths}

    def missing(self):
        """Why the program cannot run here, or `None`."""
        if not self.python.exists():
            return f"there is no {self.python.relative_to(environment.ROOT)}"
        importing = [str(self.python), "-c", f"import {self.imports}"]
        run = subprocess.run(importing, env=self.environment, capture_output=True, text=True)
        return run.stderr.strip().splitlines()[-1] if run.returncode else None


def frameworks():
    """Keras on each of its backends, then the optimizers of other frameworks."""
    return [
        *(keras_on(backend) for backend in BACKENDS),
        adapter("torch", "torch"),
        adapter("optax", "optax"),
        adapter("tinygrad", "tinygrad"),
    ]


def keras_on(backend):
    """The newest Keras on a backend."""
    arguments = ["-m", "adamw_vectors.keras_port", backend]
    return Subject(f"keras-{PINNED}-{backend}", f"{backend}, keras", PYTHON, arguments)


def adapter(name, imports):
    return Subject(name, imports, PYTHON, ["-m", f"adapters.{name}_adamw"])


def older_keras(version):
    """A version of Keras on TensorFlow, fetched from the package index unless it is there."""
    versions.fetch(version)
    arguments = ["-m", "adamw_vectors.keras_port", "tensorflow"]
    folder = environment.VERSIONS / version
    return Subject(f"keras-{version}-tensorflow", "keras", Path(sys.executable), arguments, [folder])

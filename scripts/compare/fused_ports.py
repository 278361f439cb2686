"""Ports that follow the specification and fuse: what the budget `fused` is measured with, and held against."""

import os
import subprocess
from dataclasses import dataclass, field

from scripts.compare.measuring import REPORTS, RUNNER
from scripts.compare.subjects import compiled
from scripts.keras import environment

#: What a compiler fuses in the step, and sums as a loop adds them.
FUSED = ("moments-fused", "decay-fused", "average-fused", "norm-squares-fused", "sums-in-order")
C_SOURCE = environment.ROOT / "scripts" / "ports" / "c" / "port.c"
C_PROGRAM = REPORTS / "ports" / "fused-c"
C_OPTIONS = ("-std=c11", "-O3", "-mfma", "-ffp-contract=fast")


@dataclass
class FusedPort:
    """A program in the place of a subject: its answers are kept, so that their distances can be measured."""

    name: str
    command: list
    every: int = 1
    answers_are_kept: bool = True
    environment: dict = field(default_factory=lambda: {**os.environ, "PYTHONPATH": str(environment.ROOT)})

    def missing(self):
        """Why the program cannot run here, or `None`; one that has to be compiled is compiled."""
        return None


class CPort(FusedPort):
    def missing(self):
        C_PROGRAM.parent.mkdir(parents=True, exist_ok=True)
        command = ["gcc", *C_OPTIONS, "-o", str(C_PROGRAM), str(C_SOURCE), "-lm"]
        try:
            return "gcc cannot compile it" if subprocess.run(command).returncode else None
        except OSError:
            return "there is no gcc"


def model(*mistakes):
    """The command of the model of the specification that does these things otherwise."""
    return [str(RUNNER), "port", *(part for mistake in mistakes for part in ("--mistake", mistake))]


def sources():
    """What the budget is measured with. Keras on JAX has other constants in float64 and stays out of that."""
    tensorflow, jax, _ = compiled()
    return [
        tensorflow,
        jax,
        CPort("fused-c", [str(C_PROGRAM)]),
        FusedPort("fused-model", model(*FUSED)),
        FusedPort("fused-model-subnormals", model(*FUSED, "subnormals-kept")),
        FusedPort("double-model", model("everything-in-double")),
    ]


#: What a port in double precision says of accumulators alone: elsewhere its distances are those of other constants.
ACCUMULATORS_ONLY = ("double-model",)
#: Other orders of operations beside the fused ones: with a large rate that is worth more than a fused operation.
OTHER_ORDERS = ("tensorflow-compiled", "jax-compiled")

"""What a catalogue asks for: files of cases, with no answers yet."""

from dataclasses import dataclass, field


@dataclass
class Plan:
    """One case to run, and what of the answer to keep."""

    case: dict
    trace: bool = False
    kept: list | None = None
    refused: bool = False


@dataclass
class VectorFile:
    """One file under Vectors/."""

    name: str
    about: str
    plans: list
    inputs: dict = field(default_factory=dict)
    coverage: dict | None = None

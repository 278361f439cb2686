"""What a catalogue asks for: files of cases, with no answers yet."""

from dataclasses import dataclass, field


@dataclass
class Plan:
    """One case to run, and what of the answer to keep.

    `kept` is `None` for every event, `"changed"` for the events that changed a weight and the
    last one, or a list of events.
    """

    case: dict
    trace: bool = False
    kept: list | str | None = None
    state: bool = True
    refused: bool = False


@dataclass
class VectorFile:
    """One file under Vectors/. `coverage` is the factors and the rows taken from them."""

    name: str
    about: str
    plans: list
    inputs: dict = field(default_factory=dict)
    coverage: tuple | None = None

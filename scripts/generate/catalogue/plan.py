"""What a catalogue asks for: files of cases, with no answers yet."""

from dataclasses import dataclass, field


@dataclass
class Plan:
    """One case to run, and what of the answer to keep.

    `shows` is the rule that the case is made for, which its list of rules then begins with. `kept` lists the events to keep, `None` for all; with `changes_only`, only those of them that
    changed a weight are. `witnessed` are the weights after each event that Keras must arrive at
    again, where they are known from elsewhere.
    """

    case: dict
    trace: bool = False
    kept: tuple | None = None
    changes_only: bool = False
    state: bool = True
    refused: bool = False
    witnessed: list | None = None
    shows: str | None = None


@dataclass
class VectorFile:
    """One file under Vectors/. `coverage` is the factors and the rows taken from them."""

    name: str
    about: str
    plans: list
    inputs: dict = field(default_factory=dict)
    coverage: tuple | None = None

"""A framework's optimizer behind the port protocol; see Vectors/PROTOCOL.md."""

import platform

from scripts.keras.port_server import PortServer
from scripts.keras.refusals import Refusal
from scripts.compare.adapters.case import Case


class Optimizer:
    """A framework's optimizer and its variables, made for one case."""

    def apply(self, gradients):
        """One step, with an array or None for each variable."""
        raise NotImplementedError

    def assign_learning_rate(self, value):
        """Another learning rate from now on."""
        raise NotImplementedError

    def values(self):
        """The variables as arrays."""
        raise NotImplementedError

    def slots(self):
        """What the framework keeps of what Keras keeps, by Keras' names: an array for each variable."""
        return {}


def serve(name, version, dtypes, features, optimizer, lacks=()):
    """Answers the runner: `optimizer(case)` makes an `Optimizer`; `lacks` names what of AdamW it has not."""
    introduction = {
        "name": name,
        "version": version,
        "language": f"Python {platform.python_version()}",
        "dtypes": dtypes,
        "features": features,
        **({"lacks": lacks} if lacks else {}),
    }
    PortServer(lambda: introduction, lambda case, trace: run(Case(case), optimizer)).serve()


def run(case, make_optimizer):
    """What the framework makes of a case; what it raises is its refusal."""
    try:
        return observe(case, make_optimizer)
    except (ArithmeticError, RuntimeError, ValueError) as error:
        raise Refusal("invalid_argument", None, f"{type(error).__name__}: {error}") from error


def observe(case, make_optimizer):
    optimizer = make_optimizer(case)
    steps = []
    for event in case.script:
        if "learning_rate" in event:
            optimizer.assign_learning_rate(float(event["learning_rate"]))
        elif event["apply"]:
            optimizer.apply(case.gradients(event))
        steps.append({"variables": case.encoded(optimizer.values())})
    slots = {name: case.encoded(arrays) for name, arrays in optimizer.slots().items()}
    return {"steps": steps, "state": {"slots": slots}} if slots else {"steps": steps}

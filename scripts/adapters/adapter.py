"""A framework's optimizer behind the port protocol; see Vectors/PROTOCOL.md."""

import platform

from adamw_vectors.port_server import PortServer
from adapters.case import Case


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


def serve(name, version, dtypes, features, optimizer):
    """Answers the runner: `optimizer(case)` makes an `Optimizer`."""
    introduction = {
        "name": name,
        "version": version,
        "language": f"Python {platform.python_version()}",
        "dtypes": dtypes,
        "features": features,
    }
    PortServer(lambda: introduction, lambda case, trace: run(Case(case), optimizer)).serve()


def run(case, make_optimizer):
    optimizer = make_optimizer(case)
    steps = []
    for event in case.script:
        if "apply" in event:
            optimizer.apply(case.gradients(event))
        else:
            optimizer.assign_learning_rate(event["learning_rate"])
        steps.append({"variables": case.encoded(optimizer.values())})
    slots = {name: case.encoded(arrays) for name, arrays in optimizer.slots().items()}
    return {"steps": steps, "state": {"slots": slots}} if slots else {"steps": steps}

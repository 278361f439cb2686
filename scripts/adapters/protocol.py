"""The port protocol for a framework's optimizer: one request a line in, one reply a line out.

An adapter describes itself in an `Adapter` and gives an `Optimizer` for each case; this module does
the rest. See Vectors/PROTOCOL.md.
"""

import json
import os
import platform
import sys

from cases import Case, Malformed, check
import tensors

PROTOCOL = 1


class Unsupported(Exception):
    """The framework lacks what a case needs."""

    def __init__(self, feature, reason):
        super().__init__(reason)
        self.feature = feature


class Refused(Exception):
    """The framework refused what it was given."""

    def __init__(self, category, argument, message):
        super().__init__(message)
        self.category = category
        self.argument = argument


class Optimizer:
    """A framework's optimizer and its variables, for one case."""

    def apply(self, gradients):
        """One step, with an array or None for each variable."""
        raise NotImplementedError

    def assign_learning_rate(self, value):
        """Another learning rate from now on."""
        raise NotImplementedError

    def finalize(self):
        """What follows after training."""
        raise NotImplementedError

    def values(self):
        """The variables as arrays."""
        raise NotImplementedError

    def state(self):
        """What the framework keeps of what Keras keeps: a `state`, slots as arrays. None for nothing."""
        return None


class Adapter:
    """What a framework is and has; `optimizer(case)` makes a new `Optimizer`."""

    def __init__(self, name, version, dtypes, features, optimizer):
        self.description = {
            "name": name,
            "version": version,
            "language": f"Python {platform.python_version()}",
            "dtypes": dtypes,
            "features": features,
            "encoding": "hex",
        }
        self.optimizer = optimizer

    def serve(self):
        """Answers requests until one says stop, or there are no more."""
        replies = os.fdopen(os.dup(1), "w", encoding="ascii")
        os.dup2(2, 1)  # what a framework prints is a log, not a reply
        started = False
        for line in sys.stdin:
            reply = self.answer_line(line, started)
            started = started or reply["reply"] == "start"
            replies.write(json.dumps(reply, separators=(",", ":")) + "\n")
            replies.flush()
            if reply["reply"] == "stop":
                return

    def answer_line(self, line, started):
        request = {}
        try:
            request = json.loads(line)
            return self.answer(request, started)
        except Malformed as error:
            return refusal(request, "internal", error.field, str(error))
        except Unsupported as error:
            return numbered(request, reply="unsupported", feature=error.feature, reason=str(error))
        except Refused as error:
            return refusal(request, error.category, error.argument, str(error))
        except Exception as error:  # a broken case must not end the adapter
            return refusal(request, "internal", None, f"{type(error).__name__}: {error}")

    def answer(self, request, started):
        kind = request.get("request") if isinstance(request, dict) else None
        if kind == "start":
            check(request, {"request", "protocol"}, "start")
            if request.get("protocol") != PROTOCOL:
                raise Malformed("protocol", f"must be {PROTOCOL}")
            return {"reply": "start", "protocol": PROTOCOL, **self.description}
        if kind == "stop":
            check(request, {"request"}, "stop")
            return {"reply": "stop"}
        if kind != "run":
            raise Malformed("request", "must be 'start', 'run' or 'stop'")
        check(request, {"request", "seq", "case", "trace"}, "run")
        if not started:
            raise Malformed("request", "the first request must be 'start'")
        return numbered(request, reply="run", **self.run(Case(request["case"])))

    def run(self, case):
        self.require(case)
        optimizer = self.optimizer(case)
        steps = []
        for event in case.script:
            if "apply" in event:
                optimizer.apply(case.gradients(event))
            elif "learning_rate" in event:
                optimizer.assign_learning_rate(event["learning_rate"])
            else:
                optimizer.finalize()
            steps.append({"variables": encoded(optimizer.values(), case)})
        state = optimizer.state()
        if state is None:
            return {"steps": steps}
        slots = {name: encoded(arrays, case) for name, arrays in state["slots"].items()}
        return {"steps": steps, "state": {**state, "slots": slots}}

    def require(self, case):
        """Raises `Unsupported` for a case that needs something not declared."""
        name = self.description["name"]
        for dtype in sorted(case.dtypes.difference(self.description["dtypes"])):
            raise Unsupported(dtype, f"{name} does not compute in {dtype}")
        for feature in case.features:
            if feature not in self.description["features"]:
                raise Unsupported(feature, f"{name} has no {feature}")


def encoded(arrays, case):
    """A TENSOR for each variable."""
    return [tensors.encode(array, v.dtype) for array, v in zip(arrays, case.variables, strict=True)]


def numbered(request, **fields):
    if isinstance(request, dict) and "seq" in request:
        fields["seq"] = request["seq"]
    return fields


def refusal(request, category, argument, message):
    fields = {"reply": "error", "category": category, "message": message}
    if argument is not None:
        fields["argument"] = argument
    return numbered(request, **fields)

"""The port's end of the protocol: one JSON object a line in, each answered by one."""

import json
import os
import sys
import traceback

from scripts.keras.cases import canonical
from scripts.keras.refusals import Refusal, Unsupported

PROTOCOL = 1
FIELDS = {
    "start": {"request", "protocol"},
    "run": {"request", "seq", "case", "trace"},
    "stop": {"request"},
}
STOPPED = canonical({"reply": "stop"})


class PortServer:
    """Answers requests with what a port says of itself and with what it makes of a case.

    `introduce()` gives the fields of the reply to `start`; `run(case, trace)` gives those of the reply to
    `run`, or raises `Refusal` or `Unsupported`.
    """

    def __init__(self, introduce, run):
        self.introduce = introduce
        self.run = run

    def serve(self):
        """Answers standard input until it says stop or ends. What else is printed becomes the log."""
        output = os.fdopen(os.dup(1), "w", encoding="ascii")
        os.dup2(2, 1)
        for line in sys.stdin:
            reply = self.answer(line)
            print(reply, file=output, flush=True)
            if reply == STOPPED:
                return

    def answer(self, line):
        """The reply to a request, each a line without its end."""
        request = None
        try:
            request = read(line)
            reply = self.reply(request)
        except Refusal as refusal:
            reply = error(refusal.category, str(refusal), refusal.argument)
        except Unsupported as missing:
            reply = {"reply": "unsupported", "feature": missing.feature, "reason": str(missing)}
        except Exception as failure:  # what a port cannot answer does not end it
            reply = error("internal", traceback.format_exception_only(failure)[-1].strip())
        if isinstance(request, dict) and "seq" in request:
            reply["seq"] = request["seq"]
        return canonical(reply)

    def reply(self, request):
        kind = request["request"]
        if kind not in FIELDS:
            raise Refusal("internal", "request", f"{kind!r} is not start, run or stop")
        require_known(request, FIELDS[kind], kind)
        if kind == "start":
            if request["protocol"] != PROTOCOL:
                raise Refusal("internal", "protocol", f"only the protocol {PROTOCOL} is spoken here")
            return {"reply": "start", "protocol": PROTOCOL, **self.introduce(), "encoding": "hex"}
        if kind == "run":
            return {"reply": "run", **self.run(request["case"], request.get("trace", False))}
        return {"reply": "stop"}


def require_known(fields, known, place):
    """Refuses fields that nobody here knows: a request is never half-obeyed."""
    unknown = fields.keys() - known
    if unknown:
        field = f"{place}.{min(unknown)}"
        raise Refusal("internal", field, f"{field} is a field that is not known here")


def read(line):
    """A JSON value in which -0 is what it says: Python would take it for the integer 0."""
    return json.loads(line, parse_int=lambda digits: -0.0 if digits == "-0" else int(digits))


def error(category, message, argument=None):
    reply = {"reply": "error", "category": category, "message": message}
    return reply if argument is None else {**reply, "argument": argument}

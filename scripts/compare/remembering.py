"""A port that asks another program, and remembers what it answered, so that a slow program is asked once.

    python -m scripts.compare.remembering FILE PROGRAM [ARGUMENT ...]

The file has a line for each request: its sum, the case it is about, and the reply. The program is started when
something is asked that the file does not have, so that a run that was broken off goes on where it was.
"""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

from scripts.keras.cases import canonical
from scripts.keras.port_server import STOPPED, read


class Remembering:
    """Answers requests from a file, or else by a program."""

    def __init__(self, path, command):
        self.command = command
        self.program = None
        path.parent.mkdir(parents=True, exist_ok=True)
        self.answers = {key: reply for key, _, reply in lines(path)}
        self.file = path.open("a")

    def answer(self, request):
        """The reply to a request, each without the number that pairs them."""
        key = key_of(request)
        if key not in self.answers:
            self.answers[key] = self.ask(request)
            print(canonical([key, request.get("case", {}).get("id"), self.answers[key]]), file=self.file, flush=True)
        return self.answers[key]

    def ask(self, request):
        if self.program is None:
            self.program = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            if request["request"] != "start":
                self.exchange({"request": "start", "protocol": 1})
        return self.exchange({**request, "seq": 1} if request["request"] == "run" else request)

    def exchange(self, request):
        print(canonical(request), file=self.program.stdin, flush=True)
        line = self.program.stdout.readline()
        if not line:
            sys.exit(f"{self.command[0]} ended with status {self.program.wait()}")
        reply = json.loads(line)
        reply.pop("seq", None)
        return reply

    def stop(self):
        if self.program is not None:
            self.exchange({"request": "stop"})
            self.program.wait()


def key_of(request):
    return hashlib.sha256(canonical(request).encode()).hexdigest()[:16]


def lines(path):
    """What a file has; a last line that was broken off is taken away."""
    text = path.read_text() if path.exists() else ""
    whole = text[: text.rfind("\n") + 1]
    if whole != text:
        path.write_text(whole)
    return map(json.loads, whole.splitlines())


def replies_by_case(path):
    """`{id: reply}`: what was answered last to each case."""
    return {id: reply for _, id, reply in lines(path) if id}


def main():
    port = Remembering(Path(sys.argv[1]), sys.argv[2:])
    for line in sys.stdin:
        request = read(line)
        if request["request"] == "stop":
            port.stop()
            print(STOPPED, flush=True)
            return
        number = {"seq": request.pop("seq")} if "seq" in request else {}
        print(canonical({**port.answer(request), **number}), flush=True)


if __name__ == "__main__":
    main()

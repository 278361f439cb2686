"""A port at the other end of a pipe: one JSON object per line, each answered by one."""

import json
import queue
import shlex
import subprocess
import threading

from scripts.keras.cases import canonical

PROTOCOL = 1
CATEGORIES = {"invalid_argument", "invalid_gradients", "not_built", "internal"}


class PortBroken(Exception):
    """The port's program did not keep to the protocol; the message is a sentence about it."""


class PortClient:
    """Starts a port, talks to it, and says in a sentence when it dies, hangs or talks junk."""

    def __init__(self, command, timeout=60, environment=None):
        self.timeout = timeout
        self.replies = queue.Queue()
        self.log = []
        self.sent = 0
        try:
            self.process = subprocess.Popen(
                shlex.split(command),
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
        except (OSError, ValueError) as error:
            raise PortBroken(f"the port {command!r} could not be started: {error}") from error
        threading.Thread(target=self._read, daemon=True).start()
        threading.Thread(target=self._read_log, daemon=True).start()

    def start(self):
        """The port's answer to the handshake: its name, and what it has."""
        reply = self._exchange({"request": "start", "protocol": PROTOCOL}, "start")
        if reply.get("reply") != "start" or reply.get("protocol") != PROTOCOL:
            raise PortBroken(f"the port answered the handshake with {shortened(reply)}")
        if reply.get("encoding", "hex") != "hex":
            raise PortBroken("this check speaks only the encoding hex; the port asks for another")
        return reply

    def run(self, case, trace=False):
        """The reply to one case: `run`, `error` or `unsupported`."""
        self.sent += 1
        what = f"case {case['id']}"
        request = {"request": "run", "seq": self.sent, "case": case, "trace": trace}
        reply = self._exchange(request, what)
        kind = reply.get("reply")
        if reply.get("seq") != self.sent or kind not in ("run", "error", "unsupported"):
            raise PortBroken(f"the port answered {what} with {shortened(reply)}")
        if kind == "run" and not isinstance(reply.get("steps"), list):
            raise PortBroken(f"the port's reply to {what} has no list of steps")
        if kind == "error" and reply.get("category") not in CATEGORIES:
            raise PortBroken(f"the port's error for {what} has no category of the protocol")
        return reply

    def stop(self):
        """Ends the port, which has to say so and to exit with 0."""
        reply = self._exchange({"request": "stop"}, "stop")
        if reply.get("reply") != "stop":
            raise PortBroken(f"the port answered stop with {shortened(reply)}")
        self.process.stdin.close()
        try:
            status = self.process.wait(self.timeout)
        except subprocess.TimeoutExpired:
            raise PortBroken(f"the port still ran {self.timeout} s after stop") from None
        if status != 0:
            raise PortBroken(f"the port exited with {status} after stop{self._log_tail()}")

    def kill(self):
        self.process.kill()
        self.process.wait()

    def _exchange(self, request, what):
        try:
            self.process.stdin.write(canonical(request) + "\n")
            self.process.stdin.flush()
            line = self.replies.get(timeout=self.timeout)
        except (BrokenPipeError, OSError):
            line = None
        except queue.Empty:
            raise PortBroken(f"the port did not answer {what} within {self.timeout} s") from None
        if line is None:
            status = self.process.wait()
            raise PortBroken(f"the port ended with status {status} at {what}{self._log_tail()}")
        try:
            reply = json.loads(line)
        except ValueError:
            raise PortBroken(f"the port's answer to {what} is not JSON: {line[:200]!r}") from None
        if not isinstance(reply, dict):
            raise PortBroken(f"the port's answer to {what} is not a JSON object: {line[:200]!r}")
        return reply

    def _read(self):
        for line in self.process.stdout:
            self.replies.put(line)
        self.replies.put(None)

    def _read_log(self):
        for line in self.process.stderr:
            self.log = [*self.log[-20:], line]

    def _log_tail(self):
        return f"; its last words:\n{''.join(self.log)}" if self.log else ""


def shortened(reply):
    return json.dumps(reply)[:200]

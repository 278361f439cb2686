"""The other end of the port protocol: starts an adapter and asks it."""

import json
import select
import subprocess
import tempfile


class AdapterFailed(Exception):
    """An adapter that does not start, ends, hangs or answers with no JSON."""


class Client:
    """An adapter's process. A context: at its end the adapter is told to stop, or killed."""

    def __init__(self, command, environment, timeout):
        self.timeout = timeout
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log
        )
        self.sequence = 0

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        if kind is None:
            try:
                self.ask({"request": "stop"})
                self.process.wait(self.timeout)
            except (AdapterFailed, subprocess.TimeoutExpired):
                pass
        self.process.kill()
        self.process.wait()

    def start(self):
        """What the adapter says about itself."""
        return self.ask({"request": "start", "protocol": 1})

    def run(self, case):
        """The adapter's reply to a whole case."""
        self.sequence += 1
        reply = self.ask({"request": "run", "seq": self.sequence, "case": case})
        if reply.get("seq") != self.sequence:
            raise AdapterFailed(f"answered request {reply.get('seq')} instead of {self.sequence}")
        return reply

    def ask(self, request):
        try:
            self.process.stdin.write(json.dumps(request).encode() + b"\n")
            self.process.stdin.flush()
        except BrokenPipeError as error:
            raise AdapterFailed(self.last_words()) from error
        if not select.select([self.process.stdout], [], [], self.timeout)[0]:
            raise AdapterFailed(f"no answer within {self.timeout} s")
        line = self.process.stdout.readline()
        if not line:
            raise AdapterFailed(self.last_words())
        try:
            return json.loads(line)
        except ValueError as error:
            raise AdapterFailed(f"answered {line[:80]!r}, which is not JSON") from error

    def last_words(self):
        """The last line of the adapter's log, which is where Python says why it ended."""
        try:
            code = self.process.wait(self.timeout)
        except subprocess.TimeoutExpired:
            return "closed its output without ending"
        self.log.seek(0)
        lines = self.log.read().decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else f"ended with exit code {code}"

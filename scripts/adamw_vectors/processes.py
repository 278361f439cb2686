"""Worker processes: one per Keras version and task, two at a time."""

import json
import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from adamw_vectors import environment
from adamw_vectors.cases import canonical

PINNED = "3.15.1"


def paths(version):
    """PYTHONPATH of a worker: an older Keras goes before the installed one."""
    entries = [str(environment.ROOT / "scripts")]
    if version != PINNED:
        entries.insert(0, str(environment.VERSIONS / version))
    return os.pathsep.join(entries)


class Worker:
    """One process; `ask` sends a task and waits for its answer."""

    def __init__(self, version, mode):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "adamw_vectors.worker", mode],
            env={**os.environ, **environment.SETTINGS, "PYTHONPATH": paths(version)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.log = []
        threading.Thread(target=self._drain, daemon=True).start()

    def _drain(self):
        for line in self.process.stderr:
            self.log = [*self.log[-40:], line]

    def ask(self, task):
        try:
            self.process.stdin.write(canonical(task) + "\n")
            self.process.stdin.flush()
            answer = self.process.stdout.readline()
        except BrokenPipeError:
            answer = ""
        if not answer:
            self.process.wait()
            raise RuntimeError(
                f"the Keras process died at case {task['case']['id']}:\n{''.join(self.log)}"
            )
        return json.loads(answer)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class Progress:
    """A line on standard error now and then: how many cases each process has run."""

    def __init__(self, quiet_seconds=15):
        self.quiet_seconds = quiet_seconds
        self.start = self.last = time.monotonic()
        self.lock = threading.Lock()

    def report(self, label, done, total):
        with self.lock:
            now = time.monotonic()
            if done == total or now - self.last >= self.quiet_seconds:
                self.last = now
                elapsed = now - self.start
                print(f"{elapsed:6.0f} s  {label}: {done} of {total} cases", file=sys.stderr)


def run_tasks(version, mode, tasks, label, progress):
    """The answers to `tasks`, in order."""
    worker = Worker(version, mode)
    try:
        answers = []
        for task in tasks:
            answers.append(worker.ask(task))
            progress.report(label, len(answers), len(tasks))
        return answers
    finally:
        worker.close()


def run_jobs(jobs, workers=2):
    """Runs `(version, mode, tasks, label)` jobs, `workers` at a time; their answers in order."""
    progress = Progress()
    with ThreadPoolExecutor(workers) as pool:
        futures = [pool.submit(run_tasks, *job, progress) for job in jobs]
        return [future.result() for future in futures]

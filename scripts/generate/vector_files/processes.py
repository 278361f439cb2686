"""Worker processes: one per Keras version and task, two at a time."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from scripts.keras import environment
from scripts.keras.cases import canonical
from scripts.keras.environment import PINNED


def paths(version):
    """PYTHONPATH of a worker: an older Keras goes before the installed one."""
    entries = [str(environment.ROOT)]
    if version != PINNED:
        entries.insert(0, str(environment.VERSIONS / version))
    return os.pathsep.join(entries)


class Worker:
    """One process; `ask` sends a task and waits for its answer."""

    def __init__(self, version, mode):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "scripts.generate.vector_files.worker", mode],
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


@dataclass
class Job:
    """Tasks for one process; `arrived` is called with each task's index and answer."""

    version: str
    mode: str
    tasks: list
    arrived: Callable

    def run(self, progress):
        worker = Worker(self.version, self.mode)
        label = f"keras {self.version} {self.mode}"
        try:
            for index, task in enumerate(self.tasks):
                self.arrived(index, worker.ask(task))
                progress.report(label, index + 1, len(self.tasks))
        finally:
            worker.close()


def run_jobs(jobs, workers=2):
    """Runs the jobs, `workers` at a time."""
    progress = Progress()
    with ThreadPoolExecutor(workers) as pool:
        for future in [pool.submit(job.run, progress) for job in jobs]:
            future.result()

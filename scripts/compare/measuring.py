"""A subject run against the vectors by `adamw test`, whose reports are kept until the vectors change."""

import hashlib
import json
import subprocess
import sys
import time
from dataclasses import dataclass

from scripts.compare.subjects import Subject
from scripts.keras import environment

RUNNER = environment.ROOT / ".build" / "release" / "adamw"
REPORTS = environment.ROOT / ".measurements"
EXPECTATIONS = environment.ROOT / "scripts" / "compare" / "adapters" / "expectations"
#: Seconds for a case and for the start: some compile at every step, and the machine may be busy.
TIMEOUTS = ("--timeout", "300", "--start-timeout", "300")


class Skipped(Exception):
    """A subject that could not be measured; the message says why."""


@dataclass
class Measurement:
    """The report on a subject, in the JSON of `adamw test`."""

    subject: Subject
    report: dict

    @property
    def unexpected(self):
        """What is otherwise than the subject's file of expected failures says, if it has one: sentences."""
        unexpected = self.report["failed"] - self.report["expected_failures"]
        if not self.report["expected_failures"]:
            return []
        more = [f"{unexpected} cases fail that are not expected to."] if unexpected else []
        return [*more, *self.report["problems"]]

    @property
    def label(self):
        """The port with its version; for Keras the backend with its own; the part that was run."""
        port = self.report["port"]
        label = f"{port['name']} {port['version']}"
        if port["name"].startswith("keras-"):
            label = f"Keras {port['version']}, {port['language'].split(', ')[1]}"
        part = self.report.get("shard")
        return f"{label}, every {part.partition('/')[2]}th case" if part else label


def measure_all(subjects, vectors, every=None, fresh=False):
    """The measurements, and `{name: reason}` for what was skipped; each is announced as it begins."""
    measurements, skipped = [], {}
    for number, subject in enumerate(subjects, 1):
        print(f"[{number}/{len(subjects)}] {subject.name}", file=sys.stderr, flush=True)
        try:
            measurements.append(measure(subject, vectors, every, fresh))
        except Skipped as reason:
            print(f"SKIPPED: {reason}", file=sys.stderr, flush=True)
            skipped[subject.name] = str(reason)
    return measurements, skipped


def measure(subject, vectors, every=None, fresh=False):
    """Runs every so many-th case, as many as the subject should if not said, unless a report is there."""
    every = every or subject.every
    path = report_path(subject, vectors, every)
    if fresh:
        answers_path(subject).unlink(missing_ok=True)
    if fresh or not path.exists():
        run(subject, vectors, every, path)
    return Measurement(subject, json.loads(path.read_text()))


def report_path(subject, vectors, every):
    """A report is kept under the sum of the manifest, which has the sums of all vectors."""
    vectors_sum = hashlib.sha256((vectors / "manifest.json").read_bytes()).hexdigest()[:12]
    part = f"-every-{every}" if every > 1 else ""
    return REPORTS / vectors_sum / f"{subject.name}{part}.json"


def answers_path(subject):
    """Where answers are kept: by requests, so that other vectors ask only what is new in them."""
    return REPORTS / "answers" / f"{subject.name}.jsonl"


def keeping_answers(subject):
    """The command of a subject, behind a port that remembers if its answers are kept."""
    if not subject.answers_are_kept:
        return subject.command
    return [sys.executable, "-m", "scripts.compare.remembering", str(answers_path(subject)), *subject.command]


def run(subject, vectors, every, path):
    reason = subject.missing()
    if reason is not None:
        raise Skipped(reason)
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    partial.unlink(missing_ok=True)
    options = ["--vectors", str(vectors), *TIMEOUTS, "--json", str(partial)]
    expectations = EXPECTATIONS / f"{subject.name}.txt"
    if every > 1:
        options += ["--shard", f"1/{every}"]
    elif expectations.exists() and vectors == environment.VECTORS:
        options += ["--expectations", str(expectations)]
    start = time.monotonic()
    done = subprocess.run(
        [str(RUNNER), "test", *options, "--", *keeping_answers(subject)],
        env=subject.environment,
        stdout=subprocess.DEVNULL,
    )
    if not partial.exists():
        raise Skipped(f"adamw test ended with status {done.returncode} and no report")
    not_run = json.loads(partial.read_text())["not_run"]
    if not_run:
        raise Skipped(f"the program broke off: {not_run} cases were not run")
    partial.replace(path)
    print(f"      {time.monotonic() - start:.0f} s", file=sys.stderr, flush=True)

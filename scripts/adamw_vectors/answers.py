"""Every case's answer from real Keras, asked once and remembered."""

import hashlib
import json

from adamw_vectors import environment
from adamw_vectors.cases import canonical, digest, expand
from adamw_vectors.processes import PINNED, run_jobs
from adamw_vectors.provenance import provenance

#: What a run depends on; a change to one of these files makes older answers worthless.
DIGEST_SOURCES = ("cases", "environment", "keras_runner", "refusals", "slots", "tensors", "worker")
RECORD_SOURCES = (*DIGEST_SOURCES, "facts", "recorder")
RUN_FIELDS = ("arguments", "exclude_from_weight_decay", "variables", "initial_state", "script")


class Cache:
    """Answers on disk, by everything they depend on. With `fresh`, none are read."""

    def __init__(self, version, mode, fresh):
        self.path = environment.VERSIONS / "answers" / f"{version}-{mode}.jsonl"
        self.salt = canonical([version, mode, provenance(), source_digest(mode)])
        self.known = {}
        if self.path.exists() and not fresh:
            for line in self.path.read_text().splitlines():
                key, answer = json.loads(line)
                self.known[key] = answer

    def key(self, task):
        return hashlib.sha256((self.salt + canonical(task)).encode()).hexdigest()

    def store(self, answers):
        """Replaces the file by these answers; what is no longer asked is forgotten."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        partial = self.path.with_suffix(".partial")
        with partial.open("w") as stream:
            stream.writelines(canonical([key, answer]) + "\n" for key, answer in answers)
        partial.replace(self.path)


def source_digest(mode):
    sources = RECORD_SOURCES if mode == "record" else DIGEST_SOURCES
    texts = [(environment.PACKAGE / f"{name}.py").read_text() for name in sources]
    return digest(texts)


def tasks_of(files):
    """One task for each case of the files, whole."""
    for file in files:
        for plan in file.plans:
            whole = expand(plan.case, file.inputs)
            case = {"id": whole["id"], **{f: whole[f] for f in RUN_FIELDS if f in whole}}
            yield {"case": case, "trace": plan.trace}


def ask(files, versions, fresh):
    """For every case: what the pinned Keras did, and which versions did the same."""
    tasks = list(tasks_of(files))
    questions = [(PINNED, "record"), *((version, "digest") for version in versions)]
    answers = answers_to(questions, tasks, fresh)
    recorded = answers.pop(0)
    for task, answer in zip(tasks, recorded):
        answer["digest"] = digest(answer["observation"])
        answer["versions"] = {}
    for version, column in zip(versions, answers):
        for answer, other in zip(recorded, column):
            answer["versions"][version] = other["digest"] == answer["digest"]
    for task, answer in zip(tasks, recorded):
        if not answer["versions"].get(PINNED, True):
            raise RuntimeError(f"recording changed the answer of case {task['case']['id']}")
    return recorded


def answers_to(questions, tasks, fresh):
    """One column of answers for each `(version, mode)`; only what is not known is run."""
    caches = [Cache(version, mode, fresh) for version, mode in questions]
    keys = [[cache.key(task) for task in tasks] for cache in caches]
    jobs, places = [], []
    for (version, mode), cache, column in zip(questions, caches, keys):
        missing = [index for index, key in enumerate(column) if key not in cache.known]
        for part in parts(missing):
            jobs.append((version, mode, [tasks[i] for i in part], f"keras {version} {mode}"))
            places.append((cache, [column[i] for i in part]))
    for (cache, part), answers in zip(places, run_jobs(jobs)):
        cache.known.update(zip(part, answers))
    for cache, column in zip(caches, keys):
        cache.store((key, cache.known[key]) for key in dict.fromkeys(column))
    return [[cache.known[key] for key in column] for cache, column in zip(caches, keys)]


def parts(indices, size=800):
    """Pieces small enough that two processes end at about the same time."""
    return [indices[start : start + size] for start in range(0, len(indices), size)]

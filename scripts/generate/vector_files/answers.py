"""Every case's answer from real Keras, asked once and remembered."""

import hashlib
import json
import threading

from scripts.keras import environment
from scripts.keras.cases import REQUEST_FIELDS, canonical, digest, expand
from scripts.generate.vector_files.processes import Job, run_jobs
from scripts.keras.environment import PINNED
from scripts.generate.vector_files.provenance import provenance

#: What a run depends on; a change to one of these files makes older answers worthless.
DIGEST_SOURCES = (
    *("keras/cases", "keras/checkpoints", "keras/environment", "keras/refusals", "keras/replicas"),
    *("keras/runner", "keras/slots", "keras/tensors", "generate/vector_files/worker"),
)
MORE_SOURCES = {"record": ("keras/recorder",), "graph": ("keras/tracing",), "digest": ()}
#: What Keras does not see of a case does not make its answer another.
RUN_FIELDS = [field for field in REQUEST_FIELDS if field != "rules"]


class Cache:
    """Answers of one Keras on disk, by everything they depend on.

    Each is appended as it arrives, so that an interrupted run is gone on with. A `fresh` cache
    does not read what is there and leaves it alone.
    """

    def __init__(self, version, mode, fresh):
        self.path = environment.VERSIONS / "answers" / f"{version}-{mode}.jsonl"
        self.salt = canonical([version, mode, provenance(), source_digest(mode)])
        self.fresh = fresh
        self.lock = threading.Lock()
        self.known = {} if fresh else dict(remembered(self.path))

    def key(self, task):
        return hashlib.sha256((self.salt + canonical(task)).encode()).hexdigest()

    def add(self, key, answer):
        self.known[key] = answer
        if not self.fresh:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.lock, self.path.open("a") as stream:
                stream.write(canonical([key, answer]) + "\n")

    def keep_only(self, keys):
        """Forgets on disk what is no longer asked."""
        if not self.fresh:
            partial = self.path.with_suffix(".partial")
            with partial.open("w") as stream:
                stream.writelines(canonical([key, self.known[key]]) + "\n" for key in keys)
            partial.replace(self.path)


def remembered(path):
    """The keys and answers of a file; a line that an interruption cut short is passed over."""
    if path.exists():
        for line in path.read_text().splitlines():
            try:
                key, answer = json.loads(line)
            except ValueError:
                continue
            yield key, answer


def source_digest(mode):
    sources = (*DIGEST_SOURCES, *MORE_SOURCES[mode])
    texts = [(environment.ROOT / "scripts" / f"{name}.py").read_text() for name in sources]
    return digest(texts)


def tasks_of(files):
    """One task for each case of the files, whole."""
    for file in files:
        for plan in file.plans:
            whole = expand(plan.case, file.inputs)
            case = {field: whole[field] for field in RUN_FIELDS if field in whole}
            yield {"case": case, "trace": plan.trace}


def ask(files, versions, fresh, are_all):
    """For every case: what the pinned Keras did, and which versions did the same.

    If these files `are_all`, what was remembered of other cases is forgotten.
    """
    tasks = list(tasks_of(files))
    questions = [(PINNED, "record"), *((version, "digest") for version in versions)]
    answers = answers_to(questions, tasks, fresh, are_all)
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


def answers_to(questions, tasks, fresh, are_all):
    """One column of answers for each `(version, mode)`; only what is not known is run."""
    caches = [Cache(version, mode, fresh) for version, mode in questions]
    columns = [[cache.key(task) for task in tasks] for cache in caches]
    jobs = []
    for (version, mode), cache, keys in zip(questions, caches, columns):
        missing = [index for index, key in enumerate(keys) if key not in cache.known]
        for part in parts(missing):
            jobs.append(job(version, mode, cache, part, tasks, keys))
    run_jobs(jobs)
    if are_all:
        for cache, keys in zip(caches, columns):
            cache.keep_only(dict.fromkeys(keys))
    return [[cache.known[key] for key in keys] for cache, keys in zip(caches, columns)]


def job(version, mode, cache, part, tasks, keys):
    def arrived(index, answer):
        cache.add(keys[part[index]], answer)

    return Job(version, mode, [tasks[index] for index in part], arrived)


def parts(indices):
    """Two pieces that take about the same time: neighbouring cases are alike."""
    return [part for part in (indices[0::2], indices[1::2]) if part]

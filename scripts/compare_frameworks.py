"""Where frameworks' AdamW differ from Keras on TensorFlow, and by how much.

    .venv-frameworks/bin/python scripts/compare_frameworks.py [--format markdown]

Each adapter under scripts/adapters/ is sent the float32 core cases and a sample of the other vectors,
and then probes, of which each isolates a rule. What Keras answers to a probe is asked of the Keras
adapter on TensorFlow, whose answers to the vectors stand in the first table.
"""

import argparse
import hashlib
import json
import os
from pathlib import Path
import statistics
import sys

ROOT = Path(__file__).resolve().parents[1]
ADAPTERS = ROOT / "scripts" / "adapters"
sys.path.insert(0, str(ADAPTERS))

from cases import Case
from client import AdapterFailed, Client
from framework_tables import FORMATS, probe_table, vector_table
from measures import conforms, relative_distance, ulp_distances
from probes import probes

FRAMEWORKS = {
    "keras-tensorflow": ["keras_adamw.py", "--backend", "tensorflow"],
    "keras-numpy": ["keras_adamw.py", "--backend", "numpy"],
    "keras-jax": ["keras_adamw.py", "--backend", "jax"],
    "keras-torch": ["keras_adamw.py", "--backend", "torch"],
    "torch": ["torch_adamw.py"],
    "optax": ["optax_adamw.py"],
    "tinygrad": ["tinygrad_adamw.py"],
}
REFERENCE = "keras-tensorflow"
CORE = "core-float32"
REQUEST_FIELDS = (
    "id",
    "rules",
    "arguments",
    "exclude_from_weight_decay",
    "loss_scale_optimizer",
    "variables",
    "initial_state",
    "script",
)


class Tally:
    """What came of some cases: how many, and the ULP distances of all elements after the last step."""

    def __init__(self):
        self.unsupported = self.run = self.equal = 0
        self.distances = []

    @property
    def asked(self):
        return self.run + self.unsupported

    @property
    def largest(self):
        return max(self.distances, default=None)

    @property
    def median(self):
        return statistics.median_low(self.distances) if self.distances else None


class Framework:
    """The results of one adapter."""

    def __init__(self, name):
        self.name = name
        self.description = None
        self.skipped = None
        self.core, self.others = Tally(), Tally()
        self.answers = {}

    @property
    def label(self):
        return f"{self.description['name']} {self.description['version']}"


def main():
    options = parse()
    files = load(options.vectors)
    frameworks = []
    for name in options.frameworks:
        print(f"{name} ...", file=sys.stderr, flush=True)
        frameworks.append(examine(name, files, options))
    ran = [framework for framework in frameworks if framework.skipped is None]
    style = FORMATS[options.format]
    print(vector_table(ran, style))
    print()
    print(probe_table(ran, list(probes()), distances_of(ran), style))
    for framework in frameworks:
        if framework.skipped is not None:
            print(f"\n{framework.name}: skipped: {framework.skipped}")
    return 0 if ran else 1


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--vectors", type=Path, default=ROOT / "Vectors", help="folder of vector files")
    parser.add_argument("--cases", type=int, default=60, help="float32 core cases to run on each; 0 for all")
    parser.add_argument("--others", type=int, default=3, help="cases of every other file; 0 for all")
    parser.add_argument("--format", choices=FORMATS, default="text")
    parser.add_argument("--timeout", type=float, default=300, help="seconds for one answer")
    parser.add_argument("frameworks", nargs="*", default=list(FRAMEWORKS), help=", ".join(FRAMEWORKS))
    options = parser.parse_args()
    for name in options.frameworks:
        if name not in FRAMEWORKS:
            parser.error(f"'{name}' is no framework; these are: {', '.join(FRAMEWORKS)}")
    if REFERENCE not in options.frameworks:
        options.frameworks = [REFERENCE, *options.frameworks]
    if not (options.vectors / f"{CORE}.json").exists():
        parser.error(f"{options.vectors} has no {CORE}.json; name a folder of vector files with --vectors")
    return options


def load(folder):
    """Whole cases by file name, in an order that has nothing to do with their arguments."""
    files = {}
    for path in sorted(folder.glob("*.json")):
        document = json.loads(path.read_text())
        if document["format"] == "adamw-vectors/1":
            inputs = document.get("inputs", {})
            cases = [{**inputs.get(case.get("inputs"), {}), **case} for case in document["cases"]]
            files[path.stem] = sorted(cases, key=lambda c: hashlib.sha256(c["id"].encode()).digest())
    return files


def examine(name, files, options):
    """Everything asked of one adapter; an adapter that breaks is skipped, with its reason."""
    framework = Framework(name)
    script, *arguments = FRAMEWORKS[name]
    command = [sys.executable, str(ADAPTERS / script), *arguments]
    try:
        with Client(command, environment(), options.timeout) as client:
            framework.description = client.start()
            for file, cases in files.items():
                tally, most = (
                    (framework.core, options.cases) if file == CORE else (framework.others, options.others)
                )
                judge(client, framework.description, cases, most or len(cases), tally)
            for probe in probes():
                framework.answers[probe.title] = client.run(probe.case)
    except AdapterFailed as failure:
        framework.skipped = str(failure)
    return framework


def environment():
    """Compiled kernels are kept beside the frameworks, for JAX compiles each branch at every step."""
    cache = Path(sys.prefix) / "cache"
    cache.mkdir(exist_ok=True)
    return {
        **os.environ,
        "JAX_COMPILATION_CACHE_DIR": str(cache / "jax"),
        "JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS": "0",
        "JAX_PERSISTENT_CACHE_MIN_ENTRY_SIZE_BYTES": "-1",
        "CACHEDB": str(cache / "tinygrad.db"),
    }


def judge(client, description, cases, most, tally):
    """Goes through the cases until so many have been run; what the adapter lacks is not run."""
    run = 0
    for case in cases:
        if run == most:
            return
        if not covers(description, case):
            tally.unsupported += 1
            continue
        reply = client.run({field: case[field] for field in REQUEST_FIELDS if field in case})
        if reply["reply"] == "unsupported":
            tally.unsupported += 1
            continue
        run += 1
        tally.run += 1
        tally.equal += conforms(case, case["expect"], reply)
        if reply["reply"] == "run" and "steps" in case["expect"]:
            tally.distances += ulp_distances(case, case["expect"], reply)


def covers(description, case):
    request = Case({field: case[field] for field in REQUEST_FIELDS if field in case})
    needed = set(request.features) | ({"errors"} if "error" in case["expect"] else set())
    return needed <= set(description["features"]) and request.dtypes <= set(description["dtypes"])


def distances_of(frameworks):
    """For each framework and probe: the distance, or what was answered instead."""
    reference = next((f for f in frameworks if f.name == REFERENCE), None)
    if reference is None:
        raise SystemExit("Keras on TensorFlow, which says what is right, did not run.")
    distances = {}
    for framework in frameworks:
        for probe in probes():
            wanted, given = reference.answers[probe.title], framework.answers[probe.title]
            distances[framework.name, probe.title] = distance(probe, wanted, given)
    return distances


def distance(probe, wanted, given):
    if given["reply"] != "run":
        return given["reply"]
    if probe.slot is None:
        wanted, given = (reply["steps"][-1]["variables"] for reply in (wanted, given))
    else:
        wanted, given = (reply["state"]["slots"][probe.slot] for reply in (wanted, given))
    return relative_distance(probe.case["variables"], wanted, given)


if __name__ == "__main__":
    sys.exit(main())

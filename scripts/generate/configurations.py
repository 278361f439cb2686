"""Writes what Keras writes about optimizers of many kinds: Tests/OptimizerFilesTests/Fixtures/keras-*.json.

    python scripts/generate/configurations.py [VERSION-BACKEND ...]

One JSON object for each version and backend of Keras, with one serialized optimizer on each line. PyTorch's is
written if `make frameworks` has installed it.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[2])

from scripts.generate.vector_files import processes, versions
from scripts.keras import environment

FIXTURES = environment.ROOT / "Tests" / "OptimizerFilesTests" / "Fixtures"
FRAMEWORKS = environment.ROOT / ".venv-frameworks" / "bin" / "python"
RECORDED = ("3.0.0-tensorflow", "3.6.0-tensorflow", "3.14.0-tensorflow", "3.15.1-tensorflow", "3.15.1-torch")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(RECORDED)}; all if none")
    names = parser.parse_args().names or RECORDED
    if unknown := set(names) - set(RECORDED):
        parser.error(f"{', '.join(unknown)}: none of {', '.join(RECORDED)}")
    for name in names:
        version, _, backend = name.partition("-")
        python = Path(sys.executable) if backend == "tensorflow" else FRAMEWORKS
        if not python.exists():
            print(f"SKIPPED: {name}: there is no {python.relative_to(environment.ROOT)}")
            continue
        versions.fetch(version)
        recording = [python, "-m", "scripts.generate.recorded_configurations"]
        settings = {**environment.SETTINGS, "KERAS_BACKEND": backend, "PYTHONPATH": processes.paths(version)}
        run = subprocess.run(recording, env={**os.environ, **settings}, check=True, stdout=subprocess.PIPE, text=True)
        (FIXTURES / f"keras-{name}.json").write_text(run.stdout)
        print(f"wrote keras-{name}.json")


if __name__ == "__main__":
    main()

"""Makes .venv-frameworks and installs the frameworks that the adapters stand before.

    python3 scripts/compare/adapters/install.py [--without torch]

A framework that cannot be installed is named and left out; the comparison then skips it.
"""

import argparse
from pathlib import Path
import subprocess
import sys
import venv

ROOT = Path(__file__).resolve().parents[3]
ENVIRONMENT = ROOT / ".venv-frameworks"
REQUIREMENTS = Path(__file__).with_name("requirements-frameworks.txt")


def main():
    options = parse()
    if not (ENVIRONMENT / "bin" / "python").exists():
        print(f"making {ENVIRONMENT.name}", flush=True)
        venv.create(ENVIRONMENT, with_pip=True)
    lines = (line.strip() for line in REQUIREMENTS.read_text().splitlines())
    wanted = [line for line in lines if line and not line.startswith("#")]
    wanted = [line for line in wanted if name_of(line) not in options.without]
    if install(wanted):
        return 0
    print("not all at once; one after the other:", flush=True)
    missing = [line for line in wanted if not install([line])]
    for line in missing:
        print(f"SKIPPED: {line} cannot be installed here; the comparison leaves it out.")
    return 1 if len(missing) == len(wanted) else 0


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--without", nargs="+", default=[], metavar="NAME", help="leave these out")
    return parser.parse_args()


def name_of(requirement):
    return requirement.partition("==")[0]


def install(requirements):
    """Whether pip could install these, at once."""
    pip = [str(ENVIRONMENT / "bin" / "python"), "-m", "pip", "install", "--quiet"]
    return subprocess.run([*pip, *requirements], check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())

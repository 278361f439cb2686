"""Makes the environments of the frameworks and libraries that the adapters stand before.

    python3 scripts/compare/adapters/install.py [--without torch]    .venv-frameworks
    python3 scripts/compare/adapters/install.py --libraries          and an environment for each file of libraries/

What cannot be installed is named and left out; the comparison then skips it. The paragraphs of a file are installed
one after the other and without build isolation, so that what is built finds what stands above.
"""

import argparse
from pathlib import Path
import re
import subprocess
import sys
import venv

ROOT = Path(__file__).resolve().parents[3]
FRAMEWORKS = ROOT / ".venv-frameworks"
LIBRARIES = ROOT / ".venv-libraries"
REQUIREMENTS = Path(__file__).with_name("requirements-frameworks.txt")


def main():
    options = parse()
    environments = {FRAMEWORKS: REQUIREMENTS}
    if options.libraries:
        files = sorted(Path(__file__).with_name("libraries").glob("*.txt"))
        environments |= {LIBRARIES / path.stem: path for path in files}
    made = [make(environment, path, options.without) for environment, path in environments.items()]
    return 0 if any(made) else 1


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--without", nargs="+", default=[], metavar="NAME", help="leave these out")
    parser.add_argument("--libraries", action="store_true", help="make the environments of the libraries too")
    return parser.parse_args()


def make(environment, requirements, without):
    """Whether something of a file of requirements could be installed into its environment."""
    if not (environment / "bin" / "python").exists():
        print(f"making {environment.relative_to(ROOT)}", flush=True)
        venv.create(environment, with_pip=True)
    paragraphs = [
        [line for line in paragraph.splitlines() if not line.startswith("#") and name_of(line) not in without]
        for paragraph in re.split(r"\n\n+", requirements.read_text().strip())
    ]
    return any([install_all(environment, wanted) for wanted in paragraphs if wanted])


def name_of(requirement):
    return requirement.partition("==")[0]


def install_all(environment, wanted):
    """At once, or else one after the other, so that one does not keep the others away."""
    if install(environment, wanted):
        return True
    print("not all at once; one after the other:", flush=True)
    missing = [line for line in wanted if not install(environment, [line])]
    for line in missing:
        print(f"SKIPPED: {line} cannot be installed here; the comparison leaves it out.")
    return len(missing) < len(wanted)


def install(environment, requirements):
    """Whether pip could install these, at once."""
    pip = [str(environment / "bin" / "python"), "-m", "pip", "install", "--quiet", "--no-build-isolation"]
    return subprocess.run([*pip, *requirements], check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())

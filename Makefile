# Targets:
#   build          the adamw command, optimised
#   verify         run all vectors on the reference: the verdict is the first line
#   test           swift test, with real Keras where PyPI can be reached
#   ports          build the example ports under scripts/ports and hold each against all vectors
#   ports-package  the Swift port's own tests, in which another package uses this one from outside
#   stress         200 runs of the runner on ports that misbehave at random
#   live-check     compare the reference with real Keras on random cases (CASES=500 SEED=1)
#   keras-verify   all vectors once more from real Keras, embedded in the command
#   fuzz           random cases on the reference and the embedded Keras (CASES=500 SEED=1)
#   pythons        after make test: the embedding's tests with every Python from 3.10 that is there
#   resume-check   interrupt trainings in Keras and go on in Swift, and the other way round
#   frameworks     compare other frameworks and backends with Keras on TensorFlow
#                  (OPTIONS="--every 20" for every 20th case, OPTIONS=--write to put the tables into README.md)
#   drift          compare older versions and other backends of Keras with the vectors: Vectors/DRIFT.md
#   lint           check the formatting
#   venv           the Python environment with real Keras, pinned (scripts/requirements.txt)
#   vectors        write Vectors/ again from real Keras
#   check-vectors  regenerate the vectors and compare them byte for byte; writes nothing
#                  (OPTIONS="--versions 3.15.1" leaves the older versions of Keras out)

PYTHON ?= python3
VENV := .venv
CASES ?= 500
SEED ?= 1

.PHONY: build verify test stress keras-verify fuzz pythons ports ports-package live-check resume-check lint venv vectors check-vectors frameworks drift

build:
	swift build -c release --product adamw

verify: build
	.build/release/adamw verify

# In a folder of its own, because tests see internals and are compiled for that.
test:
	-@$(MAKE) --no-print-directory venv
	scripts/check/tests.sh

ports: build
	$(PYTHON) scripts/check/ports.py

# Planned anew each time: a plan that is kept does not notice new files in this package.
ports-package:
	swift test --package-path scripts/ports/swift -c release --disable-build-manifest-caching

stress: build
	$(PYTHON) scripts/check/stress.py

live-check: build venv
	$(VENV)/bin/python scripts/check/live.py --cases $(CASES) --seed $(SEED)

keras-verify: build venv
	.build/release/adamw keras verify --jobs 2

fuzz: build venv
	.build/release/adamw fuzz --cases $(CASES) --seed $(SEED)

pythons:
	$(PYTHON) scripts/check/pythons.py

resume-check: build venv
	$(VENV)/bin/python scripts/check/resume.py

frameworks: build venv
	$(PYTHON) scripts/compare/adapters/install.py
	$(VENV)/bin/python scripts/compare/frameworks.py $(OPTIONS)

drift: OPTIONS ?= --write
drift: build venv
	$(PYTHON) scripts/compare/adapters/install.py
	$(VENV)/bin/python scripts/compare/drift.py $(OPTIONS)

lint:
	swift format lint --strict --recursive --parallel Package.swift Sources Tests \
	  $(addprefix scripts/ports/swift/,Package.swift Port.swift Sources Tests)

venv: $(VENV)/bin/python

# Made beside its place and marked complete, so that an interrupted installation starts anew.
$(VENV)/bin/python: | $(VENV)/complete

$(VENV)/complete: scripts/requirements.txt
	$(PYTHON) -m venv --clear $(VENV)
	$(VENV)/bin/pip install --quiet --disable-pip-version-check -r scripts/requirements.txt
	touch $@

vectors: venv
	$(VENV)/bin/python scripts/generate/vectors.py

check-vectors: venv
	$(VENV)/bin/python scripts/generate/vectors.py --check $(OPTIONS)

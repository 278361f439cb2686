# `make help` prints each target with what stands behind its two number signs.

PYTHON ?= python3
VENV := .venv
DOCS := .venv-docs
CASES ?= 500
RUNS ?= 200
ASKED ?= 10000
SEED ?= 1
PROFILE ?= eager

.DEFAULT_GOAL := build
.PHONY: help build verify test lint venv \
  spec powers live-check keras-verify fuzz resume-check refused-files ports ports-package pythons readme \
  check-scripts check-modules mutants-fit planted-fit coverage-and-powers rule-lists check-pictures check-worked check-ways docs \
  report-schema mistakes model-mutants allocations long-checks saved-files stress mutants model-mutants-counts rehearsal planted \
  planted-replies oracle-memory check-vectors appendix ways worked pictures vectors tag essential numerics configurations frameworks \
  drift profiles fused fused-mistakes libraries fits check-fits surroundings

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-20s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

build: ## the adamw command, optimised
	swift build -c release --product adamw

verify: build ## run all vectors on the reference: the verdict is the first line
	.build/release/adamw verify

# In a folder of its own, because tests see internals and are compiled for that.
test: ## swift test, with real Keras where PyPI can be reached
	-@$(MAKE) --no-print-directory venv
	scripts/check/tests.sh

lint: ## check the formatting of the Swift sources
	swift format lint --strict --recursive --parallel Package.swift Sources Tests \
	  scripts/check/allocation_probe $(addprefix scripts/ports/swift/,Package.swift Port.swift Sources Tests)

venv: $(VENV)/bin/python ## the Python environment with real Keras, pinned by scripts/requirements.txt

# Made beside its place and marked complete, so that an interrupted installation starts anew.
$(VENV)/bin/python: | $(VENV)/complete

$(VENV)/complete: scripts/requirements.txt
	$(PYTHON) -m venv --clear $(VENV)
	$(VENV)/bin/pip install --quiet --disable-pip-version-check -r scripts/requirements.txt
	touch $@

# For pages alone: Markdown read by the libraries that write them.
$(DOCS)/complete: scripts/generate/pages/requirements.txt
	$(PYTHON) -m venv --clear $(DOCS)
	$(DOCS)/bin/pip install --quiet --disable-pip-version-check -r scripts/generate/pages/requirements.txt
	touch $@

# Checks that .ci/run makes.

spec: ## the specification as a plain Python program, held against all vectors; half a minute
	$(PYTHON) Vectors/adamw.py Vectors
	$(PYTHON) Vectors/adamw.py --profile graph Vectors

powers: ## Appendix B, and its versions in Python, JavaScript and Java, against the C library, bit for bit; 20 seconds
	$(PYTHON) scripts/check/powers.py

live-check: build venv ## ask real Keras and the reference random cases, judged in Python (CASES=500 SEED=1)
	$(VENV)/bin/python scripts/check/live.py --cases $(CASES) --seed $(SEED)

keras-verify: build venv ## ask real Keras, embedded in the command, all vectors once more
	.build/release/adamw keras verify --jobs 2

fuzz: build venv ## random cases on the reference and the embedded Keras (CASES=500 SEED=1 PROFILE=graph)
	.build/release/adamw fuzz --cases $(CASES) --seed $(SEED) --profile $(PROFILE)

resume-check: build venv ## interrupt trainings in Keras and go on in Swift, and the other way round
	$(VENV)/bin/python scripts/check/resume.py

refused-files: venv ## files that the converter of states must refuse in one sentence; half a minute
	$(VENV)/bin/python scripts/check/refused_files.py

ports: build ## build the example ports and hold each against all vectors
	$(PYTHON) scripts/check/ports.py

# Planned anew each time: a plan that is kept does not notice new files in this package.
ports-package: ## the tests of the Swift port, another package that uses this one from outside
	swift test --package-path scripts/ports/swift -c release --disable-build-manifest-caching

pythons: ## after make test: the embedding's tests with every Python from 3.10 that is there
	$(PYTHON) scripts/check/pythons.py

readme: ## run the commands that README.md shows
	$(PYTHON) scripts/check/readme.py

check-scripts: ## whether every script has its place: a target, a run, imports and mentions that exist
	$(PYTHON) scripts/check/targets.py

check-modules: ## whether modules and their folders name each other along the arrows only, and keep their size
	$(PYTHON) scripts/check/modules.py

mutants-fit: ## whether the mutants still fit the kernels that they change
	$(PYTHON) scripts/check/mutants.py --fit

planted-fit: ## whether the mistakes that are planted in the example ports still fit their texts
	$(PYTHON) scripts/check/planted.py --fit

coverage-and-powers: ## compute the coverage and the powers that Vectors/ states again from its cases
	$(PYTHON) scripts/check/coverage_and_powers.py

rule-lists: build ## whether cases name the rules that they exercise, as the model of the specification says; a minute
	.build/release/adamw rules --check
	.build/release/adamw rules --check --profile graph

check-pictures: ## whether the pictures of the specification are what its rules say
	$(PYTHON) scripts/generate/pictures.py --check

check-worked: ## compute the worked example of each rule again, and hold it against what Keras answered
	$(PYTHON) scripts/generate/worked.py --check

check-ways: $(DOCS)/complete ## whether the specification's index and lines of links are what they should be, and no link is dead
	$(PYTHON) scripts/generate/ways.py --check
	$(DOCS)/bin/python scripts/check/links.py README.md CHANGELOG.md Vectors scripts/ports/README.md

docs: build $(DOCS)/complete ## the specification, the guides and the library's reference as pages in .build/docs, and all their links
	rm -rf .build/docs
	$(DOCS)/bin/python scripts/generate/docs.py .build/docs --reference reference/documentation/kerasoptimizers/index.html
	$(PYTHON) scripts/generate/reference.py .build/docs/reference
	$(DOCS)/bin/python scripts/check/links.py --site .build/docs
	@echo "to read them: $(PYTHON) -m http.server --bind 127.0.0.1 --directory .build/docs"

report-schema: build venv ## JSON reports of real runs against their schema
	$(VENV)/bin/python scripts/check/report_schema.py

mistakes: build venv ## make mistakes in a port, and see that adamw fuzz finds each and makes it small
	$(VENV)/bin/python scripts/check/mistakes.py

model-mutants: build ## the vectors on every known mistake: each must be noticed; seconds
	.build/release/adamw mutants
	.build/release/adamw mutants --profile graph

allocations: ## count what a dense step allocates, which must be nothing (Linux with glibc)
	$(PYTHON) scripts/check/allocations.py --limit 0

# Checks that take long: before a release, or after a change of what they are about.

long-checks: saved-files stress mutants model-mutants-counts rehearsal planted planted-replies oracle-memory fused-mistakes check-vectors check-fits ## all checks that .ci/run has no time for; hours

saved-files: build venv ## what eight versions of Keras save of twelve kinds of models, converted both ways and resumed; 10 minutes
	$(VENV)/bin/python scripts/check/saved_files.py

stress: build ## runs of the runner on ports that misbehave at random; 10 minutes (RUNS=200)
	$(PYTHON) scripts/check/stress.py --runs $(RUNS)

mutants: ## change the kernels, one operation at a time, and see that tests or vectors notice; 20 minutes
	$(PYTHON) scripts/check/mutants.py

rehearsal: build ## how well the diagnosis names every known mistake, exactly and in an arithmetic it does not know; half an hour
	.build/release/adamw rehearse --arithmetic exact --at-least 98
	.build/release/adamw rehearse --arithmetic exact --profile graph --filter 'probes/*' --at-least 98
	.build/release/adamw rehearse --arithmetic drifting --filter 'probes/*' --at-least 95
	.build/release/adamw rehearse --arithmetic exact --filter 'probes/*' --leave-out
	.build/release/adamw rehearse --arithmetic drifting --filter 'probes/*' --sets 300 --seed $(SEED) --at-least 85

model-mutants-counts: build ## by how many cases each known mistake is noticed; 5 minutes
	.build/release/adamw mutants --counts

planted: build ## plant mistakes in the example ports, and see that adamw diagnose names each (OPTIONS="--only decay")
	$(PYTHON) scripts/check/planted.py $(OPTIONS)

planted-replies: build ## whether each planted mistake changes what its port answers; 6 minutes
	$(PYTHON) scripts/check/planted.py --replies $(OPTIONS)

oracle-memory: build venv ## ask the embedded Keras cases, and see that its memory stays flat; minutes (ASKED=10000)
	$(PYTHON) scripts/check/oracle_memory.py --cases $(ASKED)

check-vectors: build venv ## write the vectors anew and compare them byte for byte (OPTIONS="--versions 3.15.1": no older Keras)
	$(VENV)/bin/python scripts/generate/vectors.py --check $(OPTIONS)
	$(VENV)/bin/python scripts/generate/graph_vectors.py --check

check-fits: venv ## replay the recorded trainings, then train anew, with oneDNN and without, and replay that; 20 minutes
	$(VENV)/bin/python scripts/generate/fits.py --check

# What is written from real Keras and from other frameworks, and kept.

appendix: ## write Appendix C of the specification again from the list of mistakes
	WRITE_APPENDIX=1 swift test -c release --scratch-path .build-tests -Xswiftc -enable-testing --filter AppendixTests

ways: ## write the index of the specification and each rule's line of links again, after a change of what they lead to
	$(PYTHON) scripts/generate/ways.py

worked: venv ## write the worked examples of the rules into the specification again, and worked.json
	$(VENV)/bin/python scripts/generate/worked.py

pictures: ## draw the pictures of the specification again from its rules
	$(PYTHON) scripts/generate/pictures.py

vectors: build venv ## write Vectors/ again from real Keras
	$(VENV)/bin/python scripts/generate/vectors.py
	$(VENV)/bin/python scripts/generate/graph_vectors.py

fits: build venv ## record what real fit does by default, gradient by gradient: Vectors/graph/fits.json; 5 minutes
	$(VENV)/bin/python scripts/generate/fits.py

tag: build venv ## write again which rules the cases exercise, and nothing else of Vectors/; minutes
	$(VENV)/bin/python scripts/generate/tag.py

essential: build venv ## find the few cases that notice every known mistake, and write them into the manifest; 5 minutes
	$(VENV)/bin/python scripts/generate/essential.py

numerics: venv ## write Tests/Numerics again from NumPy, TensorFlow and Keras
	$(VENV)/bin/python scripts/generate/numerics.py

configurations: venv ## write what versions of Keras write about optimizers again: fixtures of tests
	$(VENV)/bin/python scripts/generate/configurations.py

frameworks: build venv ## compare other frameworks with Keras on TensorFlow (OPTIONS="--every 20", OPTIONS=--write)
	$(PYTHON) scripts/compare/adapters/install.py
	$(VENV)/bin/python scripts/compare/frameworks.py $(OPTIONS)

drift: OPTIONS ?= --write
drift: build venv ## compare other versions and backends of Keras with the vectors: Vectors/DRIFT.md
	$(PYTHON) scripts/compare/adapters/install.py
	$(VENV)/bin/python scripts/compare/drift.py $(OPTIONS)

surroundings: venv ## what else changes the bits of a step: oneDNN, threads, floatx, NumPy's numbers, TensorFlow's settings; a minute
	$(VENV)/bin/python scripts/compare/surroundings.py

profiles: OPTIONS ?= --write
profiles: build venv ## compare steps in a graph and steps compiled by XLA with eager ones: Vectors/DRIFT.md; hours, a minute where answers are kept
	$(VENV)/bin/python scripts/compare/profiles.py $(OPTIONS)

fused: build venv ## whether the budget `fused` follows from what was measured; seconds (OPTIONS=--measure: hours)
	$(VENV)/bin/python scripts/compare/fused.py $(OPTIONS)

fused-mistakes: build venv ## what clean fused ports and fused mistakes are told under the budget; 15 minutes (OPTIONS=--write)
	$(VENV)/bin/python scripts/compare/fused_mistakes.py $(OPTIONS)

libraries: build venv ## diagnose real libraries, and compare with what their sources say (OPTIONS="torch mlx", OPTIONS=--write)
	$(PYTHON) scripts/compare/adapters/install.py --libraries
	$(VENV)/bin/python scripts/compare/libraries.py $(OPTIONS)

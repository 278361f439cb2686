# Targets:
#   venv           the Python environment with real Keras, pinned (scripts/requirements.txt)
#   vectors        write Vectors/ again from real Keras
#   check-vectors  regenerate the vectors and compare them byte for byte; writes nothing

PYTHON ?= python3
VENV := .venv

.PHONY: venv vectors check-vectors

venv: $(VENV)/installed

# The stamp comes last, so that an interrupted installation is gone on with.
$(VENV)/installed: scripts/requirements.txt
	test -x $(VENV)/bin/python || $(PYTHON) -m venv $(VENV)
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	touch $@

vectors: venv
	$(VENV)/bin/python scripts/generate_vectors.py

check-vectors: venv
	$(VENV)/bin/python scripts/generate_vectors.py --check

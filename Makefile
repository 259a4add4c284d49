# Everything runs in a virtual environment of its own; Python and make are all that a machine needs.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
INSTALLED = $(VENV)/.installed

.PHONY: help demo console test check coverage bench faults lock

help:
	@echo "make demo      a town in action: private homeserver, encrypted rooms, the real bot (KEEP=1 leaves it running)"
	@echo "make test      install and pass everything"
	@echo "make check     the quick part of the tests, without a homeserver"
	@echo "make coverage  every branch of parser, authority, recurrence and outbox is tried"
	@echo "make console   the whole bot in this terminal, without a homeserver"
	@echo "make bench     speed, as ratios"
	@echo "make faults    everything that can go wrong, at length (SCALE=0.1, ONLY=1,3, SEED=7; WRITE=1 notes the figures)"
	@echo "make lock      make the lock files again"

$(INSTALLED): requirements-dev.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

demo: $(INSTALLED)
	$(BIN)/python -m bot demo $(if $(KEEP),--keep)

console: $(INSTALLED)
	$(BIN)/python -m bot console

check: $(INSTALLED)
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/python -m pytest -m "not e2e" -n auto

test: check
	$(BIN)/python -m pytest -m e2e

coverage: $(INSTALLED)
	$(BIN)/python -m coverage run -m pytest @tests/coverage.txt
	$(BIN)/python -m coverage report --fail-under=100 --show-missing

bench: $(INSTALLED)
	$(BIN)/python -m tests.benchmarks.reading
	$(BIN)/python -m tests.benchmarks.run

faults: $(INSTALLED)
	$(BIN)/python -m tests.faults.run $(if $(SCALE),--scale $(SCALE)) $(if $(ONLY),--only $(ONLY)) \
		$(if $(SEED),--seed $(SEED)) $(if $(AT_ONCE),--at-once $(AT_ONCE)) $(if $(WRITE),--write)

lock: $(INSTALLED)
	$(PYTHON) -m venv $(VENV)-lock
	$(VENV)-lock/bin/python -m pip install --quiet --disable-pip-version-check uv
	$(VENV)-lock/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
		--no-header pyproject.toml -o requirements.lock
	$(VENV)-lock/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
		--no-header --group dev --group synapse pyproject.toml -o requirements-dev.lock

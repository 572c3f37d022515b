# Every target does its own set-up; nothing but Python 3.11 or 3.12 is needed beforehand.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory

PY := .venv/bin/python
PIP := $(PY) -m pip --disable-pip-version-check -qq
SOURCES := bot handlers prompts store
LOCK := uv pip compile pyproject.toml --extra vision --extra knowledge --group build --universal --python-version 3.11 \
	--fork-strategy fewest --generate-hashes --no-emit-index-url --custom-compile-command 'make lock' --no-annotate -q

heading = @printf '\n\033[1m== %s ==\033[0m\n' '$(1)'

.PHONY: help
help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' Makefile

# --- the environment ---------------------------------------------------------------------

.PHONY: setup
setup: .venv/.stamp  ## make .venv, or bring it up to date
	@:

.PHONY: setup-dev
setup-dev: .venv/.stamp-dev  ## the same, with everything that make test needs
	@.ci/browser
	@.ci/gateway

.venv/.stamp: requirements.txt pyproject.toml
	@test -x $(PY) || .ci/venv
	@echo 'Installing the packages (a minute on the first run) ...'
	@$(PIP) install --require-hashes --no-deps -r requirements.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

.venv/.stamp-dev: .venv/.stamp requirements-dev.txt
	@echo 'Installing what the tests need ...'
	@$(PIP) install --require-hashes --no-deps -r requirements-dev.txt
	@touch $@

# --- the bot -----------------------------------------------------------------------------

.PHONY: run
run: .venv/.stamp  ## try it: a small neighbourhood in the built-in web chat (ARGS="--port 9000")
	@exec $(PY) -m bot run --demo $(ARGS)

# --- the checks, in the order in which they are cheap ----------------------------------------

.PHONY: test
test: setup-dev check  ## everything: style, types, imports, tests, coverage
	$(call heading,tests)
	@$(PY) -m pytest --cov --cov-report= $(ARGS)
	$(call heading,coverage: every line and branch of handlers)
	@$(PY) -m coverage report --include='handlers/*' --fail-under=100
	$(call heading,coverage: nine tenths of the rest)
	@$(PY) -m coverage report --omit='handlers/*' --fail-under=90

.PHONY: check
check: .venv/.stamp-dev  ## style, types and imports alone
	$(call heading,style (ruff))
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	$(call heading,types (mypy))
	@$(PY) -m mypy
	$(call heading,imports (import-linter))
	@.venv/bin/lint-imports

.PHONY: format
format: .venv/.stamp-dev  ## put the code into shape
	@$(PY) -m ruff check --fix-only .
	@$(PY) -m ruff format .

.PHONY: faults
faults: .venv/.stamp-dev  ## the long fault harness: kill -9 at fifty moments
	@$(PY) -m pytest -m faults_long -s $(ARGS)

.PHONY: bench
bench: .venv/.stamp-dev  ## the measurements in benchmarks/
	@for script in benchmarks/*.py; do $(PY) "$$script" $(ARGS); done

# --- housekeeping ------------------------------------------------------------------------

.PHONY: lock
lock: .venv/.stamp  ## write both requirements files anew from pyproject.toml
	@$(PIP) install 'uv>=0.13,<0.14'
	@.venv/bin/$(LOCK) $(ARGS) --group dev -o requirements-dev.txt
	@.venv/bin/$(LOCK) -c requirements-dev.txt -o requirements.txt

.PHONY: train
train: .venv/.stamp-dev  ## learn the weights of the reader from the labelled corpus (minutes)
	@$(PY) -m benchmarks.reading.train $(ARGS)

.PHONY: scores
scores: .venv/.stamp-dev  ## how well an author is read that nothing was learnt from
	@echo "by rules alone"; $(PY) -m benchmarks.reading.score --author he --rules
	@echo "with the learned reader"; $(PY) -m benchmarks.reading.score --author he $(ARGS)

.PHONY: clean
clean:  ## remove .venv and everything that can be made again; data/ stays
	rm -rf .venv build ./*.egg-info .coverage .hypothesis .import_linter_cache .mypy_cache \
		.pytest_cache .ruff_cache
	find $(SOURCES) tests -name __pycache__ -prune -exec rm -rf {} +

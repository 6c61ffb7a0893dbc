# Everything on a fresh machine with Python 3.11: `make demo` reads the example, `make test` runs the tests.
# PYTHON=/path/to/python chooses the interpreter that the virtual environment is made from.

PYTHON ?= $(shell for p in python3.11 python3 python3.12 python3.13 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
EXAMPLE := examples/greenware.txt
OUT := greenware.irises
DATA ?= ../shared/data

.DEFAULT_GOAL := help
.PHONY: help demo test lint format types docs bench evaluate clean

help:  ## Show these lines.
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 12

demo: $(VENV)/.run  ## Read the example story; the last line is the path of its page.
	$(BIN)/irises read $(EXAMPLE) --out $(OUT) --force
	@printf '\n%s\n' "$(CURDIR)/$(OUT)/page.html"

test: $(VENV)/.dev  ## Run the tests (ten minutes at most on two cores).
	$(BIN)/python -m pytest

lint: $(VENV)/.dev  ## Check style, formatting and the order of imports.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

format: $(VENV)/.dev  ## Put the code into the house format.
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: $(VENV)/.dev  ## Check types, strictly.
	$(BIN)/mypy

docs: $(VENV)/.dev  ## Write the reference pages that are made from the code.
	$(BIN)/python -m docs.make

bench: $(VENV)/.bench  ## Measure speed and memory beside spaCy's small pipeline (needs DATA).
	$(BIN)/python -m bench --data $(DATA)

evaluate: $(VENV)/.dev  ## Score the reading against gold annotations (needs DATA).
	$(BIN)/python -m evaluation --data $(DATA)

clean:  ## Remove what these commands made.
	rm -rf $(VENV) $(OUT) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Irises needs Python 3.11 or later: install it, or say PYTHON=/path/to/python3.11" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.dev: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@ $(VENV)/.run

$(VENV)/.bench: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]'
	@touch $@ $(VENV)/.run

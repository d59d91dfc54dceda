# Two commands: `make demo` and `make test`. Both set up what they need in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PAGE := examples/pages/eerduosi.txt

.PHONY: demo test lint schemas pictures clean-venv

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[tables]' --group dev
	touch $@

demo: $(READY)
	$(BIN)/summarizer run $(PAGE) --engine offline --format terminal

test: $(READY)
	$(BIN)/python -m pytest

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright
	$(BIN)/lint-imports

schemas: $(READY)
	$(BIN)/summarizer schema --write schemas

clean-venv:
	rm -rf $(VENV)

# Two commands: `make demo` and `make test`. Both set up what they need in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PAGE := examples/pages/chongchuan.txt

.PHONY: demo test test-browser test-llm lint schemas docs clean-venv

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[tables]' --group dev
	touch $@

demo: $(READY)
	$(BIN)/summarizer run $(PAGE) --engine offline --format terminal

test: $(READY)
	$(BIN)/python -m pytest

# Needs a Chromium on the path (Debian: apt-get install chromium fonts-noto-cjk) and npm.
test-browser: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group browser
	cd tests/browser && npm install --silent --no-audit --no-fund
	$(BIN)/python -m pytest tests/browser

# A real small model on loopback; builds llama-cpp-python on first use (about ten minutes).
test-llm: $(READY)
	$(BIN)/python tests/real_model.py

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright --pythonpath $(BIN)/python
	$(BIN)/lint-imports

schemas: $(READY)
	$(BIN)/summarizer schema --write schemas

docs: $(READY)
	$(BIN)/python docs/make_picture.py
	$(BIN)/python tools/refresh_docs.py

clean-venv:
	rm -rf $(VENV)

# Every target makes the virtual environment it needs; all that takes is Python 3.11 to 3.13.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test check docs benchmark clean

demo: $(VENV)/demo
	$(BIN)/fitcount demo --no-store

test: $(VENV)/test
	$(BIN)/pytest

check: $(VENV)/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# What exercises/ says of itself: the JSON Schema for editors, and the README.
docs: $(VENV)/demo
	$(BIN)/python -m fitcount.authoring.reference

benchmark: $(VENV)/test
	$(BIN)/python tests/benchmarks/against_mediapipe.py

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/demo: $(BIN)/python pyproject.toml
	$(BIN)/pip install --quiet --editable .
	touch $@

$(VENV)/test: $(BIN)/python pyproject.toml
	$(BIN)/pip install --quiet --editable '.[dev]'
	touch $@ $(VENV)/demo

clean:
	rm -rf $(VENV)

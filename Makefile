# `make demo` and `make test` each set up all that they need: a .venv in this folder, and nothing else
# (as root on Debian also the packages python3-venv and chromium, when they are missing).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TRAIN := .venv-train
SHARED ?= $(or $(LAGEBILD_SHARED),../shared)
READY := $(VENV)/.ready
OUT := out

.PHONY: help demo test lint typecheck quality audit bench examples documents train-de clean soak

help:
	@echo "make demo      read the reports in examples/ and show what they say"
	@echo "make test      ruff, mypy and the test suite"
	@echo "make quality   score the gold sets; fails below a floor (benchmarks/floors.toml)"
	@echo "make audit     swap names, sides and nationalities; fails when that changes what is read"
	@echo "make bench     reports per second and memory"
	@echo "make examples  renew the stored parses of the packs' examples"
	@echo "make documents write the golden documents and the README's picture anew"
	@echo "make train-de  train the German model anew from the corpora (SHARED=…) and our treebank; an hour on one core"
	@echo "make soak      kill the record 200 times while it is written"
	@echo "make lint      let ruff mend what it can"
	@echo "make clean     remove .venv and what was made"

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; say which with PYTHON=…"; exit 1; }
	@if ! $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null; \
	  else echo "Python's venv is missing: install the package python3-venv"; exit 1; fi; fi
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --prefer-binary --constraint constraints.txt --editable '.[dev]'
	$(BIN)/lagebild gazetteer build
	@touch $@

demo: $(READY)
	@mkdir -p $(OUT)
	$(BIN)/lagebild read examples --html $(OUT)/lagebild.html --csv $(OUT)/claims.csv --format text
	$(BIN)/lagebild read examples --format jsonl > $(OUT)/readings.jsonl
	@[ ! -t 1 ] || $(BIN)/lagebild incidents --in $(OUT)/readings.jsonl --least 2
	@echo "The readings as a page: $(OUT)/lagebild.html; the claims as a table: $(OUT)/claims.csv"

test: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -q

lint: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

typecheck: $(READY)
	$(BIN)/mypy

quality: $(READY)
	$(BIN)/python -m benchmarks.quality

audit: $(READY)
	$(BIN)/python -m benchmarks.audit

bench: $(READY)
	$(BIN)/python -m benchmarks.speed

soak: $(READY)
	LAGEBILD_KILLS=200 $(BIN)/pytest -q tests/faults

examples: $(READY)
	$(BIN)/python -m training.examples de

$(TRAIN)/.ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(TRAIN)
	$(TRAIN)/bin/python -m pip install --quiet --disable-pip-version-check --prefer-binary --constraint constraints.txt --editable '.[train]'
	@touch $@

train-de: $(TRAIN)/.ready
	$(TRAIN)/bin/python -m training.de "$(SHARED)"

documents: $(READY)
	$(BIN)/python -m tests.test_documents
	$(BIN)/python docs/images/terminal.py

clean:
	rm -rf $(VENV) $(TRAIN) $(OUT) .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

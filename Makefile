# make demo     the dossier of the embedded case, in build/dossier; ARTICLE=path adds a text
# make test     everything that has to hold; installs Debian's chromium when it may
# make lint     ruff and mypy alone
# make bench-reading  the reader beside its peers on ../shared/yardsticks, as one table
# make bench-measures the measures beside their peers, as one table; TOPIC=similarity for one
# make bench-scenarios the what-if beside its peers, as one table
# make bench-forecasts the forecasts beside their baselines, as one table
# make docs     write the generated parts of the docs again
# make lock     resolve requirements.lock again from pyproject.toml
# make clean    forget what was built

SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help setup demo test check-browser lint bench-reading bench-measures bench-scenarios bench-forecasts docs lock wheel clean

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
SPARK := $(VENV)/.spark
OUT := build/dossier

help:
	@sed -n 's/^# make/make/p' Makefile

setup: $(READY)

# The newest Python that is 3.11 or later and can make a virtual environment.
$(READY): requirements.lock pyproject.toml
	@set -e; found=; \
	for name in $(PYTHON) python3.11 python3.12 python3.13 python3.14 python3 python; do \
	  if command -v $$name >/dev/null 2>&1 && \
	     $$name -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	  then found=$$name; break; fi; \
	done; \
	if [ -z "$$found" ] && [ ! -x $(BIN)/python ]; then \
	  echo "No Python 3.11 or later with venv was found. Install one (Debian: apt-get install" >&2; \
	  echo "python3 python3-venv) or name it: make PYTHON=/path/to/python3.12 $(MAKECMDGOALS)" >&2; \
	  exit 1; \
	fi; \
	[ -x $(BIN)/python ] || $$found -m venv $(VENV); \
	echo "Setting up $(VENV) (once; about a minute) ..." >&2; \
	$(BIN)/python -m pip install --quiet --upgrade pip; \
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock; \
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .; \
	touch $(READY)

# Spark, for the test that a panel is the same there. It needs Java as well; without, the test skips.
$(SPARK): $(READY) requirements-spark.lock
	@if command -v java >/dev/null 2>&1; then \
	  echo "Installing Spark for its test ..." >&2; \
	  $(BIN)/python -m pip install --quiet --require-hashes -r requirements-spark.lock; \
	else echo "No Java: the test on Spark will skip. To run it: apt-get install default-jre-headless" >&2; \
	fi; touch $(SPARK)

demo: $(READY)
	@$(BIN)/rapprochement demo --out "$(OUT)" $(if $(ARTICLE),--article "$(ARTICLE)") \
	  $(if $(PUBLISHED),--published "$(PUBLISHED)") $(if $(UI),--lang "$(UI)")

test: $(READY) $(SPARK) check-browser lint
	$(BIN)/python -m pytest -n auto

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Browser tests open pages in Debian's chromium. Without it they skip.
check-browser:
	@if command -v chromium >/dev/null 2>&1; then exit 0; fi; \
	as_root=; [ "$$(id -u)" = 0 ] || as_root="sudo -n"; \
	if command -v apt-get >/dev/null 2>&1 && { [ -z "$$as_root" ] || $$as_root true 2>/dev/null; }; then \
	  echo "Installing chromium for the browser tests ..." >&2; \
	  $$as_root apt-get update -qq >/dev/null && \
	  DEBIAN_FRONTEND=noninteractive $$as_root apt-get install -y -qq --no-install-recommends \
	    chromium >/dev/null || true; \
	fi; \
	command -v chromium >/dev/null 2>&1 || \
	  echo "No chromium: the browser tests will skip. To run them: apt-get install chromium" >&2

bench-reading: $(READY)
	@$(BIN)/python benchmarks/reading.py $(if $(SHORT),--short)

bench-measures: $(READY)
	@$(BIN)/python benchmarks/table.py measures $(TOPIC)

bench-scenarios: $(READY)
	@$(BIN)/python benchmarks/table.py scenarios $(TOPIC)

bench-forecasts: $(READY)
	@$(BIN)/python benchmarks/table.py forecasts $(TOPIC)

docs: $(READY)
	$(BIN)/python docs/make.py

lock: $(READY)
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --quiet -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra spark --universal --python-version 3.11 \
	  --constraint requirements.lock --generate-hashes --no-emit-index-url --no-header --quiet \
	  -o requirements-spark.lock

wheel: $(READY)
	$(BIN)/python -m hatchling build -t wheel

clean:
	rm -rf build dist $(READY) $(SPARK)

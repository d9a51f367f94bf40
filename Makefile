# Everything happens in .venv, made from requirements.lock. `make help` lists what there is.

PYTHON ?= python3 python3.14 python3.13 python3.12 python3.11
BIN := .venv/bin
INSTALLED := .venv/.installed
LOG := .venv/install.log
ARGS ?=

.SUFFIXES:
.PHONY: curate test test-slow lint docs site lock audit clean help
.DEFAULT_GOAL := help

curate: $(INSTALLED)  ## curate raw/ into curated/ (ARGS="--strict" passes options on)
	@$(BIN)/msc-evidence curate $(ARGS)

test: $(INSTALLED)  ## the quick tests, on all cores
	@$(BIN)/python -m pytest -q -m "not slow" -n auto --dist loadfile $(ARGS)

test-slow: $(INSTALLED)  ## the tests that take longer, on all cores
	@$(BIN)/python -m pytest -q -m slow -n auto --dist loadfile $(ARGS)

# The snippets in documents are laid out for their readers: only code is held to the formatter.
lint: $(INSTALLED)  ## style, types and import contracts
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check benchmarks extractors flows schemas tests
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-cache >.venv/lint-imports.log || { cat .venv/lint-imports.log; exit 1; }

docs: $(INSTALLED)  ## write what is generated in docs/: the data dictionary, the checks, the editors' schemas, the licences
	@$(BIN)/python -m schemas.dictionary --write
	@$(BIN)/python -m schemas.checks_page --write
	@$(BIN)/python -m flows.editor_schemas --write
	@$(BIN)/python docs/licences.py --write

site: $(INSTALLED)  ## build the pages of docs/ as a site in build/site
	@$(BIN)/sphinx-build --quiet --fail-on-warning --keep-going docs build/site
	@echo "build/site/index.html"

# What the build needs (setuptools) is locked too, so that installing the project asks for nothing else.
lock: $(INSTALLED)  ## choose versions anew within pyproject.toml's bounds (ARGS="--upgrade" for newer ones)
	@$(BIN)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"], sep="\n")' \
	  | $(BIN)/uv pip compile pyproject.toml - --all-extras --group dev --universal --generate-hashes --no-emit-index-url --no-header \
	      --quiet --output-file requirements.lock $(ARGS)

audit: $(INSTALLED)  ## look the locked packages up among known vulnerabilities (needs a network, and says so where there is none)
	@$(BIN)/python .ci/audit.py

clean:  ## remove the environment and all caches; curated/ stays
	@rm -rf .venv .cache .prefect .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis build *.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# The first python of the list that is new enough makes the environment.
$(BIN)/python:
	@for python in $(PYTHON); do \
	  command -v $$python >/dev/null 2>&1 || continue; \
	  if $$python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))' 2>/dev/null; then found=$$python; break; fi; \
	  old="$$old$$python is $$($$python -c 'import platform; print(platform.python_version())' 2>/dev/null); "; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "Python 3.11, 3.12, 3.13 or 3.14 is needed and was not found ($${old:-tried: $(PYTHON); }name one: make PYTHON=/path/to/python3.11)" >&2; \
	  exit 1; \
	fi; \
	if ! $$found -c 'import ensurepip, venv' 2>/dev/null; then \
	  echo "$$found has no venv module: install it first (Debian, Ubuntu: sudo apt install python3-venv)" >&2; \
	  exit 1; \
	fi; \
	$$found -m venv --clear .venv

# uv comes by its hashes in the lock, and then everything else by uv. uv does not read pip's configuration: where it
# finds no packages (an index of one's own, wheels on a disk), pip installs the same lock.
$(INSTALLED): requirements.lock pyproject.toml | $(BIN)/python
	@echo "Setting up .venv from requirements.lock (once, a minute or two) ..."
	@rm -f $@; : >$(LOG); \
	$(BIN)/python -m pip --version >>$(LOG) 2>&1 || $(BIN)/python -m ensurepip >>$(LOG) 2>&1; \
	pip="$(BIN)/python -m pip --disable-pip-version-check --quiet install --require-hashes --no-deps"; \
	awk '/^[^ #]/ {on = /^uv==/} on' requirements.lock >.venv/uv.txt; \
	{ $$pip -r .venv/uv.txt && $(BIN)/uv pip sync --quiet --compile-bytecode --python $(BIN)/python --require-hashes requirements.lock; } >>$(LOG) 2>&1 \
	|| { echo "uv could not install; pip does (slower)"; $$pip -r requirements.lock >>$(LOG) 2>&1; } \
	|| { tail -n 20 $(LOG) >&2; echo "The packages of requirements.lock could not be installed; all of it is in $(LOG)" >&2; exit 1; }
	@{ $(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --no-index --editable . \
	   || $(BIN)/python -m pip --quiet install --no-deps --no-build-isolation --no-index --editable .; } >>$(LOG) 2>&1 \
	|| { tail -n 20 $(LOG) >&2; echo "The project itself could not be installed; all of it is in $(LOG)" >&2; exit 1; }
	@{ $(BIN)/python -m compileall -q flows extractors schemas && $(BIN)/python -m extractors.patterns; } >>$(LOG) 2>&1 \
	|| { tail -n 20 $(LOG) >&2; echo "The project is installed but does not start: its code or patterns do not compile; all of it is in $(LOG)" >&2; exit 1; }
	@touch $@

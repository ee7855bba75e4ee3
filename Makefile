# Two verbs matter: `make up` runs Throughline, `make test` runs every check.
# Both install what they need into .venv first, and only when a lock file has changed.
# Another interpreter: make up PYTHON=/path/to/python3.12. Arguments: make up ARGS=--empty.

BIN := .venv/bin
RUNTIME := .venv/.runtime
DEVELOPMENT := .venv/.development
# Tests run side by side, each half on a local server of its own; a server that is named is used by one.
SERVERS := $(if $(NEO4J_URI),0,2)
COMPILE := $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --quiet

.PHONY: help up pictures test bench format-check lint types imports tests format lock

help: ## say what each verb does
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 24

up: $(RUNTIME) ## local Neo4j, migrations, sample and API, until Ctrl-C
	@exec $(BIN)/throughline up $(ARGS)

test: format-check lint types imports tests ## every check; the pipeline runs exactly this

bench: $(DEVELOPMENT) ## what the API costs beside the bare driver; not part of test
	@$(BIN)/python -m tests.bench $(ARGS)

format-check: $(DEVELOPMENT) ## is every file formatted?
	@$(BIN)/ruff format --check --quiet .

lint: $(DEVELOPMENT) ## ruff's rules
	@$(BIN)/ruff check --quiet .

types: $(DEVELOPMENT) ## basedpyright, strict
	@$(BIN)/basedpyright

imports: $(DEVELOPMENT) ## imports point one way
	@$(BIN)/lint-imports --no-logo

tests: $(DEVELOPMENT) ## pytest with the coverage floor
	@$(BIN)/python -m pytest --numprocesses $(SERVERS) --dist loadfile --cov --cov-report=term:skip-covered $(ARGS)

pictures: $(RUNTIME) ## what the pictures of reports are drawn with
	@$(INSTALL) --no-deps --require-hashes -r requirements-pictures.txt

format: $(DEVELOPMENT) ## format every file and mend what ruff can mend
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

lock: $(DEVELOPMENT) ## pin what pyproject.toml asks for, with hashes
	@$(COMPILE) --group build -o requirements.txt && $(COMPILE) --extra pictures -c requirements.txt -o requirements-pictures.txt && $(COMPILE) --extra pictures --group dev -c requirements.txt -o requirements-dev.txt

# The environment. Without uv an interpreter is looked for, newest name last, and its version checked.

ifneq ($(shell command -v uv 2>/dev/null),)
VENV = uv venv --quiet --allow-existing --python '>=3.11' .venv
INSTALL = uv pip install --quiet --python $(BIN)/python
else
MODERN = -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
NAMES = python3 python python3.11 python3.12 python3.13 python3.14
PYTHON ?= $(shell for name in $(NAMES); do "$$name" $(MODERN) && echo "$$name" && break; done)
MISSING = Throughline needs Python 3.11 or newer and found $$(python3 --version 2>/dev/null || echo none). Install it, or install uv, or name one: make $(MAKECMDGOALS) PYTHON=/path/to/python3.12
VENV = if [ -n "$(PYTHON)" ] && "$(PYTHON)" $(MODERN); then "$(PYTHON)" -m venv .venv; else echo "$(MISSING)" >&2; exit 1; fi
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check
endif

$(RUNTIME): requirements.txt pyproject.toml
	@echo "Installing Throughline into .venv (about a minute the first time) ..."
	@$(VENV)
	@$(INSTALL) --no-deps --require-hashes -r requirements.txt
	@$(INSTALL) --no-build-isolation --no-deps --editable .
	@touch $@

$(DEVELOPMENT): $(RUNTIME) requirements-dev.txt
	@echo "Installing the development tools ..."
	@$(INSTALL) --no-deps --require-hashes -r requirements-dev.txt
	@touch $@

# Mutabor's commands. Each installs what it needs before it starts.

PYTHON ?= python3
BIN := .venv/bin
CODE := bot conversion playground setup celeryconfig.py alembic tests benchmarks
LOCK := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
	--custom-compile-command "make lock" $(ARGS) pyproject.toml

.DEFAULT_GOAL := help
.PHONY: help run test check fix bench matrix docs lock install status start stop restart
.NOTPARALLEL:

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' Makefile | expand -t 16

run: ## install what is missing, start every part, end them all on Ctrl-C
	@$(PYTHON) -m setup.install
	@exec $(BIN)/python -m setup.run --end-with-parent

test: ## run the tests on real parts; make test ARGS="tests/bot -k cancel"
	@$(PYTHON) -m setup.install --tests
ifdef ARGS
	@$(BIN)/python -m pytest $(ARGS)
else
	@PYTHONHASHSEED=0 $(BIN)/python -m pytest --numprocesses 2 --dist loadgroup --ignore tests/e2e --ignore tests/setup # the seed: both collect the tests in one order
	@$(BIN)/python -m pytest tests/e2e tests/setup # alone: they measure times
endif

check: ## look for faults without running anything: style, types, layers
	@$(PYTHON) -m setup.install --tools
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy --strict $(CODE)
	@$(BIN)/lint-imports

fix: ## repair style where a machine can
	@$(PYTHON) -m setup.install --tools
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: ## measure speed and memory beside the bare tools
	@$(PYTHON) -m setup.install --tests
	@$(BIN)/python -m benchmarks $(ARGS)

matrix: ## convert every direct pair, write data/matrix.html; make matrix ARGS="--part 1/4 -k png"
	@$(PYTHON) -m setup.install --tests
	@$(BIN)/python -m tests.conversion.matrix $(ARGS)

lock: ## write the locks anew; ARGS=--upgrade takes newer versions
	@$(PYTHON) -m setup.install --tools
	$(LOCK) -o requirements.txt
	$(LOCK) --extra s3 --constraints requirements.txt -o requirements-s3.txt
	$(LOCK) --group dev --constraints requirements.txt -o requirements-dev.txt

install: ## install what is missing, also what could not be installed before
	@$(PYTHON) -m setup.install --again

status: ## show the parts that run
	@$(BIN)/python -m setup.control status

start stop restart: ## one part, or all: make restart PART=worker-video
	@$(BIN)/python -m setup.control $@ $(or $(PART),$(error name one: make $@ PART=bot))

docs: ## bring what the documentation says of formats up to date
	@$(BIN)/python -m conversion.tables

# Mutabor's commands. Each installs what it needs before it starts.

PYTHON ?= python3
BIN := .venv/bin
CODE := bot conversion playground setup celeryconfig.py flowerconfig.py alembic tests benchmarks
LOCK := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
	--custom-compile-command "make lock" $(ARGS) pyproject.toml

.DEFAULT_GOAL := help
.PHONY: help run test check fix bench chaos bench-chat matrix hostile docs words lock install status start stop restart
.NOTPARALLEL:

help: ## show this list
	@sed -n 's/^\([a-z -]*\):.*## /make \1\t/p' Makefile | expand -t 16

run: ## install what is missing, start every part, end them all on Ctrl-C
	@$(PYTHON) -m setup.install
	@exec $(BIN)/python -m setup.run --end-with-parent

test: ## run the tests on real parts; make test ARGS="tests/bot -k cancel"
	@$(PYTHON) -m setup.install --tests
ifdef ARGS
	@$(BIN)/python -m pytest $(ARGS)
else
	@PYTHONHASHSEED=0 $(BIN)/python -m pytest --numprocesses 2 --dist loadgroup --ignore tests/e2e --ignore tests/setup --ignore tests/chaos # the seed: both collect the tests in one order
	@$(BIN)/python -m pytest tests/e2e tests/setup tests/chaos # alone: they measure times
endif

check: ## look for faults without running anything: style, types, layers, known weaknesses of dependencies
	@$(PYTHON) -m setup.install --tools
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy --strict $(CODE)
	@$(BIN)/lint-imports
	@$(BIN)/python -m setup.audit

fix: ## repair style where a machine can
	@$(PYTHON) -m setup.install --tools
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: ## measure speed and memory beside the bare tools
	@$(PYTHON) -m setup.install --tests
	@$(BIN)/python -m benchmarks $(ARGS)

bench-chat: ## measure 500 people at once, and one person beside 200 pictures of another
	@$(PYTHON) -m setup.install --tests
	@$(BIN)/python -m benchmarks chat

chaos: ## kill, cut off and fill what can be, again and again; make chaos ARGS="--conversions 60 --faults 20 --database sqlite"
	@$(PYTHON) -m setup.install --tests
	@$(BIN)/python -m tests.chaos $(ARGS)

matrix: ## convert every direct pair, write data/matrix.html; make matrix ARGS="--part 1/4 -k png"
	@$(PYTHON) -m setup.install --tests
	@$(BIN)/python -m tests.conversion.matrix $(ARGS)

hostile: ## convert the hostile set, write data/hostile.html; make hostile ARGS="--share 10 -k pages sheets"
	@$(PYTHON) -m setup.install --tests
	@$(BIN)/python -m tests.hostile $(ARGS)

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

words: ## bring the catalogues of translations up to what the code says; then fill in what is empty
	@mkdir -p data
	@$(BIN)/pybabel --quiet extract bot --output data/bot.pot --no-location --width 115 \
		--no-default-keywords --keywords "Sentence Label Plural:1,2"
	@$(BIN)/pybabel --quiet update --input-file data/bot.pot --output-dir bot/locale --domain bot --width 115 \
		--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date

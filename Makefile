# The whole project in a few words: `make serve` to use it, `make test` to check it. Both make what they need once.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help serve index test lint types imports tests browser bench bench-answers bench-asking bench-ranking bench-serving screenshots score format clean
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install --constraint constraints.txt

help: ## list these targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1	\2/' | expand -t 18

serve: index ## build what is missing and serve the site (PORT=8100 for another port)
	@$(BIN)/mappa serve $(if $(PORT),--port $(PORT))

index: $(VENV)/serve.stamp ## bring the index up to date with corpus/
	@$(BIN)/mappa index

test: lint types imports tests ## run every check and every test

lint: $(VENV)/test.stamp
	@$(BIN)/ruff check . && $(BIN)/ruff format --check --quiet .

types: $(VENV)/test.stamp
	@$(BIN)/mypy

imports: $(VENV)/test.stamp
	@$(BIN)/lint-imports

tests: $(VENV)/test.stamp browser
	@$(BIN)/python -m pytest --numprocesses 2 --dist loadgroup

# A browser is installed where the machine lets us; without one its tests are skipped, and say so.
browser:
	@if command -v chromium chromium-browser google-chrome >/dev/null; then :; \
	elif ! command -v apt-get >/dev/null; then echo "browser tests will be skipped: no Chromium, and no apt-get to install it"; \
	elif [ "$$(id -u)" = 0 ] || sudo -n true 2>/dev/null; then \
		echo "installing Chromium for the browser tests"; \
		as=$$([ "$$(id -u)" = 0 ] || echo sudo); \
		{ $$as apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$as apt-get install -y -qq --no-install-recommends \
			chromium fonts-liberation; } >/dev/null 2>&1 || echo "browser tests will be skipped: Chromium could not be installed"; \
	else echo "browser tests will be skipped: no Chromium, and no right to install it (try: sudo apt-get install chromium)"; fi

bench: $(VENV)/bench.stamp ## how fast it reads, beside bare pypdf, and searches, beside four engines (PASSAGES=250000)
	@$(BIN)/python -m tests.bench.reading
	@$(BIN)/python -m tests.bench.searching $(PASSAGES)

bench-ranking: $(VENV)/test.stamp ## how well it ranks, on five public collections (needs ../shared)
	@$(BIN)/python -m tests.bench.ranking

bench-serving: $(VENV)/bench.stamp ## how many pages of results gunicorn serves (needs wrk and ../shared)
	@$(BIN)/python -m tests.bench.serving

screenshots: $(VENV)/test.stamp browser ## the pictures of the README, from the shipped corpus
	@$(BIN)/python -m tests.browser.screenshots

bench-answers: $(VENV)/bench.stamp ## how many questions are answered right, beside two peers (needs ../shared)
	@$(BIN)/python -m tests.bench.answering $(QUESTIONS)

bench-asking: $(VENV)/test.stamp ## how long answers take (SECTIONS=35000)
	@$(BIN)/python -m tests.bench.asking $(SECTIONS)

score: $(VENV)/test.stamp ## gains and losses against the last saved scores (needs ../shared)
	@$(BIN)/python -m tests.bench.score

format: $(VENV)/test.stamp ## tidy the code
	@$(BIN)/ruff check --fix-only --quiet . ; $(BIN)/ruff format .

clean: ## remove what was built, the environment included
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name it: make PYTHON=python3.12 ..."; exit 1; }
	@# Debian ships the part of Python that makes environments as a package of its own.
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "installing python3-venv"; as=$$([ "$$(id -u)" = 0 ] || echo sudo); \
		{ $$as apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$as apt-get install -y -qq python3-venv; } >/dev/null || \
		{ echo "Python's venv module is missing; install it with: apt-get install python3-venv"; exit 1; }; }
	@echo "making the environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/serve.stamp: pyproject.toml constraints.txt | $(BIN)/python
	@echo "installing what mappa needs"
	@$(PIP) --editable .
	@touch $@

$(VENV)/test.stamp: $(VENV)/serve.stamp
	@echo "installing what the tests need"
	@$(PIP) --editable '.[dev]'
	@touch $@

$(VENV)/bench.stamp: $(VENV)/test.stamp
	@echo "installing the engines to compare with"
	@$(PIP) --editable '.[dev,bench]'
	@touch $@

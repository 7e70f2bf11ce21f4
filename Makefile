# The portal's commands. `make help` lists them. Needs GNU make, Python 3.11 or later, and nothing else prepared.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PORT ?= 8000
JOBS ?= 2
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
MANAGE := $(BIN)/python manage.py
PACKAGES := govtech_portal pages opendata awards evaluation submissions challenges accounts ledger core benchmarks tests
INSTALL := $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes --no-deps
# A release must have been out for a week before it is taken: most bad ones are withdrawn by then.
COMPILE := $(BIN)/uv pip compile --quiet --upgrade --exclude-newer "7 days" --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-annotate --custom-compile-command "make lock"

ASSET_SOURCES := $(shell find assets -path assets/dist -prune -o -type f -print) package.json
MESSAGE_SOURCES := $(wildcard locale/*/LC_MESSAGES/django.po)

# --- Run ---------------------------------------------------------------------------------------------------------------

.PHONY: demo
demo: export PORT := $(PORT)
demo: export PORTAL_DEMO_SIGN_IN := 1
demo: export PORTAL_BASE_URL ?= http://127.0.0.1:$(PORT)
demo: $(READY)/production $(READY)/assets $(READY)/messages ## Set up, load the demo, start web, worker and beat on 127.0.0.1:$PORT (8000)
	$(MANAGE) migrate --verbosity 0
	$(MANAGE) collectstatic --noinput --verbosity 0
	$(MANAGE) demo --stage all
	exec $(MANAGE) run_portal --port $(PORT)

.PHONY: setup-production
setup-production: $(READY)/production $(READY)/assets $(READY)/messages ## What an installation needs: packages, assets, messages

.PHONY: setup
setup: $(READY)/development $(READY)/assets $(READY)/messages ## Everything a developer needs: packages, assets, messages

# --- Test --------------------------------------------------------------------------------------------------------------

.PHONY: test
test: setup $(READY)/chromium ## Lint, types, layers, migrations, messages; tests on SQLite and PostgreSQL; browser journeys
	$(MAKE) check migrations-check messages-check
	$(MAKE) test-sqlite
	$(MAKE) test-postgres
	$(MAKE) test-journeys

.PHONY: check
check: lint types layers ## Lint, types and layers

.PHONY: lint
lint: $(READY)/development
	@echo "== Lint"
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	git ls-files -z --cached --others --exclude-standard -- '*.html' | xargs -0 --no-run-if-empty $(BIN)/djade --target-version 5.2 --check

.PHONY: types
types: $(READY)/development
	@echo "== Types"
	$(BIN)/mypy

.PHONY: layers
layers: $(READY)/development
	@echo "== Layers"
	$(BIN)/lint-imports --no-cache

.PHONY: migrations-check
migrations-check: $(READY)/development
	@echo "== Migrations"
	$(MANAGE) makemigrations --check --dry-run

.PHONY: messages-check
messages-check: $(READY)/development
	@echo "== Messages"
	$(MANAGE) messages --check

.PHONY: test-sqlite
test-sqlite: setup ## Unit and integration tests on SQLite
	@echo "== Tests on SQLite"
	$(BIN)/pytest -n $(JOBS) --dist loadfile -m "not journey"

.PHONY: test-postgres
test-postgres: setup ## Those that ask a database, on a real PostgreSQL, started and stopped by the run
	@echo "== Tests on PostgreSQL"
	$(BIN)/python -m tests.postgres $(BIN)/pytest -n $(JOBS) --dist loadfile -m "not journey and not pure"

.PHONY: test-journeys
test-journeys: setup $(READY)/chromium ## The journeys in a real Chromium
	@echo "== Journeys in Chromium"
	$(BIN)/pytest -n $(JOBS) --dist loadfile -m journey

.PHONY: bench
bench: setup ## Measure the main pages under gunicorn on PostgreSQL, with 1,000 and 10,000 entries
	$(BIN)/python -m benchmarks

# --- Make --------------------------------------------------------------------------------------------------------------

.PHONY: assets
assets: ## Build styles and scripts anew
	rm -f $(READY)/assets
	$(MAKE) $(READY)/assets

.PHONY: messages
messages: $(READY)/development ## Collect the strings into locale/*/LC_MESSAGES/django.po
	$(MANAGE) messages

.PHONY: format
format: $(READY)/development ## Put Python and templates into the house's form
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .
	git ls-files -z --cached --others --exclude-standard -- '*.html' | xargs -0 --no-run-if-empty $(BIN)/djade --target-version 5.2

.PHONY: lock
lock: $(BIN)/uv ## Pin the newest allowed packages, with hashes, into requirements/*.txt
	$(COMPILE) --group bootstrap --output-file requirements/bootstrap.txt
	$(COMPILE) --group assets --output-file requirements/assets.txt
	$(COMPILE) --output-file requirements/production.txt pyproject.toml
	$(COMPILE) --group dev --constraints requirements/production.txt --output-file requirements/development.txt pyproject.toml

.PHONY: clean
clean: ## Remove what set-up made; the demo's data in var/ stays
	rm -rf $(VENV) node_modules assets/dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find locale -name '*.mo' -delete

.PHONY: help
help: ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{ printf "  make %-14s %s\n", $$1, $$2 }'

# --- Set-up: each step leaves a stamp, so that a second run only does what changed ------------------------------------

$(BIN)/uv: requirements/bootstrap.txt
	bash .ci/make-venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/bootstrap.txt
	touch $@

$(READY)/production: requirements/production.txt | $(BIN)/uv
	$(INSTALL) --requirement requirements/production.txt
	mkdir -p $(@D) && touch $@

$(READY)/development: requirements/development.txt | $(BIN)/uv
	$(INSTALL) --requirement requirements/development.txt
	mkdir -p $(@D) && touch $@

$(READY)/packages: package-lock.json requirements/assets.txt | $(BIN)/uv
	bash .ci/with-node $(VENV) npm ci --ignore-scripts --no-audit --no-fund --loglevel error
	mkdir -p $(@D) && touch $@

$(READY)/assets: $(ASSET_SOURCES) $(READY)/packages
	bash .ci/with-node $(VENV) npm run --silent build
	mkdir -p $(@D) && touch $@

$(READY)/messages: $(MESSAGE_SOURCES) | $(BIN)/uv
	for po in $(MESSAGE_SOURCES); do $(BIN)/pybabel --quiet compile --input-file $$po --output-file $${po%.po}.mo; done
	mkdir -p $(@D) && touch $@

$(READY)/chromium: | $(READY)/development
	$(BIN)/python -m tests.journeys.chromium
	mkdir -p $(@D) && touch $@

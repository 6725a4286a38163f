# Two commands do everything: `make run` and `make test`.
PYTHON ?= python3
VENV := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help run cli test build lint types format api lighthouse screens bench-map bench-editor bench-reports lock clean

help: ## what can be asked of make
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: ## set up what is missing, then ParkPro with demo data on http://localhost:8000 (PORT=, SANDBOX_PORT=; EMPTY=1: nothing in it yet)
	@$(PYTHON) -m app.dev.bootstrap run && exec $(VENV) -m app.dev.run

cli: ## a command of the operator's in the demo that make run began, as in: make cli ARGS="spot-reports"
	@$(VENV) -m app.dev.cli $(ARGS)

test: ## set up what is missing, then lint, types and every test on SQLite and MariaDB and in Chromium
	@$(PYTHON) -m app.dev.bootstrap test && exec $(VENV) -m app.dev.check

build: ## the web app, when its sources changed
	@$(PYTHON) -m app.dev.bootstrap build

lint: ## ruff, import directions, ESLint and Prettier
	@$(PYTHON) -m app.dev.bootstrap tools && exec $(VENV) -m app.dev.check lint

types: ## mypy and tsc
	@$(PYTHON) -m app.dev.bootstrap tools && exec $(VENV) -m app.dev.check types

format: ## rewrite Python and TypeScript as the linters want them
	@$(PYTHON) -m app.dev.bootstrap tools && exec $(VENV) -m app.dev.check format

api: ## write pwa/openapi.json and the TypeScript types made from it
	@$(PYTHON) -m app.dev.bootstrap tools && exec $(VENV) -m app.dev.openapi write

lighthouse: ## measure the production build and write docs/lighthouse.md; fails below what is promised
	@$(PYTHON) -m app.dev.bootstrap measure && exec $(VENV) -m app.dev.lighthouse

screens: ## pictures of every screen in both themes, in docs/screens
	@$(PYTHON) -m app.dev.bootstrap measure && exec $(VENV) -m app.dev.screens

lock: ## freeze the newest versions that pyproject.toml allows into the requirements files
	@$(PYTHON) -m app.dev.lock

bench-reports: ## how long reports take over half a million ledger entries (docs/benchmarks.md)
	@$(PYTHON) -m app.dev.bootstrap test && exec $(VENV) -m app.dev.bench_reports

bench-map: ## frames a second of a floor with 2,000 spots on a slow phone (docs/benchmarks.md)
	@$(PYTHON) -m app.dev.bootstrap test && exec $(VENV) -m app.dev.bench_map

bench-editor: ## frames a second of the floor editor with 2,000 spots on a slow machine (docs/benchmarks.md)
	@$(PYTHON) -m app.dev.bootstrap test && exec $(VENV) -m app.dev.bench_editor

clean: ## remove what was installed and built; databases and secrets under var/ stay
	rm -rf .venv pwa/node_modules pwa/dist var/stamps var/test

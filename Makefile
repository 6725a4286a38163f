# Two commands do everything: `make run` and `make test`.
PYTHON ?= python3
VENV := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help run test build lint types format api lock clean

help: ## what can be asked of make
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: ## set up what is missing, then ParkPro with demo data on http://localhost:8000 (PORT=, SANDBOX_PORT=)
	@$(PYTHON) -m app.dev.bootstrap run && exec $(VENV) -m app.dev.run

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

lock: ## freeze the newest versions that pyproject.toml allows into the requirements files
	@$(PYTHON) -m app.dev.lock

clean: ## remove what was installed and built; databases and secrets under var/ stay
	rm -rf .venv pwa/node_modules pwa/dist var/stamps var/test

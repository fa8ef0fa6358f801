# Two commands do everything on a machine with Python 3.11+ and git:   make demo   ·   make test
# Each step leaves a stamp, so that nothing is done twice.

SHELL = /bin/sh
PO = $(wildcard src/werkzaam/web/*/locale/*/LC_MESSAGES/django.po)
RUN = .venv/bin
READY = .venv/.synced .venv/.assets .venv/.messages

.PHONY: help demo test check setup messages bench-sqlite coverage bench-effects bench-enschede bench-guidance bench-survey bench-export bench-coding bench-interview bench-disclosure bench-edition bench-publication clean

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 24

demo: $(READY) ## the reference programme on http://127.0.0.1:8000 (ARGS=--check: make everything, do not serve)
	@$(RUN)/werkzaam demo $(ARGS)

test: $(READY) .venv/.chromium ## all tests, with real browsers and PostgreSQL
	@$(RUN)/python scripts/check.py

check: $(READY) ## what must hold before every commit: style, types, walls, house and core tests
	@$(RUN)/python scripts/check.py --quick

setup: $(READY) ## only the set-up

messages: .venv/.synced ## collect what must be translated, and compile it
	@$(RUN)/python scripts/messages.py

bench-sqlite: .venv/.synced ## twenty writers at once: refused share and waiting times (docs/performance.md)
	@$(RUN)/python bench/sqlite_writers.py $(ARGS)

coverage: .venv/.synced ## do intervals hold the truth as often as they say? the long grid (docs/coverage.md; half an hour)
	@OPENBLAS_NUM_THREADS=1 $(RUN)/python -P bench/intervals.py --out docs/coverage-table.md $(ARGS)

bench-effects: .venv/.synced ## the whole analysis of a pilot, a wild bootstrap and a power curve, beside other packages
	@OPENBLAS_NUM_THREADS=1 $(RUN)/python -P bench/effects.py $(ARGS)
	@OPENBLAS_NUM_THREADS=1 $(RUN)/python -P bench/wild.py

bench-enschede: .venv/.synced ## the reference study over two hundred seeds: its endings, and what was planted (docs/enschede.md)
	@OPENBLAS_NUM_THREADS=1 $(RUN)/python -P bench/enschede.py $(ARGS)

bench-guidance: .venv/.synced ## 50,000 participants and two million contacts, on SQLite and PostgreSQL, beside django-helpdesk (docs/performance.md)
	@$(RUN)/python bench/guidance.py --beside $(ARGS)

bench-survey: .venv/.synced ## compiling, a page, a submission, and 500 respondents at once on PostgreSQL (docs/performance.md)
	@$(RUN)/python bench/survey_compile.py
	@$(RUN)/python bench/survey_respond.py
	@$(RUN)/python bench/openrosa.py
	@$(RUN)/python bench/survey_load.py $(ARGS)

bench-export: .venv/.synced ## 100,000 answers to SPSS files and the whole bundle (docs/performance.md)
	@$(RUN)/python -P bench/export.py $(ARGS)

bench-coding: .venv/.synced ## a coded project out and back: 200 transcripts, 5,000 passages
	@$(RUN)/python -P bench/coding.py $(ARGS)

bench-interview: .venv/.synced ## the coding room over HTTP: 200 transcripts of 6,000 words, 5,000 passages, 40 codes
	@$(RUN)/python bench/interview.py $(ARGS)

bench-edition: .venv/.synced ## a whole edition of the reference study with its dossier, and a report of sixty pages
	@OPENBLAS_NUM_THREADS=1 $(RUN)/python -P bench/edition.py $(ARGS)

bench-disclosure: .venv/.synced ## sets of tables attacked with all that was ever published about them
	@$(RUN)/python -P bench/disclosure.py $(ARGS)

bench-publication: .venv/.synced ## publication pages with 200 editions on the shelf: how heavy, how long (docs/performance.md)
	@$(RUN)/python bench/publication.py $(ARGS)

clean: ## forget the environment and the assets (data in var/ stay)
	rm -rf .venv .uv node_modules src/werkzaam/web/sites/static/vendor

.venv/.synced: uv.lock pyproject.toml scripts/uv.sh
	@uv=$$(sh scripts/uv.sh) && "$$uv" sync --quiet --frozen --all-extras && touch $@

.venv/.assets: .venv/.synced package-lock.json scripts/assets.py
	@PATH="$$PATH:$$PWD/.uv/bin" $(RUN)/python scripts/assets.py && touch $@

.venv/.messages: .venv/.synced $(PO) scripts/messages.py
	@$(RUN)/python scripts/messages.py --compile && touch $@

.venv/.chromium: .venv/.synced scripts/chromium.sh
	@sh scripts/chromium.sh && touch $@

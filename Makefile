# Every verb is a thin line. `make` alone lists them.
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest
PYTHON ?= $(shell for one in python3.11 python3 python3.12 python3.13 python3.14; do \
	"$$one" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$one" && break; done)
ENVIRONMENT = found="$(PYTHON)"; [ -n "$$found" ] || { echo "Umai needs Python 3.11 or newer." \
	"On Debian 12: apt-get install python3 python3-venv" >&2; exit 1; }; "$$found" tools/environment.py

.PHONY: help setup tools-setup demo serve check test needs lint types floors words bench pictures \
	messages migration docs lock clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## make the environment that runs Umai (quick when nothing changed)
	@$(ENVIRONMENT) run

tools-setup:
	@$(ENVIRONMENT) dev

demo: setup ## start Umai with the demonstration on http://127.0.0.1:8000
	@exec $(BIN)/umai demo

serve: setup ## start Umai for real work
	@exec $(BIN)/umai serve

check: lint types floors words ## the fast suite: linters, types, floors, words, quick tests
	$(PYTEST) -m "not slow and not journey" -n 2 --dist loadscope

test: tools-setup needs lint types floors words ## everything, browser journeys included
	$(PYTEST) -n 2 --dist loadscope --no-loadscope-reorder

needs: tools-setup
	@$(BIN)/python -m tools.needs

lint: tools-setup ## style, mistakes, banned calls
	$(BIN)/ruff check .

types: tools-setup ## types, strictly
	$(BIN)/mypy

floors: tools-setup ## imports go down only
	$(BIN)/lint-imports

words: tools-setup
	$(BIN)/python -m tools.messages check

bench: tools-setup ## measure the pages against their floors
	for each in bench bench_cases bench_people bench_legal; do $(BIN)/python -m tools.$$each || exit; done

pictures: tools-setup ## every page x language x size x theme into var/pictures
	$(BIN)/python -m tools.pictures

messages: tools-setup ## renew the catalogues of words: make messages [APP=umai/hotline]
	$(BIN)/python -m tools.messages update compile $(APP)

migration: tools-setup ## write migrations: make migration NAME=add_something
	$(BIN)/umai manage makemigrations $(if $(NAME),--name $(NAME))

docs: tools-setup ## write the generated pages of docs/ anew
	$(BIN)/python -m tools.docs

lock: tools-setup ## pin every dependency anew, with hashes
	@for one in build run dev; do $(BIN)/uv pip compile --quiet --universal --generate-hashes \
		--no-emit-index-url --no-header --python-version 3.11 requirements/$$one.in -o requirements/$$one.txt; done

clean: ## remove the environment and caches (never the data in var)
	rm -rf .venv build *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

# Every target sets up what it needs in this folder, from a Python >= 3.11, git and make alone.
# The Python that the environments are made from is the first on PATH that will do; PYTHON=... names another,
# or a version, best together with an environment of its own: make test PYTHON=3.13 VENV=.venv-3.13

.DEFAULT_GOAL := help
.PHONY: help demo test pythons agreement fuzz second-source mutants lint format types generate check gallery conformance lowest bench clean

# What the caller's shell says of Python must not reach the environments. That it is to write no bytecode, either:
# each process of each run of the tests would compile anew what they import.
unexport PYTHONPATH PYTHONHOME PYTHONSTARTUP PYTHONDONTWRITEBYTECODE VIRTUAL_ENV

PYTHON ?=
VENV   ?= .venv
RUN    := $(VENV)/bin/
INSTALL = -m pip install --quiet --disable-pip-version-check
EXTRAS := completion,generate,judge,progress,yaml,zstd,testing

# An environment is as new as pyproject.toml, or it is made up to date; one that does not run is made anew.
define environment
	@python="$$(./.ci/python "$(PYTHON)")" || exit 1; \
	if ! $(1)/bin/python -c '' 2>/dev/null; then \
		echo "Setting up $(1) with $$python ($$("$$python" -V))"; \
		"$$python" -m venv --clear $(1) || exit 1; \
	fi
	@# Dependency groups need pip 25.1; a new environment has whatever its Python came with.
	@$(1)/bin/python $(INSTALL) --upgrade 'pip>=25.1'
endef

help: ## list the targets
	@echo "make TARGET, where TARGET is one of"
	@sed -n 's/^\([a-z][a-z-]*\):[^#]*## /  \1 /p' $(MAKEFILE_LIST) | awk '{ name = $$1; $$1 = ""; printf "  %-14s%s\n", name, $$0 }'

demo: $(VENV)/.installed ## check the documents in examples/, good and broken, and explain what one sees
	@PATH="$(abspath $(RUN)):$$PATH" sh examples/demo.sh

# By file, so that what its tests share is made once: xdist's groups do not hold with pytest 9.2. In the order of
# their names, or the files of a few long tests would come last, and one worker wait for the other.
SPREAD := -n auto --dist loadfile --no-loadscope-reorder

test: $(VENV)/.installed ## run the tests (quick Hypothesis profile)
	$(RUN)pytest $(SPREAD) -q

pythons: ## run the tests on each Python from 3.11 to 3.14 that is found, in environments of their own
	@./.ci/pythons

agreement: $(VENV)/.installed ## predicate, errors path and jsonschema on 15,000 generated objects
	$(RUN)pytest -q --hypothesis-profile thorough --hypothesis-show-statistics tests/properties/test_agreement.py -k test_all_agree

fuzz: $(VENV)/.installed .venv-second-source/.installed ## look for failures with new seeds, 5 minutes for each campaign: make fuzz MINUTES=1 SEED=1 ONLY=rules
	$(RUN)python -m tests.fuzz $(if $(MINUTES),--minutes $(MINUTES)) $(if $(SEED),--seed $(SEED)) $(if $(ONLY),--only $(ONLY))

second-source: .venv-second-source/.installed ## run the tests on hypothesis-jsonschema's data, in an environment of its own
	.venv-second-source/bin/pytest -q tests/second_source

mutants: $(VENV)/.installed ## run the tests on changed copies of the source: make mutants N=100 SEED=1 ROOM=compiler/rules
	$(RUN)python -m tests.mutants $(if $(N),--number $(N)) $(if $(SEED),--seed $(SEED)) $(if $(ROOM),--only $(ROOM))

lint: $(VENV)/.installed ## check the formatting and the lint rules
	$(RUN)ruff format --check
	$(RUN)ruff check

format: $(VENV)/.installed ## format the code
	$(RUN)ruff format
	$(RUN)ruff check --fix

types: $(VENV)/.installed ## check the types (mypy --strict)
	$(RUN)mypy

generate: $(VENV)/.installed ## write everything that is derived: from metaschemas, from contracts
	$(RUN)python .ci/metaschemas.py
	$(RUN)holotype compile src/holotype/contract/contract.schema.json -o src/holotype/contract/validator.py
	$(RUN)holotype generate

check: $(VENV)/.installed ## check that what is derived is what would be written now
	$(RUN)python .ci/metaschemas.py --check
	$(RUN)holotype generate --check

gallery: $(VENV)/.installed ## draw docs/gallery/*.svg: what is said of each document in examples/reports
	$(RUN)python .ci/gallery.py

conformance: $(VENV)/.installed ## run the JSON-Schema-Test-Suite, jsonschema's copy or another: make conformance SUITE=path
	$(RUN)python -m tests.conformance $(SUITE)

lowest: .venv-lowest/.installed ## run the tests with the lowest version of every dependency
	.venv-lowest/bin/pytest $(SPREAD) -q

bench: .venv-bench/.installed ## measure speed beside the peers, in an environment of its own
	.venv-bench/bin/python -m benchmarks.validators
	.venv-bench/bin/python -m benchmarks.cli
	.venv-bench/bin/python -m benchmarks.bulk
	.venv-bench/bin/python -m benchmarks.hooks

clean: ## remove the environments and everything that a tool left behind
	rm -rf .venv .venv-* build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find src generated tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.installed: pyproject.toml
	$(call environment,$(VENV))
	@$(RUN)python $(INSTALL) --editable '.[$(EXTRAS)]' --group dev
	@# An editable install compiles nothing, and where Python is told to write no bytecode, every start would.
	@$(RUN)python -m compileall -q src generated
	@touch $@

.venv-lowest/.installed: pyproject.toml .ci/lowest.py
	$(call environment,.venv-lowest)
	@.venv-lowest/bin/python .ci/lowest.py > .venv-lowest/constraints.txt
	@.venv-lowest/bin/python $(INSTALL) --editable '.[$(EXTRAS)]' --group dev --constraint .venv-lowest/constraints.txt
	@touch $@

.venv-second-source/.installed: pyproject.toml
	$(call environment,.venv-second-source)
	@.venv-second-source/bin/python $(INSTALL) --editable . --group second-source
	@touch $@

.venv-bench/.installed: pyproject.toml
	$(call environment,.venv-bench)
	@.venv-bench/bin/python $(INSTALL) --editable '.[yaml,zstd]' --group bench
	@touch $@

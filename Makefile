# The commands of the project. `make book` and `make test` are all a reader needs.

PYTHON ?= python3
VENV := .venv
CORES ?= all

# A build that was interrupted is resumed: what it left half-made is made again.
define build
@$(VENV)/bin/snakemake --cores $(CORES) --nolock --rerun-incomplete --scheduler greedy --quiet all -- $(1) \
  || { echo "stopped; the full record is in .snakemake/log" >&2; exit 1; }
endef

.PHONY: book test serve notebooks lock clean

book: $(VENV)/installed  ## build the site into book/_build/html
	@test -f book/_build/html/index.html || rm -f build/site.done
	$(call build,site)

test: book  ## run every check
	@$(VENV)/bin/python -m pytest

serve: book  ## open the site locally
	@$(VENV)/bin/edition serve

notebooks: $(VENV)/installed  ## refresh the committed notebooks with the outputs of the latest wave
	$(call build,notebooks)

lock:  ## renew requirements.lock from pyproject.toml
	@test -x $(VENV)/bin/uv || { $(PYTHON) -m venv $(VENV) && $(VENV)/bin/pip install --quiet uv; }
	@$(VENV)/bin/uv pip compile pyproject.toml --extra book --extra sources --extra test --upgrade --universal \
	  --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url \
	  --quiet --output-file requirements.lock

clean:  ## remove everything that is built; data, sources and .venv stay
	rm -rf build book/_build book/_generated book/runs .snakemake

# The marker is written last, so an interrupted installation is done again.
$(VENV)/installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(VENV)/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index --editable .
	@touch $@

# What is made from what. `make book` asks for `site`, `make notebooks` for `notebooks`.
#
#   data/waves/<wave>/*  ─┐   which notebooks, for which waves, on what data: notebooks/notebooks.yml
#   notebooks/<name>.md  ─┼─> book/runs/<wave>/<name>.ipynb ─┐
#   src/<package>/*.py   ─┘   build/results/<wave>/<name>.json ─┤
#   data/published/*.csv ───> build/results/<register>.json ────┼─> book/_build/html
#   data, contracts      ───> book/_generated/*.md ─────────────┤
#   book/*.md, _toc.yml  ────────────────────────────────────────┘

import subprocess
import sys
from pathlib import Path

from edition.dependencies import modules_used
from edition.errors import EditionError
from edition.notebooks import ONCE, RUNS, list_notebooks, runs_of
from helpers.waves.order import baselines

shell.prefix("set -euo pipefail; ")

# A build of a wave that was killed has left it aside. Looked for first: the import takes time.
if any(Path("build/waves").glob("*.old")):
    from newwave.recovery import recover_all

    recover_all()

REGISTERS = {"published": "figures", "context": "context"}
RELATIONS = {"published": "data/published/relations.yml"}
PREVIOUS = baselines(Path("data/waves"))
WAVES = list(PREVIOUS)
EDITION = f"{sys.executable} -m edition"
CODE = sorted(str(path) for path in Path("src").rglob("*.py"))

try:
    NOTEBOOKS = list_notebooks(Path("notebooks"))
    USED = {name: modules_used(Path(f"notebooks/{name}.md")) for name in NOTEBOOKS}
except (EditionError, OSError) as error:
    sys.exit(f"error: {error}")  # of anything else that is raised here, --quiet would say nothing

PER_WAVE = [name for name, notebook in NOTEBOOKS.items() if notebook.per_wave]
PAGES_OF_RUNS = list(runs_of(NOTEBOOKS, WAVES))


def wave_files(wave):
    """The files of a wave; none for the empty name that stands for no baseline."""
    return sorted(str(path) for path in Path("data/waves", wave).glob("*.*")) if wave else []


def used_by(notebook):
    """The modules a notebook uses, and the data it reads beside those of the waves."""
    data = [*NOTEBOOKS[notebook].reads, *(file for file in NOTEBOOKS[notebook].may_read if Path(file).exists())]
    return data + [str(path.relative_to(Path.cwd())) for path in USED[notebook]]


def commit():
    """The commit and the state of the tree, so that the page that prints them is made anew."""
    run = subprocess.run("git rev-parse HEAD; git status --porcelain | head -c1", shell=True, capture_output=True, text=True)
    return run.stdout.strip()


wildcard_constraints:
    wave="[0-9a-z-]+",
    notebook="[a-z0-9_]+",
    collection="|".join(REGISTERS),


localrules: site, notebooks


rule site:
    input:
        "build/site.done",


rule run_per_wave:
    input:
        source="notebooks/{notebook}.md",
        wave=lambda w: wave_files(w.wave),
        baseline=lambda w: wave_files(PREVIOUS[w.wave]),
        used=lambda w: used_by(w.notebook),
        runner="src/edition/execution.py",
    output:
        executed="book/runs/{wave}/{notebook}.ipynb",
        results="build/results/{wave}/{notebook}.json",
    params:
        baseline=lambda w: PREVIOUS[w.wave],
    wildcard_constraints:
        notebook="|".join(PER_WAVE),
    shell:
        "{EDITION} run {input.source} {output.executed} {output.results}"
        " --wave {wildcards.wave} --baseline '{params.baseline}'"


rule run_once:
    input:
        source="notebooks/{notebook}.md",
        used=lambda w: used_by(w.notebook),
        runner="src/edition/execution.py",
    output:
        executed=f"book/runs/{ONCE}/{{notebook}}.ipynb",
        results=f"build/results/{ONCE}/{{notebook}}.json",
    shell:
        "{EDITION} run {input.source} {output.executed} {output.results}"


rule quote_register:
    input:
        register=lambda w: f"data/published/{REGISTERS[w.collection]}.csv",
        relations=lambda w: RELATIONS.get(w.collection, []),
        code=["src/edition/quotation.py", *[f for f in CODE if "/printaudit/" in f]],
    output:
        "build/results/{collection}.json",
    params:
        judged=lambda w, input: f"--relations {input.relations}" if input.relations else "",
    shell:
        "{EDITION} quote {input.register} {output} {params.judged}"


rule generate_parts_of_pages:
    input:
        [file for wave in WAVES for file in wave_files(wave)],
        expand("data/published/{register}.csv", register=REGISTERS.values()),
        ["data/published/relations.yml", "data/published/context_relations.yml"],
        "data/waves/calibration.csv",
        "data/reference/run_times.csv",
        "requirements.lock",
        ["src/edition/fragments.py", "src/edition/quotation.py", *[f for f in CODE if "/waves/" in f or "/synthetic/" in f or "/printaudit/" in f]],
    output:
        directory("book/_generated"),
    params:
        commit=commit(),
    shell:
        "{EDITION} pages {output}"


rule render_site:
    input:
        pages=sorted(str(path) for path in Path("book").rglob("*.md") if path.parts[1] not in ("_generated", "_build", "runs")),
        frame=["book/_toc.yml", "book/_config.yml", "book/references.bib", "notebooks/notebooks.yml"],
        generated="book/_generated",
        runs=[f"book/{page}.ipynb" for page in PAGES_OF_RUNS],
        results=[f"build/results/{page.removeprefix(f'{RUNS}/')}.json" for page in PAGES_OF_RUNS],
        registers=expand("build/results/{collection}.json", collection=list(REGISTERS)),
        code=["src/edition/site.py", "src/edition/contents.py", "src/helpers/evidence_kinds.py", *[f for f in CODE if "/boundtext/" in f]],
        static=sorted(str(path) for folder in ("book/_static", "src/boundtext/static") for path in Path(folder).rglob("*.*")),
    output:
        touch("build/site.done"),
    params:
        runs=PAGES_OF_RUNS,
    shell:
        "{EDITION} site {params.runs}"


rule notebooks:
    input:
        expand("notebooks/{notebook}.ipynb", notebook=NOTEBOOKS),


rule commit_notebook:
    input:
        lambda w: f"book/runs/{WAVES[-1] if w.notebook in PER_WAVE else ONCE}/{w.notebook}.ipynb",
    output:
        "notebooks/{notebook}.ipynb",
    shell:
        "{EDITION} commit {input} {output}"

# What is made from what. `make book` asks for `site`, `make notebooks` for `notebooks`.
#
#   data/waves/<wave>/*  ─┐   which notebooks, for which waves, on what data: notebooks/notebooks.yml
#   notebooks/<name>.md  ─┼─> book/runs/<wave>/<name>.ipynb ─┐
#   src/<package>/*.py   ─┘   build/results/<wave>/<name>.json ─┤
#   data/published/*.csv ───> build/results/<register>.json ────┼─> book/_build/html
#   data, contracts      ───> book/_generated/*.md ─────────────┤
#   book/*.md, _toc.yml  ────────────────────────────────────────┘

import re
import subprocess
import sys
from pathlib import Path

shell.prefix("set -euo pipefail; ")

REGISTERS = {"published": "figures", "context": "context"}
RELATIONS = {"published": "data/published/relations.yml"}
EDITION = f"{sys.executable} -m edition"
CODE = sorted(str(path) for path in Path("src").rglob("*.py"))
WAVE_NAME = "[0-9a-z-]+"

RUNNER = "src/edition/execution.py"
FRAME = ["book/_toc.yml", "book/_config.yml", "book/references.bib", "notebooks/notebooks.yml"]
RENDERING = ["src/edition/site.py", "src/edition/contents.py", "src/helpers/evidence_kinds.py"]
QUOTING = ["src/edition/quotation.py"]
GENERATING = ["src/edition/fragments.py", *QUOTING]
FACTS = [
    *(f"data/published/{register}.csv" for register in REGISTERS.values()),
    *("data/published/relations.yml", "data/published/context_relations.yml"),
    *("data/waves/calibration.csv", "data/reference/run_times.csv", "requirements.lock"),
]

# Where an input of a rule is missing, what was built before would pass for up to date.
NEEDED = [RUNNER, *FRAME, *RENDERING, *GENERATING, *FACTS]
if missing := [file for file in NEEDED if not Path(file).is_file()]:
    sys.exit(f"error: found no {', '.join(missing)}; put it back")

# Of an error that is raised here and not told by an exit, --quiet would say nothing.
try:
    from edition.errors import EditionError  # first: it is caught below
    from edition.dependencies import modules_used
    from edition.notebooks import ONCE, RUNS, list_notebooks, runs_of
    from helpers.waves.order import baselines

    # A build of a wave that was killed has left it aside. Looked for first: the import takes time.
    if any(Path("build/waves").glob("*.old")):
        from newwave.recovery import recover_all

        recover_all()

    PREVIOUS = baselines(Path("data/waves"))
    NOTEBOOKS = list_notebooks(Path("notebooks"))
    USED = {name: modules_used(Path(f"notebooks/{name}.md")) for name in NOTEBOOKS}
except SyntaxError as error:
    sys.exit(f"error: {error.filename}:{error.lineno}: found what is not Python ({error.msg}); correct it")
except ImportError as error:
    sys.exit(f"error: {error}; put back what is missing under src, or install anew with `rm -r .venv; make book`")
except (EditionError, OSError) as error:
    sys.exit(f"error: {error}")
except Exception as error:
    sys.exit(f"bug: {type(error).__name__}: {error}")

WAVES = list(PREVIOUS)
if odd := [wave for wave in WAVES if not re.fullmatch(WAVE_NAME, wave)]:
    sys.exit(f"error: data/waves: found folders named {', '.join(odd)}; expected digits, small letters a-z and hyphens alone; rename them")

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
    wave=WAVE_NAME,
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
        runner=RUNNER,
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
        runner=RUNNER,
    output:
        executed=f"book/runs/{ONCE}/{{notebook}}.ipynb",
        results=f"build/results/{ONCE}/{{notebook}}.json",
    shell:
        "{EDITION} run {input.source} {output.executed} {output.results}"


rule quote_register:
    input:
        register=lambda w: f"data/published/{REGISTERS[w.collection]}.csv",
        relations=lambda w: RELATIONS.get(w.collection, []),
        code=[*QUOTING, *[f for f in CODE if "/printaudit/" in f]],
    output:
        "build/results/{collection}.json",
    params:
        judged=lambda w, input: f"--relations {input.relations}" if input.relations else "",
    shell:
        "{EDITION} quote {input.register} {output} {params.judged}"


rule generate_parts_of_pages:
    input:
        [file for wave in WAVES for file in wave_files(wave)],
        FACTS,
        [*GENERATING, *[f for f in CODE if "/waves/" in f or "/synthetic/" in f or "/printaudit/" in f]],
    output:
        directory("book/_generated"),
    params:
        commit=commit(),
    shell:
        "{EDITION} pages {output}"


rule render_site:
    input:
        pages=sorted(str(path) for path in Path("book").rglob("*.md") if path.parts[1] not in ("_generated", "_build", "runs")),
        frame=FRAME,
        generated="book/_generated",
        runs=[f"book/{page}.ipynb" for page in PAGES_OF_RUNS],
        results=[f"build/results/{page.removeprefix(f'{RUNS}/')}.json" for page in PAGES_OF_RUNS],
        registers=expand("build/results/{collection}.json", collection=list(REGISTERS)),
        code=[*RENDERING, *[f for f in CODE if "/boundtext/" in f]],
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

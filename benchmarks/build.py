"""How long a build takes, beside its floor: the same analyses as plain scripts.

Everything runs in a copy of the project, so that the tree stays as it was found. Clean
build and floor alternate, since only times of one machine in one hour can be compared.
`--record` measures instead each notebook once, alone, and writes the times down for the
page that tells how the site was built.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

import jupytext
from copying import copy_parts
from nbformat.v4 import new_code_cell

from edition.contents import documents
from edition.notebooks import ONCE, RUNS
from helpers import project, waves

PARTS = ("Snakefile", "pyproject.toml", "requirements.lock", "book", "notebooks", "data", "src")
CORES = len(os.sched_getaffinity(0))
TOOLS = Path(sys.executable).parent
RUN_TIMES = project.root() / "data" / "reference" / "run_times.csv"

# Nothing is shown, but everything is computed and every figure is drawn.
SILENCE = "import IPython.display\nIPython.display.display = lambda *shown, **how: None"


class Run(NamedTuple):
    """One notebook on one wave; for a notebook that runs once, the wave is `paper`."""

    wave: str
    notebook: str

    @property
    def parameters(self) -> dict[str, str]:
        """What the notebook is told."""
        if self.wave == ONCE:
            return {}
        order = ["", *waves.ids()]
        return {"wave": self.wave, "baseline": order[order.index(self.wave) - 1]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="how often everything is measured")
    parser.add_argument("--record", action="store_true", help=f"write {RUN_TIMES.name} instead")
    arguments = parser.parse_args()
    with copy_of_project() as home:
        if arguments.record:
            record(home)
        else:
            report(*measure(home, arguments.runs))


@contextmanager
def copy_of_project() -> Iterator[Path]:
    """A copy of all that a build reads, without anything built."""
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        home = Path(folder)
        copy_parts(PARTS, home)
        yield home


def all_runs(home: Path) -> list[Run]:
    """Every run that the contents list."""
    listed = documents(home / "book" / "_toc.yml")
    return [Run(*name.split("/")[1:]) for name in listed if name.startswith(f"{RUNS}/")]


def timed(action: Callable[[], None]) -> float:
    """Seconds that an action takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def call(home: Path, *words: str) -> None:
    """Run a command in the copy, with the copy's own code; end with what it said if it fails."""
    environment = os.environ | {"PYTHONPATH": str(home / "src"), "MPLBACKEND": "agg"}
    ran = subprocess.run(
        words, cwd=home, env=environment, capture_output=True, text=True, check=False
    )
    if ran.returncode:
        sys.exit(f"{' '.join(words)} failed:\n{ran.stdout}{ran.stderr}")


def build(home: Path) -> None:
    call(home, str(TOOLS / "snakemake"), "--cores", "all", "--quiet", "all", "--", "site")


def clean(home: Path) -> None:
    for part in ("build", "book/_build", "book/_generated", "book/runs", ".snakemake"):
        shutil.rmtree(home / part, ignore_errors=True)


def measure(home: Path, runs: int) -> tuple[dict[str, list[float]], set[str]]:
    """Seconds of every kind of build and of the floor, and the digests of the clean sites."""
    scripts = plain_scripts(home)
    seconds: dict[str, list[float]] = defaultdict(list)
    digests = set()
    for _ in range(runs):
        seconds["plain scripts"].append(timed(partial(run_scripts, home, scripts)))
        clean(home)
        seconds["clean build"].append(timed(partial(build, home)))
        digests.add(digest(home / "book" / "_build" / "html"))
        seconds["unchanged build"].append(timed(partial(build, home)))
        with one_school_changed(home):
            seconds["one-wave build"].append(timed(partial(build, home)))
    return seconds, digests


def plain_scripts(home: Path) -> list[Path]:
    """The notebooks as scripts, one for each run, with its parameters set."""
    folder = home / "scripts"
    folder.mkdir()
    return [
        plain_script(home, run, folder / f"{run.wave}-{run.notebook}.py") for run in all_runs(home)
    ]


def plain_script(home: Path, run: Run, path: Path) -> Path:
    notebook = jupytext.read(home / "notebooks" / f"{run.notebook}.md")
    given = "\n".join(f"{name} = {value!r}" for name, value in run.parameters.items())
    at = next(
        (
            n + 1
            for n, cell in enumerate(notebook.cells)
            if "parameters" in cell.metadata.get("tags", [])
        ),
        0,
    )
    notebook.cells[at:at] = [new_code_cell(given)]
    notebook.cells[:0] = [new_code_cell(SILENCE)]
    jupytext.write(notebook, path, fmt="py:light")
    return path


def run_scripts(home: Path, scripts: list[Path]) -> None:
    """Run the scripts with plain Python, as many at a time as there are cores."""
    with ThreadPoolExecutor(CORES) as pool:
        list(pool.map(lambda script: call(home, sys.executable, str(script)), scripts))


@contextmanager
def one_school_changed(home: Path) -> Iterator[None]:
    """The latest wave with one pound more in one school, for as long as it lasts."""
    path = home / "data" / "waves" / waves.ids()[-1] / "schools.csv"
    original = path.read_bytes()
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    school = next(row for row in rows if row["direct_donations"])
    school["direct_donations"] = f"{float(school['direct_donations']) + 1:.0f}"
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    try:
        yield
    finally:
        path.write_bytes(original)


def digest(folder: Path) -> str:
    """One hash of all names and contents of a folder."""
    total = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def report(seconds: dict[str, list[float]], digests: set[str]) -> None:
    """Print medians, ranges, and ratios to the floor."""
    floor = statistics.median(seconds["plain scripts"])
    heading = f"median of {len(seconds['plain scripts'])}"
    print(f"{heading:<18}{'seconds':>9}{'range':>16}{'to floor':>10}")
    for name, times in seconds.items():
        median = statistics.median(times)
        between = f"{min(times):.1f} to {max(times):.1f}"
        print(f"{name:<18}{median:>9.1f}{between:>16}{median / floor:>10.2f}")
    same = "the same bytes" if len(digests) == 1 else f"{len(digests)} different sites"
    print(f"{CORES} cores; clean builds gave {same}")


def record(home: Path) -> None:
    """Time every notebook once, one after the other, and write the times down."""
    rows = []
    for run in all_runs(home):
        words = [str(home / "notebooks" / f"{run.notebook}.md")]
        words += [str(home / f"{run.wave}-{run.notebook}.{ending}") for ending in ("ipynb", "json")]
        if run.parameters:
            words += ["--wave", run.wave, "--baseline", run.parameters["baseline"]]
        taken = timed(partial(call, home, sys.executable, "-m", "edition", "run", *words))
        rows.append([run.notebook, run.wave, f"{taken:.1f}", CORES])
    with RUN_TIMES.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["notebook", "wave", "seconds", "cores"])
        writer.writerows(sorted(rows))
    print(f"wrote {RUN_TIMES.relative_to(project.root())}")


if __name__ == "__main__":
    main()

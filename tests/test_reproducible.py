"""What was built step by step is what a build from nothing gives, to the byte."""

from pathlib import Path

import pytest

from edition import site
from edition.execution import execute
from edition.notebooks import RUNS, list_notebooks, runs_of
from helpers import project
from helpers.waves import order

ROOT = project.root()
BOOK = ROOT / "book"
PUBLIC = BOOK / "_build" / "html"


@pytest.fixture(scope="module", autouse=True)
def built():
    if not (PUBLIC / "index.html").is_file():
        pytest.fail("there is no site: run `make book`", pytrace=False)


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_site_rendered_from_nothing_is_the_site_in_place(tmp_path):
    waves = order.baselines(ROOT / "data" / "waves")
    runs = runs_of(list_notebooks(ROOT / "notebooks"), waves)
    site.build(BOOK, tmp_path / "staging", tmp_path / "html", runs)
    anew, in_place = files(tmp_path / "html"), files(PUBLIC)
    assert anew.keys() == in_place.keys()
    assert [name for name, content in anew.items() if content != in_place[name]] == []


def test_a_notebook_run_again_gives_the_same_bytes(tmp_path):
    name = "rq1_extent"
    compared = order.baselines(ROOT / "data" / "waves")
    latest = list(compared)[-1]
    executed, results = tmp_path / f"{name}.ipynb", tmp_path / f"{name}.json"
    parameters = {"wave": latest, "baseline": compared[latest]}
    execute(ROOT / "notebooks" / f"{name}.md", parameters, latest, executed, results)
    in_place = BOOK / RUNS / latest / f"{name}.ipynb"
    assert executed.read_bytes() == in_place.read_bytes()
    collected = ROOT / "build" / "results" / latest / f"{name}.json"
    assert results.read_bytes() == collected.read_bytes()

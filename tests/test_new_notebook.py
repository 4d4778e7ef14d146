"""A new notebook: one command makes it a part of the book, for every wave."""

import jupytext
import pytest
from bs4 import BeautifulSoup
from project_copy import Copy

from edition.contents import documents
from edition.notebooks import Notebook, list_notebooks
from helpers import waves


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy of the project with two new notebooks, and what building it said."""
    copy = Copy(tmp_path_factory.mktemp("new") / "copy")
    copy.before = {name: copy.path(name).read_bytes() for name in ("book/_toc.yml", REGISTRY)}
    per_wave = ("edition", "notebook", "new", "rq4_help", "--title", "who helps")
    once = ("edition", "notebook", "new", "printing", "--once")
    copy.said = [copy.run(f".venv/bin/{words[0]}", *words[1:]) for words in (per_wave, once)]
    copy.built = copy.make("book")
    return copy


REGISTRY = "notebooks/notebooks.yml"
HELP = [f"runs/{wave}/rq4_help" for wave in waves.ids()]


def test_the_command_names_what_it_made(copy):
    for ran, name in zip(copy.said, ("rq4_help", "printing"), strict=True):
        assert ran.returncode == 0, ran.stderr
        made = [f"notebooks/{name}.md", f"notebooks/{name}.ipynb", REGISTRY, "book/_toc.yml"]
        assert ran.stdout.splitlines()[:-1] == made


def test_it_is_registered_and_everything_else_stays(copy):
    notebooks = list_notebooks(copy.path("notebooks"))
    assert notebooks["rq4_help"] == Notebook("rq4_help", "who helps", per_wave=True)
    assert notebooks["printing"] == Notebook("printing", "Printing", per_wave=False)
    assert copy.path(REGISTRY).read_bytes().startswith(copy.before[REGISTRY])
    toc = copy.path("book/_toc.yml").read_bytes()
    for line in copy.before["book/_toc.yml"].splitlines():
        assert line in toc
    listed = documents(copy.path("book/_toc.yml"))
    first = listed.index(HELP[0])
    assert listed[first - 1] == f"runs/{waves.ids()[-1]}/rq3_distribution"
    assert listed[first : first + len(HELP)] == HELP
    assert listed[listed.index("runs/paper/printing") - 1] == "runs/paper/published_figures"


def test_the_book_is_built_with_it_and_runs_no_other_notebook(copy):
    assert copy.built.returncode == 0, copy.built.stdout + copy.built.stderr
    ran = [line for line in copy.built.stdout.splitlines() if not line.startswith("site")]
    expected = [*(f"rq4_help: {wave}" for wave in waves.ids()), "printing: done"]
    assert sorted(ran) == sorted(expected)
    front = BeautifulSoup(copy.site()["index.html"], "html.parser")
    for page, wave in zip(HELP, waves.ids(), strict=True):
        links = front.find_all("a", href=f"{page}.html")
        assert {link.get_text().strip() for link in links} == {f"The {wave} wave: who helps"}


def test_its_pair_is_in_step_and_gets_its_outputs(copy):
    source, pair = (copy.path(f"notebooks/rq4_help.{ending}") for ending in ("md", "ipynb"))

    def cells(path):
        read = jupytext.read(path).cells
        return [(cell.cell_type, cell.source, cell.metadata.get("tags")) for cell in read]

    assert cells(source) == cells(pair)
    assert copy.make("notebooks").returncode == 0
    assert cells(source) == cells(pair)
    code = [cell for cell in jupytext.read(pair).cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert any(cell.outputs for cell in code)


def test_a_text_that_is_there_is_kept(copy):
    text = copy.path("notebooks/rq5_mine.md")
    mine = copy.path("notebooks/rq4_help.md").read_text(encoding="utf-8") + "\nMine.\n"
    text.write_text(mine, encoding="utf-8")
    ran = copy.run(".venv/bin/edition", "notebook", "new", "rq5_mine")
    assert ran.returncode == 0, ran.stderr
    assert text.read_text(encoding="utf-8") == mine
    assert list_notebooks(copy.path("notebooks"))["rq5_mine"].title == "mine"

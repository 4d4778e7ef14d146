"""The registry of notebooks: what it may say, and that it fits the notebooks that are there."""

import re

import jupytext
import nbformat
import pytest

from edition.execution import execute
from edition.notebooks import (
    ONCE,
    Notebook,
    RegistryError,
    list_notebooks,
    read_registry,
    runs_of,
)
from helpers import project, waves

ROOT = project.root()
NOTEBOOKS = list_notebooks(ROOT / "notebooks")
GOOD = """# a comment
frame: {title: who was studied, runs: per wave, reads: [data/frames.csv]}
printed_figures:
  title: "What the figures say"
  runs: once
  may_read: [data/prices.csv]
"""
LOG = "opened.txt"
LISTEN = """
import sys

def _note(event, details):
    if event == "open" and isinstance(details[0], str) and details[0].startswith({data!r}):
        log.write(details[0] + chr(10))

log = open({log!r}, "a", buffering=1)
sys.addaudithook(_note)
"""


@pytest.fixture
def home(tmp_path):
    """A folder of two notebooks that fits its registry."""
    folder = tmp_path / "notebooks"
    folder.mkdir()
    (folder / "notebooks.yml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "data").mkdir()
    for path in ("data/frames.csv", "notebooks/frame.md", "notebooks/printed_figures.md"):
        (tmp_path / path).write_text("x", encoding="utf-8")
    return folder


def test_notebooks_come_in_the_order_of_the_contents(home):
    frame, figures = list_notebooks(home).values()
    assert frame == Notebook("frame", "who was studied", True, ("data/frames.csv",))
    assert figures == Notebook(
        "printed_figures", "What the figures say", False, (), ("data/prices.csv",)
    )
    assert runs_of(list_notebooks(home), ["2016", "2018"]) == {
        "runs/paper/printed_figures": "What the figures say",
        "runs/2016/frame": "The 2016 wave: who was studied",
        "runs/2018/frame": "The 2018 wave: who was studied",
    }


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (GOOD, "", "found nothing; expected an entry for each notebook"),
        (GOOD, "- frame\n", "found ['frame']; expected an entry for each notebook"),
        ("frame: {", "frame: {{", "is not YAML: "),
        ("a comment", "a comment \xff", "is not UTF-8: "),
        ("frame:", "Frame:", "found a notebook named 'Frame'; expected small letters"),
        ("frame:", "2016:", "found a notebook named '2016'"),
        ("frame:", "printed_figures:", "found printed_figures and printed_figures, which"),
        ("frame:", "printed_words:", "would all quote as 'printed'"),
        ("runs: once", "", "printed_figures: found title, may_read; expected `title` and `runs`"),
        ("may_read", "read", "printed_figures: found title, runs, read; expected `title`"),
        ("runs: once", "runs: twice", "runs: found 'twice'; expected 'per wave' or 'once'"),
        ("title: who was studied", "title: 2018", "frame, title: found 2018; expected words"),
        ("[data/frames.csv]", "data/frames.csv", "frame, reads: found 'data/frames.csv'; expected"),
    ],
)
def test_a_faulty_registry_names_file_entry_and_remedy(home, old, new, says):
    path = home / "notebooks.yml"
    path.write_bytes(GOOD.replace(old, new).encode("latin-1"))
    with pytest.raises(RegistryError, match=re.escape(says)) as told:
        list_notebooks(home)
    assert str(path) in str(told.value)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("notebooks/frame.md", "found no frame.md, which is registered; put it back, or remove"),
        ("data/frames.csv", "frame: found no file data/frames.csv, which it reads; put it back"),
    ],
)
def test_what_is_registered_must_be_there(home, name, says):
    (home.parent / name).unlink()
    with pytest.raises(RegistryError, match=re.escape(says)):
        list_notebooks(home)


def test_a_notebook_that_is_not_registered_is_told_with_the_lines_to_add(home):
    (home / "rq4_help.md").write_text("x", encoding="utf-8")
    with pytest.raises(RegistryError) as told:
        list_notebooks(home)
    message = str(told.value)
    assert "found rq4_help.md, which is not registered; run `edition notebook new rq4" in message
    lines = message[message.index("\nrq4_help:") :]
    (home / "notebooks.yml").write_text(GOOD + lines, encoding="utf-8")
    assert list(list_notebooks(home)) == ["frame", "printed_figures", "rq4_help"]


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_names_the_data_that_it_reads(tmp_path, name):
    notebook = jupytext.read(ROOT / "notebooks" / f"{name}.md")
    listen = LISTEN.format(data=str(ROOT / "data"), log=str(tmp_path / LOG))
    notebook.cells.insert(1, nbformat.v4.new_code_cell(listen))
    jupytext.write(notebook, tmp_path / f"{name}.md")
    wave = waves.latest() if NOTEBOOKS[name].per_wave else ONCE
    parameters = {"wave": wave, "baseline": waves.before(wave)} if wave != ONCE else {}
    execute(tmp_path / f"{name}.md", parameters, wave, tmp_path / "n.ipynb", tmp_path / "n.json")
    opened = (tmp_path / LOG).read_text(encoding="utf-8").splitlines()
    read = {path.removeprefix(f"{ROOT}/") for path in opened if "/data/waves/" not in path}
    reads, may_read = NOTEBOOKS[name].reads, NOTEBOOKS[name].may_read
    assert set(reads) <= read <= {*reads, *may_read}


def test_an_entry_is_read_as_it_was_written(home):
    told = Notebook("rq4_help", 'who "helps": and why', per_wave=True)
    (home / "notebooks.yml").write_text(told.entry(), encoding="utf-8")
    assert read_registry(home / "notebooks.yml") == {"rq4_help": told}

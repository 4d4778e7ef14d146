"""The project as a whole: its tools agree, its parts are in step, its papers are in order."""

import re
import subprocess
import sys
from pathlib import Path

import jupytext
import pytest
import yaml

from edition import cli, contents
from edition.notebooks import list_notebooks, runs_of
from helpers import project, waves
from helpers.waves import order

ROOT = project.root()
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.md"))
REGISTERED = list_notebooks(ROOT / "notebooks")
LONGEST_MODULE = 400


def run(*words: str) -> subprocess.CompletedProcess[str]:
    """A tool of this environment, run in the project's folder."""
    tool = Path(sys.executable).with_name(words[0])
    return subprocess.run(
        [str(tool), *words[1:]], cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    "words",
    [
        ("ruff", "check"),
        ("ruff", "format", "--check"),
        ("mypy",),
        ("lint-imports",),
    ],
    ids=" ".join,
)
def test_tools_find_nothing(words):
    ran = run(*words)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_build_has_nothing_left_to_do():
    """After `make book`, which comes before these tests; else a page may be older than its data."""
    ran = run("snakemake", "--dry-run", "--cores", "1", "site")
    said = ran.stdout + ran.stderr
    assert ran.returncode == 0, said
    assert "Nothing to be done" in said, said


def test_no_module_is_too_long():
    modules = [*(ROOT / "src").rglob("*.py"), *(ROOT / "tests").rglob("*.py")]
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in modules}
    assert {path: n for path, n in lengths.items() if n > LONGEST_MODULE} == {}


def test_every_notebook_has_its_pair():
    executed = {path.stem for path in (ROOT / "notebooks").glob("*.ipynb")}
    assert {path.stem for path in NOTEBOOKS} == executed, "make notebooks"


@pytest.mark.parametrize("source", NOTEBOOKS, ids=lambda path: path.stem)
def test_pairs_are_in_step(source):
    text, executed = jupytext.read(source), jupytext.read(source.with_suffix(".ipynb"))
    assert _cells(text) == _cells(executed), "make notebooks"
    assert executed.metadata["jupytext"]["formats"] == text.metadata["jupytext"]["formats"]


def _cells(notebook) -> list[tuple]:
    return [
        (cell.cell_type, cell.source.strip(), cell.metadata.get("tags", []))
        for cell in notebook.cells
    ]


@pytest.mark.parametrize("source", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_parameters_are_the_latest_wave_and_the_one_before(source):
    cells = [
        cell.source
        for cell in jupytext.read(source).cells
        if "parameters" in cell.metadata.get("tags", [])
    ]
    if not REGISTERED[source.stem].per_wave:
        assert cells == []
        return
    # A wave that is added or removed leaves the notebooks as they are.
    assert not re.search(r"^\w+ = .*\d{4}", re.sub("#.*", "", cells[0]), re.MULTILINE)
    parameters: dict[str, str] = {}
    exec(cells[0], parameters)
    compared = order.baselines(ROOT / "data" / "waves")
    latest = list(compared)[-1]
    names = ("wave", "baseline", "area")
    assert tuple(parameters[name] for name in names) == (latest, compared[latest], "")


@pytest.mark.parametrize("source", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_committed_outputs_are_whole(source):
    cells = [
        cell
        for cell in jupytext.read(source.with_suffix(".ipynb")).cells
        if cell.cell_type == "code"
    ]
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert any(cell.outputs for cell in cells)
    assert not [out for cell in cells for out in cell.outputs if out.output_type == "error"]


@pytest.mark.parametrize("source", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_opens_with_its_question_and_closes_with_exercises(source):
    text = [cell.source for cell in jupytext.read(source).cells if cell.cell_type == "markdown"]
    assert re.match(r"# .*\?", text[0])
    headings = re.findall(r"^## (.*)$", "\n".join(text), flags=re.MULTILINE)
    assert headings[-3:] == ["What was found", "What would change the answer", "Exercises"]


def test_every_wave_and_notebook_has_its_page():
    contents.check(ROOT / "book" / "_toc.yml", runs_of(REGISTERED, waves.ids()))


def test_the_licence_names_both_licences():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "MIT License" in text
    assert "Creative Commons Attribution 4.0" in text


def test_the_citation_file_can_be_read():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["cff-version"].startswith("1.")
    assert citation["message"]
    assert citation["title"]
    assert all({"name", "family-names"} & set(author) for author in citation["authors"])
    assert "10.1332/204080521X16231629157096" in str(citation)


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "book/built.md"])
def test_commands_that_are_told_exist(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), flags=re.MULTILINE)
    told = set(re.findall(r"(?:^|`)make ([a-z]+)\b", text, flags=re.MULTILINE))
    assert told
    assert told <= set(targets)


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_links_between_papers_lead_somewhere(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", text)
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_editions_commands_that_are_told_exist():
    papers = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "book").rglob("*.md")]
    papers += [*(ROOT / "src").rglob("*.py"), *(ROOT / "src").rglob("*.md"), ROOT / "Makefile"]
    text = "\n".join(paper.read_text(encoding="utf-8") for paper in papers)
    told = set(re.findall(r"(?:`|^|bin/)edition ((?:[a-z]+ ?){1,2})", text, re.MULTILINE))
    assert {"notebook new ", "wave build ", "sources"} <= told
    for words in told:
        with pytest.raises(SystemExit) as left:
            cli.main([*words.split(), "--help"])
        assert left.value.code == 0, words

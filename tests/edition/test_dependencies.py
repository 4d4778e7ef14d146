"""Which modules a notebook uses: names are followed, not whole packages."""

from pathlib import Path

import pytest

from edition.dependencies import SRC, modules_used
from edition.errors import EditionError
from edition.notebooks import list_notebooks
from helpers import project

FILES = {
    "__init__": "",
    "measures/__init__": (
        "from .inequality import gini as gini\nfrom toy.measures.survey import share\n"
    ),
    "measures/inequality": "from toy.waves import load\n\n\ndef gini():\n    return load()\n",
    "measures/survey": "from toy import results\n\n\ndef share():\n    return results.record()\n",
    "waves/__init__": "from ..waves.loading import load as load\n",
    "waves/loading": "import toy.project\n\n\ndef load():\n    pass\n",
    "results/__init__": "from .recording import record as record\n",
    "results/recording": "def record():\n    pass\n",
    "checks/__init__": (
        "from toy.checks import gaps\nfrom toy.checks.terms import TERMS as TERMS\n\n"
        "CHECKS = {module.NAME: module for module in (gaps,)}\n"
    ),
    "checks/gaps": "from toy import project\n\nNAME = 'gaps'\n",
    "checks/terms": "TERMS = ()\n",
    "audit/__init__": "from toy.checks import CHECKS as ALL\n",
    "project": "",
    "kinds": "from toy.checks.terms import TERMS\n",
    "styled/__init__": "from .. import kinds as kinds\nfrom .dots import draw as draw\n",
    "styled/dots": "def draw():\n    pass\n",
    "styled/lines": "",
}
GINI = {
    "measures/__init__",
    "measures/inequality",
    "waves/__init__",
    "waves/loading",
    "project",
}
SHARE = {"measures/__init__", "measures/survey", "results/__init__", "results/recording"}
CHECKS = {"checks/__init__", "checks/gaps", "checks/terms", "project"}
STYLED = {"styled/__init__", "kinds", "checks/__init__", "checks/terms"}
MEASURES = sorted((project.root() / "notebooks").glob("rq*.md"))


@pytest.fixture
def used(tmp_path):
    """The names of the modules that a notebook of the given code uses, in a small package."""
    package = tmp_path / "toy"
    for name, text in FILES.items():
        path = package / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def ask(code: str, fence: str = "```{code-cell} ipython3") -> set[str]:
        notebook = tmp_path / "notebook.md"
        notebook.write_text(f"# Title\n\n{fence}\n{code}\n```\n", encoding="utf-8")
        found = modules_used(notebook, tmp_path)
        return {path.relative_to(package).with_suffix("").as_posix() for path in found}

    return ask


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("from toy import measures\nmeasures.gini()", GINI),
        ("from toy import measures\nmeasures.share()", SHARE),
        ("from toy import measures as m\nm.gini()", GINI),
        ("from toy.measures import gini\ngini()", GINI),
        ("from toy.measures.survey import share", SHARE),
        ("from toy import measures", {"measures/__init__"}),
        ("import toy.measures\ntoy.measures.gini()", GINI),
        ("import toy.measures as m\nm.gini().real", GINI),
        ("from toy.checks import CHECKS", CHECKS),
        ("from toy.checks import TERMS", {"checks/__init__", "checks/terms"}),
        ("from toy import audit\naudit.ALL['gaps']", CHECKS | {"audit/__init__"}),
        ("from toy import styled\nstyled.draw()", STYLED | {"styled/dots"}),
        ("from toy.styled.lines import width", STYLED | {"styled/lines"}),
    ],
)
def test_a_notebook_uses_what_its_names_lead_to_and_the_front_doors_on_the_way(
    used, code, expected
):
    assert used(code) == {"__init__", *expected}


def test_what_is_not_of_the_project_is_not_used(used):
    assert used("import pandas\npandas.DataFrame()") == set()


def test_only_code_cells_count(used):
    assert used("from toy import measures\nmeasures.gini()", fence="```python") == set()


def test_tags_and_magics_are_not_taken_for_code(used):
    assert "project" in used(":tags: [hide-cell]\n%matplotlib inline\nfrom toy import project")


def test_a_cell_that_is_not_python_names_the_notebook(used):
    with pytest.raises(EditionError, match=r"notebook\.md: found a code cell that is not Python"):
        used("from toy import")


def _modules(name: str) -> set[str]:
    found = modules_used(project.root() / "notebooks" / f"{name}.md")
    return {path.relative_to(SRC).as_posix() for path in found}


@pytest.mark.parametrize("path", MEASURES, ids=lambda path: path.stem)
def test_every_question_uses_waves_and_results_and_no_builder(path):
    found = _modules(path.stem)
    assert {"helpers/waves/wave.py", "helpers/waves/contract.py", "boundtext/recording.py"} <= found
    assert not [module for module in found if module.startswith(("edition/", "newwave/"))]


@pytest.mark.parametrize("name", sorted(list_notebooks(project.root() / "notebooks")))
def test_every_notebook_depends_on_the_words_and_colours_of_evidence(name):
    assert {"helpers/__init__.py", "helpers/evidence_kinds.py"} <= _modules(name)
    assert {"boundtext/__init__.py", "boundtext/evidence.py"} <= _modules(name)


def test_a_module_that_is_not_python_is_named_with_its_line(used, tmp_path):
    (tmp_path / "toy" / "project.py").write_text("\ndef (:\n", encoding="utf-8")
    with pytest.raises(SyntaxError) as raised:
        used("from toy import project")
    assert (Path(str(raised.value.filename)).name, raised.value.lineno) == ("project.py", 2)


def test_a_question_does_not_depend_on_measures_of_another():
    assert "helpers/measures/gradient.py" in _modules("rq3_distribution")
    assert "helpers/measures/gradient.py" not in _modules("rq2_drivers")
    assert "helpers/measures/sample.py" in _modules("frame")
    assert "helpers/measures/sample.py" not in _modules("rq1_extent")


def test_what_follows_from_the_printed_figures_depends_on_every_check():
    checks = {path.relative_to(SRC).as_posix() for path in (SRC / "printaudit/checks").glob("*.py")}
    assert len(checks) > 5
    assert checks <= _modules("published_figures")

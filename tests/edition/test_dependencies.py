"""Which modules a notebook uses: names are followed, not whole rooms."""

import pytest

from edition import dependencies
from helpers import project

FILES = {
    "__init__": "",
    "measures/__init__": (
        "from toy.measures.inequality import gini\nfrom toy.measures.survey import share\n"
    ),
    "measures/inequality": "from toy.waves import load\n\n\ndef gini():\n    return load()\n",
    "measures/survey": "from toy import results\n\n\ndef share():\n    return results.record()\n",
    "waves/__init__": "from toy.waves.loading import load\n",
    "waves/loading": "import toy.project\n\n\ndef load():\n    pass\n",
    "results/__init__": "from toy.results.recording import record\n",
    "results/recording": "def record():\n    pass\n",
    "project": "",
}
GINI = {"measures/__init__", "measures/inequality", "waves/loading", "project"}
SHARE = {"measures/__init__", "measures/survey", "results/recording"}
MEASURES = sorted((project.root() / "notebooks").glob("rq*.md"))


@pytest.fixture
def used(tmp_path, monkeypatch):
    """The names of the modules that a notebook of the given code uses, in a small package."""
    package = tmp_path / "toy"
    for name, text in FILES.items():
        path = package / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(dependencies, "SRC", tmp_path)
    monkeypatch.setattr(dependencies, "PACKAGES", ("toy",))
    _forget()

    def ask(code: str, fence: str = "```{code-cell} ipython3") -> set[str]:
        notebook = tmp_path / "notebook.md"
        notebook.write_text(f"# Title\n\n{fence}\n{code}\n```\n", encoding="utf-8")
        return {
            path.relative_to(package).with_suffix("").as_posix()
            for path in dependencies.uses(notebook)
        }

    yield ask
    _forget()


def _forget():
    dependencies._exports.cache_clear()
    dependencies._closure.cache_clear()


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("from toy import measures\nmeasures.gini()", GINI),
        ("from toy import measures\nmeasures.share()", SHARE),
        ("from toy import measures as m\nm.gini()", GINI),
        ("from toy.measures import gini\ngini()", GINI - {"measures/__init__"}),
        ("from toy.measures.survey import share", SHARE - {"measures/__init__"}),
        ("from toy import measures", {"measures/__init__"}),
        ("import pandas\npandas.DataFrame()", set()),
    ],
)
def test_a_notebook_uses_what_its_names_lead_to(used, code, expected):
    fronts = {"measures/__init__", "waves/__init__", "results/__init__"}
    found = used(code)
    assert found - fronts == expected - fronts
    assert expected & fronts <= found


def test_only_code_cells_count(used):
    assert used("from toy import measures\nmeasures.gini()", fence="```python") == set()


def test_tags_and_magics_are_not_taken_for_code(used):
    assert "project" in used(":tags: [hide-cell]\n%matplotlib inline\nfrom toy import project")


def test_a_cell_that_is_not_python_names_the_notebook(used):
    with pytest.raises(SyntaxError, match=r"notebook\.md: .* in a code cell"):
        used("from toy import")


def _modules(name: str) -> set[str]:
    found = dependencies.uses(project.root() / "notebooks" / f"{name}.md")
    return {path.relative_to(dependencies.SRC).as_posix() for path in found}


@pytest.mark.parametrize("path", MEASURES, ids=lambda path: path.stem)
def test_every_question_uses_waves_and_results_and_no_builder(path):
    found = _modules(path.stem)
    assert {"helpers/waves/load.py", "helpers/waves/contract.py", "boundtext/recording.py"} <= found
    assert not [module for module in found if module.startswith(("edition/", "newwave/"))]


def test_a_question_does_not_depend_on_measures_of_another():
    assert "helpers/measures/gradient.py" in _modules("rq3_distribution")
    assert "helpers/measures/gradient.py" not in _modules("rq2_drivers")
    assert "helpers/measures/frame.py" in _modules("frame")
    assert "helpers/measures/frame.py" not in _modules("rq1_extent")

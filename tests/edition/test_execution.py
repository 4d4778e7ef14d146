"""Executing notebooks: identical each time, and nothing left behind by one that failed."""

import json

import jupytext
import nbformat
import pytest
from notebook_texts import HEADER, code

from edition import execution
from edition.atomic import write_atomically
from edition.execution import NotebookError, notebook_to_commit, read_notebook

WORKS = """
```{code-cell} ipython3
import boundtext
import helpers  # which says what kinds of evidence there are
from boundtext import Estimate

mean = Estimate(51.0, 40.0, 62.0, 0.95, 306, "GBP per pupil", "mean", "synthetic", wave)
boundtext.record("mean", mean)
```

```{code-cell} ipython3
import base64
from IPython.display import display

PIXEL = base64.b64encode(b"no more than a stand-in").decode()
alt = "Synthetic data. One pixel, which is red."
display({"image/png": PIXEL}, raw=True, metadata={"image/png": {"alt": alt}})
```
"""


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """One small notebook run twice for the wave "2016": folders of the two runs."""
    folder = tmp_path_factory.mktemp("runs")
    source = folder / "question.md"
    source.write_text(HEADER + WORKS, encoding="utf-8")
    for time in ("first", "second"):
        home = folder / time
        parameters = {"wave": "2016", "baseline": ""}
        outputs = (home / "question.ipynb", home / "question.json")
        execution.execute(source, parameters, "2016", *outputs)
    return folder


def cells(ran):
    return nbformat.read(ran / "first" / "question.ipynb", as_version=4).cells


def committed(ran):
    text = notebook_to_commit(read_notebook(ran / "first" / "question.ipynb"))
    return nbformat.reads(text, as_version=nbformat.NO_CONVERT)


def test_two_runs_give_the_same_bytes(ran):
    for name in ("question.ipynb", "question.json"):
        assert (ran / "first" / name).read_bytes() == (ran / "second" / name).read_bytes()


def test_what_was_recorded_is_collected_for_the_wave_it_ran_on(ran):
    collected = json.loads((ran / "first" / "question.json").read_text(encoding="utf-8"))
    assert (collected["run"], collected["notebook"]) == ("2016", "question")
    (record,) = collected["records"]
    assert (record["key"], record["estimate"]["run"]) == ("mean", "2016")


def test_the_parameters_are_hidden_and_nothing_else(ran):
    hidden = [cell.source for cell in cells(ran) if "remove-cell" in cell.metadata.get("tags", [])]
    assert len(hidden) == 2
    assert 'wave = "2018"' in hidden[0]
    assert 'wave = "2016"' in hidden[1]


def test_no_time_of_the_run_is_kept(ran):
    text = (ran / "first" / "question.ipynb").read_text(encoding="utf-8")
    assert "start_time" not in text
    assert "papermill" not in json.dumps(json.loads(text)["metadata"])


def test_a_picture_gets_its_alt_text(ran):
    pictured = [cell for cell in cells(ran) if "mystnb" in cell.metadata]
    assert [cell.metadata["mystnb"]["image"]["alt"] for cell in pictured] == [
        "Synthetic data. One pixel, which is red."
    ]


def test_only_the_two_files_are_left(ran):
    assert sorted(path.name for path in (ran / "first").iterdir()) == [
        "question.ipynb",
        "question.json",
    ]


def test_the_notebook_to_commit_is_its_source_with_outputs(ran):
    executed = committed(ran)
    nbformat.validate(executed)
    source = jupytext.read(ran / "question.md")
    assert [cell.source for cell in executed.cells] == [cell.source for cell in source.cells]
    assert executed.cells[1].metadata["tags"] == ["parameters"]
    counts = [cell.execution_count for cell in executed.cells if cell.cell_type == "code"]
    assert counts == list(range(1, len(counts) + 1))
    assert executed.cells[2].outputs


def test_the_title_names_the_wave_on_its_page_alone(ran):
    assert cells(ran)[0].source.startswith("# The 2016 wave: a question")
    assert committed(ran).cells[0].source.startswith("# A question")


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ('raise LookupError("no such thing")', r"cell 3 raised LookupError: no such thing"),
        (
            'from IPython.display import display\ndisplay({"image/png": "aGVsbG8="}, raw=True)',
            "a picture without alt text",
        ),
        (
            "import boundtext, helpers\nfrom boundtext import count\n"
            'boundtext.record("n", count(3, "schools", "synthetic", "1999"))',
            "says run '1999'",
        ),
    ],
    ids=["raises", "picture", "other wave"],
)
def test_a_notebook_that_failed_says_where_and_leaves_nothing(tmp_path, cell, message):
    source = tmp_path / "question.md"
    source.write_text(HEADER + code(cell), encoding="utf-8")
    home = tmp_path / "run"
    with pytest.raises(NotebookError, match=message) as raised:
        execution.execute(source, {"wave": "2016"}, "2016", home / "q.ipynb", home / "q.json")
    assert str(source) in str(raised.value)
    assert "wave 2016" in str(raised.value)
    assert list(home.iterdir()) == []


def test_a_notebook_that_raised_names_the_cell_and_the_remedy(tmp_path):
    source = tmp_path / "question.md"
    source.write_text(HEADER + code("\nlookup = {}\nlookup['a']"), encoding="utf-8")
    outputs = (tmp_path / "q.ipynb", tmp_path / "q.json")
    with pytest.raises(NotebookError) as raised:
        execution.execute(source, {"wave": "2016"}, "2016", *outputs)
    assert "the cell begins: lookup = {}" in str(raised.value)
    assert "set wave to '2016' and run it" in str(raised.value)


def test_two_pictures_in_one_cell_are_refused():
    picture = nbformat.v4.new_output(
        "display_data", {"image/png": "aGVsbG8="}, metadata={"image/png": {"alt": "One bar."}}
    )
    cell = nbformat.v4.new_code_cell("draw()", outputs=[picture, picture])
    with pytest.raises(NotebookError, match=r"two pictures in one cell[^$]*draw\(\)"):
        execution.normalise(nbformat.v4.new_notebook(cells=[cell]))


def test_a_file_is_replaced_whole(tmp_path):
    path = tmp_path / "file.txt"
    path.write_text("old", encoding="utf-8")
    write_atomically(path, "new")
    assert path.read_text(encoding="utf-8") == "new"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.md", b"", "without cells"),
        ("empty.ipynb", b"", "found no notebook"),
        ("other.ipynb", b"{}", "found no notebook"),
        ("binary.md", b"\xff\xfe", "found no notebook"),
    ],
)
def test_what_is_no_notebook_is_told(tmp_path, name, content, says):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(NotebookError, match=f"{name}: .*{says}"):
        read_notebook(path)

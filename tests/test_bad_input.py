"""`make book` on bad input: it stops with a message that leads to the remedy, the site stays."""

import shutil

import pytest
from project_copy import Copy

from helpers import waves


@pytest.fixture
def copy(tmp_path):
    return Copy(tmp_path / "copy")


def test_an_unknown_key_names_page_line_and_the_nearest_key(copy):
    line = copy.append("book/discussion.md", "\nIt is {num}`published.t1-don-2081`.") + 1
    said = copy.failure()
    assert f"discussion.md:{line}: WARNING: {{num}} 'published.t1-don-2081'" in said
    assert "t1-don-2018" in said


def test_a_broken_table_names_file_row_and_rule(copy):
    name = f"data/waves/{waves.ids()[-1]}/schools.csv"
    path = copy.path(name)
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[1] = lines[1].replace("Primary", "Nursery").replace("Junior", "Nursery")
    lines[1] = lines[1].replace("Infant", "Nursery")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    said = copy.failure()
    assert name in said
    assert "row 2" in said
    assert "phase = 'Nursery': must be one of" in said


def test_a_page_outside_the_contents_is_named(copy):
    copy.path("book/extra.md").write_text("# Extra\n", encoding="utf-8")
    assert "page not in the contents: extra" in copy.failure()


def test_a_wave_outside_the_contents_is_told_with_the_line_to_add(copy):
    new = copy.path("data/waves/2030")
    shutil.copytree(copy.path(f"data/waves/{waves.ids()[-1]}"), new)
    text = (new / "wave.yml").read_text(encoding="utf-8")
    (new / "wave.yml").write_text(text.replace(waves.ids()[-1], "2030"), encoding="utf-8")
    said = copy.failure()
    assert "not in the contents: runs/2030/frame" in said
    assert "add `- file: runs/2030/frame`" in said


def test_a_notebook_that_is_not_registered_stops_the_build_at_once(copy):
    shutil.copy(copy.path("notebooks/frame.md"), copy.path("notebooks/rq4_help.md"))
    said = copy.failure()
    assert "notebooks.yml:\n  found rq4_help.md, which is not registered" in said
    assert "run `edition notebook new rq4_help`, or add:\nrq4_help:\n  title:" in said


def test_a_cell_that_is_not_python_names_the_notebook(copy):
    copy.append("notebooks/frame.md", "```{code-cell} ipython3\nthis is no code\n```")
    assert "notebooks/frame.md: found a code cell that is not Python" in copy.failure()


def test_what_is_missing_is_named_though_the_site_is_there(copy):
    for name in ("book/references.bib", "src/edition/site.py"):
        there = copy.path(name)
        aside = there.rename(there.with_name("aside"))
        assert f"error: found no {name}; put it back" in copy.failure()
        aside.rename(there)


def test_what_goes_wrong_before_the_first_step_is_told(copy):
    odd = copy.path("data/waves/2019_x")
    shutil.copytree(copy.path(f"data/waves/{waves.ids()[-1]}"), odd)
    assert "found folders named 2019_x; expected digits, small letters" in copy.failure()
    shutil.rmtree(odd)
    line = copy.append("src/helpers/measures/gradient.py", "def (:")
    assert f"measures/gradient.py:{line}: found what is not Python" in copy.failure()

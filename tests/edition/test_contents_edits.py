"""A wave's and a notebook's lines in the contents: added, removed, and every other byte kept."""

import pytest
import yaml

from edition.contents import ContentsError, add_notebook, add_wave, documents, remove_wave
from edition.notebooks import Notebook, list_notebooks
from helpers import project

PAPER = "runs/paper/published_figures"
OWN = (project.root() / "book" / "_toc.yml").read_text(encoding="utf-8")
NOTEBOOKS = list_notebooks(project.root() / "notebooks")
PER_WAVE = [name for name, notebook in NOTEBOOKS.items() if notebook.per_wave]
SMALL = """format: jb-book
root: index
parts:
- caption: 'The paper'
  chapters:
  - file: methods   # how
    sections:
    # the first
    - file: runs/2016/frame
      title: "The 2016 wave: who was studied"

    # the second
    - file: runs/2018/frame
      title:   'The 2018 wave: who was studied'
      # which was in spring
  - file: findings/rq1
    sections: [{file: other}]
  - {file: findings/rq3}
"""
DEEP = """---
format: jb-book
root: index
chapters:
    -   file: methods
        sections:
              -  file: runs/2016/frame
              -  file: runs/2018/frame
                 title: "The 2018 wave: who was studied"
    -   title: "Distribution"
        file: findings/rq3


# the end

"""
FORMS = {"its own": OWN, "small": SMALL, "deep": DEEP}
FORMS |= {f"{name}, no newline": text.rstrip("\n") for name, text in FORMS.items()}
FORMS |= {f"{name}, CRLF": text.replace("\n", "\r\n") for name, text in FORMS.items()}


@pytest.fixture
def toc(tmp_path):
    """The book's contents as they were before any wave of official files, with comments."""
    path = tmp_path / "_toc.yml"
    path.write_text(f"# A comment of an author\n{OWN}# and one at the end\n", encoding="utf-8")
    return path


def names(wave):
    return {*(f"runs/{wave}/{notebook}" for notebook in PER_WAVE), f"waves/{wave}"}


def order(toc, ending):
    return [name for name in documents(toc) if name.endswith(ending)]


def without_lines_of(wave, text):
    return "".join(line for line in text.splitlines(keepends=True) if wave not in line)


@pytest.mark.parametrize("form", FORMS)
def test_every_other_byte_stays_and_removing_undoes_adding(tmp_path, form):
    toc = tmp_path / "_toc.yml"
    before = FORMS[form].encode()
    toc.write_bytes(before)
    kept = documents(toc)
    assert set(add_wave(toc, "2017", NOTEBOOKS)) == names("2017")
    after = toc.read_bytes().decode()
    assert [name for name in documents(toc) if name not in names("2017")] == kept
    assert set(documents(toc)) == {*kept, *names("2017")}
    assert without_lines_of("2017", after).rstrip().encode() == before.rstrip()
    assert (after.count("\r\n") == after.count("\n")) is (b"\r\n" in before)
    titles = yaml.safe_load(after)
    assert "The 2017 wave: extent" in str(titles)
    assert set(remove_wave(toc, "2017", NOTEBOOKS)) == names("2017")
    assert toc.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["_toc.yml"]


def test_comments_stay_with_the_entries_they_are_about(tmp_path):
    toc = tmp_path / "_toc.yml"
    toc.write_text(SMALL, encoding="utf-8")
    for wave in ("2015", "2017", "2019"):
        add_wave(toc, wave, NOTEBOOKS)
    lines = toc.read_text(encoding="utf-8").splitlines()
    for comment, entry in (("first", "2016"), ("second", "2018")):
        row = lines.index(f"    # the {comment}")
        assert lines[row + 1] == f"    - file: runs/{entry}/frame"
    row = lines.index("      # which was in spring")
    assert lines[row + 1] == "    - file: runs/2019/frame"


def test_lines_stand_after_those_of_the_wave_before(toc):
    for wave in ("2031", "2029", "2033"):
        add_wave(toc, wave, NOTEBOOKS)
    for notebook in PER_WAVE:
        found = order(toc, f"/{notebook}")
        assert found == sorted(found)
        assert found[-3:] == [f"runs/{wave}/{notebook}" for wave in ("2029", "2031", "2033")]
    pages = [name for name in documents(toc) if name.startswith("waves/")]
    assert pages == ["waves/2029", "waves/2031", "waves/2033"]


def test_a_wave_before_all_others_comes_first(toc):
    add_wave(toc, "1999", NOTEBOOKS)
    assert order(toc, "/frame")[0] == "runs/1999/frame"


def test_adding_twice_changes_nothing(toc):
    add_wave(toc, "2031", NOTEBOOKS)
    once = toc.read_bytes()
    assert add_wave(toc, "2031", NOTEBOOKS) == []
    assert toc.read_bytes() == once


def test_removing_in_another_order_undoes_adding(toc):
    before = toc.read_bytes()
    add_wave(toc, "2031", NOTEBOOKS)
    add_wave(toc, "2033", NOTEBOOKS)
    assert set(remove_wave(toc, "2031", NOTEBOOKS)) == names("2031")
    remove_wave(toc, "2033", NOTEBOOKS)
    assert toc.read_bytes() == before
    assert remove_wave(toc, "2031", NOTEBOOKS) == []


def test_part_of_the_lines_is_completed(toc):
    add_wave(toc, "2031", NOTEBOOKS)
    text = toc.read_text().replace("          - file: waves/2031\n", "")
    toc.write_text(text)
    assert add_wave(toc, "2031", NOTEBOOKS) == ["waves/2031"]


def test_the_only_wave_leaves_no_empty_sections(toc):
    for wave in {name.split("/")[1] for name in documents(toc) if name.startswith("runs/")}:
        remove_wave(toc, wave, NOTEBOOKS)
    assert {name for name in documents(toc) if name.startswith("runs/")} == {PAPER}
    assert "sections:\n      - file: findings" not in toc.read_text()
    with pytest.raises(ContentsError, match="add these by hand"):
        add_wave(toc, "2016", NOTEBOOKS)


@pytest.mark.parametrize(
    "text",
    [
        "format: jb-book\nroot: index\nchapters:\n  - file: introduction\n",
        "format: jb-book\nroot: index\nchapters:\n  - file: findings/rq3\n"
        '  - file: runs/2016/frame\n    title: "The 2016 wave:\n      who was studied"\n',
        "format: jb-book\nroot: index\nchapters: [{file: findings/rq3}, {file: runs/2016/frame}]\n",
    ],
    ids=["no place", "a title in two lines", "another notation"],
)
def test_contents_that_cannot_be_edited_are_told_the_lines(toc, text):
    toc.write_text(text)
    documents(toc)
    with pytest.raises(ContentsError) as told:
        add_wave(toc, "2031", NOTEBOOKS)
    for name in names("2031"):
        assert f"- file: {name}" in str(told.value)
    assert toc.read_text() == text


def test_a_page_below_a_waves_page_is_not_removed(toc):
    add_wave(toc, "2031", NOTEBOOKS)
    line = "          - file: waves/2031\n"
    more = f"{line}            sections:\n              - file: mine\n"
    toc.write_text(toc.read_text().replace(line, more))
    before = toc.read_bytes()
    with pytest.raises(ContentsError, match="by hand"):
        remove_wave(toc, "2031", NOTEBOOKS)
    assert toc.read_bytes() == before


@pytest.mark.parametrize("per_wave", [True, False])
def test_a_notebook_stands_after_the_one_registered_before_it(toc, per_wave):
    new = Notebook("rq4_help", 'who "helps"', per_wave)
    neighbour = "rq3_distribution" if per_wave else "published_figures"
    waves = ["2016", "2018"] if per_wave else ["paper"]
    listed = NOTEBOOKS | {new.name: new}
    expected = [f"runs/{wave}/rq4_help" for wave in waves]
    before = documents(toc)
    assert add_notebook(toc, new.name, ["2016", "2018"], listed) == expected
    after = documents(toc)
    first = after.index(f"runs/{waves[-1]}/{neighbour}") + 1
    assert after[first : first + len(waves)] == expected
    assert [name for name in after if name not in expected] == before
    assert f"{new.title_of_run('2018')!r}" in str(yaml.safe_load(toc.read_text()))

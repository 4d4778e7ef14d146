"""A wave's lines in the contents: added and removed as text, and nothing else touched."""

import shutil

import pytest

from edition import adding
from edition.contents import PER_WAVE, ContentsError, documents
from helpers import project

PAPER = "runs/paper/published_figures"
TOC = project.root() / "book" / "_toc.yml"


@pytest.fixture
def toc(tmp_path):
    """The book's contents as they were before any wave of official files, with comments."""
    path = tmp_path / "_toc.yml"
    shutil.copy(TOC, path)
    path.write_text("# A comment of an author\n" + path.read_text() + "# and one at the end\n")
    return path


def names(wave):
    return {*(f"runs/{wave}/{notebook}" for notebook in PER_WAVE), f"waves/{wave}"}


def order(toc, ending):
    return [name for name in documents(toc) if name.endswith(ending)]


def test_a_wave_has_a_line_for_each_notebook_and_its_page(toc):
    before = documents(toc)
    added = adding.add("2031", toc)
    assert set(added) == names("2031")
    after = documents(toc)
    assert [name for name in after if name not in names("2031")] == before
    assert set(after) - set(before) == names("2031")
    assert 'title: "The 2031 wave: extent"' in toc.read_text()


def test_lines_stand_after_those_of_the_wave_before(toc):
    adding.add("2031", toc)
    adding.add("2029", toc)
    adding.add("2033", toc)
    for notebook in PER_WAVE:
        found = order(toc, f"/{notebook}")
        assert found == sorted(found)
        assert found[-3:] == [f"runs/{wave}/{notebook}" for wave in ("2029", "2031", "2033")]
    pages = [name for name in documents(toc) if name.startswith("waves/")]
    assert pages == ["waves/2029", "waves/2031", "waves/2033"]


def test_a_wave_before_all_others_comes_first(toc):
    adding.add("1999", toc)
    assert order(toc, "/frame")[0] == "runs/1999/frame"


def test_adding_twice_changes_nothing(toc):
    adding.add("2031", toc)
    once = toc.read_bytes()
    assert adding.add("2031", toc) == []
    assert toc.read_bytes() == once


def test_every_other_line_stays_as_it_was(toc):
    before = toc.read_text().splitlines()
    adding.add("2031", toc)
    after = [line for line in toc.read_text().splitlines() if "2031" not in line]
    assert after == before


def test_removing_undoes_adding(toc):
    before = toc.read_bytes()
    adding.add("2031", toc)
    adding.add("2033", toc)
    assert set(adding.remove("2031", toc)) == names("2031")
    adding.remove("2033", toc)
    assert toc.read_bytes() == before
    assert adding.remove("2031", toc) == []


def test_part_of_the_lines_is_completed(toc):
    adding.add("2031", toc)
    text = toc.read_text().replace("          - file: waves/2031\n", "")
    toc.write_text(text)
    assert adding.add("2031", toc) == ["waves/2031"]


def test_the_only_wave_leaves_no_empty_sections(toc):
    for wave in {name.split("/")[1] for name in documents(toc) if name.startswith("runs/")}:
        adding.remove(wave, toc)
    assert {name for name in documents(toc) if name.startswith("runs/")} == {PAPER}
    assert "sections:\n      - file: findings" not in toc.read_text()
    with pytest.raises(ContentsError, match="add these by hand"):
        adding.add("2016", toc)


def test_contents_without_a_place_are_told_the_lines(toc):
    text = "format: jb-book\nroot: index\nchapters:\n  - file: introduction\n"
    toc.write_text(text)
    with pytest.raises(ContentsError) as told:
        adding.add("2031", toc)
    for name in names("2031"):
        assert f"- file: {name}" in str(told.value)
    assert toc.read_text() == text


def test_contents_in_another_notation_are_left_alone(toc):
    text = toc.read_text().replace("- file: findings/rq3", "- {file: findings/rq3}")
    broken = text.replace("              - file: runs", "              -  file: runs")
    toc.write_text(broken)
    with pytest.raises(ContentsError):
        adding.add("2031", toc)
    assert toc.read_text() == broken


def test_a_page_below_a_waves_page_is_not_removed(toc):
    adding.add("2031", toc)
    line = "          - file: waves/2031\n"
    more = f"{line}            sections:\n              - file: mine\n"
    toc.write_text(toc.read_text().replace(line, more))
    before = toc.read_bytes()
    with pytest.raises(ContentsError, match="by hand"):
        adding.remove("2031", toc)
    assert toc.read_bytes() == before


def test_a_new_wave_leaves_no_draft_beside_the_contents(toc):
    adding.add("2031", toc)
    assert [path.name for path in toc.parent.iterdir()] == ["_toc.yml"]

"""The table of contents: every wave's notebook and every page has its place, once."""

import pytest

from edition import contents
from edition.contents import ContentsError

TOC = """format: jb-book
root: index
parts:
  - caption: The paper
    chapters:
      - file: methods
        sections:
          - file: runs/2018/frame
      - file: findings/rq1
"""
RUNS = {"runs/2018/frame": "The 2018 wave: who was studied"}
MORE = RUNS | {"runs/2022/frame": "The 2022 wave: who was studied"}


@pytest.fixture
def toc(tmp_path):
    for name in ("index", "methods", "findings/rq1", "_generated/built", "runs/2018/notes"):
        path = tmp_path / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("# Title\n", encoding="utf-8")
    path = tmp_path / "_toc.yml"
    path.write_text(TOC, encoding="utf-8")
    return path


def message(toc, runs=RUNS):
    with pytest.raises(ContentsError) as raised:
        contents.check(toc, runs)
    assert str(toc) in str(raised.value)
    return str(raised.value)


def test_contents_that_fit_pass(toc):
    contents.check(toc, RUNS)


def test_documents_come_in_reading_order(toc):
    assert contents.documents(toc) == ["index", "methods", "runs/2018/frame", "findings/rq1"]


def test_a_wave_missing_from_the_contents_is_told_with_the_line_to_add(toc):
    told = message(toc, MORE)
    assert "not in the contents: runs/2022/frame (wave 2022)" in told
    assert "add `- file: runs/2022/frame`" in told


def test_a_page_listed_twice(toc):
    toc.write_text(TOC + "      - file: methods\n", encoding="utf-8")
    assert "twice in the contents: methods" in message(toc)


def test_a_page_not_listed(toc):
    (toc.parent / "data.md").write_text("# Data\n", encoding="utf-8")
    assert "page not in the contents: data" in message(toc)


@pytest.mark.parametrize("name", ["discussion", "runs/2016/frame"])
def test_an_entry_without_a_page_or_wave(toc, name):
    toc.write_text(TOC + f"      - file: {name}\n", encoding="utf-8")
    assert f"there is no such page or wave: {name}" in message(toc)


def test_a_title_that_the_registry_does_not_give_is_told(toc):
    line = "          - file: runs/2018/frame\n"
    toc.write_text(TOC.replace(line, f"{line}            title: Who\n"), encoding="utf-8")
    assert "the title 'Who'; expected 'The 2018 wave: who was studied'" in message(toc)


def test_every_gap_is_told_at_once(toc):
    toc.write_text(TOC + "      - file: nowhere\n      - file: methods\n", encoding="utf-8")
    told = message(toc, MORE)
    assert all(word in told for word in ("nowhere", "twice", "2022"))


@pytest.mark.parametrize(
    ("text", "says"),
    [(f"{TOC}  - file: [\n", "line 11"), ("", "not in the contents: index"), ("x: \xff", "UTF-8")],
    ids=["not YAML", "empty", "not UTF-8"],
)
def test_contents_that_cannot_be_read_name_the_file_and_the_line(toc, text, says):
    toc.write_bytes(text.encode("latin-1"))
    assert says in message(toc)

"""The prose of the pages: numbers come from results, or they name something."""

import re
from pathlib import Path

import pandas as pd
import pytest

from boundtext import prose
from boundtext.prose import Finding
from boundtext.safe_csv import FORMULA_STARTS
from helpers import project, waves

BOOK = project.root() / "book"
PAGES = sorted(
    path
    for path in BOOK.rglob("*.md")
    if path.relative_to(BOOK).parts[0] not in ("_build", "_generated", "runs")
)
FINDINGS = [path for path in PAGES if path.parent.name == "findings"]
OTHERS = [path for path in PAGES if path.parent.name != "findings"]


def name(path: Path) -> str:
    return path.relative_to(BOOK).as_posix()


def in_findings() -> list[str]:
    """What looks like a number in findings: tables, figures and the names of waves."""
    return [prose.NAMES[0], *(rf"\b{wave}\b" for wave in waves.ids())]


def told(found: list[Finding], path: Path) -> str:
    return "\n".join(f"{path}:{item.line}: {item.words}" for item in found)


def test_there_are_pages_of_both_kinds():
    assert len(FINDINGS) >= 4
    assert len(OTHERS) >= 10


@pytest.mark.parametrize("path", FINDINGS, ids=name)
def test_findings_have_no_bare_number(path):
    found = prose.bare_numbers(path.read_text(encoding="utf-8"), in_findings())
    assert not found, f"bind these with {{num}} or {{holds}}:\n{told(found, path)}"


@pytest.mark.parametrize("path", OTHERS, ids=name)
def test_other_pages_have_no_digits_but_names(path):
    found = prose.bare_numbers(path.read_text(encoding="utf-8"), prose.NAMES, words=False)
    assert not found, f"bind these with {{num}}:\n{told(found, path)}"


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_every_bound_text_names_its_result(path):
    found = prose.malformed_roles(path.read_text(encoding="utf-8"))
    assert not found, told(found, path)


def offered() -> list[Path]:
    """The CSV files of the project that a page offers as they are."""
    links = {
        (path.parent / link).resolve()
        for path in PAGES
        for link in re.findall(r"\{download\}`[^`]*<([^>]+\.csv)>`", path.read_text("utf-8"))
    }
    return sorted(links)


@pytest.mark.parametrize("file", offered(), ids=lambda path: path.name)
def test_no_file_on_offer_holds_a_formula(file):
    table = pd.read_csv(file, dtype=str, keep_default_na=False)
    text = table.loc[:, pd.to_numeric(table.stack(), errors="coerce").unstack().isna().any()]
    cells = [cell for column in text for cell in [column, *text[column]]]
    assert not [cell for cell in cells if cell.startswith(FORMULA_STARTS)]


def test_no_questionnaire_of_a_head_is_on_offer():
    observed = {wave.id for wave in waves.all() if wave.evidence == "observed"}
    assert not [p for p in offered() if p.name == "survey.csv" and p.parent.name in observed]


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_no_page_is_unfinished(path):
    text = path.read_text(encoding="utf-8").lower()
    assert [word for word in ("placeholder", "lorem ipsum", "todo", "fixme") if word in text] == []


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("# T\n\nSchools raised £51 each.", 3, "£51"),
        ("# In 12 schools", 1, "12"),
        ("# T\n\nFirst line,\nthen 93.7% of them.", 4, "93.7%"),
        ("# T\n\n- one\n- and 5 more", 4, "5"),
        ("# T\n\n| a | b |\n|---|---|\n| x | 1,000 |", 5, "1,000"),
        ("# T\n\nA [link with 7](page.md) in it.", 3, "7"),
        ("# T\n\n![A picture of 8 bars](a.png)", 3, "8"),
        ("# T\n\n```{note} All 9 of them\n:class: x\n\nBody.\n```", 3, "9"),
        ("# T\n\n```{admonition} Title\n:class: x\n\nBody of 10.\n```", 6, "10"),
        ("# T\n\n:::{note}\nBody.\n\nMore than 11.\n:::", 6, "11"),
        ("# T\n\n<div>\n<p>12 schools</p></div>", 4, "12"),
        ("# T\n\nAbout $0.5$ of them.", 3, "0.5"),
        ("# T\n\nAlmost half of the schools.", 3, "half"),
        ("# T\n\nNearly\ntwo thirds said so.", 4, "two thirds"),
        ("# T\n\nIt Doubled.", 3, "Doubled"),
        ("# T\n\nSeventy per cent, a quarter, a dozen.", 3, "per cent"),
    ],
)
def test_a_bare_number_is_found_in_its_line(text, line, words):
    assert Finding(line, words) in prose.bare_numbers(text, [])


@pytest.mark.parametrize(
    "text",
    [
        "It is {num}`2018.rq1.direct_per_pupil_mean` there.",
        "{holds}`2018.rq3.gradient_positive: the top 10 raise\nmore than 5`.",
        "Said {cite:t}`Body2017`.",
        "`code 5` and [a page](page5.md#part-6).",
        "% a comment with 7",
        "<!-- 8 -->",
        "```python\nx = 9\n```",
        "```{code-block} python\nx = 10\n```",
        "```{note}\n:class: x11\nWords.\n```",
        '<p class="a12">Words&#160;and more</p>',
        "---\nkey: 13\n---\n\nWords.",
        "1. first\n2. second\n3. third thing to see",
        "(label-14)=\n# Title",
        "Heads and quartermasters, the third question, a percentage.",
    ],
)
def test_what_is_no_prose_is_left_alone(text):
    assert prose.bare_numbers(text, []) == []


def test_names_are_allowed_and_nothing_beside_them():
    text = "Table 1 and Figures 2 of 2018, accounts of 2016/17, in the 1980s: 17 of 2031."
    assert [item.words for item in prose.bare_numbers(text, prose.NAMES)] == ["17", "2031"]


def test_words_are_left_alone_where_only_digits_count():
    assert prose.bare_numbers("Half of 12.", [], words=False) == [Finding(1, "12")]


@pytest.mark.parametrize(
    ("text", "bad"),
    [
        ("{num}`2018.rq1.mean`", False),
        ("{num}`published.t1-don-2018`", False),
        ("{num}`mean`", True),
        ("{num}`2018 rq1 mean`", True),
        ("{num}`a.b.c.d`", True),
        ("{holds}`2018.rq3.positive: they do`", False),
        ("{holds}`2018.rq3.positive:\nthey do`", False),
        ("{holds}`2018.rq3.positive`", True),
        ("{holds}`2018.rq3.positive:  `", True),
        ("```{note}\nBody {num}`mean`\n```", True),
    ],
)
def test_roles_are_held_to_their_form(text, bad):
    assert bool(prose.malformed_roles(f"# T\n\n{text}\n")) is bad

"""The tables of an audit."""

from __future__ import annotations

import re

from judging import figure

import printaudit
from edition import cli
from helpers import project
from printaudit import Verdict, report
from printaudit.register import COLUMNS

FIGURES = {one.id: one for one in (figure("a", "75"), figure("b", "18", "heads"))}
VERDICTS = [
    Verdict("fine", "count", "consistent", "All is well.", ("a", "b")),
    Verdict("off", "grim", "inconsistent", "This | that.", ("a",), in_doubt=("a",)),
]


def test_relations_keep_their_order_and_figures_that_of_the_register():
    relations = report.relations_table(VERDICTS)
    assert list(relations["relation"]) == ["fine", "off"]
    assert list(relations["figures"]) == ["a; b", "a"]
    figures = report.figures_table(VERDICTS, FIGURES)
    assert list(figures["verdict"]) == ["inconsistent", "consistent"]
    assert list(figures["relations"]) == ["off; fine", "fine"]
    assert list(figures["printed"]) == ["75%", "18 heads"]


def test_markdown_has_the_gravest_first_and_every_row_as_wide_as_its_head():
    text = report.markdown(VERDICTS, FIGURES)
    assert text.index("| off |") < text.index("| fine |")
    assert "This \\| that." in text
    for table in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        widths = {len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()}
        assert len(widths) == 1


def test_the_summary_counts_and_tells_what_does_not_hold():
    assert report.summary(VERDICTS, FIGURES).splitlines() == [
        "2 relations: 1 consistent, 0 only under a reading, 1 inconsistent, 0 cannot be checked",
        "2 figures: 1 consistent, 0 only under a reading, 1 inconsistent, 0 cannot be checked",
        "inconsistent: off: This | that.",
    ]


# The page on the two formats

PAGE = (project.root() / "book" / "audit_format.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    (found,) = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    return str(found)


def test_the_page_shows_every_kind_of_relation_as_it_is():
    assert report.kinds() in PAGE


def test_the_page_names_every_column_and_key():
    assert [name for name in COLUMNS if f"`{name}`" not in PAGE] == []
    keys = ("id", "check", "figures", "parameters", "readings", "because", "note", "in_doubt")
    assert [key for key in keys if f"| `{key}` |" not in PAGE] == []
    assert [verdict for verdict in printaudit.VERDICTS if f"| {verdict} |" not in PAGE] == []


def test_the_example_on_the_page_gives_what_the_page_says(tmp_path, capsys):
    files = tmp_path / "figures.csv", tmp_path / "relations.yml"
    files[0].write_text(block("none"), encoding="utf-8")
    files[1].write_text(block("yaml"), encoding="utf-8")
    assert cli.main(["audit", *map(str, files)]) == 0
    assert capsys.readouterr().out == block("text")

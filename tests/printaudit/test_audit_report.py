"""The tables of an audit."""

from __future__ import annotations

import re

from judging import figure

from printaudit import Verdict, audit_report

FIGURES = {one.id: one for one in (figure("a", "75"), figure("b", "18", "heads"))}
VERDICTS = [
    Verdict("fine", "count", "consistent", "All is well.", ("a", "b")),
    Verdict("off", "grim", "inconsistent", "This | that.", ("a",), in_doubt=("a",)),
]


def column(table: audit_report.Table, name: str) -> list[str]:
    return [row[table[0].index(name)] for row in table[1:]]


def test_relations_keep_their_order_and_figures_that_of_the_register():
    relations = audit_report.relations_table(VERDICTS)
    assert column(relations, "relation") == ["fine", "off"]
    assert column(relations, "figures") == ["a; b", "a"]
    figures = audit_report.figures_table(VERDICTS, FIGURES)
    assert column(figures, "verdict") == ["inconsistent", "consistent"]
    assert column(figures, "relations") == ["off; fine", "fine"]
    assert column(figures, "printed") == ["75%", "18 heads"]


def test_markdown_has_the_gravest_first_and_every_row_as_wide_as_its_head():
    text = audit_report.markdown(VERDICTS, FIGURES)
    assert text.index("| off |") < text.index("| fine |")
    assert "This \\| that." in text
    for table in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        widths = {len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()}
        assert len(widths) == 1


def test_the_summary_counts_and_tells_what_does_not_hold():
    assert audit_report.summarize(VERDICTS, FIGURES).splitlines() == [
        "2 relations: 1 consistent, 0 only under a reading, 1 inconsistent, 0 cannot be checked",
        "2 figures: 1 consistent, 0 only under a reading, 1 inconsistent, 0 cannot be checked",
        "inconsistent: off: This | that.",
    ]

"""Declared relations: reading them, and all that is wrong with them in one message."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from judging import figure

from printaudit.relations import scan_relations

FIGURES = {
    one.id: one
    for one in (
        figure("before", "41", "GBP per pupil per year"),
        figure("after", "51", "GBP per pupil per year"),
        figure("growth", "24", wave="change"),
        figure("share", "75"),
        figure("heads", "70", "heads"),
        figure("many", ">300", "heads"),
        figure("year", "2016", "year"),
        figure("words", "increase", "direction", kind="statement"),
    )
}
GROWTH = "{id: one, check: growth, figures: {before: before, after: after, growth: growth}}"


def told(tmp_path: Path, text: str) -> str:
    path = tmp_path / "relations.yml"
    path.write_text(text, encoding="utf-8")
    _, (message,) = scan_relations(path, FIGURES)
    assert str(path) in message
    return message


def problems(tmp_path: Path, *entries: str) -> list[str]:
    """What is said about entries written in one line each, the first in line 2."""
    lines = [f"- {entry}" for entry in entries]
    message = told(tmp_path, "relations:\n" + "\n".join(lines))
    head, *found = message.splitlines()
    assert f"{len(found)} problem(s)" in head
    return [one.strip() for one in found]


def test_a_relation_as_written(tmp_path):
    path = tmp_path / "relations.yml"
    path.write_text(
        """
relations:
  - id: one
    check: growth
    figures: {before: before, after: after, growth: growth}
    readings:
      - says: if over two years
        parameters: {years: 2}
      - says: if prices are taken out
    because: prices.
    note: A remark.
    in_doubt: [growth]
""",
        encoding="utf-8",
    )
    (relation,), messages = scan_relations(path, FIGURES)
    assert messages == []
    assert relation.figure_ids() == ("before", "after", "growth")
    assert [reading.testable for reading in relation.readings] == [True, False]
    assert (relation.because, relation.note) == ("prices.", "A remark.")
    assert relation.in_doubt == ("growth",)
    assert relation.under(relation.readings[0]).parameters == {"years": 2}


@pytest.mark.parametrize(
    ("entry", "rule", "remedy"),
    [
        (
            "{id: x, check: grwth, figures: {a: before}}",
            "unknown check 'grwth'",
            "use one of growth",
        ),
        ("{check: growth, figures: {before: before}}", "id is missing", "write one word"),
        ("{id: x, check: growth}", "figures are missing", "name a figure"),
        ("{id: x, check: growth, figures: [before]}", "figures is no mapping", "write name: value"),
        (
            "{id: x, check: grim, figures: {share: share, of: heads}, reading: 1}",
            "unknown key",
            "use",
        ),
        (
            "{id: x, check: grim, figures: {share: {a: b}, of: heads}}",
            "is no id",
            "write one or a list",
        ),
        ("{id: x, check: grim, figures: {share: on, of: heads}}", "True is no id", "put quotes"),
        (
            "{id: x, check: feasible, figures: {n: heads},"
            " parameters: {facts: [{figure: share, kind: top share, k: 71}]}}",
            "71 of 70 units",
            "it takes 1 to 70",
        ),
        (
            "{id: x, check: feasible, figures: {n: heads}, parameters: {facts: [{kind: mean}]}}",
            "facts is",
            "with figure and kind",
        ),
        ("just words", "not a mapping", "write id, check and figures"),
        ("{id: x, check: grim, figures: {share: shair, of: heads}}", "no figure 'shair'", "share"),
        ("{id: x, check: grim, figures: {share: zzz, of: heads}}", "no figure 'zzz'", "name one"),
        ("{id: x, check: grim, figures: {share: share}}", "of is missing", "whole number"),
        (
            "{id: x, check: grim, figures: {share: share, of: many}}",
            "'>300'",
            "without a qualifier",
        ),
        ("{id: x, check: grim, figures: {share: before, of: heads}}", "'GBP", "name percent"),
        (
            "{id: x, check: grim, figures: {share: [share, growth], of: heads}}",
            "one id",
            "name one",
        ),
        (
            "{id: x, check: grim, figures: {share: share, of: heads, from: heads}}",
            "no role 'from'",
            "share, of",
        ),
        (
            "{id: x, check: growth, figures: {before: share, after: after, growth: growth}}",
            "share in 'percent'|is in 'GBP per pupil per year'",
            "compare figures of one kind",
        ),
        (
            "{id: x, check: growth, figures: {before: year, after: after, growth: growth}}",
            "'2016' in 'year'",
            "name a number",
        ),
        (
            "{id: x, check: period, figures: {figures: share, label: year, measured: heads}}",
            "measured: heads",
            "financial year",
        ),
        (
            "{id: x, check: grim, figures: {share: share, of: heads},"
            " parameters: {unanswered: -1}}",
            "unanswered is -1",
            "a positive number",
        ),
        (
            "{id: x, check: grim, figures: {share: share, of: heads}, parameters: {power: 1}}",
            "no parameter 'power'",
            "unanswered",
        ),
        (
            "{id: x, check: direction, figures: {statements: words}}",
            "exactly one of holds_if and needs",
            "say what supports it",
        ),
        (
            "{id: x, check: direction, figures: {statements: words},"
            " parameters: {holds_if: [after > befor]}}",
            "no figure 'befor'",
            "before",
        ),
        (
            "{id: x, check: direction, figures: {statements: words},"
            " parameters: {holds_if: [after > heads]}}",
            "compares different units",
            "one kind",
        ),
        (
            "{id: x, check: direction, figures: {statements: words},"
            " parameters: {holds_if: [after beats before]}}",
            "holds_if is",
            "ID > ID",
        ),
        (
            "{id: x, check: feasible, figures: {n: heads},"
            " parameters: {facts: [{figure: before, kind: average}]}}",
            "unknown kind 'average'",
            "mean, total",
        ),
        (
            "{id: x, check: sum, figures: {parts: [share, growth]}}",
            "exactly one of whole and total",
            "needed",
        ),
        (
            "{id: x, check: grim, figures: {share: share, of: heads}, readings: [{says: perhaps}]}",
            "reading 1 has no says",
            'begin with "if"',
        ),
        (
            "{id: x, check: grim, figures: {share: share, of: heads},"
            " readings: [{says: if so, figures: {of: hedas}}]}",
            "reading 1: of: no figure 'hedas'",
            "heads",
        ),
        (
            "{id: x, check: grim, figures: {share: share, of: heads}, in_doubt: [before]}",
            "in_doubt: 'before'",
            "name one of them",
        ),
    ],
)
def test_one_problem_is_named_with_its_line_and_what_to_do(tmp_path, entry, rule, remedy):
    (found,) = problems(tmp_path, GROWTH, entry)
    assert found.startswith("line 3, ")
    assert re.search(rule, found) if "|" in rule else rule in found
    assert remedy in found


def test_all_problems_come_in_one_message(tmp_path):
    found = problems(
        tmp_path,
        "{id: a, check: guess, figures: {x: before}}",
        GROWTH,
        "{id: one, check: grim, figures: {share: nil, of: nils}, parameters: {power: 2}}",
        "{id: b, check: equal, figures: {figures: before}}",
    )
    assert [one.split(":")[0] for one in found] == [
        "line 2, a",
        "line 4, one",
        "line 4, one",
        "line 4, one",
        "line 4, one",
        "line 5, b",
    ]
    assert "already stands in line 3" in found[1]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "write one key, relations"),
        ("relations: []", "write one key, relations"),
        ("- a\n- b", "write one key, relations"),
        ("relations: [\n", "not readable as YAML"),
        ("relations:\n - x\nmore: 1", "write one key, relations"),
    ],
)
def test_a_file_of_another_form_is_refused(tmp_path, text, message):
    assert message in told(tmp_path, text)


def test_a_missing_file_is_named(tmp_path):
    _, (message,) = scan_relations(tmp_path / "none.yml", FIGURES)
    assert message.endswith("none.yml: no relations there; correct the path")

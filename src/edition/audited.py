"""The register of printed figures with the audit's verdicts, as parts of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from html import escape

import printaudit
from boundtext import Markup, html_table
from edition.atomic import raw
from edition.quotation import SIGNS
from helpers import paper
from printaudit import Figure, Verdict

KINDS = {
    "quantity": "quantities",
    "statement": "testable statements",
    "context": "other statements",
}


def verdict_counts() -> str:
    """How many printed figures got which verdict, by kind of figure."""
    figures = paper.figures()
    judged = printaudit.judge_figures(_within(), figures)
    columns = {
        kind: printaudit.count_verdicts(
            judged[id].verdict for id in figures if figures[id].kind == kind
        )
        for kind in KINDS
    }
    rows = [
        [f"{SIGNS[verdict]} {verdict}", *(str(columns[kind][verdict]) for kind in KINDS)]
        for verdict in printaudit.VERDICTS
    ]
    head = ["Verdict", *(words.capitalize() for words in KINDS.values())]
    return raw(html_table(head, rows, "Printed figures by verdict"))


def not_consistent() -> str:
    """Every relation within the paper that fails, or holds only under a reading."""
    failing = [one for one in _within() if one.verdict in printaudit.VERDICTS[1:3]]
    return _relations(failing, "What does not simply hold together")


def against_others() -> str:
    """Every relation between the paper and what others printed."""
    within = {one.relation for one in _within()}
    outside = [one for one in paper.audit_with_context() if one.relation not in within]
    return _relations(outside, "The paper against other public statements")


def register() -> str:
    """Every printed figure of the paper, with its verdict and the arithmetic behind it."""
    figures = paper.figures()
    verdicts = {one.relation: one for one in _within()}
    judged = printaudit.judge_figures(verdicts.values(), figures)
    columns = ["Figure", "What it is", "Printed", "Section", "Question", "Wave", "Verdict"]
    rows = [
        [
            *(id, figure.statement, figure.display, _place(figure), figure.question, figure.wave),
            judged[id].verdict,
            _arithmetic(figure, [verdicts[relation] for relation in judged[id].relations]),
        ]
        for id, figure in figures.items()
    ]
    table = html_table(
        [*columns, "How we know"], rows, "What the paper printed", row_ids=list(figures)
    )
    return raw(
        f'<div class="filterable" data-filters="Section,Question,Wave,Verdict">{table}</div>'
    )


def context() -> str:
    """Every figure printed elsewhere, with its source."""
    figures = paper.context()
    rows = [
        [id, figure.statement, figure.display, figure.section, figure.wave, figure.source]
        for id, figure in figures.items()
    ]
    columns = ["Figure", "What it is", "Printed", "About", "Wave", "Source"]
    return raw(html_table(columns, rows, "What others printed", row_ids=list(figures)))


FRAGMENTS: dict[str, Callable[[], str]] = {
    make.__name__: make
    for make in (verdict_counts, not_consistent, against_others, register, context)
}


@cache
def _within() -> list[Verdict]:
    """The paper held against itself."""
    return paper.audit()


def _relations(verdicts: Iterable[Verdict], caption: str) -> str:
    rows = [[one.relation, one.verdict, one.arithmetic, ", ".join(one.figures)] for one in verdicts]
    return raw(html_table(["Relation", "Verdict", "Arithmetic", "Figures"], rows, caption))


def _place(figure: Figure) -> str:
    return f"{figure.section}, line {figure.lines}"


def _arithmetic(figure: Figure, verdicts: list[Verdict]) -> str:
    """The sentences of every check on a figure, to be opened; what it is out of comes first."""
    lines = []
    if figure.denominator:
        lines.append(f"Out of {figure.denominator} ({figure.denominator_status}).")
    lines += [f"{one.verdict.capitalize()}: {one.arithmetic}" for one in verdicts]
    if not lines:
        return "No other printed figure bears on it."
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    label = "1 check" if len(verdicts) == 1 else f"{len(verdicts)} checks"
    return Markup(f"<details><summary>{label}</summary><ul>{items}</ul></details>")

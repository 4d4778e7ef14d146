"""Registers of printed figures, in the form in which pages quote them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import printaudit

PAGE = "figures"
"""The page on which every quoted figure has its row."""

VERDICT_SIGNS = dict(
    zip(
        printaudit.VERDICTS,
        ("\N{CHECK MARK}", "\N{ALMOST EQUAL TO}", "\N{NOT EQUAL TO}", "?"),
        strict=True,
    )
)
"""How the mark beside a quoted figure shows what the audit found."""


def quote_register(register: Path, relations: Path | None = None) -> dict[str, Any]:
    """The rows of a register as records that `{num}` can print.

    A figure of the paper is marked with its line, a figure from elsewhere with its source;
    where relations are given, also with the sign of the audit's verdict.
    """
    figures = printaudit.read_figures(register)
    records = [_record(figure) for figure in figures.values()]
    if relations:
        judged = printaudit.judge_figures(printaudit.audit(register, relations), figures)
        for record in records:
            verdict = judged[record["key"]].verdict
            record["mark"] += f" {VERDICT_SIGNS[verdict]}"
            record["detail"] += f"; checked against the other printed figures: {verdict}"
    return {"records": records}


def _record(figure: printaudit.Figure) -> dict[str, Any]:
    lines = figure.lines.replace("-", "\N{EN DASH}")
    elsewhere = figure.lines == printaudit.ELSEWHERE
    mark = figure.place if elsewhere else f"paper l. {lines}"
    parts = [figure.statement, figure.source if elsewhere else mark]
    if figure.denominator and figure.denominator_status != "none":
        parts.append(f"out of {figure.denominator} ({figure.denominator_status})")
    return {
        "key": figure.id,
        "kind": "quoted",
        "display": figure.display,
        "evidence": "published",
        "mark": mark,
        "detail": "; ".join(parts),
        "page": PAGE,
    }

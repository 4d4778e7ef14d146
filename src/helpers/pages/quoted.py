"""Quoted figures: registers of printed figures, in the form in which pages quote them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from helpers import published

PAGE = "figures"
"""The page on which every quoted figure has its row."""


def collection(register: Path) -> dict[str, Any]:
    """The rows of a register as records that `{num}` can print.

    A figure of the paper is marked with its line; a figure from elsewhere with its source.
    """
    ids = published.register(register).index
    return {"records": [_record(published.figure(ident, register)) for ident in ids]}


def _record(figure: published.Figure) -> dict[str, Any]:
    lines = figure.lines.replace("-", "\N{EN DASH}")
    elsewhere = figure.lines == published.ELSEWHERE
    # Where others printed a figure, the mark is the first words of their name.
    mark = re.split(r"[,;(]", figure.source)[0].strip() if elsewhere else f"paper l. {lines}"
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

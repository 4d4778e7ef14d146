"""Published: what the paper printed, each figure with its line, its unit and its rounding."""

from printaudit.audit import OfFigure, audit, by_figure, counts, figures_of
from printaudit.figure import Figure
from printaudit.register import ELSEWHERE, RegisterError, figure, register
from printaudit.relations import RelationsError
from printaudit.verdict import VERDICTS, Verdict

__all__ = [
    "ELSEWHERE",
    "VERDICTS",
    "Figure",
    "OfFigure",
    "RegisterError",
    "RelationsError",
    "Verdict",
    "audit",
    "by_figure",
    "counts",
    "figure",
    "figures_of",
    "register",
]

"""Published: what the paper printed, each figure with its line, its unit and its rounding."""

from helpers.published.audit import OfFigure, audit, by_figure, counts, figures_of
from helpers.published.figure import Figure
from helpers.published.register import ELSEWHERE, RegisterError, figure, register
from helpers.published.relations import RelationsError
from helpers.published.verdict import VERDICTS, Verdict

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

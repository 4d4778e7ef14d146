"""Published: what the paper printed, each figure with its line, its unit and its rounding."""

from helpers.published.figure import Figure
from helpers.published.register import ELSEWHERE, RegisterError, figure, register

__all__ = ["ELSEWHERE", "Figure", "RegisterError", "figure", "register"]

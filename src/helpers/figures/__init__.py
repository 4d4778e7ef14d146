"""Pictures and tables: each carries its evidence, its finding in words, and its data."""

from helpers.figures.beside import beside_printed, in_hours
from helpers.figures.deciles import (
    dots_by_decile,
    income_by_decile,
    minutes_by_decile,
    shares_by_decile,
    spread_by_decile,
)
from helpers.figures.missing import earlier, say, where_measurable
from helpers.figures.others import lorenz, paired_change, survey_items
from helpers.figures.showing import Picture, show, table
from helpers.figures.style import canvas, stamp
from helpers.figures.tidy import answers, asked_in_both, lorenz_curves, pairs, per_pupil

__all__ = [
    "Picture",
    "answers",
    "asked_in_both",
    "beside_printed",
    "canvas",
    "dots_by_decile",
    "earlier",
    "in_hours",
    "income_by_decile",
    "lorenz",
    "lorenz_curves",
    "minutes_by_decile",
    "paired_change",
    "pairs",
    "per_pupil",
    "say",
    "shares_by_decile",
    "show",
    "spread_by_decile",
    "stamp",
    "survey_items",
    "table",
    "where_measurable",
]

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
from helpers.figures.printed import (
    PAPER,
    agrees,
    difference,
    growth,
    part_of_all,
    ratio,
    share,
    share_change,
)
from helpers.figures.showing import Picture, show, table
from helpers.figures.style import canvas, stamp
from helpers.figures.tidy import answers, asked_in_both, lorenz_curves, pairs, per_pupil
from helpers.figures.words import above, below

__all__ = [
    "PAPER",
    "above",
    "Picture",
    "agrees",
    "answers",
    "asked_in_both",
    "beside_printed",
    "below",
    "canvas",
    "difference",
    "dots_by_decile",
    "earlier",
    "growth",
    "in_hours",
    "income_by_decile",
    "lorenz",
    "lorenz_curves",
    "minutes_by_decile",
    "paired_change",
    "pairs",
    "part_of_all",
    "per_pupil",
    "ratio",
    "say",
    "share",
    "share_change",
    "shares_by_decile",
    "show",
    "spread_by_decile",
    "stamp",
    "survey_items",
    "table",
    "where_measurable",
]

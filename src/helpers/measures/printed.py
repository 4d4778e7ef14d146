"""What follows from printed numbers alone: bounds from rounding, counts behind percentages."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from boundtext import Estimate, Result
from helpers import paper
from helpers.evidence_kinds import PUBLISHED
from helpers.measures.basis import Provenance
from helpers.measures.survey import Answers, change_of_counts, share_of_counts
from helpers.paper import figure
from printaudit import Figure

ROUNDING = "bounds from rounding alone; who was counted, and chance, come on top"
COUNTS = "counts taken back from rounded percentages; heads chose whether to answer"


@dataclass(frozen=True)
class Paper:
    """The paper as something a notebook runs on: stands where a wave would."""

    id: str = "paper"
    title: str = "What the paper printed"
    evidence: str = PUBLISHED


PAPER = Paper()
PROVENANCE = Provenance(PAPER.evidence, PAPER.id, "", "questionnaires", COUNTS)
"""Of a number worked out from printed percentages of questionnaires."""


def growth(before: str, now: str) -> Estimate:
    """Growth in percent from one printed figure to another, by their ids.

    The bounds are the least and greatest growth of any two numbers that round to what
    was printed. Raises ValueError for a figure that is no positive number.
    """
    figures = _positive(before), _positive(now)
    ends = _carried(lambda first, second: 100 * (second / first - 1), *figures)
    return _estimate(ends, "percent", f"growth from {before} to {now}", period=_years(before, now))


def growth_per_year(before: str, now: str, years: int) -> Estimate:
    """Growth in percent a year, compounded over `years`, with bounds from rounding.

    The steady yearly growth that leads from one printed figure to the other. Raises
    ValueError for a figure that is no positive number, and for fewer years than one.
    """
    if years < 1:
        raise ValueError(f"growth per year needs at least one year between, not {years}")
    figures = _positive(before), _positive(now)
    ends = _carried(lambda first, second: 100 * ((second / first) ** (1 / years) - 1), *figures)
    method = f"compound growth per year over {years} years from {before} to {now}"
    return _estimate(ends, "percent", method, period=_years(before, now))


def years_between(before: str, now: str) -> int:
    """Whole years between two printed years (2016) or financial years (2013/14), by their ids."""
    return int(figure(now).printed[:4]) - int(figure(before).printed[:4])


def difference(before: str, now: str, *, elsewhere: bool = False) -> Estimate:
    """The second printed figure minus the first, in their unit, with bounds from rounding.

    elsewhere: both were printed outside the paper and stand in the register of context.
    """
    first, second = _found(before, elsewhere), _found(now, elsewhere)
    unit = "percentage points" if second.unit == "percent" else second.unit
    ends = _carried(lambda earlier, later: later - earlier, first, second)
    return _estimate(ends, unit, f"{now} minus {before}", period=_waves(first, second))


def ratio(top: str, bottom: str) -> Estimate:
    """One printed figure over another, with bounds from rounding."""
    ends = _carried(lambda over, under: over / under, _positive(top), _positive(bottom))
    return _estimate(ends, "ratio", f"{top} over {bottom}", period=_years(bottom, top))


def share(id: str) -> Result:
    """A printed percentage of questionnaires, with Wilson's interval around the count behind it.

    The caveat says so where no whole number of heads rounds to what was printed.
    """
    yes, answered = _count(id)
    caveat = COUNTS
    printed = _positive(id).interval()
    if not printed.low <= 100 * yes / answered <= printed.high:
        caveat += f"; no whole number of {answered} heads gives the printed percentage"
    return share_of_counts(
        Answers(yes, answered), replace(PROVENANCE, period=figure(id).wave, caveat=caveat)
    )


def share_change(before: str, now: str) -> dict[str, Result]:
    """Change between two printed percentages of questionnaires: `difference` and `p`.

    Newcombe's interval and Fisher's exact test on the counts behind them, as if the
    two surveys had asked different heads.
    """
    period = _years(before, now)
    return change_of_counts(_count(before), _count(now), replace(PROVENANCE, period=period))


def share_of_all_asked(id: str, asked: str) -> Estimate:
    """Bounds on what all who were asked would have said, from a printed percentage of answers.

    asked: id of the printed number of those asked. Least: nobody who kept silent would have
    said yes; greatest: all of them would. These are Manski's worst-case bounds: no
    assumption is made about who answered. The value is the percentage of those who did.
    """
    yes, answered = _count(id)
    everybody = round(_number(_positive(asked)))
    ends = [100 * yes / everybody, 100 * yes / answered]
    ends.append(100 * (yes + everybody - answered) / everybody)
    estimate = _estimate(ends, "percent", f"{id}, whatever those who kept silent would have said")
    caveat = "bounds without any assumption about who answered"
    return replace(estimate, n=everybody, of="heads asked", period=figure(id).wave, caveat=caveat)


def part_of_all(part: str, mean: str, schools: str) -> Estimate:
    """A printed sum in percent of all income: of the printed mean times the number of schools.

    The number of schools is exact; sum and mean have bounds from rounding.
    """
    count = _number(_positive(schools))
    ends = _carried(
        lambda some, apiece: 100 * some / (apiece * count), _positive(part), _positive(mean)
    )
    return _estimate(ends, "percent", f"{part} over {mean} times {schools}", figures=3)


def as_printed(id: str) -> Estimate:
    """A printed figure, with bounds from rounding: any of these numbers is printed so."""
    found = _positive(id)
    within = found.interval()
    return _estimate([within.low, _number(found), within.high], found.unit, id, figures=1)


def _positive(id: str) -> Figure:
    """The printed figure; ValueError where it may stand for no positive number."""
    found = figure(id)
    if found.value is None or found.interval().low <= 0:
        raise ValueError(f"printed figure {id!r} ({found.printed}) is no positive number")
    return found


def _number(found: Figure) -> float:
    """The printed number itself; ValueError for a figure in words."""
    if found.value is None:
        raise ValueError(f"printed figure {found.id!r} ({found.printed}) is no number")
    return found.value


def _found(id: str, elsewhere: bool) -> Figure:
    return paper.context_figure(id) if elsewhere else figure(id)


def _carried(formula: Callable[[Any, Any], Any], first: Figure, second: Figure) -> list[float]:
    """A formula on two printed figures: least, as printed, and greatest.

    The same formula is worked on the printed numbers and on their rounding intervals.
    """
    bounds = formula(first.interval(), second.interval())
    return [bounds.low, formula(_number(first), _number(second)), bounds.high]


def _estimate(
    ends: list[float], unit: str, method: str, *, period: str = "", figures: int = 2
) -> Estimate:
    low, value, high = ends
    return Estimate(
        value, low, high, 1.0, figures, unit, method, PAPER.evidence, PAPER.id,
        of="printed figures", period=period, caveat=ROUNDING,
    )  # fmt: skip


def _count(id: str) -> Answers:
    """How many said yes, of how many, as the rounded percentage and its denominator tell."""
    found: Figure = figure(id)
    if found.unit != "percent" or found.value is None or not found.denominator.isdigit():
        raise ValueError(f"printed figure {id!r} is no percentage of a known number")
    answered = int(found.denominator)
    return Answers(math.floor(found.value * answered / 100 + 0.5), answered)


def _years(before: str, now: str) -> str:
    return _waves(figure(before), figure(now))


def _waves(before: Figure, now: Figure) -> str:
    return before.wave if before.wave == now.wave else f"{before.wave} to {now.wave}"

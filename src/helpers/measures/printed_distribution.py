"""What the printed figures imply for what was not printed: inequality, school size, prices."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from boundtext import Estimate
from helpers import project
from helpers.measures.basis import NotMeasurable, values_or_reasons
from helpers.measures.printed import PAPER, ROUNDING
from helpers.paper import figure
from printaudit.feasibility import Constraint, bounds
from printaudit.rounding import RoundingInterval, total

PRICE_INDEX = "data/reference/price_index.csv"
"""Optional input, from the root of the project: see `price_index`."""

SCHOOLS = "meth-2018-n-schools"
INCOME_FACTS: tuple[tuple[str, str, float | None], ...] = (
    ("rq3-mean-19883", "mean", None),
    ("rq3-min-total", "minimum", None),
    ("rq3-max-total", "maximum", None),
    ("rq3-less-than-third", "share at or above mean", None),
    ("rq3-bottom1-875", "bottom sum", 1),
    ("rq3-top1-476784", "top sum", 1),
    ("rq3-top10-25", "top share", 10),
)
"""Printed figures on recorded income per school in the later wave: id, kind, percent of schools.

All that the relation incomes-without-top-share finds feasible at once.
Without the printed share of the highest 1%, which the other figures rule out.
"""

_IMPLIED = "no school's amount is known, and chance is not covered"
_SIZE = "a mean of ratios need not be the ratio of means; assumes both count the same schools"


def income_bounds(
    quantity: str,
    unit: str,
    *,
    k: int | None = None,
    percent: float | None = None,
    threshold: float | None = None,
) -> Estimate:
    """Least and greatest value of a quantity over all incomes of schools that fit INCOME_FACTS.

    quantity, k, percent, threshold: as `printaudit.feasibility.bounds` takes them; unit: of
    the result. The value is the midpoint, and no better supported than any other between.
    Raises ValueError where the figures conflict.
    """
    n = round(_exact(SCHOOLS).low)
    facts = [_constraint(id, kind, of_schools) for id, kind, of_schools in INCOME_FACTS]
    low, high = bounds(n, facts, quantity, k=k, percent=percent, threshold=threshold)
    method = "midpoint of linear programming bounds from the printed figures on income"
    return _estimate(
        RoundingInterval(low, high), unit, method, n=n, of_what="schools", caveat=_IMPLIED
    )


def implied_pupils(per_school: str, *per_pupil: str) -> Estimate:
    """Pupils per school: a printed amount per school over the sum of amounts per pupil.

    Bounds from rounding; the value is the quotient of the figures as printed.
    """
    printed = figure(per_school).value, [figure(id).value for id in per_pupil]
    size = figure(per_school).interval() / total([figure(id).interval() for id in per_pupil])
    value = printed[0] / sum(printed[1])  # type: ignore[operator, arg-type]
    method = f"{per_school} over {' plus '.join(per_pupil)}"
    return _estimate(
        size, "pupils per school", method, value=value, n=1 + len(per_pupil),
        caveat=f"{ROUNDING}; {_SIZE}",
    )  # fmt: skip


def implied_hours(minutes: str, pupils: Estimate) -> Estimate:
    """Volunteer hours per school and week: printed minutes per pupil times pupils per school.

    Raises ValueError for pupils without bounds.
    """
    if pupils.low is None or pupils.high is None:
        raise ValueError("pupils per school are given without bounds")
    hours = figure(minutes).interval() * RoundingInterval(pupils.low, pupils.high) / 60
    value = figure(minutes).value * pupils.value / 60  # type: ignore[operator]
    return _estimate(
        hours, "hours per school per week", f"{minutes} times {pupils.method}", value=value,
        n=pupils.n + 1, caveat=f"{ROUNDING}; {_SIZE}",
    )  # fmt: skip


def per_group(units: str, groups: str) -> Estimate:
    """Average number of units per group, of two printed counts: no group's own number is known."""
    count = _exact(units) / _exact(groups)
    method = f"{units} over {groups}"
    return _estimate(
        count, f"{figure(units).unit} per group", method, n=2,
        caveat="an average: how many stand in any one group is not printed",
    )  # fmt: skip


def reach_of_one(maximum: str, group: Estimate) -> Estimate:
    """How far one answer, moved from nothing to the printed maximum, moves a mean of a group."""
    reach = figure(maximum).interval() / group.value
    method = f"{maximum} over the average number in a group"
    return _estimate(reach, figure(maximum).unit, method, n=round(group.value), of_what="answers")


def price_index(file: Path | None = None) -> pd.DataFrame | None:
    """The price index for real growth, index `year`; None where no file is supplied.

    file: by default PRICE_INDEX, a CSV with columns year (a financial year as the paper
    prints it: 2013/14), index (level of prices, any base, above 0), and source (who
    publishes it, edition and date). Raises ValueError for a file of another form.
    """
    path = project.root() / PRICE_INDEX if file is None else file
    if not path.exists():
        return None
    prices = pd.read_csv(path, dtype={"year": "str", "source": "str"})
    missing = sorted({"year", "index", "source"} - set(prices.columns))
    if missing:
        raise ValueError(f"{path}: no column {', '.join(missing)}; it needs year, index, source")
    level = pd.to_numeric(prices["index"], errors="coerce")
    bad = prices["year"].isna() | prices["year"].duplicated() | prices["source"].isna()
    bad |= ~((level > 0) & (level < math.inf))
    if bad.any():
        rows = ", ".join(str(row + 2) for row in prices.index[bad])
        raise ValueError(
            f"{path}, rows {rows}: each year stands once, with an index above 0 and a source"
        )
    return prices.assign(index=level).set_index("year")


@values_or_reasons(lambda pairs, *_, **__: pairs)
def real_growth(
    pairs: Mapping[str, tuple[str, str]], years: tuple[str, str], file: Path | None = None
) -> dict[str, Estimate]:
    """Growth in percent at constant prices, by name, with bounds from rounding.

    pairs: ids of the earlier and the later figure; years: ids of the printed financial
    years they belong to; file: see `price_index`. Unmeasured, in words for the
    reader, where no index is supplied or it lacks one of the years.
    """
    prices = price_index(file)
    if prices is None:
        raise NotMeasurable(
            f"No price index is supplied ({PRICE_INDEX}), so growth beyond the rise of prices"
            " is not computed; every growth here is nominal."
        )
    first, last = (figure(id).printed for id in years)
    absent = [year for year in (first, last) if year not in prices.index]
    if absent:
        raise NotMeasurable(f"The price index has no row for {' and '.join(absent)}.")
    level = prices["index"].astype("float64").to_dict()
    rise, source = level[last] / level[first], str(prices["source"].to_dict()[last])
    return {name: _real(*pair, rise, source) for name, pair in pairs.items()}


def _real(before: str, now: str, rise: float, source: str) -> Estimate:
    earlier, later = figure(before), figure(now)
    value = 100 * (later.value / earlier.value / rise - 1)  # type: ignore[operator]
    grown = (later.interval() / earlier.interval() / rise - 1) * 100
    method = f"growth from {before} to {now} at constant prices ({source})"
    return _estimate(grown, "percent", method, value=value, n=2)


def _constraint(id: str, kind: str, percent: float | None) -> Constraint:
    printed = figure(id).interval()
    return Constraint(kind, printed.low, printed.high, id, percent=percent)


def _exact(id: str) -> RoundingInterval:
    return figure(id).interval(exact=True)


def _estimate(
    within: RoundingInterval,
    unit: str,
    method: str,
    *,
    n: int,
    value: float | None = None,
    of_what: str = "printed figures",
    caveat: str = ROUNDING,
) -> Estimate:
    middle = (within.low + within.high) / 2 if value is None else value
    return Estimate(
        middle, within.low, within.high, 1.0, n, unit, method, PAPER.evidence, PAPER.id,
        of=of_what, caveat=caveat,
    )  # fmt: skip

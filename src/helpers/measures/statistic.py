"""A statistic of a table of schools, its level in one wave and its change between two."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from boundtext import Estimate
from helpers.measures.basis import NotMeasurable, Provenance
from helpers.measures.resampling import Array, Columns, bootstrap

CHANGE = ("absolute", "relative")
"""What is told of a change: in the unit of the value, and in percent of the earlier value."""

NO_GROWTH = "The earlier value is not above zero, so there is no growth in percent."

POUNDS = "GBP {}"
MINUTES = "minutes {} per week"


@dataclass(frozen=True)
class Statistic:
    """A number computed from columns of a table of schools.

    columns: which columns of `basis.known_income` it takes, in order.
    of: takes those columns as arrays, schools on the last axis, and drops that axis.
    unit: of the value; one that begins with "per" is completed by what is measured.
    words: the method in a few words.
    """

    columns: tuple[str, ...]
    of: Callable[..., Array]
    unit: str
    words: str
    caveat: str = ""

    def take(self, table: pd.DataFrame) -> Columns:
        """Its columns as arrays, one dimension each."""
        return [table[column].to_numpy() for column in self.columns]

    def unit_of(self, amount: str) -> str:
        """Unit of the value for an amount, POUNDS or MINUTES."""
        return amount.format(self.unit) if self.unit.startswith("per ") else self.unit

    def unit_of_change(self, amount: str) -> str:
        """Unit of an absolute change."""
        unit = self.unit_of(amount)
        return "percentage points" if unit == "percent" else unit


MEAN = Statistic(("amount",), lambda income: income.mean(-1), "per school", "mean")
MEDIAN = Statistic(("amount",), lambda income: np.median(income, axis=-1), "per school", "median")
MEAN_OF_RATIOS = Statistic(
    ("per_pupil",), lambda ratio: ratio.mean(-1), "per pupil", "mean of ratios"
)
MEDIAN_OF_RATIOS = Statistic(
    ("per_pupil",),
    lambda ratio: np.median(ratio, axis=-1),
    "per pupil",
    "median of the schools' amounts per pupil",
)
RATIO_OF_TOTALS = Statistic(
    ("amount", "pupils"),
    lambda income, pupils: income.sum(-1) / pupils.sum(-1),
    "per pupil",
    "ratio of totals",
)

STATISTICS: dict[str, Statistic] = {
    "mean per school": MEAN,
    "median per school": MEDIAN,
    "mean per pupil": MEAN_OF_RATIOS,
    "median per pupil": MEDIAN_OF_RATIOS,
    "total per pupil": RATIO_OF_TOTALS,
}
"""Levels by name. Mean per pupil is the mean of ratios, total per pupil the ratio of totals."""


def find_statistic(name: str, table: dict[str, Statistic]) -> Statistic:
    """The statistic called `name`; ValueError names those there are."""
    if name not in table:
        raise ValueError(f"statistic {name!r} is none of: {', '.join(table)}")
    return table[name]


def level_of(
    table: pd.DataFrame, statistic: Statistic, provenance: Provenance, amount: str = POUNDS
) -> Estimate:
    """`statistic` of one table, with a bootstrap interval; amount: POUNDS or MINUTES."""
    (interval,) = bootstrap(lambda *columns: [statistic.of(*columns)], statistic.take(table))
    unit = statistic.unit_of(amount)
    return provenance.estimate(interval, len(table), unit, statistic.words, statistic.caveat)


def change_of(
    before: pd.DataFrame,
    now: pd.DataFrame,
    statistic: Statistic,
    provenance: Provenance,
    *,
    paired: bool,
    amount: str = POUNDS,
) -> dict[str, Estimate]:
    """Change of `statistic` from `before` to `now`: "absolute", and "relative" in percent.

    paired: row i of both tables is the same school, resampled together; else the tables are
    resampled independently. "relative" is left out where the earlier value is not above zero.
    """
    width = len(statistic.columns)

    def changes(*columns: Array) -> list[Array]:
        earlier, later = statistic.of(*columns[:width]), statistic.of(*columns[width:])
        base = np.where(earlier > 0, earlier, np.nan)
        return [later - earlier, 100 * (later / base - 1)][: 2 if relative else 1]

    columns = [statistic.take(before), statistic.take(now)]
    with np.errstate(all="ignore"):
        relative = bool(statistic.of(*columns[0]) > 0)
    samples = [[*columns[0], *columns[1]]] if paired else columns
    try:
        intervals = bootstrap(changes, *samples)
    except NotMeasurable as why:
        raise NotMeasurable(f"No change can be measured. {why}") from why
    n = len(now) if paired else len(before) + len(now)
    who = "the same schools" if paired else f"all of each wave ({len(before)} and {len(now)})"
    method = f"change of the {statistic.words}, {who}"
    caveat = "" if paired else "units in both waves count as different ones"
    caveat = "; ".join(filter(None, (statistic.caveat, caveat)))
    units = [statistic.unit_of_change(amount), "percent"]
    return {
        name: provenance.estimate(interval, n, unit, method, caveat)
        for name, interval, unit in zip(CHANGE, intervals, units, strict=False)
    }

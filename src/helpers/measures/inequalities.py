"""Did it become more unequal? The change of every measure of inequality between two waves."""

from __future__ import annotations

from boundtext import Estimate
from helpers import waves
from helpers.measures.basis import (
    in_both,
    of_income_change,
    values_or_reasons,
    with_decile,
)
from helpers.measures.distribution import (
    gini_statistic,
    shareable,
    theil_statistic,
    top_statistic,
)
from helpers.measures.gradient import CONCENTRATION, RELATIVE_INDEX, SLOPE_INDEX
from helpers.measures.statistic import CHANGE, NO_GROWTH, Statistic, change_of, find_statistic
from helpers.measures.unexplained import R_SQUARED, RESIDUAL_SPREAD
from helpers.waves import Income

INEQUALITIES: dict[str, Statistic] = {
    "gini by schools": gini_statistic("schools"),
    "gini by pupils": gini_statistic("pupils"),
    "theil by schools": theil_statistic("schools"),
    "theil by pupils": theil_statistic("pupils"),
    "top 10% by schools": top_statistic("schools", 0.10),
    "top 10% by pupils": top_statistic("pupils", 0.10),
    "top 1% by schools": top_statistic("schools", 0.01),
    "top 1% by pupils": top_statistic("pupils", 0.01),
    "slope index": SLOPE_INDEX,
    "relative index": RELATIVE_INDEX,
    "concentration index": CONCENTRATION,
    "r squared": R_SQUARED,
    "residual spread": RESIDUAL_SPREAD,
}
"""Measures of inequality by name, as statistics of a table of schools."""


@values_or_reasons(CHANGE, left_out=NO_GROWTH)
def inequality_change(
    before: waves.Wave, now: waves.Wave, kind: Income, measure: str, paired: bool = True
) -> dict[str, Estimate]:
    """Change of `measure` (a key of INEQUALITIES) of income of `kind`, by BCa bootstrap.

    paired: only schools known in both waves, resampled in pairs; else all schools of each wave,
    resampled independently, so that a change of the sample is part of the change. A measure that
    uses deciles takes each wave's own.
    Keys: absolute, in the measure's unit or percentage points, and relative, in percent; the
    latter is left out where the earlier value is not above zero.
    Unmeasured where fewer than two schools are known, or the measure is undefined.
    """
    statistic = find_statistic(measure, INEQUALITIES)
    earlier, later = shareable(before, kind), shareable(now, kind)
    if "decile" in statistic.columns:
        earlier, later = with_decile(earlier, before), with_decile(later, now)
    if paired:
        earlier, later = in_both(earlier, later)
    provenance = of_income_change(before, now, kind)
    return change_of(earlier, later, statistic, provenance, paired=paired)

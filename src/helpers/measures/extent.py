"""How much is raised: levels of money in one wave."""

from __future__ import annotations

from boundtext import Estimate, number
from helpers import waves
from helpers.measures.basis import Interval, known_income, of_schools, value_or_reason
from helpers.measures.resampling import share_interval
from helpers.measures.statistic import STATISTICS, Statistic, find_statistic, level_of
from helpers.waves import Income


@value_or_reason
def level(wave: waves.Wave, kind: Income, statistic: str) -> Estimate:
    """The level called `statistic` (a key of STATISTICS) of income of `kind`, in GBP.

    Interval: BCa bootstrap of schools. Unmeasured with fewer than two known schools.
    """
    chosen = find_statistic(statistic, STATISTICS)
    return level_of(known_income(wave, kind), chosen, of_schools(wave, kind))


@value_or_reason
def share_above(wave: waves.Wave, kind: Income, threshold: float = 10_000) -> Estimate:
    """Percent of schools whose income is above `threshold` GBP, with Wilson's interval.

    Source: statsmodels `proportion_confint`. Unmeasured as `level`.
    """
    income = known_income(wave, kind)["amount"]
    interval = share_interval(int((income > threshold).sum()), len(income))
    method = f"share of schools above {number(threshold, 'GBP')}"
    return of_schools(wave, kind).estimate(interval, len(income), "percent", method)


@value_or_reason
def maximum_per_pupil(wave: waves.Wave, kind: Income) -> Estimate:
    """Largest income per pupil of any school, GBP per pupil; a maximum has no interval."""
    return _maximum(wave, kind, "per_pupil", "GBP per pupil")


@value_or_reason
def maximum_per_school(wave: waves.Wave, kind: Income) -> Estimate:
    """Largest income of any school, GBP per school; a maximum has no interval."""
    return _maximum(wave, kind, "amount", "GBP per school")


def _maximum(wave: waves.Wave, kind: Income, column: str, unit: str) -> Estimate:
    known = known_income(wave, kind)
    interval = Interval(known[column].max())
    return of_schools(wave, kind).estimate(interval, len(known), unit, "maximum")


@value_or_reason
def budget_share(wave: waves.Wave, kind: Income) -> Estimate:
    """Income of `kind` in percent of total income, ratio of totals, where both are known.

    Interval: BCa bootstrap of schools. PTA income stands outside the school's own accounts,
    so for kinds that include it the share is of a budget it may not be part of.
    """
    known = known_income(wave, kind).merge(wave.schools[["urn", "total_income"]], on="urn")
    known = known.dropna(subset=["total_income"])
    share = Statistic(
        ("amount", "total_income"),
        lambda income, total: 100 * income.sum(-1) / total.sum(-1),
        "percent",
        "share of total income, ratio of totals",
    )
    return level_of(known, share, of_schools(wave, kind))

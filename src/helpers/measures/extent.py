"""How much is raised: levels of money in one wave."""

from __future__ import annotations

from boundtext import Estimate
from helpers import waves
from helpers.measures.basis import Interval, Kind, known_income, of_schools
from helpers.measures.resampling import share_interval
from helpers.measures.statistic import STATISTICS, Statistic, level_of, named


def level(wave: waves.Wave, kind: Kind, statistic: str) -> Estimate:
    """The level called `statistic` (a key of STATISTICS) of income of `kind`, in GBP.

    Interval: BCa bootstrap of schools. Raises NotMeasurable with fewer than two known schools.
    """
    chosen = named(statistic, STATISTICS)
    return level_of(known_income(wave, kind), chosen, of_schools(wave, kind))


def mean_per_school(wave: waves.Wave, kind: Kind) -> Estimate:
    """Mean income per school, GBP per school; raises as `level`."""
    return level(wave, kind, "mean per school")


def median_per_school(wave: waves.Wave, kind: Kind) -> Estimate:
    """Median income per school, GBP per school; raises as `level`."""
    return level(wave, kind, "median per school")


def mean_per_pupil(wave: waves.Wave, kind: Kind) -> Estimate:
    """Mean over schools of income per pupil (mean of ratios), GBP per pupil; raises as `level`."""
    return level(wave, kind, "mean per pupil")


def median_per_pupil(wave: waves.Wave, kind: Kind) -> Estimate:
    """Median over schools of income per pupil, GBP per pupil; raises as `level`."""
    return level(wave, kind, "median per pupil")


def total_per_pupil(wave: waves.Wave, kind: Kind) -> Estimate:
    """All income over all pupils (ratio of totals), GBP per pupil; raises as `level`."""
    return level(wave, kind, "total per pupil")


def share_above(wave: waves.Wave, kind: Kind, threshold: float = 10_000) -> Estimate:
    """Percent of schools whose income is above `threshold` GBP, with Wilson's interval.

    Source: statsmodels `proportion_confint`. Raises NotMeasurable as `level`.
    """
    income = known_income(wave, kind)["income"]
    interval = share_interval(int((income > threshold).sum()), len(income))
    method = f"share of schools above £{threshold:,.0f}"
    return of_schools(wave, kind).estimate(interval, len(income), "percent", method)


def maximum_per_pupil(wave: waves.Wave, kind: Kind) -> Estimate:
    """Largest income per pupil of any school, GBP per pupil; a maximum has no interval."""
    return _maximum(wave, kind, "per_pupil", "GBP per pupil")


def maximum_per_school(wave: waves.Wave, kind: Kind) -> Estimate:
    """Largest income of any school, GBP per school; a maximum has no interval."""
    return _maximum(wave, kind, "income", "GBP per school")


def _maximum(wave: waves.Wave, kind: Kind, column: str, unit: str) -> Estimate:
    known = known_income(wave, kind)
    interval = Interval(known[column].max())
    return of_schools(wave, kind).estimate(interval, len(known), unit, "maximum")


def budget_share(wave: waves.Wave, kind: Kind) -> Estimate:
    """Income of `kind` in percent of total income, ratio of totals, where both are known.

    Interval: BCa bootstrap of schools. PTA income stands outside the school's own accounts,
    so for kinds that include it the share is of a budget it may not be part of.
    """
    known = known_income(wave, kind).merge(wave.schools[["urn", "total_income"]], on="urn")
    known = known.dropna(subset=["total_income"])
    share = Statistic(
        ("income", "total_income"),
        lambda income, total: 100 * income.sum(-1) / total.sum(-1),
        "percent",
        "share of total income, ratio of totals",
    )
    return level_of(known, share, of_schools(wave, kind))

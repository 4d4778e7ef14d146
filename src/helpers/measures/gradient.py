"""How income follows deprivation: deciles, slope indices, concentration.

Deciles run from 1, most deprived, to 10. A positive slope means that schools in less deprived
areas raise more. For trends and what they leave open see `unexplained`.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from boundtext import Estimate
from helpers import waves
from helpers.measures.basis import (
    DECILES,
    NO_DECILE,
    Interval,
    NotMeasurable,
    deciles_of,
    known_income,
    of_schools,
    value_or_reason,
    values_or_reasons,
    with_decile,
)
from helpers.measures.resampling import Array, bootstrap, mean_interval
from helpers.measures.statistic import (
    RATIO_OF_TOTALS,
    STATISTICS,
    Statistic,
    find_statistic,
    level_of,
)
from helpers.waves import Income

FEW = 10
"""Schools below which a bootstrap interval is known to be too narrow."""

_BARS = {
    name: STATISTICS[name] for name in ("mean per school", "mean per pupil", "total per pupil")
}


def placed_income(wave: waves.Wave, kind: Income) -> pd.DataFrame:
    """`known_income` of the schools whose decile is known, decile as int64; raises as it does."""
    return with_decile(known_income(wave, kind), wave)


@values_or_reasons(DECILES, left_out=NO_DECILE)
def by_decile(
    wave: waves.Wave, kind: Income, statistic: str = "mean per school"
) -> dict[int, Estimate]:
    """Level of income of `kind` in each decile that has known schools, in GBP.

    statistic: mean per school, mean per pupil (t intervals) or total per pupil (bootstrap).
    A decile with one school has no interval. Unmeasured without known schools.
    """
    chosen = find_statistic(statistic, _BARS)
    provenance = of_schools(wave, kind)
    bars = {}
    for decile, group in deciles_of(placed_income(wave, kind)):
        if chosen is RATIO_OF_TOTALS:
            interval, caveat = _ratio_interval(chosen, group)
        else:
            interval, caveat = mean_interval(group[chosen.columns[0]].to_numpy()), ""
        unit = chosen.unit_of_change("GBP {}")
        bars[decile] = provenance.estimate(interval, len(group), unit, chosen.words, caveat)
    return bars


def _ratio_interval(statistic: Statistic, group: pd.DataFrame) -> tuple[Interval, str]:
    """The ratio of totals of a few schools, and a caveat where they are too few to resample."""
    columns = statistic.take(group)
    if len(group) < 2:
        return Interval(float(statistic.of(*columns)), how="no interval: one school"), ""
    (interval,) = bootstrap(lambda *drawn: [statistic.of(*drawn)], columns)
    return interval, "so few schools make the interval too narrow" if len(group) < FEW else ""


@values_or_reasons(DECILES, left_out=NO_DECILE)
def pta_share_by_decile(wave: waves.Wave) -> dict[int, Estimate]:
    """Percent of recorded income that comes from parents' associations, by decile.

    Ratio of totals over schools whose direct donations are known, BCa bootstrap. An association
    without registered accounts adds nothing, so the share is a lower bound. Deciles where
    nothing was raised, or whose schools are missing, are left out; Unmeasured where that is
    so for all, or where the wave knows of no association's accounts.
    """
    whole, part = placed_income(wave, "recorded"), placed_income(wave, "pta_part")
    whole["part"] = part["amount"]
    share = Statistic(
        ("part", "amount"),
        lambda part, income: 100 * part.sum(-1) / income.sum(-1),
        "percent",
        "PTA income over recorded income, ratio of totals",
    )
    provenance = of_schools(wave, "recorded")
    bars = {}
    for decile, group in deciles_of(whole):
        if group["amount"].sum() > 0:
            interval, caveat = _ratio_interval(share, group)
            bars[decile] = provenance.estimate(
                interval, len(group), share.unit, share.words, caveat
            )
    if not bars:
        raise NotMeasurable(f"No school of wave {wave.id} has recorded income.")
    return bars


def _line(population: Array, values: Array) -> tuple[Array, Array]:
    """Intercept and slope of `values` on the midpoint ranks of groups, weighted by population.

    Groups on the last axis, most deprived first; a group without population has no weight.
    Written out because statsmodels fits one line at a time and a bootstrap needs thousands.
    """
    weights = population / population.sum(-1, keepdims=True)
    ranks = np.cumsum(weights, axis=-1) - weights / 2
    rank = (weights * ranks).sum(-1, keepdims=True)
    mean = (weights * values).sum(-1, keepdims=True)
    spread = (weights * (ranks - rank) ** 2).sum(-1)
    slope = (weights * (ranks - rank) * (values - mean)).sum(-1) / spread
    return mean[..., 0] - slope * rank[..., 0], slope


def slope_and_relative_index(population: ArrayLike, values: ArrayLike) -> tuple[float, float]:
    """Slope and relative index of inequality of grouped data, most deprived group first.

    population, values: (groups,). The slope index is the difference between the ends of the
    weighted least-squares line over midpoint ranks, in the unit of values; the relative index is
    the ratio of those ends, (intercept + slope) / intercept. Source: Mackenbach and Kunst (1997),
    Social Science & Medicine 44; weights are population shares.
    """
    counts: Array = np.asarray(population, dtype="float64")
    intercept, slope = _line(counts, np.asarray(values, dtype="float64"))
    return float(slope), float((intercept + slope) / intercept)


def _sums_by_decile(decile: NDArray[np.int64], amounts: Array) -> Array:
    """Sums of `amounts` (..., schools) within deciles: (..., 10)."""
    shape = decile.shape[:-1]
    rows = int(np.prod(shape))
    cells = decile.reshape(rows, -1) - 1 + len(DECILES) * np.arange(rows)[:, None]
    sums = np.bincount(cells.ravel(), amounts.ravel(), minlength=len(DECILES) * rows)
    return np.asarray(sums, dtype="float64").reshape(*shape, len(DECILES))


def _grouped(income: Array, pupils: Array, decile: NDArray[np.int64]) -> tuple[Array, Array]:
    """Pupils and income per pupil of each decile; an empty decile has neither."""
    population = _sums_by_decile(decile, pupils)
    total = _sums_by_decile(decile, income)
    return population, total / np.where(population > 0, population, 1)


def _slope(income: Array, pupils: Array, decile: NDArray[np.int64]) -> Array:
    return _line(*_grouped(income, pupils, decile))[1]


def _relative(income: Array, pupils: Array, decile: NDArray[np.int64]) -> Array:
    intercept, slope = _line(*_grouped(income, pupils, decile))
    return (intercept + slope) / np.where(intercept > 0, intercept, np.nan)


def _concentration(income: Array, pupils: Array, decile: NDArray[np.int64]) -> Array:
    population, values = _grouped(income, pupils, decile)
    weights = population / population.sum(-1, keepdims=True)
    ranks = np.cumsum(weights, axis=-1) - weights / 2
    mean = (weights * values).sum(-1)
    return 2 * (weights * values * (ranks - 0.5)).sum(-1) / mean


def _of_deciles(of: Callable[..., Array], unit: str, words: str) -> Statistic:
    method = f"{words}; deciles as groups, weighted by pupils"
    return Statistic(("amount", "pupils", "decile"), of, unit, method)


SLOPE_INDEX = _of_deciles(_slope, "per pupil", "slope index of inequality")
RELATIVE_INDEX = _of_deciles(_relative, "ratio", "relative index of inequality")
CONCENTRATION = _of_deciles(_concentration, "concentration index", "concentration index")


@value_or_reason
def slope_index(wave: waves.Wave, kind: Income) -> Estimate:
    """Slope index of inequality, GBP per pupil between the least and the most deprived pupil.

    Line through the deciles' income per pupil (ratio of totals), weighted by pupils; see
    `slope_and_relative_index`. Interval: BCa bootstrap of schools.
    Unmeasured with fewer than two known schools, or a single decile.
    """
    return level_of(placed_income(wave, kind), SLOPE_INDEX, of_schools(wave, kind))


@value_or_reason
def relative_index(wave: waves.Wave, kind: Income) -> Estimate:
    """Relative index of inequality, a ratio: the same line's wealthiest over its poorest end.

    As `slope_index`; also Unmeasured where the line falls to zero at the poorest end.
    """
    return level_of(placed_income(wave, kind), RELATIVE_INDEX, of_schools(wave, kind))


@value_or_reason
def concentration_index(wave: waves.Wave, kind: Income) -> Estimate:
    """Concentration index of income per pupil over deprivation (-1 to 1, positive: to the wealthy).

    Twice the covariance of income per pupil and the pupil's rank by decile, over the mean: the
    slope of the convenient regression (Kakwani, Wagstaff and van Doorslaer 1997, Journal of
    Econometrics 77). Interval: BCa bootstrap of schools. Unmeasured as `slope_index`.
    """
    return level_of(placed_income(wave, kind), CONCENTRATION, of_schools(wave, kind))

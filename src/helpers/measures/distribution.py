"""How unequally income is spread: Lorenz curve, Gini, Theil and top shares.

`by="schools"`: every school counts once and carries its whole income. `by="pupils"`: every pupil
counts once and carries the school's income per pupil. The functions ending in `_of` take arrays
with units on the last axis, so that one call serves all resamples of a bootstrap.
"""

from __future__ import annotations

from functools import partial
from typing import Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.special import xlogy

from boundtext import Estimate
from helpers import waves
from helpers.measures.basis import NotMeasurable, known_income, of_schools, require, value_or_reason
from helpers.measures.resampling import Array
from helpers.measures.statistic import Statistic, level_of
from helpers.waves import Income

By = Literal["schools", "pupils"]


def _sorted(
    values: ArrayLike, weights: ArrayLike | None, falling: bool = False
) -> tuple[Array, Array]:
    """Values in order with the share of the population that each carries (sums to one)."""
    amounts: Array = np.asarray(values, dtype="float64")
    step = -1 if falling else 1
    if weights is None:
        ordered = np.sort(amounts, axis=-1)[..., ::step]
        return ordered, np.full(amounts.shape[-1], 1 / amounts.shape[-1])
    order: NDArray[np.intp] = np.argsort(amounts, axis=-1)[..., ::step]
    carried = np.broadcast_to(np.asarray(weights, dtype="float64"), amounts.shape)
    carried = np.take_along_axis(carried, order, axis=-1)
    shares = carried / carried.sum(-1, keepdims=True)
    return np.take_along_axis(amounts, order, axis=-1), shares


@value_or_reason
def lorenz(values: ArrayLike, weights: ArrayLike | None = None) -> tuple[Array, Array]:
    """Lorenz curve of non-negative `values` (n,): cumulative shares of units and of the total.

    weights: how many units carry each value (default one each). Returns two arrays (n + 1,),
    both from 0 to 1. Unmeasured where there is nothing to share out.
    """
    amounts, shares = _sorted(values, weights)
    total = float((amounts * shares).sum())
    if not total > 0:
        raise NotMeasurable("There is nothing to share out: the total is not above zero.")
    heights = np.cumsum(amounts * shares) / total
    widths = np.cumsum(shares)
    return np.append(0.0, widths / widths[-1]), np.append(0.0, heights / heights[-1])


def gini_of(values: ArrayLike, weights: ArrayLike | None = None) -> Array:
    """Gini coefficient over the last axis: 0 where all have the same, towards 1 where one has all.

    Twice the area between the Lorenz curve and the diagonal, without small-sample correction;
    nan where the total is zero. Formula: Cowell (2011), Measuring Inequality, weighted ranks.
    """
    amounts, shares = _sorted(values, weights)
    carried = amounts * shares
    middle = np.cumsum(shares, axis=-1) - shares / 2
    return 2 * (carried * middle).sum(-1) / carried.sum(-1) - 1


def theil_of(values: ArrayLike, weights: ArrayLike | None = None) -> Array:
    """Theil's T over the last axis, in nats: 0 where all have the same; zeros add nothing.

    Mean of r log r, where r is a value over the mean. Formula: Cowell (2011).
    """
    amounts: Array = np.asarray(values, dtype="float64")
    if weights is None:
        ratio = amounts / amounts.mean(-1, keepdims=True)
        return xlogy(ratio, ratio).mean(-1)
    carried: Array = np.asarray(weights, dtype="float64")
    shares = carried / carried.sum(-1, keepdims=True)
    ratio = amounts / (shares * amounts).sum(-1, keepdims=True)
    return (shares * xlogy(ratio, ratio)).sum(-1)


def top_share_of(values: ArrayLike, fraction: float, weights: ArrayLike | None = None) -> Array:
    """Share (0 to 1) of the total held by the top `fraction` (0 to 1) over the last axis.

    A unit on the boundary counts in part, as on the straight pieces of the Lorenz curve.
    Raises ValueError where fraction is outside 0 to 1.
    """
    if not 0 <= fraction <= 1:
        raise ValueError(f"fraction {fraction} is not between 0 and 1")
    amounts, shares = _sorted(values, weights, falling=True)
    above = np.cumsum(shares, axis=-1) - shares
    taken = np.clip(fraction - above, 0, shares)
    return (amounts * taken).sum(-1) / (amounts * shares).sum(-1)


def _top_percent(values: Array, weights: Array | None = None, *, fraction: float) -> Array:
    return 100 * top_share_of(values, fraction, weights)


_COLUMNS: dict[str, tuple[str, ...]] = {"schools": ("amount",), "pupils": ("per_pupil", "pupils")}


def _columns(by: str) -> tuple[str, ...]:
    if by not in get_args(By):
        raise ValueError(f"by {by!r} is none of: {', '.join(get_args(By))}")
    return _COLUMNS[by]


def gini_statistic(by: By) -> Statistic:
    """The Gini coefficient as a statistic of a table of schools."""
    return Statistic(_columns(by), gini_of, "Gini coefficient", f"Gini coefficient over {by}")


def theil_statistic(by: By) -> Statistic:
    """Theil's T as a statistic of a table of schools."""
    return Statistic(_columns(by), theil_of, "Theil index", f"Theil index (T) over {by}")


def top_statistic(by: By, fraction: float) -> Statistic:
    """The share of the top `fraction` as a statistic of a table of schools, in percent."""
    few = "" if fraction >= 0.05 else "a handful of schools: the interval is rough"
    words = f"share of the total held by the top {100 * fraction:g}% of {by}"
    return Statistic(_columns(by), partial(_top_percent, fraction=fraction), "percent", words, few)


@value_or_reason
def lorenz_curve(wave: waves.Wave, kind: Income, by: By = "schools") -> tuple[Array, Array]:
    """Lorenz curve of income of `kind`; see `lorenz`. Unmeasured as `gini`."""
    columns = _columns(by)
    known = shareable(wave, kind)
    return require(lorenz(*(known[column].to_numpy() for column in columns)))


@value_or_reason
def gini(wave: waves.Wave, kind: Income, by: By = "schools") -> Estimate:
    """Gini coefficient (0 to 1) of income of `kind`; its interval is from `resampling.bootstrap`.

    Unmeasured with fewer than two known schools, a negative income or no income.
    """
    return level_of(shareable(wave, kind), gini_statistic(by), of_schools(wave, kind))


@value_or_reason
def theil(wave: waves.Wave, kind: Income, by: By = "schools") -> Estimate:
    """Theil's T (nats) of income of `kind`, BCa bootstrap of schools; Unmeasured as `gini`."""
    return level_of(shareable(wave, kind), theil_statistic(by), of_schools(wave, kind))


@value_or_reason
def top_share(
    wave: waves.Wave, kind: Income, fraction: float = 0.1, by: By = "schools"
) -> Estimate:
    """Percent of all income of `kind` held by the top `fraction` (0 to 1) of schools or pupils.

    Interval: BCa bootstrap of schools. Unmeasured as `gini`.
    """
    return level_of(shareable(wave, kind), top_statistic(by, fraction), of_schools(wave, kind))


def shareable(wave: waves.Wave, kind: Income) -> pd.DataFrame:
    """`known_income`, where no income is negative; NotMeasurable otherwise."""
    known = known_income(wave, kind)
    if (known["amount"] < 0).any():
        raise NotMeasurable(
            f"A school of wave {wave.id} has a negative income, which no share can express."
        )
    return known

"""Intervals: the bootstrap of schools, the t interval of a mean, Wilson's interval of a share."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from helpers.measures.basis import LEVEL, Interval, NotMeasurable

RESAMPLES = 1999
SEED = 2021
"""Every call draws the same resamples, so a rerun prints the same interval."""

MANY = 5000
"""Units in a sample above which intervals are plain percentiles. The correction of BCa needs the
statistic with each unit left out, so its cost grows with the square of the sample, while the
correction itself shrinks with the sample: of incomes spread like those of the synthetic schools
it moves the ends of an interval by a tenth of its width at 380 schools, and at 17,000 by a
hundredth for a mean or a Gini coefficient and a twenty-fifth for the share of the top hundredth."""

AT_ONCE = 4_000_000
"""Values of a column that are drawn at once: what does not fit is drawn in several goes."""

BCA, PERCENTILE = "BCa bootstrap", "percentile bootstrap"

TOLERATED = 0.05
"""Share of resamples in which a statistic may be undefined before its interval is withheld."""

Array = NDArray[np.float64]
Columns = Sequence[NDArray]
Compute = Callable[..., Sequence[Array]]


def bootstrap(compute: Compute, *samples: Columns) -> list[Interval]:
    """Bias-corrected and accelerated (BCa) bootstrap intervals of several statistics at once.

    Of a sample with more than MANY units the interval is the percentile one.

    samples: one for each independent group of units; each is a sequence of columns of equal
        length, resampled together (paired values are columns of one sample).
    compute: takes all columns, units on the last axis, and returns one array a statistic.
    Falls back to percentiles where BCa is undefined, and says so in `how`. Where more than
    5 percent of the resamples leave a statistic undefined it gets no interval.
    Raises NotMeasurable where a sample has fewer than two units or a value is undefined.
    """
    lengths = [len(sample[0]) for sample in samples]
    if min(lengths) < 2:
        raise NotMeasurable("An interval needs at least two known values.")

    def resampled(*indices: NDArray[np.intp], axis: int = -1) -> Array:
        pairs = zip(samples, indices, strict=True)
        return np.stack(compute(*(column[i] for sample, i in pairs for column in sample)))

    large = max(lengths) > MANY
    rows = [np.arange(length) for length in lengths]
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")  # an undefined BCa is handled below, and told
        values = resampled(*rows)
        if not np.isfinite(values).all():
            raise NotMeasurable("The measure is undefined: it would divide by zero.")
        result = stats.bootstrap(
            rows,
            resampled,
            n_resamples=RESAMPLES,
            vectorized=True,
            confidence_level=LEVEL,
            method="percentile" if large else "BCa",
            batch=max(1, AT_ONCE // sum(lengths)),
            rng=np.random.default_rng(SEED),
        )
    low, high = result.confidence_interval
    return [
        _interval(*parts, PERCENTILE if large else BCA)
        for parts in zip(values, low, high, result.bootstrap_distribution, strict=True)
    ]


def _interval(value: float, low: float, high: float, drawn: Array, how: str) -> Interval:
    if np.isfinite([low, high]).all():
        return Interval(value, low, high, how)
    defined = drawn[np.isfinite(drawn)]
    why = "as BCa is undefined" if how == BCA else "where it is defined"
    if len(defined) < (1 - TOLERATED) * len(drawn):
        return Interval(value, how="no interval: undefined in too many resamples")
    low, high = np.quantile(defined, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(value, low, high, f"{PERCENTILE}, {why}")


def mean_interval(values: Array) -> Interval:
    """The mean of values (one dimension) and its t interval; a single value has no interval.

    Where no value is negative the mean cannot be either: the interval is then cut off at zero.
    """
    mean = float(values.mean())
    if len(values) < 2:
        return Interval(mean, how="no interval: one value")
    margin = stats.t.ppf((1 + LEVEL) / 2, len(values) - 1) * stats.sem(values)
    if margin > mean and values.min() >= 0:
        return Interval(mean, 0.0, mean + margin, "t interval, cut off at zero")
    return Interval(mean, mean - margin, mean + margin, "t interval")


def share_interval(k: int, n: int) -> Interval:
    """The share of `k` in `n`, in percent, with Wilson's interval; NotMeasurable if n is 0."""
    if n < 1:
        raise NotMeasurable("A share needs at least one answer.")
    if not 0 <= k <= n:
        raise ValueError(f"{k} of {n} is not a share")
    low, high = proportion_confint(k, n, alpha=1 - LEVEL, method="wilson")
    return Interval(100 * k / n, 100 * low, 100 * high, "Wilson interval")

"""What deprivation does and does not explain: the trend line, its fit, and the spread about it."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pandas as pd
import statsmodels.api as sm
from statsmodels.tools.sm_exceptions import IterationLimitWarning

from boundtext import Estimate
from helpers import waves
from helpers.measures.basis import (
    LEVEL,
    Interval,
    NotMeasurable,
    Provenance,
    of_schools,
    values_or_reasons,
)
from helpers.measures.gradient import placed_income
from helpers.measures.resampling import Array
from helpers.measures.statistic import Statistic, level_of
from helpers.measures.trends import LINE, line_of
from helpers.waves import Income

QUANTILES = (0.1, 0.5, 0.9)
FIT = ("r_squared", "residual_spread", "slope", "slope_10", "slope_50", "slope_90")
_TREND_OF = {
    "mean per school": ("amount", "GBP per school"),
    "mean per pupil": ("per_pupil", "GBP per pupil"),
}


@values_or_reasons(LINE)
def trend(
    wave: waves.Wave, kind: Income, statistic: str = "mean per school"
) -> dict[str, Estimate]:
    """Least-squares line through the schools of all deciles: "slope" per decile, "intercept".

    statistic: mean per school or mean per pupil, in GBP. The line is intercept + slope * decile.
    Source: statsmodels OLS with HC3 errors. Unmeasured with fewer than three schools.
    """
    if statistic not in _TREND_OF:
        raise ValueError(f"statistic {statistic!r} is none of: {', '.join(_TREND_OF)}")
    column, unit = _TREND_OF[statistic]
    return line_of(placed_income(wave, kind), column, of_schools(wave, kind), unit)


def _residual_sums(ratio: Array, decile: Array) -> tuple[Array, Array]:
    """Residual and total sum of squares of the line of `ratio` on `decile` (last axis)."""
    x = decile - decile.mean(-1, keepdims=True)
    y = ratio - ratio.mean(-1, keepdims=True)
    total = (y**2).sum(-1)
    return total - (x * y).sum(-1) ** 2 / (x**2).sum(-1), total


def _r_squared(ratio: Array, decile: Array) -> Array:
    residual, total = _residual_sums(ratio, decile)
    return 100 * (1 - residual / total)


def _spread(ratio: Array, decile: Array) -> Array:
    residual, _ = _residual_sums(ratio, decile)
    return np.sqrt(np.maximum(residual, 0) / (ratio.shape[-1] - 2))


R_SQUARED = Statistic(
    ("per_pupil", "decile"), _r_squared, "percent", "variance explained by a line on decile (R²)"
)
RESIDUAL_SPREAD = Statistic(
    ("per_pupil", "decile"), _spread, "per pupil", "standard deviation about the line on decile"
)


@values_or_reasons(FIT)
def deprivation_fit(wave: waves.Wave, kind: Income = "recorded") -> dict[str, Estimate]:
    """How much of the spread of income per pupil between schools deprivation leaves open.

    Keys: r_squared (percent of variance) and residual_spread (GBP per pupil), both with BCa
    bootstraps; slope (GBP per pupil per decile, OLS with HC3 errors); slope_10, slope_50 and
    slope_90, the slopes of the 10th, 50th and 90th percentile (quantile regression, robust
    errors). Source of the fits: statsmodels. Unmeasured with fewer than three schools.
    """
    placed, provenance = placed_income(wave, kind), of_schools(wave, kind)
    slope = line_of(placed, "per_pupil", provenance, "GBP per pupil")["slope"]
    return {
        "r_squared": level_of(placed, R_SQUARED, provenance),
        "residual_spread": level_of(placed, RESIDUAL_SPREAD, provenance),
        "slope": slope,
        **_quantile_slopes(placed, provenance),
    }


def _with_robust_errors(fit: Any) -> Interval:
    """The slope of a quantile regression; few schools may leave its errors undefined."""
    slope = fit.params["decile"]
    low, high = fit.conf_int(alpha=1 - LEVEL).loc["decile"]
    if not np.isfinite([low, high]).all():
        return Interval(slope, how="no interval: too few schools for robust errors")
    return Interval(slope, low, high, "robust errors")


def _quantile_slopes(placed: pd.DataFrame, provenance: Provenance) -> dict[str, Estimate]:
    model = sm.QuantReg(placed["per_pupil"], sm.add_constant(placed["decile"].astype("float64")))
    slopes = {}
    for quantile in QUANTILES:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error", IterationLimitWarning)
                fit = model.fit(q=quantile)
        except (IterationLimitWarning, ValueError, np.linalg.LinAlgError) as why:
            raise NotMeasurable("Quantile regression on the decile finds no line.") from why
        slopes[f"slope_{quantile:.0%}".rstrip("%")] = provenance.estimate(
            _with_robust_errors(fit),
            len(placed),
            "GBP per pupil per decile",
            f"quantile regression on decile, {quantile:.0%} quantile",
        )
    return slopes

"""Numerical tools: move plausible values as little and as smoothly as needed to meet a total."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq, root
from scipy.special import expit, logit

from newwave.errors import NewWaveError

Array = NDArray[np.float64]

REMEDY = "check the numbers in data/published/figures.csv and data/reference/frames.csv"
"""What to do where no table of schools can meet the numbers it is made from."""


def mark_largest(values: Array, count: int) -> NDArray[np.bool_]:
    """True for the `count` largest values; of equal ones the earlier."""
    marked = np.zeros(len(values), dtype=bool)
    marked[np.argsort(-values, kind="stable")[:count]] = True
    return marked


def round_to_total(values: Array) -> Array:
    """Whole numbers whose total is the rounded total: the largest remainders are rounded up.

    Ties go to the earlier value (Hamilton's method).
    """
    floor = np.floor(values)
    short = round(float(values.sum() - floor.sum()))
    return floor + mark_largest(values - floor, short)


def apportion(total: int, weights: NDArray[Any]) -> NDArray[np.int64]:
    """`total` units in proportion to `weights`, by the largest remainders."""
    return round_to_total(total * weights / weights.sum()).astype(np.int64)


def calibrate(values: Array, low: Array, high: Array, weights: Array, total: float) -> Array:
    """Values moved inside their own limits until the weighted sum is `total`.

    Each value keeps its place between `low` and `high` but for one common shift on the
    logistic scale, so none piles up at a limit (the bounded logit method of Deville and
    Särndal, 1992, with a single constraint).
    Raises NewWaveError where no value within the limits gives the total.
    """
    if not (weights @ low < total < weights @ high):
        reach = f"{weights @ low:.6g} to {weights @ high:.6g}"
        raise NewWaveError(f"the limits allow a total of {reach}, not {total:.6g}; {REMEDY}")
    place = logit(np.clip((values - low) / (high - low), 0.001, 0.999))

    def moved(shift: float) -> Array:
        return low + (high - low) * expit(place + shift)

    return moved(find_root(lambda shift: float(weights @ moved(shift)) - total, -25.0, 25.0))


def find_root(gap: Callable[[float], float], low: float, high: float) -> float:
    """The root of a monotone function between `low` and `high`."""
    return float(brentq(gap, low, high, xtol=1e-13, rtol=1e-14))


def stretch_to(values: Array, mean: float, median: float) -> Array:
    """Positive values stretched on the log scale until mean and median are as given.

    Raises NewWaveError where no stretch gives both.
    """
    logs = np.log(values / np.median(values))

    def stretched(parameters: Array) -> Array:
        return median * np.exp(parameters[0] + parameters[1] * logs)

    def gap(parameters: Array) -> Array:
        now = stretched(parameters)
        return np.array([now.mean() / mean - 1, np.median(now) / median - 1])

    found = root(gap, x0=np.array([0.0, 1.0]), tol=1e-13)
    if not found.success:
        raise NewWaveError(f"no stretch gives mean {mean} and median {median}; {REMEDY}")
    return stretched(found.x)


def smoothest_curve(grid: Array, conditions: list[tuple[Array, float]]) -> Array:
    """The curve over `grid` of least curvature that satisfies linear conditions.

    conditions: pairs (coefficients, value) with coefficients @ curve = value.
    Least squares of the second divided differences under equality constraints.
    """
    count = len(grid)
    step = np.diff(grid)
    slope = np.diff(np.eye(count), axis=0) / step[:, None]
    bend = np.diff(slope, axis=0) / ((step[1:] + step[:-1]) / 2)[:, None]
    # Each squared bend counts for the stretch of grid that it covers.
    bend *= np.sqrt((step[1:] + step[:-1]) / 2)[:, None]
    left = np.array([row for row, _ in conditions])
    right = np.array([value for _, value in conditions])
    zeros = np.zeros((len(left), len(left)))
    system = np.block([[bend.T @ bend, left.T], [left, zeros]])
    return np.linalg.solve(system, np.concatenate([np.zeros(count), right]))[:count]

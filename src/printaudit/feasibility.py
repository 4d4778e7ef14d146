"""Whether figures about one population can hold at once, and what they imply for the rest.

The population: n non-negative numbers in rising order, x1 <= ... <= xn. Every printed figure
is then one or two linear inequalities, so that linear programming decides exactly.

- Any such population is a sum of rays: the populations in which the top j units share a total
  equally and the others have nothing. The weights of the rays are the variables, so that the
  order needs no inequalities of its own.
- Shares of the total and the Gini coefficient are ratios of linear functions. The total is
  fixed at one and the scale becomes a variable: Charnes and Cooper (1962), Programming with
  linear fractional functionals, Naval Research Logistics Quarterly 9.
- A conflict is made irreducible by the deletion filter: Chinneck and Dravnieks (1991),
  Locating minimal infeasible constraint sets in linear programs, ORSA Journal on Computing 3.

Limits. Values are real numbers: that money comes in whole pounds or pence is not modelled.
Every interval is closed: "less than a third" admits a third, and a unit on a threshold or at
the mean may count as above it or not. Inequalities may fail by TOLERANCE.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]

TOLERANCE = 1e-9
"""How far an inequality may fail, so that floating-point dust is no conflict: a few times this
fraction of the total (of the largest bound times n, where neither mean nor total is given)."""

KINDS: dict[str, str] = {
    "mean": "",
    "total": "",
    "minimum": "",
    "maximum": "",
    "median": "",
    "quantile": "percent",
    "top sum": "k or percent",
    "bottom sum": "k or percent",
    "top share": "k or percent",
    "bottom share": "k or percent",
    "share above": "threshold",
    "share at or above mean": "",
    "gini": "",
}
"""Kinds of figure, with what each needs besides its interval; see Constraint."""

ROUNDINGS = ("nearest", "floor", "ceil")

_OF_TOTAL = {"top share": 100.0, "bottom share": 100.0, "gini": 1.0}
"""Ratios to the total, with what one of them is in the unit of its kind."""

_COUNTED = ("share above", "share at or above mean")


@dataclass(frozen=True)
class Constraint:
    """One printed figure: the interval in which the quantity lies.

    kind: a key of KINDS. low, high: the closed interval, in the values' own unit; for shares
        in percent (of the total; for "share above" and "share at or above mean" of the n
        units); for "gini" 0 to 1, without small-sample correction. Either may be infinite.
    name: the figure's name; constraints of one name stand and fall together.
    k: how many units the top or bottom holds; or
    percent: which part of n that is, brought to a whole number by `rounding`, one of ROUNDINGS.
        For "quantile" the part below it (25 is the lower quartile), with linear interpolation
        between neighbours: definition 7 of Hyndman and Fan (1996).
    threshold: for "share above", in the values' unit.

    Raises ValueError for an unknown kind, an empty interval, or parameters that the kind lacks
    or has no use for.
    """

    kind: str
    low: float
    high: float
    name: str
    k: int | None = None
    percent: float | None = None
    rounding: str = "nearest"
    threshold: float | None = None

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"unknown kind {self.kind!r}: use one of {', '.join(KINDS)}")
        if not self.low <= self.high:
            raise ValueError(f"{self._label}: the interval from {self.low} to {self.high} is empty")
        fields = {"k": self.k, "percent": self.percent, "threshold": self.threshold}
        given = [field for field, value in fields.items() if value is not None]
        wanted = KINDS[self.kind].split(" or ") if KINDS[self.kind] else []
        if len(given) != min(len(wanted), 1) or not set(given) <= set(wanted):
            needs = KINDS[self.kind] or "no k, percent or threshold"
            raise ValueError(f"{self._label} takes {needs}, not {' and '.join(given) or 'nothing'}")
        if self.percent is not None and not 0 <= self.percent <= 100:
            raise ValueError(f"{self._label}: {self.percent} percent is not between 0 and 100")
        if self.rounding not in ROUNDINGS:
            raise ValueError(f"{self._label}: rounding is one of {', '.join(ROUNDINGS)}")
        if self.threshold is not None and not 0 <= self.threshold < math.inf:
            raise ValueError(f"{self._label}: threshold {self.threshold} is not a number from 0 up")

    @property
    def _label(self) -> str:
        return f"{self.name or 'quantity'} ({self.kind})"

    def units(self, n: int) -> int:
        """How many of n units the top or bottom holds; ValueError where not between 1 and n."""
        count = self.k if self.percent is None else _whole(n * self.percent / 100, self.rounding)
        assert count is not None
        if count != int(count) or not 1 <= count <= n:
            raise ValueError(f"{self._label}: {count} of {n} units; it takes 1 to {n} whole ones")
        return int(count)


class Answer(NamedTuple):
    """feasible; an `example` in rising order when so, the names of a `conflict` when not."""

    feasible: bool
    example: tuple[float, ...] | None
    conflict: tuple[str, ...]


class Bounds(NamedTuple):
    """Least and greatest value of a quantity, in its unit; `high` may be infinite."""

    low: float
    high: float


def feasible(n: int, constraints: Iterable[Constraint]) -> Answer:
    """Whether some population of n non-negative numbers meets all constraints.

    If none does, `conflict` names figures that cannot all hold though any all but one of them
    can. There may be other such subsets; figures later in the list are the likelier to be
    named. n is taken as given. Raises ValueError for an n that is no whole number from 1 up,
    and for a top or bottom of more than n units.
    """
    if not 1 <= n < math.inf or n != int(n):
        raise ValueError(f"a population has a whole number of units from 1 up, not {n}")
    conflict = list(constraints)
    example = _Programme(int(n), conflict).member()
    if example is not None:
        return Answer(True, tuple(example.tolist()), ())
    for name in dict.fromkeys(constraint.name for constraint in conflict):
        others = [constraint for constraint in conflict if constraint.name != name]
        if _Programme(int(n), others).member() is None:
            conflict = others
    return Answer(False, None, tuple(dict.fromkeys(constraint.name for constraint in conflict)))


def bounds(
    n: int,
    constraints: Iterable[Constraint],
    quantity: str,
    *,
    k: int | None = None,
    percent: float | None = None,
    rounding: str = "nearest",
    threshold: float | None = None,
) -> Bounds:
    """Least and greatest value that a quantity can take in a population that meets all.

    quantity: a key of KINDS, with the parameters and the unit it has in Constraint. The ends
    are sharp (a population attains them or comes as near as one likes). Raises ValueError as
    Constraint and `feasible` do, where the constraints conflict, and for a part of a total
    that can only be zero.
    """
    listed = list(constraints)
    sought = Constraint(quantity, 0, math.inf, "", k, percent, rounding, threshold)
    answer = feasible(n, listed)
    if not answer.feasible:
        raise ValueError(f"nothing follows from a conflict: {', '.join(answer.conflict)}")
    if quantity in _COUNTED:
        return _count_bounds(int(n), listed, sought)
    return _Programme(int(n), listed).extremes(sought)


def _count_bounds(n: int, constraints: list[Constraint], sought: Constraint) -> Bounds:
    """By halving, as what holds for a count of at most m holds for at most m + 1."""

    def fits(limit: Constraint) -> bool:
        return _Programme(n, [*constraints, limit]).member() is not None

    step = 100 / n
    least = bisect_left(range(n), True, key=lambda m: fits(replace(sought, high=m * step)))
    over = bisect_left(range(n + 1), True, key=lambda m: not fits(replace(sought, low=m * step)))
    return Bounds(100 * least / n, 100 * (over - 1) / n)


class _Programme:
    """The linear programmes over one population of n values that meets the constraints.

    Variables: a weight per ray, the top n - j units sharing `reach[j]` each at mean 1
    (j = 0..n-1), and t, the constant one unless the total is fixed instead. Values are in
    units of `scale`. Rows (m, n + 1): at most zero.
    """

    def __init__(self, n: int, constraints: Sequence[Constraint]) -> None:
        self.n = n
        self.scale = _scale(n, constraints)
        self.reach = n / np.arange(n, 0, -1.0)
        self.of_total = any(each.kind in _OF_TOTAL for each in constraints)
        lines = [self._on_rays(row) for row in _rows(constraints, n, self.scale)]
        self.rows = np.array(lines).reshape(-1, n + 1)
        # Never made larger: a row of floating-point dust must stay within the tolerance.
        self.rows /= np.maximum(1.0, np.abs(self.rows).max(axis=1, keepdims=True))

    def member(self) -> Vector | None:
        """A population (n,) in rising order, or None where there is none."""
        nothing = _Row(np.zeros(self.n), 0.0)
        found = self._solve(nothing, of_total=False)
        if found.status == 0 and self.of_total and found.x[:-1].sum() < math.sqrt(TOLERANCE):
            # Where all have nothing there are no shares: look for a total that is not zero.
            found = self._solve(nothing, of_total=True)
        if found.status != 0:
            return None
        weights, unit = np.maximum(found.x[:-1], 0), found.x[-1]
        values: Vector = self.scale * np.cumsum(weights * self.reach)
        return values / unit if unit > TOLERANCE else values

    def extremes(self, sought: Constraint) -> Bounds:
        """Bounds of a linear quantity or of a ratio to the total; some population must fit."""
        of_total = sought.kind in _OF_TOTAL
        weights = _weights(sought, self.n)
        least = self._solve(_Row(weights, 0.0), of_total)
        most = self._solve(_Row(-weights, 0.0), of_total)
        if least.status == 2:
            raise ValueError(f"{sought.kind}: the total can only be zero, so there are no shares")
        unit = _OF_TOTAL[sought.kind] / self.n if of_total else self.scale
        low = max(0.0, float(least.fun * unit))
        return Bounds(low, math.inf if most.status == 3 else max(low, float(-most.fun * unit)))

    def _solve(self, objective: _Row, of_total: bool) -> Any:
        """The least objective, with the mean fixed at one (`of_total`) or else t."""
        from scipy.optimize import linprog  # slow to load, and needed nowhere else

        fixed = np.append(np.full(self.n, float(of_total)), float(not of_total))
        for presolve in (False, True):
            result = linprog(
                self._on_rays(objective),
                A_ub=self.rows,
                b_ub=np.full(len(self.rows), TOLERANCE),
                A_eq=fixed[None, :],
                b_eq=[1.0],
                method="highs",
                options={"presolve": presolve, "primal_feasibility_tolerance": TOLERANCE},
            )
            if result.status in (0, 2, 3):
                return result
        raise ArithmeticError(f"the linear programme was not solved: {result.message}")

    def _on_rays(self, row: _Row) -> Vector:
        return np.append(np.cumsum(row.values[::-1])[::-1] * self.reach, row.constant)


class _Row(NamedTuple):
    """values . x + constant * t <= 0 for values x (n,) in rising order, in units of the scale."""

    values: Vector
    constant: float


def _rows(constraints: Sequence[Constraint], n: int, scale: float) -> list[_Row]:
    rows = []
    for each in constraints:
        if each.kind not in _COUNTED:
            rows += _interval_rows(each, n, scale)
    # Counts above one line are compared as counts: units on the line may count either way,
    # so that the inequalities alone would let two different counts hold at once.
    counted = [each for each in constraints if each.kind in _COUNTED]
    for line in dict.fromkeys(each.threshold for each in counted):
        ranges = [_counts(each, n) for each in counted if each.threshold == line]
        lows, highs = zip(*ranges, strict=True)
        rows += _count_rows(None if line is None else line / scale, n, max(lows), min(highs))
    return rows


def _interval_rows(constraint: Constraint, n: int, scale: float) -> list[_Row]:
    weights = _weights(constraint, n)
    rows = []
    for bound, side in ((constraint.low, -1.0), (constraint.high, 1.0)):
        if bound == side * math.inf:
            continue
        if constraint.kind in _OF_TOTAL:
            rows.append(_Row(side * (weights - bound / _OF_TOTAL[constraint.kind]), 0.0))
        else:
            rows.append(_Row(side * weights, -side * bound / scale))
    return rows


def _counts(constraint: Constraint, n: int) -> tuple[int, int]:
    """Fewest and most units whose percentage of n lies in the interval."""
    low, high = max(constraint.low, 0.0), min(constraint.high, 100.0)
    fewest, most = _whole(low * n / 100, "ceil"), _whole(high * n / 100, "floor")
    # The largest value is never below the mean.
    return (fewest if constraint.kind == "share above" else max(fewest, 1)), most


def _count_rows(threshold: float | None, n: int, fewest: int, most: int) -> list[_Row]:
    """From `fewest` to `most` units above the threshold or, where it is None, the mean.

    At least m of the values in rising order reach a line when the m-th from the top does; at
    most m exceed it when the next one down does not. So no count need be tried by itself.
    """
    if fewest > most:
        return [_Row(np.zeros(n), 1.0)]
    line, constant = np.full(n, 1 / n if threshold is None else 0.0), threshold or 0.0
    places, rows = np.arange(n), []
    if fewest > 0:
        rows.append(_Row(line - (places == n - fewest), constant))
    if most < n:
        rows.append(_Row((places == n - most - 1) - line, -constant))
    return rows


def _weights(constraint: Constraint, n: int) -> Vector:
    """The quantity as weights (n,) of the values in rising order; of the total for a ratio.

    Gini coefficient: sum of (2i - n - 1) x_i over n times the total, i = 1..n in rising order
    (Cowell 2011, Measuring Inequality).
    """
    kind = constraint.kind
    if kind == "gini":
        return (2 * np.arange(1.0, n + 1) - n - 1) / n
    if kind in ("mean", "total"):
        return np.full(n, 1 / n if kind == "mean" else 1.0)
    places = {"minimum": 0.0, "median": 50.0, "maximum": 100.0}
    if kind in places or kind == "quantile":
        percent = constraint.percent if constraint.percent is not None else places[kind]
        position = (n - 1) * percent / 100
        return np.maximum(0.0, 1 - np.abs(np.arange(n) - position))
    held = constraint.units(n)
    chosen = np.arange(n) >= n - held if kind.startswith("top") else np.arange(n) < held
    return chosen.astype("float64")


def _scale(n: int, constraints: Sequence[Constraint]) -> float:
    """The size of the values: the mean where it is given, else the largest bound per unit."""
    means, others = [0.0], [0.0]
    for each in constraints:
        if each.kind in _COUNTED:
            others.append(each.threshold or 0.0)
        elif each.kind not in _OF_TOTAL:
            bound = each.high if math.isfinite(each.high) else each.low
            size = bound / float(_weights(each, n).sum())
            (means if each.kind in ("mean", "total") else others).append(size)
    return next((max(sizes) for sizes in (means, others) if 0 < max(sizes) < math.inf), 1.0)


def _whole(number: float, rounding: str) -> int:
    """A whole number of units; floating-point dust does not carry over an edge."""
    clean = round(number, 9)
    if rounding == "nearest":
        return math.floor(clean + 0.5)
    return math.floor(clean) if rounding == "floor" else math.ceil(clean)

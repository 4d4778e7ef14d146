"""Intervals of numbers, and arithmetic on them: what printed figures leave open."""

from __future__ import annotations

import math
from dataclasses import dataclass

from printaudit.figure import Figure

SLACK = 1e-9
"""Relative slack of comparisons: far below any rounding, above that of binary fractions."""


class NoNumberError(ValueError):
    """A figure in words, or a time, where a number was asked for."""


@dataclass(frozen=True)
class Interval:
    """All numbers from `low` to `high`, both ends included; the ends may be infinite.

    Arithmetic gives the least interval that holds every result. Numbers stand for
    themselves. Raises ValueError when the ends are in the wrong order.
    """

    low: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.high:
            raise ValueError(f"an interval cannot run from {self.low} to {self.high}")

    def __add__(self, other: Interval | float) -> Interval:
        right = _interval(other)
        return Interval(self.low + right.low, self.high + right.high)

    def __sub__(self, other: Interval | float) -> Interval:
        right = _interval(other)
        return Interval(self.low - right.high, self.high - right.low)

    def __mul__(self, other: Interval | float) -> Interval:
        right = _interval(other)
        ends = [_times(a, b) for a in (self.low, self.high) for b in (right.low, right.high)]
        return Interval(min(ends), max(ends))

    def __truediv__(self, other: Interval | float) -> Interval:
        """The quotient; the divisor may touch 0 from above and then leaves the top open."""
        right = _interval(other)
        if right.low < 0 or right.high == 0:
            raise ZeroDivisionError(f"division by {right.low} to {right.high}")
        return self * Interval(
            0.0 if math.isinf(right.high) else 1 / right.high,
            math.inf if right.low == 0 else 1 / right.low,
        )

    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, other: float) -> Interval:
        return _interval(other) - self

    def __rtruediv__(self, other: float) -> Interval:
        return _interval(other) / self

    def __pow__(self, exponent: float) -> Interval:
        """A power of numbers that are not negative, with a positive exponent."""
        return Interval(self.low**exponent, self.high**exponent)

    def contains(self, value: float) -> bool:
        """Whether the value lies inside, ends included."""
        return self.meets(Interval(value, value))

    def meets(self, other: Interval) -> bool:
        """Whether some number lies in both, ends included."""
        return not (above(self.low, other.high) or above(other.low, self.high))


def above(left: float, right: float) -> bool:
    """Whether left exceeds right by more than binary fractions can account for."""
    if math.isinf(left) or math.isinf(right):
        return left > right
    return left - right > SLACK * max(1.0, abs(left), abs(right))


def of(figure: Figure, exact: bool = False) -> Interval:
    """What a printed figure may stand for, in its unit: its rounding interval.

    exact: the figure is a count, and a plain number means itself.
    Raises NoNumberError where the figure is no number.
    """
    if figure.value is None or figure.low is None or figure.high is None:
        raise NoNumberError(f"{figure.id} ({figure.printed}) is no number")
    if exact and not figure.qualifier:
        return Interval(figure.value, figure.value)
    return Interval(figure.low, figure.high)


def total(parts: list[Interval]) -> Interval:
    """The sum of several intervals."""
    return Interval(sum(part.low for part in parts), sum(part.high for part in parts))


def _interval(number: Interval | float) -> Interval:
    return number if isinstance(number, Interval) else Interval(number, number)


def _times(a: float, b: float) -> float:
    """A product in which nothing of an unbounded number is nothing."""
    return 0.0 if a == 0 or b == 0 else a * b

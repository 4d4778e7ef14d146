"""Intervals that rounding leaves open, and arithmetic on them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

SLACK = 1e-9
"""Relative slack of comparisons: far below any rounding, above that of binary fractions."""


@dataclass(frozen=True)
class RoundingInterval:
    """All numbers from `low` to `high`, both ends included; the ends may be infinite.

    Arithmetic gives the least interval that holds every result. Numbers stand for
    themselves. Raises ValueError when the ends are in the wrong order.
    """

    low: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.high:
            raise ValueError(f"an interval cannot run from {self.low} to {self.high}")

    def __add__(self, other: RoundingInterval | float) -> RoundingInterval:
        right = as_interval(other)
        return RoundingInterval(self.low + right.low, self.high + right.high)

    def __sub__(self, other: RoundingInterval | float) -> RoundingInterval:
        right = as_interval(other)
        return RoundingInterval(self.low - right.high, self.high - right.low)

    def __mul__(self, other: RoundingInterval | float) -> RoundingInterval:
        right = as_interval(other)
        ends = [_product(a, b) for a in (self.low, self.high) for b in (right.low, right.high)]
        return RoundingInterval(min(ends), max(ends))

    def __truediv__(self, other: RoundingInterval | float) -> RoundingInterval:
        """The quotient; the divisor may touch 0 from above and then leaves the top open."""
        right = as_interval(other)
        if right.low < 0 or right.high == 0:
            raise ZeroDivisionError(f"division by {right.low} to {right.high}")
        return self * RoundingInterval(
            0.0 if math.isinf(right.high) else 1 / right.high,
            math.inf if right.low == 0 else 1 / right.low,
        )

    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, other: float) -> RoundingInterval:
        return as_interval(other) - self

    def __pow__(self, exponent: float) -> RoundingInterval:
        """A power of numbers that are not negative, with a positive exponent."""
        return RoundingInterval(self.low**exponent, self.high**exponent)

    def contains(self, value: float) -> bool:
        """Whether the value lies inside, ends included."""
        return self.meets(as_interval(value))

    def meets(self, other: RoundingInterval) -> bool:
        """Whether some number lies in both, ends included."""
        return not (exceeds(self.low, other.high) or exceeds(other.low, self.high))


def exceeds(left: float, right: float) -> bool:
    """Whether left exceeds right by more than binary fractions can account for."""
    if math.isinf(left) or math.isinf(right):
        return left > right
    return left - right > SLACK * max(1.0, abs(left), abs(right))


def total(parts: Sequence[RoundingInterval]) -> RoundingInterval:
    """The sum of several intervals."""
    return RoundingInterval(sum(part.low for part in parts), sum(part.high for part in parts))


def as_interval(number: RoundingInterval | float) -> RoundingInterval:
    """An interval as it is; a number as an interval that holds nothing else."""
    return number if isinstance(number, RoundingInterval) else RoundingInterval(number, number)


def _product(a: float, b: float) -> float:
    """A product in which zero times an unbounded number is zero."""
    return 0.0 if a == 0 or b == 0 else a * b

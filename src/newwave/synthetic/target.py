"""One target of the synthetic waves: what was printed or counted, and when it counts as met."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from helpers import paper
from helpers.waves.load import Wave
from newwave.synthetic import frame
from newwave.synthetic.quantities import Pair

Measure = Callable[[Wave], float]


@dataclass(frozen=True)
class Target:
    """One figure to be met: `low` to `high` is what the generated number must lie in.

    wave: the wave it speaks of; of a change, the later one. strict: a bound does not count.
    """

    wave: str
    id: str
    statement: str
    reading: str
    printed: str
    unit: str
    measure: Callable[[Pair], float]
    low: float
    high: float
    strict: bool = False

    def met(self, generated: float) -> bool:
        """Whether a number agrees with the target, to the rounding of what was printed."""
        if self.strict:
            return self.low < generated < self.high
        return self.low <= generated <= self.high


def printed_target(
    wave: str,
    id: str,
    reading: str,
    measure: Callable[[Pair], float],
    within: tuple[float, float] | None = None,
    unit: str | None = None,
) -> Target:
    """A target of the register. A number brings the interval of its rounding.

    A statement in words needs `within`, what the number must lie between, and its `unit`.
    """
    figure = paper.figure(id)
    low, high = within or (figure.low, figure.high)
    if low is None or high is None:
        raise ValueError(f"the figure {id} is in words: say what its number must lie between")
    if figure.qualifier == "<":
        low = -math.inf
    return Target(
        wave=wave,
        id=id,
        statement=figure.statement,
        reading=reading,
        printed=figure.printed,
        unit=unit or figure.unit,
        measure=measure,
        low=low,
        high=high,
        strict=figure.qualifier in ("<", ">"),
    )


def fact_target(
    wave: str, id: str, reading: str, measure: Measure, within: tuple[float, float]
) -> Target:
    """A target of the reference file; `within` is what the generated number must lie between."""
    row = frame.reference().loc[id]
    return Target(
        wave=wave,
        id=id,
        statement=f"{row['statement']}, {row['period']} (real schools; {row['publisher']})",
        reading=reading,
        printed=f"{row['value']:.0f}",
        unit=str(row["unit"]),
        measure=lambda pair: measure(pair[wave]),
        low=float(within[0]),
        high=float(within[1]),
    )

"""Estimates, and the reasons why there is none: the only forms in which a number is recorded."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from boundtext.evidence import evidence_kind

SIGNIFICANT_DIGITS = 10
"""Recorded digits: enough for any reader, few enough to be the same on every machine."""


@dataclass(frozen=True)
class Unmeasured:
    """Stands where an estimate would, with the reason why there is none: a sentence for readers.

    It is neither true nor false: asked for its truth, as by `if` or `all`, it raises TypeError.
    Raises ValueError for a reason without words.
    """

    reason: str

    def __post_init__(self) -> None:
        if not isinstance(self.reason, str) or not self.reason.strip():
            raise ValueError("what was not measured needs a reason, in a sentence for readers")

    def __bool__(self) -> bool:
        raise TypeError(f"it was not measured whether this is so: {self.reason}")


@dataclass(frozen=True)
class Estimate:
    """One number with its uncertainty and its provenance.

    value, low, high: plain Python numbers in `unit`; low and high are the ends
        of the interval of confidence `level` (0 to 1), all three None-able
        together for a plain count, which has no interval.
    n: how many units the number rests on; `of` names them ("bakeries").
    unit: of the value, e.g. "GBP per loaf", "percent", "minutes per loaf".
        "GBP" in front prints a pound sign, "percent" prints "%".
    method: how value and interval were made, in a few words.
    evidence: the name of a kind that is in use, see `use_evidence`.
    run: what the notebook ran on when it made the number (for a change, the later one).
    period: the date the number speaks of, where it is not the run's own name.
    caveat: what the interval does not cover, e.g. that respondents chose to answer.
    scope: whom or where the number speaks of, where a run may speak of several.

    Raises ValueError when a field could mislead a reader: an unknown evidence,
    a value that is not finite, half an interval, an interval without a level.
    """

    value: float
    low: float | None
    high: float | None
    level: float | None
    n: int
    unit: str
    method: str
    evidence: str
    run: str
    of: str = ""
    period: str = ""
    caveat: str = ""
    scope: str = ""

    def __post_init__(self) -> None:
        for name in ("value", "low", "high", "level"):
            object.__setattr__(self, name, _plain_number(name, getattr(self, name)))
        object.__setattr__(self, "n", int(self.n))
        if self.value is None:
            raise ValueError("an estimate needs a value; what is missing is not estimated")
        evidence_kind(self.evidence)
        bounds = (self.low, self.high, self.level)
        if any(bound is None for bound in bounds) and any(bound is not None for bound in bounds):
            raise ValueError("low, high and level come together or not at all")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"interval runs backwards: {self.low} to {self.high}")
        if self.level is not None and not 0 < self.level <= 1:
            raise ValueError(f"level {self.level} is not between 0 and 1")

    def above(self, line: float = 0) -> bool:
        """Whether the whole interval lies above a line; never so without an interval."""
        return self.low is not None and self.low > line

    def below(self, line: float = 0) -> bool:
        """Whether the whole interval lies below a line; never so without an interval."""
        return self.high is not None and self.high < line

    def clear_of(self, line: float = 0) -> bool:
        """Whether the whole interval lies on one side of a line."""
        return self.above(line) or self.below(line)

    def to_dict(self) -> dict[str, Any]:
        """A JSON-ready dictionary, in the order of the fields."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Estimate:
        """The inverse of `to_dict`; unknown keys raise TypeError."""
        return cls(**data)


Result = Estimate | Unmeasured
"""A value, or the reason why there is none."""


def count(value: int, unit: str, evidence: str, run: str, **more: Any) -> Estimate:
    """A plain count: a number that was counted, not estimated, and has no interval."""
    named = {"of": unit} | more
    return Estimate(value, None, None, None, value, unit, "count", evidence, run, **named)


def _plain_number(name: str, number: Any) -> float | int | None:
    """A Python number, rounded to SIGNIFICANT_DIGITS; NumPy scalars are converted."""
    if number is None:
        return None
    if isinstance(number, bool):
        raise ValueError(f"{name} is a truth value; record it as a claim")
    plain = number.item() if hasattr(number, "item") else number
    if isinstance(plain, int):
        return plain
    plain = float(plain)
    if not math.isfinite(plain):
        raise ValueError(f"{name} is {plain}: missing or infinite values are not estimates")
    return float(f"{plain:.{SIGNIFICANT_DIGITS}g}")

"""Predicates: what a claim says of an estimate, and what was tested to find whether it is so.

Each takes the estimate that the claim is about, its subject, and compares its whole interval; an
estimate without an interval supports no direction. A subject that was not measured makes a
predicate that nothing tested, which holds no more than it fails.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from boundtext.estimate import Estimate, Result, Unmeasured
from boundtext.format import number


@dataclass(frozen=True)
class Predicate:
    """A statement about an estimate, tested.

    name, parameters: the function that made it, and what it was given beside its subject.
    tested: what was tested, in words that follow "tested whether".
    truth: whether it holds, or why that could not be tested.
    """

    name: str
    subject: Result
    parameters: Mapping[str, float]
    tested: str
    truth: bool | Unmeasured

    @property
    def holds(self) -> bool:
        """Whether it was tested and holds."""
        return self.truth is True

    def to_dict(self) -> dict[str, Any]:
        """Name, parameters and words, JSON-ready; the subject is recorded beside them."""
        return {"name": self.name, "parameters": dict(self.parameters), "tested": self.tested}


def rises(change: Result) -> Predicate:
    """A change is a rise: its whole interval lies above zero."""
    return _test("rises", change, lambda it: it.above(), "its whole interval lies above zero")


def falls(change: Result) -> Predicate:
    """A change is a fall: its whole interval lies below zero."""
    return _test("falls", change, lambda it: it.below(), "its whole interval lies below zero")


def unclear(change: Result) -> Predicate:
    """The direction of a change is open: its interval holds zero, or it has none."""
    return _test("unclear", change, lambda it: not it.clear_of(), "no interval leaves out zero")


def above(subject: Result, line: float | Result) -> Predicate:
    """The whole interval lies above a line, or above the whole interval of another estimate."""
    return _compare("above", subject, line, lambda it, value: it.above(value), upper=True)


def below(subject: Result, line: float | Result) -> Predicate:
    """The whole interval lies below a line, or below the whole interval of another estimate."""
    return _compare("below", subject, line, lambda it, value: it.below(value), upper=False)


def between(subject: Result, low: float, high: float) -> Predicate:
    """The whole interval lies within two lines, which it may touch; ValueError if they cross."""
    if low > high:
        raise ValueError(f"between {low} and {high} lies nothing: say the lower line first")

    def holds(it: Estimate) -> bool:
        return it.low is not None and it.high is not None and low <= it.low and it.high <= high

    words = f"its whole interval lies between {number(low)} and {number(high)}"
    return _test("between", subject, holds, words, low=low, high=high)


def at_least_times(ratio: Result, times: float) -> Predicate:
    """A ratio is at least so many: its whole interval reaches `times` or lies above."""
    words = f"its whole interval is {number(times)} or more"
    return _test(
        "at_least_times",
        ratio,
        lambda it: it.low is not None and it.low >= times,
        words,
        times=times,
    )


def differs_from(subject: Result, line: float) -> Predicate:
    """The whole interval lies on one side of a line, whichever."""
    words = f"its interval leaves out {number(line)}"
    return _test("differs_from", subject, lambda it: it.clear_of(line), words, line=line)


def agrees_with(subject: Result, printed: Result) -> Predicate:
    """The intervals of two estimates meet, so that both can be true at once."""
    return _meet("agrees_with", subject, printed, "the two intervals meet", wanted=True)


def disagrees_with(subject: Result, printed: Result) -> Predicate:
    """The intervals of two estimates do not meet: at most one of them can be true."""
    return _meet("disagrees_with", subject, printed, "the two intervals do not meet", wanted=False)


def counted_below(subject: Result, line: float) -> Predicate:
    """A number that was counted, and so has no interval, is itself below a line."""
    if isinstance(subject, Estimate) and subject.low is not None:
        raise ValueError("an estimate with an interval was not counted; use below")
    words = f"the number, counted and not estimated, is below {number(line)}"
    return _test("counted_below", subject, lambda it: it.value < line, words, line=line)


def _test(
    name: str,
    subject: Result,
    holds: Callable[[Estimate], bool],
    words: str,
    **parameters: float,
) -> Predicate:
    if not isinstance(subject, Estimate | Unmeasured):
        kind = type(subject).__name__
        raise TypeError(f"{name} takes an Estimate or Unmeasured, not {kind}")
    plain = {key: float(value) for key, value in parameters.items()}
    truth = subject if isinstance(subject, Unmeasured) else bool(holds(subject))
    return Predicate(name, subject, plain, words, truth)


def _untested(name: str, subject: Result, why: Unmeasured) -> Predicate:
    """A predicate whose subject, or what it is compared with, was not measured."""
    reason = subject if isinstance(subject, Unmeasured) else why
    return Predicate(name, subject, {}, "nothing, as a measurement is lacking", reason)


def _ends(estimate: Estimate) -> tuple[float, float]:
    """The ends of the interval; twice the value where there is none."""
    if estimate.low is None or estimate.high is None:
        return estimate.value, estimate.value
    return estimate.low, estimate.high


def _compare(
    name: str,
    subject: Result,
    line: float | Result,
    holds: Callable[[Estimate, float], bool],
    upper: bool,
) -> Predicate:
    if isinstance(line, Unmeasured):
        return _untested(name, subject, line)
    value = _ends(line)[1 if upper else 0] if isinstance(line, Estimate) else line
    of = "the whole interval of the other" if isinstance(line, Estimate) else number(value)
    words = f"its whole interval lies {name} {of}"
    return _test(name, subject, lambda it: holds(it, value), words, line=value)


def _meet(name: str, subject: Result, other: Result, words: str, wanted: bool) -> Predicate:
    if isinstance(other, Unmeasured):
        return _untested(name, subject, other)
    low, high = _ends(other)

    def holds(it: Estimate) -> bool:
        first, last = _ends(it)
        return (first <= high and low <= last) is wanted

    return _test(name, subject, holds, words, low=low, high=high)

"""Extremes against means, and shares above a threshold against both."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import combinations

from printaudit import units, wording
from printaudit.checks.terms import Parameter, Role, Terms, check
from printaudit.rounding import RoundingInterval, exceeds
from printaudit.verdict import CheckResult, decide

_ANY = RoundingInterval(0, math.inf)


def _extreme_problems(terms: Terms) -> Iterator[str]:
    if "minimum" not in terms and "maximum" not in terms:
        yield "no extreme is named; name minimum, maximum or both"
    if "total" in terms and not terms.get("among"):
        yield "total needs among, the number of units it is spread over"


@check(
    Role("minimum", least=0),
    Role("maximum", least=0),
    Role("mean", least=0),
    Role("total", least=0),
    Role("n", "count", least=0),
    Parameter("among", "positive"),
    comparable=("minimum", "maximum", "mean"),
    exactly_one=("mean", "total"),
    problems=_extreme_problems,
)
def check_extremes(terms: Terms) -> CheckResult:
    """A mean (or a total among so many) lies between the least and the greatest, and with n no
    nearer to either than the other one allows."""
    least, most = (terms.base(role) if role in terms else _ANY for role in ("minimum", "maximum"))
    low, high, of = least.low, most.high, ""
    if "n" in terms:
        n = terms.count("n")
        of = f" of {n:,}"
        top = max(most.low, least.low) if "maximum" in terms else least.low
        low = least.low + (top - least.low) / n
        high = most.high if math.isinf(most.high) else greatest_mean(least, most, n)
    if "mean" in terms:
        mean, printed = terms.base("mean"), terms["mean"].display
    else:
        among = terms.get("among")
        mean = terms.base("total") / among
        printed = f"{terms.short('total')} among {wording.as_given(among)}"
    ends = [f"{terms.short('minimum')} at the least"] if "minimum" in terms else []
    ends += [f"{terms.short('maximum')} at the most"] if "maximum" in terms else []
    words = f"With {wording.join(ends)}, a mean{of} lies within"
    unit = terms["minimum" if "minimum" in terms else "maximum"].unit
    return _judge_mean(words, low, high, unit, mean, printed, _in_order(terms))


def _judge_mean(
    words: str,
    low: float,
    high: float,
    unit: str,
    mean: RoundingInterval,
    printed: str,
    in_order: bool = True,
) -> CheckResult:
    """Whether a mean may lie from low to high, all of them in the base of the unit.

    Low above high leaves room for no mean but by rounding.
    """
    holds = in_order and not (exceeds(low, mean.high) or exceeds(mean.low, high))
    scale = units.parse(unit).scale
    possible = RoundingInterval(low / scale, max(low, high) / scale)
    return decide(
        holds,
        f"{words} {wording.spread(possible, unit, mean / scale)}; the printed {printed} lies"
        f" {'inside' if holds else 'outside'}.",
    )


def _in_order(terms: Terms) -> bool:
    """Whether least, mean and greatest can stand in this order, as printed."""
    printed = [terms[role] for role in ("minimum", "mean", "maximum") if role in terms]
    return all(more.may_exceed(less) for less, more in combinations(printed, 2))


def greatest_mean(least: RoundingInterval, most: RoundingInterval, n: int) -> float:
    """The greatest mean of n numbers of which one is the least and the others the greatest."""
    if n == 1:
        return min(least.high, most.high)
    return (min(least.high, most.high) + (n - 1) * most.high) / n


@check(
    Role("share", "percent"),
    Role("mean"),
    Role("minimum", least=0),
    Role("maximum", least=0),
    Parameter("threshold", "positive", required=True),
    comparable=("mean", "minimum", "maximum"),
)
def check_threshold_share(terms: Terms) -> CheckResult:
    """A share above a threshold (in the unit of the mean) fits the mean and the extremes."""
    share, unit = terms["share"], terms["mean"].unit
    part, threshold = terms.base("share"), terms.get("threshold") * units.parse(unit).scale
    above = f"above {wording.as_given(terms.get('threshold'), unit)}"
    least = terms.base("minimum").low if "minimum" in terms else 0.0
    # The least mean: the share exactly at the threshold, all others at the minimum.
    low, high = part.low * threshold + (1 - part.low) * min(least, threshold), math.inf
    if "maximum" in terms:
        most = terms.base("maximum").high
        if part.low > 0 and exceeds(threshold, most):
            return decide(
                False,
                f"{share.short} cannot be {above} when the greatest is {terms['maximum'].short}.",
            )
        high = part.high * most + (1 - part.high) * min(threshold, most)
    words = f"With {share.short} {above}, the mean is"
    return _judge_mean(words, low, high, unit, terms.base("mean"), terms.short("mean"))

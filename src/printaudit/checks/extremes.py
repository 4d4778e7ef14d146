"""Extremes against means, and shares above a threshold against both."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import combinations

from printaudit import interval, units, words
from printaudit.checks.terms import Check, Parameter, Role, Terms, alike, base, may_exceed
from printaudit.interval import Interval
from printaudit.verdict import Outcome, settled


def extremes(terms: Terms) -> Outcome:
    """The mean lies between the extremes; with n, as far from them as the others allow."""
    unit = _unit(terms)
    scale = units.parse(unit).scale
    mean, told_mean = _mean(terms)
    least = terms.base("minimum") if "minimum" in terms else Interval(0, math.inf)
    most = terms.base("maximum") if "maximum" in terms else Interval(0, math.inf)
    n = terms.count("n") if "n" in terms else 0
    low, high = least.low, most.high
    if n:
        top = max(most.low, least.low) if "maximum" in terms else least.low
        low = least.low + (top - least.low) / n
        high = most.high if math.isinf(most.high) else greatest_mean(least, most, n)
    holds = not (interval.above(low, mean.high) or interval.above(mean.low, high)) and _in_order(
        terms
    )
    ends = []
    if "minimum" in terms:
        ends.append(f"{words.short(terms['minimum'])} at the least")
    if "maximum" in terms:
        ends.append(f"{words.short(terms['maximum'])} at the most")
    of = f" of {n:,}" if n else ""
    reach = words.spread(Interval(low / scale, max(low, high) / scale), unit)
    return Outcome(
        settled(holds),
        f"With {words.listed(ends)}, a mean{of} lies within {reach}; the printed {told_mean} lies"
        f" {'inside' if holds else 'outside'}.",
    )


def _in_order(terms: Terms) -> bool:
    """Whether least, mean and greatest can stand in this order, as printed."""
    printed = [terms[role] for role in ("minimum", "mean", "maximum") if role in terms]
    return all(may_exceed(more, less) for less, more in combinations(printed, 2))


def greatest_mean(least: Interval, most: Interval, n: int) -> float:
    """The greatest mean of n numbers of which one is the least and the others the greatest."""
    if n == 1:
        return min(least.high, most.high)
    return (min(least.high, most.high) + (n - 1) * most.high) / n


def _mean(terms: Terms) -> tuple[Interval, str]:
    if "mean" in terms:
        return terms.base("mean"), terms["mean"].display
    among = terms.get("among")
    mean = base(terms["total"]) / among
    return mean, f"{words.short(terms['total'])} among {among:g}"


def _unit(terms: Terms) -> str:
    return terms["minimum" if "minimum" in terms else "maximum"].unit


def threshold_share(terms: Terms) -> Outcome:
    """A share above a threshold needs a mean large enough, and with a maximum small enough."""
    share, mean = terms["share"], terms["mean"]
    scale = units.parse(mean.unit).scale
    part, threshold = terms.base("share"), terms.get("threshold") * scale
    least = terms.base("minimum") if "minimum" in terms else Interval(0, 0)
    # The least mean: the share exactly at the threshold, all others at the minimum.
    low = part.low * threshold + (1 - part.low) * min(least.low, threshold)
    high, reached = math.inf, True
    if "maximum" in terms:
        most = terms.base("maximum").high
        reached = part.low == 0 or not interval.above(threshold, most)
        high = part.high * most + (1 - part.high) * min(threshold, most)
    if not reached:
        return Outcome(
            settled(False),
            f"{words.short(share)} cannot be above"
            f" {words.number(terms.get('threshold'), mean.unit)} when the greatest is"
            f" {words.short(terms['maximum'])}.",
        )
    holds = not (interval.above(low, base(mean).high) or interval.above(base(mean).low, high))
    fits = words.spread(Interval(low / scale, max(low, high) / scale), mean.unit)
    return Outcome(
        settled(holds),
        f"With {words.short(share)} above {words.number(terms.get('threshold'), mean.unit)}, the"
        f" mean is {fits}; the printed {words.short(mean)} lies"
        f" {'inside' if holds else 'outside'}.",
    )


def _extreme_units(terms: Terms) -> Iterator[str]:
    if "minimum" not in terms and "maximum" not in terms:
        yield "no extreme is named; name minimum, maximum or both"
    if ("mean" in terms) == ("total" in terms):
        yield "exactly one of mean and total is needed"
    if "total" in terms and not terms.get("among"):
        yield "total needs among, the number of units it is spread over"
    yield from alike("minimum", "maximum", "mean")(terms)


CHECKS = (
    Check(
        "extremes",
        "A mean (or a total among so many) lies between the least and the greatest, and with n"
        " no nearer to either than the other one allows.",
        extremes,
        (
            Role("minimum", required=False),
            Role("maximum", required=False),
            Role("mean", required=False),
            Role("total", required=False),
            Role("n", "count", required=False),
        ),
        (Parameter("among", "positive"),),
        _extreme_units,
    ),
    Check(
        "threshold_share",
        "A share above a threshold (in the unit of the mean) fits the mean and the extremes.",
        threshold_share,
        (
            Role("share", "percent"),
            Role("mean"),
            Role("minimum", required=False),
            Role("maximum", required=False),
        ),
        (Parameter("threshold", "positive", required=True),),
        alike("mean", "minimum", "maximum"),
    ),
)

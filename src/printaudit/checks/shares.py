"""Percentages of whole numbers: can the denominator give them, and does the count?"""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from printaudit import wording
from printaudit.checks.terms import Parameter, Role, Terms, check
from printaudit.figure import Figure
from printaudit.verdict import CONSISTENT, INCONSISTENT, UNDER_READING, CheckResult, decide

UNANSWERED = 10.0
"""Percent of missing answers that `grim` looks up to, unless told otherwise."""


def possible_counts(share: Figure, n: int) -> range:
    """Every whole number of n whose percentage could have been printed so.

    Ends of the rounding interval count as inside, whatever rule of rounding was used;
    "more than" and "less than" exclude the number they name.
    """
    low, high = _exact_ends(share)
    first, last = math.ceil(low * n / 100), math.floor(high * n / 100)
    if share.qualifier == ">" and 100 * first == low * n:
        first += 1
    if share.qualifier == "<" and 100 * last == high * n:
        last -= 1
    return range(max(first, 0), min(last, n) + 1)


def _exact_ends(share: Figure) -> tuple[Fraction, Fraction]:
    """The rounding interval as exact fractions of percent."""
    assert share.number is not None
    if isinstance(share.number.amount, Decimal):
        ends = share.interval()
        return Fraction(repr(ends.low)), Fraction(repr(min(ends.high, 100.0)))
    exact = 100 * share.number.amount
    low = Fraction(0) if share.qualifier == "<" else exact
    return low, Fraction(100) if share.qualifier == ">" else exact


@check(
    Role("share", "percent"),
    Role("of", "count"),
    Parameter("unanswered", "positive"),
    in_doubt=("share",),
)
def check_grim(terms: Terms) -> CheckResult:
    """Some whole number of the denominator rounds to the printed percentage."""
    share, n = terms["share"], terms.count("of")
    fitting, power = possible_counts(share, n), _power(share, n)
    if fitting:
        return CheckResult(CONSISTENT, f"{_example(share, fitting, n)} {power}".strip())
    below = math.floor(share.amount * n / 100)
    sentence = (
        f"No whole number of {n:,} rounds to {share.short}: {below:,} gives"
        f" {_percent(below, n, share)} and {below + 1:,} gives {_percent(below + 1, n, share)}."
        f" {power}"
    ).strip()
    least = math.ceil(n * (1 - terms.get("unanswered", UNANSWERED) / 100))
    for answered in range(n - 1, least - 1, -1):
        fitting = possible_counts(share, answered)
        if fitting:
            k = fitting[len(fitting) // 2]
            reading = (
                f"if {n - answered:,} of the {n:,} left the question unanswered"
                f" ({k:,} of {answered:,} is {_percent(k, answered, share)})"
            )
            return CheckResult(UNDER_READING, f"{sentence} It holds {reading}.", reading=reading)
    return CheckResult(
        INCONSISTENT, f"{sentence} No number of missing answers down to {least:,} helps."
    )


def _example(share: Figure, fitting: range, n: int) -> str:
    if share.qualifier:
        least = f"at least {fitting[0]:,}" if share.qualifier != "<" else f"at most {fitting[-1]:,}"
        return f"{wording.capitalize(share.short)} of {n:,} means {least}, which is possible."
    k = fitting[len(fitting) // 2]
    many = f" ({fitting[0]:,} to {fitting[-1]:,} all do)" if len(fitting) > 1 else ""
    return (
        f"{k:,} of {n:,} is {_percent(k, n, share)}, which rounds to the printed"
        f" {share.short}{many}."
    )


def _percent(k: int, n: int, share: Figure) -> str:
    """k of n in percent, told so that it rounds to the printed share where it does."""
    return wording.spread(100 * k / n, "percent", share.interval())


def _power(share: Figure, n: int) -> str:
    """How many printed percentages the denominator can reach at all."""
    assert share.number is not None
    if not isinstance(share.number.amount, Decimal) or share.qualifier:
        return ""
    exponent = share.number.amount.as_tuple().exponent
    assert isinstance(exponent, int)
    if exponent < -2:
        return ""
    reached, all_of = reachable_percentages(n, -exponent)
    what = "whole percentages" if exponent == 0 else "percentages printed so"
    if reached == all_of:
        return f"All {all_of:,} {what} can come from {n:,}, so this check could not have failed."
    return f"Only {reached:,} of the {all_of:,} {what} can come from {n:,}."


@lru_cache(maxsize=64)
def reachable_percentages(n: int, decimals: int = 0) -> tuple[int, int]:
    """How many of the percentages with so many decimals n can give, and how many there are."""
    step = Fraction(Decimal(1).scaleb(-decimals))
    all_of = int(100 / step)
    reached: set[int] = set()
    for k in range(n + 1):
        exact = Fraction(100 * k, n) / step
        reached.update({math.ceil(exact - Fraction(1, 2)), math.floor(exact + Fraction(1, 2))})
        if len(reached) > all_of:
            break
    return len(reached & set(range(all_of + 1))), all_of + 1


@check(Role("share", "percent"), Role("count", "count"), Role("of", "count"))
def check_count(terms: Terms) -> CheckResult:
    """A printed count of a printed number is the printed percentage."""
    share, k, n = terms["share"], terms.count("count"), terms.count("of")
    holds = k in possible_counts(share, n)
    return decide(
        holds,
        f"{k:,} of {n:,} is {_percent(k, n, share)}, which"
        f" {'rounds' if holds else 'does not round'} to the printed {share.short}.",
    )

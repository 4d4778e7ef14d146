"""Growth: of an amount, of a share of known counts, and of a product."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from printaudit import wording
from printaudit.checks.shares import possible_counts
from printaudit.checks.terms import Parameter, Role, Terms, check
from printaudit.figure import Figure
from printaudit.rounding import RoundingInterval
from printaudit.verdict import CONSISTENT, CheckResult, decide

_OF_PRODUCT = ("per_head", "heads", "total")


@check(
    Role("before"),
    Role("after"),
    Role("growth", "percent"),
    Parameter("years", "positive"),
    Parameter("falls", "truth"),
    comparable=("before", "after"),
)
def check_growth(terms: Terms) -> CheckResult:
    """The growth from one figure to another is the printed percentage."""
    before, after, printed = terms["before"], terms["after"], terms["growth"]
    years, falls = terms.get("years"), terms.get("falls")
    factor = (after.base_interval() / before.base_interval()) ** (1 / years if years else 1)
    grown = 100 * (1 - factor if falls else factor - 1)
    holds = grown.meets(printed.interval())
    each = f" a year over {wording.as_given(years)} years" if years else ""
    return decide(
        holds,
        f"From {before.short} to {after.short} is {'a fall' if falls else 'growth'} of"
        f" {wording.spread(grown, 'percent', printed)}{each} once rounding is undone;"
        f" {wording.lies(printed, grown, holds)}.",
    )


@check(
    Role("before", "percent"),
    Role("after", "percent"),
    Role("growth", "percent"),
    Role("before_of", "count"),
    Role("after_of", "count"),
    Parameter("of", "text", choices=("shares", "counts")),
    Parameter("unanswered", "positive"),
)
def check_growth_of_shares(terms: Terms) -> CheckResult:
    """The same for percentages of known numbers, or for the numbers behind them."""
    printed = terms["growth"].interval()
    growths = list(_growths(terms, terms.count("before_of"), terms.count("after_of")))
    holds = any(printed.contains(float(value)) for value, *_ in growths)
    missing = terms.get("unanswered", 0)
    found = _with_gaps(terms, missing) if missing and not holds else None
    if found is None:
        return decide(holds, _growth_sentence(terms, [value for value, *_ in growths], holds))
    value, *counts = found
    before, after = (
        f"{k:,} of {n:,} is {wording.number(100 * k / n, 'percent')}" for k, n in counts
    )
    growth = wording.spread(float(value), "percent", printed)
    return CheckResult(CONSISTENT, f"{before} and {after}, growth of {growth}.")


Growth = tuple[Fraction, tuple[int, int], tuple[int, int]]
"""Growth in percent, and the number and its denominator before and after."""


def _growths(terms: Terms, n1: int, n2: int) -> Iterator[Growth]:
    """Every growth that whole numbers of n1 and n2 allow."""
    of_counts = terms.get("of", "shares") == "counts"
    for k1 in possible_counts(terms["before"], n1):
        for k2 in possible_counts(terms["after"], n2) if k1 else ():
            ratio = Fraction(k2, k1) if of_counts else Fraction(k2 * n1, k1 * n2)
            yield 100 * (ratio - 1), (k1, n1), (k2, n2)


def _with_gaps(terms: Terms, percent: float) -> Growth | None:
    """The growth that is as printed with the fewest missing answers, if there is one."""
    printed = terms["growth"].interval()
    answered = [
        range(n, math.ceil(n * (1 - percent / 100)) - 1, -1)
        for n in (terms.count("before_of"), terms.count("after_of"))
    ]
    found = [growth for n1, n2 in product(*answered) for growth in _growths(terms, n1, n2)]
    fitting = [growth for growth in found if printed.contains(float(growth[0]))]
    return max(fitting, key=lambda one: (one[1][1] + one[2][1], *one[1:]), default=None)


def _growth_sentence(terms: Terms, values: list[Fraction], holds: bool) -> str:
    before, after, printed = terms["before"], terms["after"], terms["growth"]
    n1, n2 = terms.count("before_of"), terms.count("after_of")
    first, second = possible_counts(before, n1), possible_counts(after, n2)
    if not values:
        none = f"{n1:,} from 1 up rounds to {before.short}"
        none = f"{n2:,} rounds to {after.short}" if any(first) else none
        return f"No whole number of {none}, so no growth follows."
    ends = RoundingInterval(float(min(values)), float(max(values)))
    of_counts = terms.get("of", "shares") == "counts"
    return (
        f"{before.short} to {after.short} is {_ends(first)} of {n1:,} to {_ends(second)} of"
        f" {n2:,}, a {'change in number' if of_counts else 'growth of the percentage'} of"
        f" {wording.spread(ends, 'percent', printed)}, which {'is' if holds else 'is not'}"
        f" the printed {printed.short}."
    )


def _ends(numbers: range) -> str:
    return " to ".join(dict.fromkeys((f"{numbers[0]:,}", f"{numbers[-1]:,}")))


@check(
    *(Role(name, "percent") for name in _OF_PRODUCT),
    Parameter("falls", "texts", choices=_OF_PRODUCT),
)
def check_growth_of_product(terms: Terms) -> CheckResult:
    """A change per head and a change in the number of heads make the change of the whole."""
    factors, changes = {}, {}
    for role in _OF_PRODUCT:
        falls = role in terms.get("falls", [])
        factors[role] = 1 + _change(terms[role]) * (-1 if falls else 1)
        changes[role] = f"{'a fall' if falls else 'a rise'} of {terms[role].short}"
    made, total = 100 * (factors["per_head"] * factors["heads"]), 100 * factors["total"]
    return decide(
        made.meets(total),
        f"{wording.capitalize(changes['per_head'])} per head with {changes['heads']} in the number"
        f" of heads makes the whole {wording.spread(made, 'percent', total)} of what it was;"
        f" {changes['total']} would make it {wording.spread(total, 'percent', made)}.",
    )


def _change(figure: Figure) -> RoundingInterval:
    """A change in ones; "more than" is open above, as no whole bounds a change."""
    printed = figure.base_interval()
    return RoundingInterval(printed.low, math.inf) if figure.qualifier == ">" else printed

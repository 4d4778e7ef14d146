"""Changes: growth, growth of a share of known counts, and growth of a product."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

from printaudit import interval, words
from printaudit.checks.shares import possible_counts
from printaudit.checks.terms import Check, Parameter, Role, Terms, alike, base
from printaudit.figure import Figure
from printaudit.interval import Interval
from printaudit.verdict import CONSISTENT, Outcome, settled


def growth(terms: Terms) -> Outcome:
    """Growth in percent between two figures against the printed growth."""
    before, after, printed = terms["before"], terms["after"], terms["growth"]
    years = terms.get("years")
    factor = _factor(base(before), base(after))
    if years:
        factor = factor ** (1 / years)
    grown = 100 * (1 - factor if terms.get("falls") else factor - 1)
    holds = grown.meets(interval.of(printed))
    word = "a fall" if terms.get("falls") else "growth"
    each = f" a year over {words.bare(years)} years" if years else ""
    return Outcome(
        settled(holds),
        f"From {words.short(before)} to {words.short(after)} is {word} of"
        f" {words.spread(grown, 'percent', 3)}{each} once rounding is undone; the printed"
        f" {words.short(printed)} lies {_where(holds, grown, printed)}.",
    )


def _where(holds: bool, grown: Interval, printed: Figure) -> str:
    """Where a printed figure lies; one that only its own rounding brings in is told apart."""
    if not holds:
        return "outside"
    assert printed.value is not None
    if grown.contains(printed.value):
        return "inside"
    return f"within its own rounding, {words.spread(interval.of(printed), printed.unit)}, of that"


def _factor(before: Interval, after: Interval) -> Interval:
    return Interval(
        after.low / before.high if before.high else math.inf,
        after.high / before.low if before.low else math.inf,
    )


def growth_of_shares(terms: Terms) -> Outcome:
    """Growth of a share, or of the number behind it, with whole numbers of answers."""
    grown, sentence = _plain_growth(terms)
    holds = _holds(terms, grown)
    missing = terms.get("unanswered", 0)
    found = _with_gaps(terms, missing) if missing and not holds else None
    if found is None:
        return Outcome(settled(holds), sentence)
    (k1, n1), (k2, n2), value = found
    return Outcome(
        CONSISTENT,
        f"{k1} of {n1} is {words.number(100 * k1 / n1, 'percent', 3)} and {k2} of {n2} is"
        f" {words.number(100 * k2 / n2, 'percent', 3)}, growth of"
        f" {words.number(float(value), 'percent', 3)}.",
    )


def _holds(terms: Terms, grown: list[Fraction]) -> bool:
    return any(interval.of(terms["growth"]).contains(float(value)) for value in grown)


def _plain_growth(terms: Terms) -> tuple[list[Fraction], str]:
    """Every growth that whole numbers of the full denominators allow, and its sentence."""
    n1, n2 = terms.count("before_of"), terms.count("after_of")
    first = possible_counts(terms["before"], n1)
    second = possible_counts(terms["after"], n2)
    if not first or not second:
        bad = terms["before"] if not first else terms["after"]
        of = n1 if not first else n2
        return [], f"No whole number of {of} rounds to {words.short(bad)}, so no growth follows."
    of_counts = terms.get("of", "shares") == "counts"
    grown = [_growth(k1, n1, k2, n2, of_counts) for k1 in first if k1 for k2 in second]
    ends = Interval(float(min(grown)), float(max(grown)))
    told = f"{_counts(first)} of {n1} to {_counts(second)} of {n2}"
    what = "change in number" if of_counts else "growth of the percentage"
    holds = "is" if _holds(terms, grown) else "is not"
    return grown, (
        f"{words.short(terms['before'])} to {words.short(terms['after'])} is {told}, a {what} of"
        f" {words.spread(ends, 'percent', 3)}, which {holds} the printed"
        f" {words.short(terms['growth'])}."
    )


def _growth(k1: int, n1: int, k2: int, n2: int, of_counts: bool) -> Fraction:
    ratio = Fraction(k2, k1) if of_counts else Fraction(k2 * n1, k1 * n2)
    return 100 * (ratio - 1)


def _counts(numbers: range) -> str:
    if len(numbers) == 1:
        return f"{numbers[0]}"
    return f"{numbers[0]} to {numbers[-1]}"


def _with_gaps(
    terms: Terms, percent: float
) -> tuple[tuple[int, int], tuple[int, int], Fraction] | None:
    """The fewest unanswered questionnaires with which whole numbers give the growth."""
    of_counts = terms.get("of", "shares") == "counts"
    printed = interval.of(terms["growth"])
    found = []
    for n1 in _answered(terms.count("before_of"), percent):
        for n2 in _answered(terms.count("after_of"), percent):
            for k1 in possible_counts(terms["before"], n1):
                for k2 in possible_counts(terms["after"], n2):
                    value = _growth(k1, n1, k2, n2, of_counts) if k1 else None
                    if value is not None and printed.contains(float(value)):
                        found.append((n1 + n2, ((k1, n1), (k2, n2), value)))
    return max(found)[1] if found else None


def _answered(n: int, percent: float) -> range:
    return range(n, math.ceil(n * (1 - percent / 100)) - 1, -1)


def growth_of_product(terms: Terms) -> Outcome:
    """Growth per head and growth of the number of heads against growth of the whole."""
    falls = terms.get("falls", [])
    factors = {
        role: 1 + _change(terms[role]) * (-1 if role in falls else 1)
        for role in ("per_head", "heads", "total")
    }
    made = factors["per_head"] * factors["heads"]
    holds = made.meets(factors["total"])
    per_head, heads, total = (
        f"{'a fall' if role in falls else 'a rise'} of {words.short(terms[role])}"
        for role in ("per_head", "heads", "total")
    )
    return Outcome(
        settled(holds),
        f"{per_head[0].upper()}{per_head[1:]} per head with {heads} in the number of heads makes"
        f" the whole {_times(made)} of what it was; {total} would make it"
        f" {_times(factors['total'])}.",
    )


def _change(figure: Figure) -> Interval:
    """A change in ones; "more than" is open above, as no whole bounds a change."""
    printed = base(figure)
    return Interval(printed.low, math.inf) if figure.qualifier == ">" else printed


def _times(factor: Interval) -> str:
    return words.spread(100 * factor, "percent")


def _falls_are_roles(terms: Terms) -> Iterator[str]:
    for role in terms.get("falls", []):
        if role not in ("per_head", "heads", "total"):
            yield f"falls names {role!r}; name per_head, heads or total"


CHECKS = (
    Check(
        "growth",
        "The growth from one figure to another is the printed percentage.",
        growth,
        (Role("before"), Role("after"), Role("growth", "percent")),
        (Parameter("years", "positive"), Parameter("falls", "truth")),
        alike("before", "after"),
    ),
    Check(
        "growth_of_shares",
        "The same for percentages of known numbers, or for the numbers behind them.",
        growth_of_shares,
        (
            Role("before", "percent"),
            Role("after", "percent"),
            Role("growth", "percent"),
            Role("before_of", "count"),
            Role("after_of", "count"),
        ),
        (
            Parameter("of", "text", choices=("shares", "counts")),
            Parameter("unanswered", "positive"),
        ),
    ),
    Check(
        "growth_of_product",
        "A change per head and a change in the number of heads make the change of the whole.",
        growth_of_product,
        (Role("per_head", "percent"), Role("heads", "percent"), Role("total", "percent")),
        (Parameter("falls", "texts"),),
        _falls_are_roles,
    ),
)

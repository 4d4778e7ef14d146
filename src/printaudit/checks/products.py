"""Products and ratios, and the size that a figure per group and one per head imply."""

from __future__ import annotations

import math
from collections.abc import Iterator

from printaudit import interval, units, words
from printaudit.checks.terms import Check, Parameter, Role, Terms, alike, base
from printaudit.interval import Interval
from printaudit.verdict import Outcome, settled

_ROUNDED = {"nearest": lambda x: math.floor(x + 0.5), "up": math.ceil, "down": math.floor}


def product(terms: Terms) -> Outcome:
    """Factors that multiply to a printed figure."""
    factors, printed = terms.all("factors"), terms["product"]
    made = Interval(1, 1)
    for factor in factors:
        made = made * base(factor, _is_count(factor.unit, terms))
    made = made / units.parse(printed.unit).scale
    holds = made.meets(interval.of(printed))
    return Outcome(
        settled(holds),
        f"{words.listed([words.short(factor) for factor in factors], 'times')} is"
        f" {words.spread(made, printed.unit, 6)} once rounding is undone; the printed"
        f" {words.short(printed)} lies {'inside' if holds else 'outside'}.",
    )


def _is_count(unit: str, terms: Terms) -> bool:
    return unit in terms.get("exact_units", [])


def ratio(terms: Terms) -> Outcome:
    """One figure over another against the printed ratio."""
    top, bottom, printed = terms["top"], terms["bottom"], terms["ratio"]
    made = base(top) / base(bottom) / units.parse(printed.unit).scale
    holds = made.meets(interval.of(printed))
    return Outcome(
        settled(holds),
        f"{words.short(top)} over {words.short(bottom)} is"
        f" {words.spread(made, printed.unit, 3)} once rounding is undone; the printed"
        f" {words.short(printed)} lies {'inside' if holds else 'outside'}.",
    )


def implied(terms: Terms) -> Outcome:
    """The size that figures per group and per head imply, against a plausible range."""
    unit, source = terms.get("unit"), terms.get("source")
    group = interval.total([base(figure) for figure in terms.all("group")])
    head = interval.total([base(figure) for figure in terms.all("head")])
    groups, among = _groups(terms)
    made = group / head / units.parse(unit).scale / groups
    plausible = Interval(*terms.get("plausible"))
    at = terms.get("at", "exactly")
    open_ended = {
        "exactly": made,
        "at least": Interval(made.low, math.inf),
        "at most": Interval(0, made.high),
    }
    holds = open_ended[at].meets(plausible)
    size = {
        "exactly": made,
        "at least": Interval(made.low, made.low),
        "at most": Interval(made.high, made.high),
    }[at]
    word = "" if at == "exactly" else f"{at} "
    told_group = words.listed([figure.display for figure in terms.all("group")])
    told_head = words.listed([figure.display for figure in terms.all("head")])
    return Outcome(
        settled(holds),
        f"{told_group}{among} over {told_head} implies {word}"
        f"{words.spread(size, unit, 4, whole_unit=True)},"
        f" {'within' if holds else 'outside'} {words.spread(plausible, unit)} ({source}).",
    )


def _groups(terms: Terms) -> tuple[int, str]:
    """How many groups share a figure, and the words that say so."""
    if "n" not in terms:
        return 1, ""
    percent = terms.get("percent_of_n", 100)
    groups = int(_ROUNDED[terms.get("rounded", "nearest")](terms.count("n") * percent / 100))
    of = f", {words.bare(percent)}% of {terms.count('n'):,}" if percent != 100 else ""
    return groups, f" among {groups:,}{of},"


def _product_units(terms: Terms) -> Iterator[str]:
    made = units.product(units.parse(factor.unit) for factor in terms.all("factors"))
    if made.kind != units.parse(terms["product"].unit).kind:
        yield (
            f"the factors do not multiply to {terms['product'].unit!r}; check which figures"
            " are named"
        )


def _ratio_units(terms: Terms) -> Iterator[str]:
    made = units.parse(terms["top"].unit) / units.parse(terms["bottom"].unit)
    if made.kind != units.parse(terms["ratio"].unit).kind:
        yield (
            f"{terms['top'].unit!r} over {terms['bottom'].unit!r} is not"
            f" {terms['ratio'].unit!r}; check which figures are named"
        )


def _implied_units(terms: Terms) -> Iterator[str]:
    yield from alike("group")(terms)
    yield from alike("head")(terms)
    made = units.parse(terms["group"].unit) / units.parse(terms["head"].unit)
    if "n" in terms:
        made = made / units.parse(terms["n"].unit)
        if int(_groups(terms)[0]) < 1:
            yield "percent_of_n leaves no group; use a larger percentage"
    if made.kind != units.parse(terms.get("unit")).kind:
        yield f"the figures do not imply {terms.get('unit')!r}; check unit and figures"


CHECKS = (
    Check(
        "product",
        "Figures multiply to another. exact_units names units whose figures are counts.",
        product,
        (Role("factors", many=True), Role("product")),
        (Parameter("exact_units", "texts"),),
        _product_units,
    ),
    Check(
        "ratio",
        "One figure over another is a third.",
        ratio,
        (Role("top"), Role("bottom"), Role("ratio")),
        (),
        _ratio_units,
    ),
    Check(
        "implied",
        "A figure per group (or a total and its number of groups) over one per head implies a"
        " size of group, which lies in a plausible range with its source.",
        implied,
        (Role("group", many=True), Role("head", many=True), Role("n", "count", required=False)),
        (
            Parameter("plausible", "range", required=True),
            Parameter("unit", "text", required=True),
            Parameter("source", "text", required=True),
            Parameter("at", "text", choices=("exactly", "at least", "at most")),
            Parameter("percent_of_n", "positive"),
            Parameter("rounded", "text", choices=tuple(_ROUNDED)),
        ),
        _implied_units,
    ),
)

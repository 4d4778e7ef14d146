"""Products and ratios, and the size that a figure per group and one per head imply."""

from __future__ import annotations

import math
from collections.abc import Iterator

from printaudit import units, wording
from printaudit.checks.terms import Parameter, Role, Terms, check, incomparable, mismatch
from printaudit.figure import Figure
from printaudit.rounding import RoundingInterval
from printaudit.verdict import CheckResult, decide

_ROUNDED = {"nearest": lambda x: math.floor(x + 0.5), "up": math.ceil, "down": math.floor}


def _product_problems(terms: Terms) -> Iterator[str]:
    made, unit = units.Unit(1.0, ()), terms["product"].unit
    for factor in terms.all("factors"):
        made = made * units.parse(factor.unit)
    yield from mismatch(made, unit, f"the factors do not multiply to {unit!r}")


@check(
    Role("factors", many=True),
    Role("product"),
    Parameter("exact_units", "texts"),
    problems=_product_problems,
)
def check_product(terms: Terms) -> CheckResult:
    """Figures multiply to another. exact_units names units whose figures are counts."""
    made, counted = RoundingInterval(1, 1), terms.get("exact_units", [])
    for factor in terms.all("factors"):
        made = made * factor.base_interval(exact=factor.unit in counted)
    return _judge(terms["product"], made, terms.short("factors", "times"))


def _ratio_problems(terms: Terms) -> Iterator[str]:
    top, bottom, ratio = (terms[role].unit for role in ("top", "bottom", "ratio"))
    made = units.parse(top) / units.parse(bottom)
    yield from mismatch(made, ratio, f"{top!r} over {bottom!r} is not {ratio!r}")


@check(Role("top"), Role("bottom"), Role("ratio"), problems=_ratio_problems)
def check_ratio(terms: Terms) -> CheckResult:
    """One figure over another is a third."""
    made = terms.base("top") / terms.base("bottom")
    return _judge(terms["ratio"], made, f"{terms.short('top')} over {terms.short('bottom')}")


def _judge(printed: Figure, made_in_base: RoundingInterval, words: str) -> CheckResult:
    made = made_in_base / units.parse(printed.unit).scale
    holds = made.meets(printed.interval())
    return decide(
        holds,
        f"{words} is {wording.spread(made, printed.unit, printed)} once rounding is"
        f" undone; {wording.lies(printed, made, holds)}.",
    )


def _implied_problems(terms: Terms) -> Iterator[str]:
    yield from incomparable(terms.all("group"))
    yield from incomparable(terms.all("head"))
    made = units.parse(terms["group"].unit) / units.parse(terms["head"].unit)
    if "n" in terms:
        made = made / units.parse(terms["n"].unit)
        if _groups(terms)[0] < 1:
            yield "percent_of_n leaves no group; use a larger percentage"
    unit = terms.get("unit")
    yield from mismatch(made, unit, f"the figures do not imply {unit!r}, which is given as unit")


@check(
    Role("group", many=True),
    Role("head", many=True),
    Role("n", "count", least=0),
    Parameter("plausible", "range", required=True),
    Parameter("unit", "text", required=True),
    Parameter("source", "text", required=True),
    Parameter("at", "text", choices=("exactly", "at least", "at most")),
    Parameter("percent_of_n", "positive"),
    Parameter("rounded", "text", choices=tuple(_ROUNDED)),
    problems=_implied_problems,
)
def check_implied(terms: Terms) -> CheckResult:
    """A figure per group (or a total and its number of groups) over one per head implies a
    size of group, which lies in a plausible range with its source."""
    unit, at = terms.get("unit"), terms.get("at", "exactly")
    groups, among = _groups(terms)
    size = terms.total("group") / terms.total("head") / units.parse(unit).scale / groups
    size = RoundingInterval(
        -math.inf if at == "at most" else size.low, math.inf if at == "at least" else size.high
    )
    plausible = RoundingInterval(*terms.get("plausible"))
    ends = " to ".join(wording.as_given(end, unit) for end in terms.get("plausible"))
    holds = size.meets(plausible)
    of, over = (
        wording.join([one.display for one in terms.all(role)]) for role in ("group", "head")
    )
    return decide(
        holds,
        f"{of}{among} over {over} implies"
        f" {wording.spread(size, unit, plausible, whole_unit=True)},"
        f" {'within' if holds else 'outside'} {ends} ({terms.get('source')}).",
    )


def _groups(terms: Terms) -> tuple[int, str]:
    """How many groups share a figure, and the words that say so."""
    if "n" not in terms:
        return 1, ""
    n, percent = terms.count("n"), terms.get("percent_of_n", 100)
    groups = int(_ROUNDED[terms.get("rounded", "nearest")](n * percent / 100))
    of = f", {wording.as_given(percent, 'percent')} of {n:,}" if percent != 100 else ""
    return groups, f" among {groups:,}{of},"

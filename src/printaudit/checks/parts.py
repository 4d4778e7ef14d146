"""Parts and wholes: sums, differences, shares of a total, and parts above their whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from printaudit import interval, units, words
from printaudit.checks.terms import Check, Parameter, Role, Terms, alike, base, may_exceed
from printaudit.interval import Interval
from printaudit.verdict import Outcome, settled


def sum_(terms: Terms) -> Outcome:
    """Parts that add up to a printed whole, or to a number such as 100."""
    parts, unit = terms.all("parts"), terms.all("parts")[0].unit
    exact = bool(terms.get("whole_numbers"))
    weights: Mapping[str, str] = terms.get("weights", {})
    pieces, told = [], []
    for part in parts:
        weight = terms.lookup[weights[part.id]] if part.id in weights else None
        pieces.append(base(part, exact) * (base(weight) if weight else 1))
        told.append(f"{words.short(weight)} of {words.short(part)}" if weight
                    else words.short(part))  # fmt: skip
    scale = units.parse(unit).scale
    made = interval.total(pieces) / scale
    if "whole" in terms:
        whole, of = terms.base("whole") / scale, words.short(terms["whole"])
    else:
        whole = Interval(terms.get("total"), terms.get("total"))
        of = words.number(whole.low, unit)
    holds = made.meets(whole)
    rounding = "" if exact else " once rounding is undone"
    return Outcome(
        settled(holds),
        f"{words.listed(told)} make {words.spread(made, unit, 6)} together{rounding}, which"
        f" {'agrees' if holds else 'does not agree'} with {of}.",
    )


def difference(terms: Terms) -> Outcome:
    """What is left of a whole once parts are taken away."""
    whole, rest, unit = terms["whole"], terms["rest"], terms["whole"].unit
    exact = bool(terms.get("whole_numbers"))
    scale = units.parse(unit).scale
    taken = interval.total([base(part, exact) for part in terms.all("parts")])
    left = (base(whole, exact) - taken) / scale
    holds = left.meets(base(rest, exact) / scale)
    less = words.listed([words.short(part) for part in terms.all("parts")])
    rounding = "" if exact else " once rounding is undone"
    return Outcome(
        settled(holds),
        f"{whole.display} less {less} leaves {words.spread(left, unit, 6)}{rounding}, which"
        f" {'agrees' if holds else 'does not agree'} with the printed {words.short(rest)}.",
    )


def share_of_total(terms: Terms) -> Outcome:
    """A part over its whole, or over a mean times a number, against the printed share."""
    part, share = terms["part"], terms["share"]
    of, told = _whole(terms)
    made = base(part) / of
    holds = made.meets(terms.base("share"))
    needed = base(part) / terms.base("share") / units.parse(part.unit).scale
    return Outcome(
        settled(holds),
        f"{words.short(part)} is {words.spread(100 * made, 'percent', 3)} of {told}; the printed"
        f" {words.short(share)} lies {'inside' if holds else 'outside'}"
        + ("." if holds else f" and would need a whole of {words.spread(needed, part.unit, 3)}."),
    )


def _whole(terms: Terms) -> tuple[Interval, str]:
    if "whole" in terms:
        return terms.base("whole"), words.short(terms["whole"])
    mean, n = terms["mean"], terms["n"]
    unit = mean.unit.split(" per ")[0]
    of = base(mean) * terms.count("n")
    told = words.number(of.low / units.parse(mean.unit).scale, unit, 3)
    return of, f"the whole, {words.short(n)} times {words.short(mean)} or about {told}"


def _share_units(terms: Terms) -> Iterator[str]:
    if "whole" in terms:
        yield from alike("part", "whole")(terms)
    elif "mean" not in terms or "n" not in terms:
        yield "a whole is missing; name whole, or mean and n"
    else:
        made = units.product([units.parse(terms[role].unit) for role in ("mean", "n")])
        if made.kind != units.parse(terms["part"].unit).kind:
            yield (
                f"{terms['mean'].unit!r} times {terms['n'].unit!r} is not"
                f" {terms['part'].unit!r}; check which figures are named"
            )


def part_not_above_whole(terms: Terms) -> Outcome:
    """A part, or the largest of a part, cannot exceed the whole, or the largest of it."""
    part, unit = terms["part"], terms["part"].unit
    scale = units.parse(unit).scale
    least = terms.base("part").low / scale
    if "whole" in terms:
        of = words.short(terms["whole"])
        holds = may_exceed(terms["whole"], part, bool(terms.get("whole_numbers")))
    else:
        of = words.number(terms.get("limit"), unit)
        holds = not interval.above(least, terms.get("limit"))
    called = f", {terms.get('limit_is')}," if terms.get("limit_is") else ","
    if holds:
        sentence = f"{words.short(part)} is not above {of}{called} as it should be."
    else:
        sentence = (
            f"{words.short(part)}, at least {words.number(least, unit, 8)} before rounding, exceeds"
            f" {of}{called} which should be no smaller."
        )
    return Outcome(settled(holds), sentence)


def _one_of(terms: Terms, role: str, parameter: str) -> Iterator[str]:
    if (role in terms) == (terms.get(parameter) is not None):
        yield f"exactly one of {role} and {parameter} is needed"


def _sum_units(terms: Terms) -> Iterator[str]:
    yield from _one_of(terms, "whole", "total")
    if not terms.get("one_to_one"):
        yield from alike("parts", "whole")(terms)
    parts = {part.id for part in terms.all("parts")}
    for part, weight in terms.get("weights", {}).items():
        if part not in parts:
            yield f"weights names {part}, which is no part; name a part"
        if weight in terms.lookup and terms.lookup[weight].unit != "percent":
            unit = terms.lookup[weight].unit
            yield f"{weight} weighs a part but is in {unit!r}; use a percentage"


def _part_units(terms: Terms) -> Iterator[str]:
    yield from _one_of(terms, "whole", "limit")
    yield from alike("part", "whole")(terms)


def _weights(parameters: Mapping[str, Any]) -> Iterator[str]:
    yield from parameters.get("weights", {}).values()


CHECKS = (
    Check(
        "sum",
        "Parts, each perhaps weighted by a percentage, add up to a whole or to a number.",
        sum_,
        (Role("parts", many=True), Role("whole", required=False)),
        (
            Parameter("total", "number"),
            Parameter("weights", "weights"),
            Parameter("one_to_one", "truth"),
            Parameter("whole_numbers", "truth"),
        ),
        _sum_units,
        _weights,
    ),
    Check(
        "difference",
        "A whole less its parts leaves the printed rest.",
        difference,
        (Role("whole"), Role("parts", many=True), Role("rest")),
        (Parameter("whole_numbers", "truth"),),
        alike("whole", "parts", "rest"),
    ),
    Check(
        "share_of_total",
        "A part is the printed percentage of a whole, or of a mean times a number.",
        share_of_total,
        (
            Role("part"),
            Role("share", "percent"),
            Role("whole", required=False),
            Role("mean", required=False),
            Role("n", "count", required=False),
        ),
        (),
        _share_units,
    ),
    Check(
        "part_not_above_whole",
        "A part does not exceed its whole or a limit, nor the largest part the largest whole.",
        part_not_above_whole,
        (Role("part"), Role("whole", required=False)),
        (
            Parameter("limit", "number"),
            Parameter("limit_is", "text"),
            Parameter("whole_numbers", "truth"),
        ),
        _part_units,
    ),
)

"""Parts and wholes: sums, differences, shares of a total, and parts above their whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from printaudit import units, wording
from printaudit.checks.terms import Parameter, Role, Terms, check, mismatch
from printaudit.rounding import RoundingInterval, as_interval, exceeds, total
from printaudit.verdict import CheckResult, decide


def _weight_problems(terms: Terms) -> Iterator[str]:
    parts = {part.id for part in terms.all("parts")}
    for part, weight in terms.get("weights", {}).items():
        if part not in parts:
            yield f"weights names {part}, which is no part; name a part"
        if weight in terms.lookup and terms.lookup[weight].unit != "percent":
            unit = terms.lookup[weight].unit
            yield f"{weight} weighs a part but is in {unit!r}; use a percentage"


def _weight_ids(parameters: Mapping[str, Any]) -> Iterator[str]:
    yield from parameters.get("weights", {}).values()


@check(
    Role("parts", many=True),
    Role("whole", least=0),
    Parameter("total", "number"),
    Parameter("weights", "weights"),
    Parameter("one_to_one", "truth"),
    Parameter("whole_numbers", "truth"),
    comparable=("parts", "whole"),
    exactly_one=("whole", "total"),
    problems=_weight_problems,
    parameter_ids=_weight_ids,
)
def check_sum(terms: Terms) -> CheckResult:
    """Parts, each perhaps weighted by a percentage, add up to a whole or to a number."""
    parts, unit = terms.all("parts"), terms.all("parts")[0].unit
    weights: Mapping[str, str] = terms.get("weights", {})
    summands, words = [], []
    for part in parts:
        weight = terms.lookup.get(weights.get(part.id, ""))
        share = weight.base_interval() if weight else 1
        summands.append(part.base_interval(terms.whole_numbers) * share)
        words.append(f"{weight.short} of {part.short}" if weight else part.short)
    scale = units.parse(unit).scale
    if "whole" in terms:
        whole, of = terms.base("whole") / scale, terms["whole"].short
    else:
        whole, of = as_interval(terms.get("total")), wording.as_given(terms.get("total"), unit)
    made = total(summands) / scale
    holds = made.meets(whole)
    return decide(
        holds,
        f"{wording.join(words)} make {wording.spread(made, unit, whole)}"
        f" together{_rounding(terms)}, which {_agrees(holds)} with {of}.",
    )


@check(
    Role("whole"),
    Role("parts", many=True),
    Role("rest"),
    Parameter("whole_numbers", "truth"),
    comparable=("whole", "parts", "rest"),
)
def check_difference(terms: Terms) -> CheckResult:
    """A whole less its parts leaves the printed rest."""
    unit = terms["whole"].unit
    scale = units.parse(unit).scale
    left = (terms.base("whole") - terms.total("parts")) / scale
    rest = terms.base("rest") / scale
    holds = left.meets(rest)
    return decide(
        holds,
        f"{terms['whole'].display} less {terms.short('parts')} leaves"
        f" {wording.spread(left, unit, rest)}{_rounding(terms)}, which {_agrees(holds)} with"
        f" the printed {terms['rest'].short}.",
    )


def _rounding(terms: Terms) -> str:
    return "" if terms.whole_numbers else " once rounding is undone"


def _agrees(holds: bool) -> str:
    return "agrees" if holds else "does not agree"


def _share_problems(terms: Terms) -> Iterator[str]:
    if "whole" in terms:
        return
    if "mean" not in terms or "n" not in terms:
        yield "a whole is missing; name whole, or mean and n"
    else:
        mean, n, part = (terms[role].unit for role in ("mean", "n", "part"))
        made = units.parse(mean) * units.parse(n)
        yield from mismatch(made, part, f"{mean!r} times {n!r} is not {part!r}")


@check(
    Role("part"),
    Role("share", "percent"),
    Role("whole", least=0),
    Role("mean", least=0),
    Role("n", "count", least=0),
    comparable=("part", "whole"),
    problems=_share_problems,
)
def check_share_of_total(terms: Terms) -> CheckResult:
    """A part is the printed percentage of a whole, or of a mean times a number."""
    part, share = terms["part"], terms["share"]
    whole, of = _whole(terms)
    made = 100 * part.base_interval() / whole
    holds = made.meets(share.interval())
    sentence = (
        f"{part.short} is {wording.spread(made, 'percent', share)} of {of};"
        f" {wording.lies(share, made, holds)}"
    )
    if not holds:
        needed = terms.base("part") / terms.base("share") / units.parse(part.unit).scale
        sentence += f" and would need a whole of {wording.spread(needed, part.unit)}"
    return decide(holds, f"{sentence}.")


def _whole(terms: Terms) -> tuple[RoundingInterval, str]:
    if "whole" in terms:
        return terms.base("whole"), terms["whole"].short
    mean, n = terms["mean"], terms["n"]
    whole = terms.base("mean") * terms.count("n")
    unit = mean.unit.partition(" per ")[0]
    about = wording.number(whole.low / units.parse(mean.unit).scale, unit)
    return whole, f"the whole, {n.short} times {mean.short} or about {about}"


@check(
    Role("part"),
    Role("whole", least=0),
    Parameter("limit", "number"),
    Parameter("limit_is", "text"),
    Parameter("whole_numbers", "truth"),
    comparable=("part", "whole"),
    exactly_one=("whole", "limit"),
)
def check_part_not_above_whole(terms: Terms) -> CheckResult:
    """A part does not exceed its whole or a limit, nor the largest part the largest whole."""
    part, scale = terms["part"], units.parse(terms["part"].unit).scale
    least = terms.base("part").low / scale
    if "whole" in terms:
        of, most = terms["whole"].short, terms["whole"].base_amount / scale
        holds = terms["whole"].may_exceed(part, terms.whole_numbers)
    else:
        of, most = wording.as_given(terms.get("limit"), part.unit), terms.get("limit")
        holds = not exceeds(least, most)
    limit = f"{of}, {terms.get('limit_is')}," if terms.get("limit_is") else f"{of},"
    if holds:
        return decide(True, f"{part.short} is not above {limit} as it should be.")
    at_least = wording.spread(least, part.unit, most)
    return decide(
        False,
        f"{part.short}, at least {at_least} before rounding, exceeds {limit} which should be no"
        " smaller.",
    )

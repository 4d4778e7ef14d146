"""Whether several figures about one population can hold at once: a linear programme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from printaudit import units, wording
from printaudit.checks.terms import Parameter, Role, Terms, check, incomparable, mismatch
from printaudit.figure import Figure
from printaudit.verdict import CONSISTENT, INCONSISTENT, CheckResult

if TYPE_CHECKING:
    from printaudit.feasibility import Constraint

_SUMS = ("total", "top sum", "bottom sum")
_PERCENT = ("top share", "bottom share", "share above", "share at or above mean")


def _amounts(terms: Terms) -> list[Figure]:
    """The figures that have the unit of one amount: means, ends and quantiles."""
    return [
        terms.lookup[fact["figure"]]
        for fact in terms.get("facts")
        if fact["kind"] not in (*_SUMS, *_PERCENT, "gini")
    ]


def _constraint(terms: Terms, fact: Mapping[str, Any]) -> Constraint:
    # Here and below, since numpy and scipy are slow to load and no other check needs them.
    from printaudit.feasibility import Constraint

    figure = terms.lookup[fact["figure"]]
    printed = figure.interval()
    if fact["kind"] not in _PERCENT:
        first = next(f for f in terms.get("facts") if f["kind"] not in _PERCENT)
        scale = units.parse(terms.lookup[first["figure"]].unit).scale
        printed = printed * (units.parse(figure.unit).scale / scale)
    needs = {name: value for name, value in fact.items() if name not in ("figure", "kind")}
    return Constraint(fact["kind"], printed.low, printed.high, figure.id, **needs)


def _in_words(terms: Terms, fact: Mapping[str, Any]) -> str:
    """One fact: "a mean of £20", "a top 1% with a share of 10%"."""
    kind, size = fact["kind"], terms.lookup[fact["figure"]].short
    percent = wording.as_given(fact["percent"], "percent") if "percent" in fact else ""
    if kind in ("top sum", "top share", "bottom sum", "bottom share"):
        end, what = kind.split(" ")
        return f"a {end} {percent or fact['k']} with a {what} of {size}"
    if kind == "share above":
        unit = next((figure.unit for figure in _amounts(terms)), "")
        return f"{size} at or above {wording.as_given(fact['threshold'], unit)}"
    if kind == "share at or above mean":
        return f"{size} at or above the mean"
    if kind == "quantile":
        return f"a quantile at {percent} of {size}"
    return f"a {kind} of {size}"


def _problems(terms: Terms) -> Iterator[str]:
    found = [problem for fact in terms.get("facts") for problem in _fact_problems(terms, fact)]
    yield from found
    amounts = _amounts(terms)
    if found or not amounts:
        return
    yield from incomparable(amounts)
    one, n = amounts[0].unit, terms["n"].unit
    for fact in terms.get("facts"):
        if fact["kind"] in _SUMS:
            id, unit = fact["figure"], terms.lookup[fact["figure"]].unit
            words = f"{id} is a {fact['kind']} in {unit!r}, which is not {one!r} times {n!r}"
            yield from mismatch(units.parse(one) * units.parse(n), unit, words)


def _fact_problems(terms: Terms, fact: Mapping[str, Any]) -> Iterator[str]:
    from printaudit.feasibility import KINDS

    id, kind = fact["figure"], fact["kind"]
    if terms.lookup[id].value is None:
        yield f"{id} in facts is no number; name a number"
        return
    try:
        constraint = _constraint(terms, fact)
        if kind.startswith(("top", "bottom")):
            constraint.units(terms.count("n"))
    except (TypeError, ValueError) as error:
        yield f"facts, {id}: {error}; see the kinds {', '.join(KINDS)}"
        return
    if kind in _PERCENT and terms.lookup[id].unit != "percent":
        yield f"{id} is a {kind} but is in {terms.lookup[id].unit!r}; name a percentage"


def _figure_ids(parameters: Mapping[str, Any]) -> Iterator[str]:
    for fact in parameters.get("facts", []):
        yield fact["figure"]


@check(
    Role("n", "count"),
    Parameter("facts", "facts", required=True),
    problems=_problems,
    parameter_ids=_figure_ids,
)
def check_feasible(terms: Terms) -> CheckResult:
    """Several figures about one population can hold at once."""
    from printaudit.feasibility import feasible

    n, facts = terms.count("n"), terms.get("facts")
    answer = feasible(n, [_constraint(terms, fact) for fact in facts])
    of = f"{n:,} {terms['n'].unit}"
    # Facts are written with the trusted ones first, and told in that order.
    if answer.feasible:
        words = wording.join([_in_words(terms, fact) for fact in facts])
        ids = (terms["n"].id, *dict.fromkeys(fact["figure"] for fact in facts))
        return CheckResult(CONSISTENT, f"Amounts for {of} exist that have {words} at once.", ids)
    clash = [_in_words(terms, fact) for fact in facts if fact["figure"] in answer.conflict]
    return CheckResult(
        INCONSISTENT,
        f"No amounts for {of} have {wording.join(clash)} at once; without any one of these the"
        " others can hold.",
        (terms["n"].id, *dict.fromkeys(answer.conflict)),
    )

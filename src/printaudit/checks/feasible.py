"""Whether several figures about one population can hold at once: a linear programme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from printaudit import interval, units, words
from printaudit.checks.terms import Check, Parameter, Role, Terms
from printaudit.feasibility import KINDS, Constraint, feasible
from printaudit.figure import Figure
from printaudit.verdict import CONSISTENT, INCONSISTENT, Outcome

_SUMS = ("total", "top sum", "bottom sum")
_PERCENT = ("top share", "bottom share", "share above", "share at or above mean")


def feasible_(terms: Terms) -> Outcome:
    """The figures against each other, with an irreducible conflict named where there is one."""
    n, facts = terms.count("n"), terms.get("facts")
    answer = feasible(n, [_constraint(terms, fact) for fact in facts])
    # Facts are written with the trusted ones first, and told in that order.
    told = [_told(terms, fact) for fact in facts]
    of = f"{n:,} {terms['n'].unit}"
    if answer.feasible:
        ids = (terms["n"].id, *dict.fromkeys(fact["figure"] for fact in facts))
        return Outcome(
            CONSISTENT, f"Amounts for {of} exist that have {words.listed(told)} at once.", ids
        )
    clash = [_told(terms, fact) for fact in facts if fact["figure"] in answer.conflict]
    return Outcome(
        INCONSISTENT,
        f"No amounts for {of} have {words.listed(clash)} at once; without any one of these the"
        " others can hold.",
        (terms["n"].id, *dict.fromkeys(answer.conflict)),
    )


def _constraint(terms: Terms, fact: Mapping[str, Any]) -> Constraint:
    figure = terms.lookup[fact["figure"]]
    printed = interval.of(figure)
    if fact["kind"] not in _PERCENT:
        first = next(f for f in terms.get("facts") if f["kind"] not in _PERCENT)
        scale = units.parse(terms.lookup[first["figure"]].unit).scale
        printed = printed * (units.parse(figure.unit).scale / scale)
    needs = {name: value for name, value in fact.items() if name not in ("figure", "kind")}
    return Constraint(fact["kind"], printed.low, printed.high, figure.id, **needs)


def _told(terms: Terms, fact: Mapping[str, Any]) -> str:
    """One fact in words: "a mean of £20", "a top 1% with a share of 10%"."""
    figure, kind = terms.lookup[fact["figure"]], fact["kind"]
    size = words.short(figure)
    if kind in ("top sum", "top share", "bottom sum", "bottom share"):
        end, what = kind.split(" ")
        part = f"{words.bare(fact['percent'])}%" if "percent" in fact else f"{fact['k']}"
        return f"a {end} {part} with a {what} of {size}"
    if kind == "share above":
        return f"{size} at or above {words.number(fact['threshold'], _value_unit(terms))}"
    if kind == "share at or above mean":
        return f"{size} at or above the mean"
    if kind == "quantile":
        return f"a quantile at {words.bare(fact['percent'])}% of {size}"
    return f"a {kind} of {size}"


def _value_unit(terms: Terms) -> str:
    """The unit of one amount, as far as the facts tell."""
    figures = [
        terms.lookup[fact["figure"]].unit
        for fact in terms.get("facts")
        if fact["kind"] not in (*_SUMS, *_PERCENT, "gini")
    ]
    return figures[0] if figures else ""


def _units(terms: Terms) -> Iterator[str]:
    values: dict[str, Figure] = {}
    for fact in terms.get("facts"):
        name, kind = fact.get("figure"), fact.get("kind")
        if name not in terms.lookup:
            continue
        figure = terms.lookup[name]
        if figure.value is None:
            yield f"{name} in facts is no number; name a number"
            continue
        try:
            constraint = _constraint(terms, fact)
            if kind.startswith(("top", "bottom")):
                constraint.units(terms.count("n"))
        except (TypeError, ValueError) as error:
            yield f"facts, {name}: {error}; see the kinds {', '.join(KINDS)}"
            continue
        if kind in _PERCENT and figure.unit != "percent":
            yield f"{name} is a {kind} but is in {figure.unit!r}; name a percentage"
        elif kind not in (*_PERCENT, *_SUMS, "gini"):
            values[name] = figure
    for name, figure in values.items():
        first = next(iter(values.values()))
        if not units.alike(figure.unit, first.unit):
            yield f"{name} is in {figure.unit!r} and {first.id} in {first.unit!r}; use one kind"
    yield from _sum_units(terms, list(values.values()))


def _sum_units(terms: Terms, values: list[Figure]) -> Iterator[str]:
    for fact in terms.get("facts"):
        figure = terms.lookup.get(fact.get("figure"))
        if fact.get("kind") not in _SUMS or figure is None or not values:
            continue
        of_all = units.parse(values[0].unit) * units.parse(terms["n"].unit)
        if units.parse(figure.unit).kind != of_all.kind:
            yield (
                f"{figure.id} is a {fact['kind']} in {figure.unit!r}, which is not"
                f" {values[0].unit!r} times {terms['n'].unit!r}; check which figures are named"
            )


def _ids(parameters: Mapping[str, Any]) -> Iterator[str]:
    for fact in parameters.get("facts", []):
        yield str(fact.get("figure"))


CHECKS = (
    Check(
        "feasible",
        "Several figures about one population can hold at once.",
        feasible_,
        (Role("n", "count"),),
        (Parameter("facts", "facts", required=True),),
        _units,
        _ids,
    ),
)

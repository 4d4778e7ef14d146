"""Whether a relation gives its check what it takes: roles, forms of parameters, units."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from printaudit import units
from printaudit.checks import CHECKS, Check, Terms
from printaudit.checks.statements import COMPARISON
from printaudit.checks.terms import incomparable, list_ids
from printaudit.figure import Figure


def _is_quantity(figure: Figure) -> bool:
    return figure.value is not None and units.is_number(figure.unit)


def _is_count(figure: Figure) -> bool:
    value = figure.value or 0.0
    whole = value > 0 and value.is_integer() and not figure.qualifier
    return whole and units.is_number(figure.unit) and figure.unit not in units.PLAIN


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_range(value: Any) -> bool:
    numbers = isinstance(value, list) and len(value) == 2 and all(map(_is_number, value))
    return numbers and bool(value[0] <= value[1])


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(text, str) for text in value)


def _are_comparisons(value: Any) -> bool:
    return _are_texts(value) and all(COMPARISON.fullmatch(text.strip()) for text in value)


def _are_facts(value: Any) -> bool:
    facts = value if isinstance(value, list) else []
    named = [isinstance(one, dict) and [one.get("figure"), one.get("kind")] for one in facts]
    return bool(named) and all(map(_are_texts, named))


ASKED_OF_FIGURES: dict[str, tuple[str, Callable[[Figure], bool]]] = {
    "number": ("a number with a unit", _is_quantity),
    "percent": ("percent", lambda one: _is_quantity(one) and one.unit == "percent"),
    "count": ("a whole number of things, without a qualifier", _is_count),
    "time": ("a date, a year or a financial year", lambda one: one.unit in units.CALENDAR),
    "any": ("anything", lambda one: True),
}
"""What a role may ask of its figures: in words, and whether a figure answers to it."""

FORMS: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "number": ("a number", _is_number),
    "positive": ("a positive number", lambda value: _is_number(value) and value > 0),
    "range": ("two numbers [low, high], the first not above the second", _is_range),
    "text": ("words", lambda value: isinstance(value, str) and bool(value)),
    "texts": ("a list of words", _are_texts),
    "truth": ("true or false", lambda value: isinstance(value, bool)),
    "comparisons": (
        "a list such as `ID > ID`, `ID < NUMBER`, `ID / ID >= ID / ID`",
        _are_comparisons,
    ),
    "weights": (
        "a mapping of a part's id to the id of a percentage",
        lambda value: isinstance(value, dict) and _are_texts([*value, *value.values()]),
    ),
    "facts": ("a list of mappings with figure and kind, and what the kind needs", _are_facts),
}
"""The forms of parameters: in words, and whether a value has the form."""


def find_problems(kind: str, terms: Terms) -> Iterator[str]:
    """Everything that keeps a check from being run, each with what to do about it."""
    if kind not in CHECKS:
        yield f"unknown check {kind!r}; {_nearest(kind, CHECKS, 'use one of')}"
        return
    check = CHECKS[kind]
    found = [*_role_problems(check, terms), *_parameter_problems(check, terms.parameters)]
    if not found:
        ids = list(check.parameter_ids(terms.parameters))
        found = list(unknown_ids({"parameters": ids}, terms.lookup))
    yield from found or _term_problems(check, terms)


def unknown_ids(figures: Mapping[str, Any], lookup: Mapping[str, Figure]) -> Iterator[str]:
    """Every id that no register holds, role by role."""
    for role, ids in figures.items():
        yield from (_unknown(id, role, lookup) for id in list_ids(ids) if id not in lookup)


def _role_problems(check: Check, terms: Terms) -> Iterator[str]:
    known = [role.name for role in check.roles]
    for name in terms.figures:
        if name not in known:
            yield f"{check.name} has no role {name!r}; its roles are {', '.join(known)}"
    for role in check.roles:
        ids = list_ids(terms.figures.get(role.name))
        words, fits = ASKED_OF_FIGURES[role.asks]
        if len(ids) < role.least:
            lacking = "holds one id; name at least two" if ids else f"is missing; name {words}"
            yield f"{role.name} {lacking}"
        if len(ids) > 1 and not role.many:
            yield f"{role.name} takes one id, not {len(ids)}; name one"
        for id in ids:
            figure = terms.lookup.get(id)
            if figure is None:
                yield _unknown(id, role.name, terms.lookup)
            elif not fits(figure):
                yield f"{role.name}: {id} is {figure.printed!r} in {figure.unit!r}; name {words}"


def _term_problems(check: Check, terms: Terms) -> Iterator[str]:
    given = [one for one in check.exactly_one if one in terms or terms.get(one) is not None]
    if check.exactly_one and len(given) != 1:
        yield f"exactly one of {' and '.join(check.exactly_one)} is needed"
    if not terms.get("one_to_one"):
        yield from incomparable([one for role in check.comparable for one in terms.all(role)])
    yield from check.problems(terms)


def _unknown(id: Any, place: str, lookup: Mapping[str, Figure]) -> str:
    return f"{place}: no figure {id!r}; {_nearest(str(id), lookup, 'the nearest ids are')}"


def _nearest(word: str, known: Iterable[str], lead: str) -> str:
    near = difflib.get_close_matches(word, list(known), n=3, cutoff=0.4)
    if near:
        return f"{lead} {', '.join(near)}"
    return f"use one of {', '.join(known)}" if lead == "use one of" else "name one of the register"


def _parameter_problems(check: Check, parameters: Mapping[str, Any]) -> Iterator[str]:
    known = [parameter.name for parameter in check.parameters]
    for name in parameters:
        if name not in known:
            theirs = ", ".join(known) or "none"
            yield f"{check.name} has no parameter {name!r}; its parameters are {theirs}"
    for parameter in check.parameters:
        words, has_form = FORMS[parameter.form]
        value = parameters.get(parameter.name)
        if parameter.name not in parameters:
            if parameter.required:
                yield f"{parameter.name} is missing; write {words}"
        elif not has_form(value):
            yield f"{parameter.name} is {value!r}; write {words}"
        elif parameter.choices and not set(list_ids(value)) <= set(parameter.choices):
            yield f"{parameter.name} is {value!r}; use one of {', '.join(parameter.choices)}"

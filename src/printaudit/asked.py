"""What a check asks of a relation: its roles, the form of its parameters, its units."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from printaudit import units
from printaudit.checks import CHECKS, PARAMETERS, UNITS, Check, Role, Terms
from printaudit.checks.claims import COMPARISON
from printaudit.figure import CALENDAR, Figure


def problems_of(
    kind: str,
    figures: Mapping[str, Any],
    parameters: Mapping[str, Any],
    lookup: Mapping[str, Figure],
) -> Iterator[str]:
    """Everything that keeps a check from being run, each with what to do about it."""
    if kind not in CHECKS:
        yield f"unknown check {kind!r}; {_nearest(kind, CHECKS, 'use one of')}"
        return
    check = CHECKS[kind]
    found = [
        *_role_problems(check, figures, lookup),
        *_parameter_problems(check, parameters),
    ]
    if not found and check.ids:
        found = [
            _unknown(id, "parameters", lookup) for id in check.ids(parameters) if id not in lookup
        ]
    if not found and check.units:
        resolved = {role: tuple(lookup[id] for id in _listed(ids)) for role, ids in figures.items()}
        found = list(check.units(Terms(resolved, parameters, lookup)))
    yield from found


def unknown_ids(figures: Mapping[str, Any], lookup: Mapping[str, Figure]) -> Iterator[str]:
    """Every id that no register holds, role by role."""
    for role, ids in figures.items():
        yield from (_unknown(id, role, lookup) for id in _listed(ids) if id not in lookup)


def _role_problems(
    check: Check, figures: Mapping[str, Any], lookup: Mapping[str, Figure]
) -> Iterator[str]:
    known = {role.name: role for role in check.roles}
    for name in figures:
        if name not in known:
            yield f"{check.name} has no role {name!r}; its roles are {', '.join(known)}"
    for role in check.roles:
        ids = _listed(figures.get(role.name))
        if not ids:
            if role.required:
                yield f"{role.name} is missing; name {UNITS[role.unit]}"
            continue
        if len(ids) > 1 and not role.many:
            yield f"{role.name} takes one id, not {len(ids)}; name one"
        for id in ids:
            if id not in lookup:
                yield _unknown(id, role.name, lookup)
            elif not _fits(lookup[id], role):
                figure = lookup[id]
                yield (
                    f"{role.name}: {id} is {figure.printed!r} in {figure.unit!r};"
                    f" name {UNITS[role.unit]}"
                )


def _listed(ids: Any) -> list[Any]:
    if ids is None:
        return []
    return ids if isinstance(ids, list) else [ids]


def _unknown(id: Any, place: str, lookup: Mapping[str, Figure]) -> str:
    return f"{place}: no figure {id!r}; {_nearest(str(id), lookup, 'the nearest ids are')}"


def _nearest(word: str, known: Iterable[str], lead: str) -> str:
    near = difflib.get_close_matches(word, list(known), n=3, cutoff=0.4)
    if near:
        return f"{lead} {', '.join(near)}"
    return f"use one of {', '.join(known)}" if lead == "use one of" else "name one of the register"


def _fits(figure: Figure, role: Role) -> bool:
    if role.unit == "any":
        return True
    if role.unit == "time":
        return figure.unit in CALENDAR
    if figure.value is None or not units.is_number(figure.unit):
        return False
    if role.unit == "percent":
        return figure.unit == "percent"
    if role.unit == "count":
        whole = figure.value.is_integer() and not figure.qualifier and figure.value > 0
        return whole and not units.is_plain(figure.unit)
    return True


def _parameter_problems(check: Check, parameters: Mapping[str, Any]) -> Iterator[str]:
    known = {parameter.name: parameter for parameter in check.parameters}
    for name in parameters:
        if name not in known:
            listed = ", ".join(known) or "none"
            yield f"{check.name} has no parameter {name!r}; its parameters are {listed}"
    for parameter in check.parameters:
        if parameter.name not in parameters:
            if parameter.required:
                yield f"{parameter.name} is missing; write {PARAMETERS[parameter.form]}"
            continue
        value = parameters[parameter.name]
        if not _FORMS[parameter.form](value):
            yield f"{parameter.name} is {value!r}; write {PARAMETERS[parameter.form]}"
        elif parameter.choices and value not in parameter.choices:
            yield f"{parameter.name} is {value!r}; use one of {', '.join(parameter.choices)}"


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_range(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 2
        and all(_is_number(end) for end in value)
        and bool(value[0] <= value[1])
    )


def _texts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(text, str) for text in value)


def _comparisons(value: Any) -> bool:
    return _texts(value) and all(COMPARISON.fullmatch(text.strip()) for text in value)


def _facts(value: Any) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(
            isinstance(fact, dict) and _texts([fact.get("figure"), fact.get("kind")])
            for fact in value
        )
    )


_FORMS: dict[str, Callable[[Any], bool]] = {
    "number": _is_number,
    "positive": lambda value: _is_number(value) and value > 0,
    "range": _is_range,
    "text": lambda value: isinstance(value, str) and bool(value),
    "texts": _texts,
    "truth": lambda value: isinstance(value, bool),
    "comparisons": _comparisons,
    "weights": lambda value: isinstance(value, dict) and _texts([*value, *value.values()]),
    "facts": _facts,
}

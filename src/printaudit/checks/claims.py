"""Claims in words against the figures that would have to support them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from printaudit import units, words
from printaudit.checks.terms import Check, Parameter, Role, Terms, base
from printaudit.figure import Figure
from printaudit.interval import Interval
from printaudit.verdict import CANNOT, CONSISTENT, INCONSISTENT, Outcome

COMPARISON = re.compile(r"(\S+(?: [/-] \S+)?)\s+(>=|<=|>|<)\s+(\S+(?: [/-] \S+)?)")
"""Two sides and a sign; a side is an id, a number, ID / ID or ID - ID, with spaces."""

_SIGNS = {">": "is more than", "<": "is less than", ">=": "is at least", "<=": "is at most"}
_FAILS = {
    ">": "is not more than",
    "<": "is not less than",
    ">=": "is less than",
    "<=": "is more than",
}
_OPERATIONS = {"/": "over", "-": "minus"}


class _Side(NamedTuple):
    value: Interval
    words: str
    figure: Figure | None


def direction(terms: Terms) -> Outcome:
    """Statements against comparisons of printed figures that would have to hold."""
    statements = terms.all("statements")
    claims = list(dict.fromkeys(f'"{one.display}"' for one in statements))
    claim, are = words.listed(claims), "is" if len(claims) == 1 else "are"
    comparisons = terms.get("holds_if", [])
    if not comparisons:
        return Outcome(
            CANNOT, f"No printed figure bears on {claim}: it would take {terms.get('needs')}."
        )
    judged = [_compare(terms, text) for text in comparisons]
    ids = [*(one.id for one in statements), *_ids(terms.parameters)]
    used = tuple(dict.fromkeys(ids))
    but = f" {terms.get('though').removesuffix('.')}." if terms.get("though") else ""
    failed = [told for holds, told in judged if holds is False]
    unclear = [told for holds, told in judged if holds is None]
    if failed:
        return Outcome(INCONSISTENT, f"{claim} {are} contradicted: {failed[0]}.{but}", used)
    if unclear:
        return Outcome(CANNOT, f"Rounding leaves {claim} open: {words.listed(unclear)}.{but}", used)
    told = words.listed([told for _, told in judged])
    return Outcome(CONSISTENT, f"{claim} {are} supported: {told}.{but}", used)


def _compare(terms: Terms, text: str) -> tuple[bool | None, str]:
    """Whether a comparison holds for all, none or some of the numbers behind the figures."""
    left, sign, right = _taken_apart(text)
    one = _side(terms, left, None)
    other = _side(terms, right, one.figure)
    more, less = (one, other) if sign.startswith(">") else (other, one)
    strict = len(sign) == 1
    surely = more.value.low > less.value.high or (
        more.value.low == less.value.high and (not strict or _open(more, less))
    )
    never = more.value.high < less.value.low or (more.value.high == less.value.low and strict)
    if never:
        return False, f"{one.words} {_FAILS[sign]} {other.words}"
    if surely:
        return True, f"{one.words} {_SIGNS[sign]} {other.words}"
    return None, f"{one.words} may or may not be {_SIGNS[sign].removeprefix('is ')} {other.words}"


def _open(more: _Side, less: _Side) -> bool:
    """Whether a shared end is excluded by a "more than" or "less than" in print."""
    return (more.figure is not None and more.figure.qualifier == ">") or (
        less.figure is not None and less.figure.qualifier == "<"
    )


def _side(terms: Terms, text: str, like: Figure | None) -> _Side:
    parts = text.split(" ")
    if len(parts) == 3:
        first, second = (_side(terms, part, None) for part in (parts[0], parts[2]))
        value = first.value / second.value if parts[1] == "/" else first.value - second.value
        return _Side(value, f"{first.words} {_OPERATIONS[parts[1]]} {second.words}", None)
    if text in terms.lookup:
        figure = terms.lookup[text]
        wave = f" ({figure.wave})" if figure.wave.isdigit() else ""
        return _Side(base(figure), figure.display + wave, figure)
    unit = like.unit if like else ""
    number = float(text) * (units.parse(unit).scale if like else 1.0)
    return _Side(Interval(number, number), words.number(float(text), unit), None)


def _taken_apart(text: str) -> tuple[str, str, str]:
    match = COMPARISON.fullmatch(text.strip())
    assert match is not None
    return match[1], match[2], match[3]


def _ids(parameters: Mapping[str, Any]) -> Iterator[str]:
    """The ids in comparisons, left to right."""
    for text in parameters.get("holds_if", []):
        left, _, right = _taken_apart(text)
        for side in (left, right):
            yield from (part for part in side.split(" ") if part not in "/-" and not _number(part))


def _number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _units(terms: Terms) -> Iterator[str]:
    if bool(terms.get("holds_if")) == bool(terms.get("needs")):
        yield "exactly one of holds_if and needs is wanted; say what supports it, or what would"
    for text in terms.get("holds_if", []):
        left, _, right = _taken_apart(text)
        if _number(left):
            yield f"{text!r} begins with a number; put the figure first"
            continue
        kinds = [_kind(terms, side) for side in (left, right)]
        if None in kinds:
            yield f"{text!r} names what is no number; compare numbers"
        elif not _number(right) and kinds[0] != kinds[1]:
            yield f"{text!r} compares different units; compare figures of one kind"


def _kind(terms: Terms, side: str) -> Any:
    """What a side measures; None where that is no number."""
    parts = [part for part in side.split(" ") if part not in "/-"]
    if _number(parts[0]):
        return ()
    figures = [terms.lookup[part] for part in parts if part in terms.lookup]
    if len(figures) < len(parts) or any(figure.value is None for figure in figures):
        return None
    made = [units.parse(figure.unit) for figure in figures]
    if len(made) == 2 and " / " in side:
        return (made[0] / made[1]).kind
    return made[0].kind if all(unit.kind == made[0].kind for unit in made) else None


CHECKS = (
    Check(
        "direction",
        "Statements in words are borne out by comparisons of figures; without any, needs says"
        " which figure it would take.",
        direction,
        (Role("statements", "any", many=True),),
        (
            Parameter("holds_if", "comparisons"),
            Parameter("needs", "text"),
            Parameter("though", "text"),
        ),
        _units,
        _ids,
        doubted=("statements",),
    ),
)

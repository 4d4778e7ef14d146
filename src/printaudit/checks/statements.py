"""Statements in words against the figures that would have to support them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from printaudit import units, wording
from printaudit.checks.terms import Parameter, Role, Terms, check
from printaudit.rounding import RoundingInterval, as_interval
from printaudit.verdict import CONSISTENT, INCONSISTENT, UNDECIDED, CheckResult

COMPARISON = re.compile(r"(\S+(?: [/-] \S+)?)\s+(>=|<=|>|<)\s+(\S+(?: [/-] \S+)?)")
"""Two sides and a sign; a side is an id, a number, ID / ID or ID - ID, with spaces."""

_HOLDS = {">": "more than", "<": "less than", ">=": "at least", "<=": "at most"}
_FAILS = {">": "not more than", "<": "not less than", ">=": "less than", "<=": "more than"}
_OPERATIONS = {"/": "over", "-": "minus"}


class _Side(NamedTuple):
    value: RoundingInterval
    words: str
    unit: str = ""
    qualifier: str = ""


def _problems(terms: Terms) -> Iterator[str]:
    if bool(terms.get("holds_if")) == bool(terms.get("needs")):
        yield "exactly one of holds_if and needs is wanted; say what supports it, or what would"
    for text in terms.get("holds_if", []):
        left, _, right = _split(text)
        if _is_number(left):
            yield f"{text!r} begins with a number; put the figure first"
            continue
        kinds = [_kind(terms, side) for side in (left, right)]
        if None in kinds:
            yield f"{text!r} names what is no number; compare numbers"
        elif not _is_number(right) and kinds[0] != kinds[1]:
            yield f"{text!r} compares different units; compare figures of one kind"


def _kind(terms: Terms, side: str) -> Any:
    """What a side measures; None where that is no number."""
    if _is_number(side):
        return ()
    figures = [terms.lookup.get(id) for id in _ids(side)]
    made = [units.parse(one.unit) for one in figures if one is not None and one.value is not None]
    if len(made) < len(figures):
        return None
    if " / " in side:
        return (made[0] / made[1]).kind
    return made[0].kind if all(unit.kind == made[0].kind for unit in made) else None


def _figure_ids(parameters: Mapping[str, Any]) -> Iterator[str]:
    """The ids in comparisons, left to right."""
    for text in parameters.get("holds_if", []):
        left, _, right = _split(text)
        yield from (id for id in (*_ids(left), *_ids(right)) if not _is_number(id))


def _split(text: str) -> tuple[str, str, str]:
    match = COMPARISON.fullmatch(text.strip())
    assert match is not None
    return match[1], match[2], match[3]


def _ids(side: str) -> list[str]:
    return re.split(" [/-] ", side)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


@check(
    Role("statements", "any", many=True),
    Parameter("holds_if", "comparisons"),
    Parameter("needs", "text"),
    Parameter("though", "text"),
    problems=_problems,
    parameter_ids=_figure_ids,
    in_doubt=("statements",),
)
def check_direction(terms: Terms) -> CheckResult:
    """Statements in words are borne out by comparisons of figures; without any, needs says which
    figure it would take."""
    statements, comparisons = terms.all("statements"), terms.get("holds_if", [])
    claims = list(dict.fromkeys(f'"{one.display}"' for one in statements))
    claim, are = wording.join(claims), "is" if len(claims) == 1 else "are"
    if not comparisons:
        return CheckResult(
            UNDECIDED, f"No printed figure bears on {claim}: it would take {terms.get('needs')}."
        )
    compared = [_compare(terms, text) for text in comparisons]
    failed, unclear = (
        [words for holds, words in compared if holds is verdict] for verdict in (False, None)
    )
    if failed:
        verdict, sentence = INCONSISTENT, f"{claim} {are} contradicted: {failed[0]}."
    elif unclear:
        verdict, sentence = UNDECIDED, f"Rounding leaves {claim} open: {wording.join(unclear)}."
    else:
        words = wording.join([words for _, words in compared])
        verdict, sentence = CONSISTENT, f"{claim} {are} supported: {words}."
    if terms.get("though"):
        sentence += f" {terms.get('though').removesuffix('.')}."
    ids = [*(one.id for one in statements), *_figure_ids(terms.parameters)]
    return CheckResult(verdict, sentence, tuple(dict.fromkeys(ids)))


def _compare(terms: Terms, text: str) -> tuple[bool | None, str]:
    """Whether a comparison holds for all, none or some of the numbers behind the figures."""
    left, sign, right = _split(text)
    one = _side(terms, left)
    other = _side(terms, right, one.unit)
    more, less = (one, other) if sign.startswith(">") else (other, one)
    strict = len(sign) == 1
    if more.value.high < less.value.low or (more.value.high == less.value.low and strict):
        return False, f"{one.words} is {_FAILS[sign]} {other.words}"
    # A shared end may be excluded by a "more than" or "less than" in print.
    excluded = more.qualifier == ">" or less.qualifier == "<"
    touch = more.value.low == less.value.high
    if more.value.low > less.value.high or (touch and (not strict or excluded)):
        return True, f"{one.words} is {_HOLDS[sign]} {other.words}"
    return None, f"{one.words} may or may not be {_HOLDS[sign]} {other.words}"


def _side(terms: Terms, text: str, unit: str = "") -> _Side:
    """One side of a comparison; unit: that of a side that is a bare number."""
    if match := re.fullmatch(r"(\S+) ([/-]) (\S+)", text):
        first, second = _side(terms, match[1]), _side(terms, match[3])
        value = first.value / second.value if match[2] == "/" else first.value - second.value
        return _Side(value, f"{first.words} {_OPERATIONS[match[2]]} {second.words}")
    if text in terms.lookup:
        figure = terms.lookup[text]
        wave = f" ({figure.wave})" if figure.wave.isdigit() else ""
        return _Side(figure.base_interval(), figure.display + wave, figure.unit, figure.qualifier)
    number = float(text) * units.parse(unit).scale
    return _Side(as_interval(number), wording.as_given(float(text), unit))

"""What the tests of the checks share: figures made on the spot, and a relation judged."""

from __future__ import annotations

from typing import Any

from printaudit import Figure, Verdict
from printaudit.judgement import judge
from printaudit.relations import Reading, Relation
from printaudit.validation import find_problems


def figure(id: str, printed: str, unit: str = "percent", **more: str) -> Figure:
    usual = {
        "section": "Results",
        "lines": "1",
        "statement": "A statement",
        "kind": "quantity",
        "wave": "none",
        "denominator": "",
        "denominator_status": "none",
        "source": "survey",
        "question": "",
    }
    return Figure(id=id, printed=printed, unit=unit, **{**usual, **more})


def judged(
    check: str,
    figures: dict[str, Any],
    *,
    parameters: dict[str, Any] | None = None,
    readings: tuple[Reading, ...] = (),
    others: tuple[Figure, ...] = (),
    **more: Any,
) -> Verdict:
    """The verdict on one relation; `figures` maps roles to a figure or a list of them."""
    lookup = {one.id: one for one in others}
    named: dict[str, Any] = {}
    for role, value in figures.items():
        many = value if isinstance(value, list) else [value]
        lookup |= {one.id: one for one in many}
        named[role] = [one.id for one in many] if isinstance(value, list) else value.id
    relation = Relation("relation", check, named, parameters or {}, readings, **more)
    assert not list(find_problems(check, relation.terms(lookup)))
    return judge(relation, lookup)

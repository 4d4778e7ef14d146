"""The audit: every declared relation between printed figures, judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from printaudit.checks import CHECKS
from printaudit.figure import Figure
from printaudit.inputs import load
from printaudit.relations import Relation
from printaudit.verdict import (
    CANNOT,
    CONSISTENT,
    INCONSISTENT,
    ONLY,
    VERDICTS,
    Outcome,
    Verdict,
    worst,
)

Paths = str | Path | Sequence[str | Path]


class OfFigure(NamedTuple):
    """What the audit says about one figure: the gravest verdict, and every relation on it."""

    verdict: str
    relations: tuple[str, ...]


def audit(registers: Paths, relations: Paths) -> list[Verdict]:
    """Judge every relation, in the order of the files.

    registers, relations: one path or several each. Ids must differ across registers, and
    relations may name figures of any of them.
    Raises RegisterError, RelationsError or both as InputError, one message that lists all
    that is wrong with all files.
    """
    lookup, declared = load(_paths(registers), _paths(relations))
    return [judge(relation, lookup) for relation in declared]


def figures_of(registers: Paths) -> dict[str, Figure]:
    """Every figure of one or several registers, by id and in their order."""
    return load(_paths(registers), [])[0]


def judge(relation: Relation, lookup: Mapping[str, Figure]) -> Verdict:
    """One relation as printed, and where that fails under its readings in turn."""
    plain = CHECKS[relation.check].run(relation.terms(lookup))
    outcome = plain if plain.verdict != INCONSISTENT else _under_readings(relation, plain, lookup)
    remarks = f" {relation.note}" if relation.note else ""
    if outcome.verdict in (INCONSISTENT, ONLY) and relation.because:
        remarks += f" Most likely reason: {relation.because}"
    figures = relation.ids() if outcome.figures is None else outcome.figures
    return Verdict(
        relation.id,
        relation.check,
        outcome.verdict,
        outcome.sentence + remarks,
        figures,
        outcome.reading,
        tuple(id for id in relation.doubted() if id in figures),
    )


def by_figure(verdicts: Iterable[Verdict], ids: Iterable[str]) -> dict[str, OfFigure]:
    """The gravest verdict on each of these figures, and its relations, gravest first.

    A figure that no relation touches cannot be checked.
    """
    touching: dict[str, list[Verdict]] = {id: [] for id in ids}
    for verdict in verdicts:
        for id in verdict.figures:
            if id in touching:
                touching[id].append(verdict)
    found = {}
    for id, on_it in touching.items():
        # A relation that fails says nothing of a figure that it takes as given.
        counted = [one for one in on_it if one.doubts(id) or one.verdict in (CONSISTENT, CANNOT)]
        gravest = worst([one.verdict for one in counted])
        first = [one.relation for one in counted if one.verdict == gravest]
        rest = [one.relation for one in on_it if one.relation not in first]
        found[id] = OfFigure(gravest, (*first, *rest))
    return found


def counts(verdicts: Iterable[str]) -> dict[str, int]:
    """How many of each verdict, in the order of VERDICTS, none left out."""
    counted = Counter(verdicts)
    return {verdict: counted[verdict] for verdict in VERDICTS}


def _under_readings(relation: Relation, plain: Outcome, lookup: Mapping[str, Figure]) -> Outcome:
    """The first reading that holds; else the plain outcome with the readings named."""
    failed, untested = [], []
    for reading in relation.readings:
        if not reading.tested:
            untested.append(reading.says)
            continue
        changed = relation.under(reading)
        again = CHECKS[relation.check].run(changed.terms(lookup))
        if again.verdict in (CONSISTENT, ONLY):
            named = dict.fromkeys([*relation.ids(), *changed.ids()])
            sentence = f"{plain.sentence} It holds {reading.says}: {_lower(again.sentence)}"
            return Outcome(ONLY, sentence, tuple(named), reading.says)
        failed.append(reading.says)
    sentence = plain.sentence
    sentence += "".join(f" Nor does it hold {says}." for says in failed)
    sentence += "".join(
        f" It would hold {says}, which no printed figure can test." for says in untested
    )
    return Outcome(INCONSISTENT, sentence, plain.figures)


def _lower(sentence: str) -> str:
    """A sentence to stand after a colon."""
    return sentence[:1].lower() + sentence[1:]


def _paths(given: Paths) -> list[Path]:
    return [Path(given)] if isinstance(given, (str, Path)) else [Path(path) for path in given]

"""The audit: every declared relation between printed figures, judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from printaudit.checks import CHECKS
from printaudit.errors import AuditError, RegisterError, RelationsError
from printaudit.figure import Figure
from printaudit.register import Paths, scan_registers
from printaudit.relations import Relation, scan_relations
from printaudit.verdict import (
    CONSISTENT,
    FAILING,
    GRAVEST_FIRST,
    INCONSISTENT,
    UNDECIDED,
    UNDER_READING,
    VERDICTS,
    CheckResult,
    Verdict,
)


class FigureVerdict(NamedTuple):
    """What the audit says about one figure: the gravest verdict, and every relation on it."""

    verdict: str
    relations: tuple[str, ...]


def audit(registers: Paths, relations: Paths) -> list[Verdict]:
    """Judge every relation, in the order of the files.

    registers, relations: one path or several each. Ids must differ across registers, and
    relations may name figures of any of them.
    Raises RegisterError, RelationsError or, where both are at fault, their base AuditError:
    one message that lists all that is wrong with all files.
    """
    figures, broken, at_fault = scan_registers(registers)
    # Without any figure every relation would be wrong, and none of that worth telling.
    declared, wrong = scan_relations(relations if figures else [], figures, broken)
    if at_fault or wrong:
        kind = AuditError if at_fault and wrong else RegisterError if at_fault else RelationsError
        raise kind("\n".join([*at_fault, *wrong]))
    return [judge(relation, figures) for relation in declared]


def judge(relation: Relation, lookup: Mapping[str, Figure]) -> Verdict:
    """One relation as printed, and where that fails under its readings in turn."""
    result = _run(relation, lookup)
    if result.verdict == INCONSISTENT:
        result = _try_readings(relation, result, lookup)
    remarks = f" {relation.note}" if relation.note else ""
    if result.verdict in FAILING and relation.because:
        remarks += f" Most likely reason: {relation.because}"
    figures = relation.figure_ids() if result.figures is None else result.figures
    return Verdict(
        relation.id,
        relation.check,
        result.verdict,
        result.sentence + remarks,
        figures,
        result.reading,
        tuple(id for id in relation.ids_in_doubt() if id in figures),
    )


def judge_figures(verdicts: Iterable[Verdict], ids: Iterable[str]) -> dict[str, FigureVerdict]:
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
        counted = [one for one in on_it if one.doubts(id) or one.verdict not in FAILING]
        of_them = [one.verdict for one in counted]
        worst = min(of_them, key=GRAVEST_FIRST.index, default=UNDECIDED)
        first = [one.relation for one in counted if one.verdict == worst]
        rest = [one.relation for one in on_it if one.relation not in first]
        found[id] = FigureVerdict(worst, (*first, *rest))
    return found


def count_verdicts(verdicts: Iterable[str]) -> dict[str, int]:
    """How many of each verdict, in the order of VERDICTS, none left out."""
    counted = Counter(verdicts)
    return {verdict: counted[verdict] for verdict in VERDICTS}


def _run(relation: Relation, lookup: Mapping[str, Figure]) -> CheckResult:
    try:
        return CHECKS[relation.check].run(relation.terms(lookup))
    except ZeroDivisionError:
        return CheckResult(
            UNDECIDED, "It would take a division by a figure that is printed as zero."
        )


def _try_readings(
    relation: Relation, plain: CheckResult, lookup: Mapping[str, Figure]
) -> CheckResult:
    """The first reading that holds; else the plain result with the readings named."""
    failed, untestable = "", ""
    for reading in relation.readings:
        if not reading.testable:
            untestable += f" It would hold {reading.says}, which no printed figure can test."
            continue
        changed = relation.under(reading)
        again = _run(changed, lookup)
        if again.verdict in (CONSISTENT, UNDER_READING):
            named = dict.fromkeys([*relation.figure_ids(), *changed.figure_ids()])
            holds = f"{again.sentence[:1].lower()}{again.sentence[1:]}"
            sentence = f"{plain.sentence} It holds {reading.says}: {holds}"
            return CheckResult(UNDER_READING, sentence, tuple(named), reading.says)
        failed += f" Nor does it hold {reading.says}."
    return CheckResult(INCONSISTENT, plain.sentence + failed + untestable, plain.figures)

"""Small counts: what a handful of heads answered is not shown.

A number that rests on one to four questionnaires could tell what one head said. The rule is that
of statistical disclosure control for tables of frequencies: cells below a threshold are withheld,
and further cells with them where the first could be found by subtraction (Hundepool et al. 2012,
Statistical Disclosure Control, Wiley, chapter 5). It guards people: the questionnaires of a
synthetic wave are nobody's, and accounts of schools are public one by one.

It looks at one wave at a time. Who publishes a country and one of its areas, or a survey and a
corrected one, must compare the two: no rule inside a wave can see that.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar

from helpers import waves
from helpers.evidence_kinds import OBSERVED
from helpers.measures.basis import NotMeasurable

FEWEST = 5
"""Questionnaires below which nothing is shown."""

Key = TypeVar("Key")


def guards(wave: waves.Wave) -> bool:
    """Whether the answers in a wave are those of people: only observed records are."""
    return wave.evidence == OBSERVED


def few(count: int) -> bool:
    """Whether a count is one that could tell what one head said; that nobody did tells nothing."""
    return 0 < count < FEWEST


def refuse_few(wave: waves.Wave, *counts: int) -> None:
    """Raise NotMeasurable where one of the counts of answers is 1 to 4 and guarded.

    counts: of questionnaires behind a number, and of each answer they gave.
    """
    if guards(wave) and any(map(few, counts)):
        raise NotMeasurable(
            f"Fewer than {FEWEST} heads answered, or gave one of the answers, in wave {wave.id}."
        )


def refuse_single(wave: waves.Wave) -> None:
    """Raise NotMeasurable for what one head said, such as an extreme, where it is guarded."""
    if guards(wave):
        raise NotMeasurable(f"An extreme of wave {wave.id} is the answer of one head.")


def refuse_median(wave: waves.Wave, count: int) -> None:
    """Raise NotMeasurable for a median with fewer than five answers on either side, if guarded."""
    if guards(wave) and count < 2 * FEWEST:
        raise NotMeasurable(
            f"A median of wave {wave.id} would rest on fewer than {FEWEST} heads on either side."
        )


def select_groups(
    wave: waves.Wave,
    *tables: Mapping[Key, int],
    hidden: int = 0,
    subtotals: Iterable[Collection[Key]] = (),
) -> list[Key]:
    """The groups of which numbers may be shown, in their order; all where nothing is guarded.

    tables: counts by group, over the same groups, such as heads who answered and heads who did
    not. A group is withheld where a count is 1 to 4. Where the total, or one of the subtotals,
    less what is shown would give such a count, the next smallest groups are withheld as well.
    hidden: answers in the total of the first table that stand in no group.
    subtotals: sets of groups that are also shown as one, as the deciles of a half.
    Raises NotMeasurable where no group remains.
    """
    groups = list(tables[0])
    if not guards(wave):
        return groups
    parts = [(set(part), 0) for part in subtotals]
    withheld: set[Key] = set()
    known = -1
    while known != len(withheld):  # what one table adds may leave a gap in another
        known = len(withheld)
        for table, rest in zip(tables, [hidden, *[0] * len(tables)], strict=False):
            for part, gap in [*parts, (set(groups), rest)]:
                inside = {group: table[group] for group in groups if group in part}
                withheld |= _withheld(inside, withheld, gap)
    kept = [group for group in groups if group not in withheld]
    if not kept:
        raise NotMeasurable(f"Fewer than {FEWEST} heads answered in each group of wave {wave.id}.")
    return kept


def _withheld(counts: Mapping[Key, int], already: set[Key], hidden: int) -> set[Key]:
    """Groups of one table to withhold, so that its total gives no small count away."""
    withheld = {group for group, count in counts.items() if few(count) or group in already}
    others = sorted(
        (group for group, count in counts.items() if count and group not in withheld),
        key=lambda group: counts[group],
    )
    while others and _found([hidden, *(counts[group] for group in withheld)]):
        withheld.add(others.pop(0))
    return withheld


def _found(gaps: list[int]) -> bool:
    """Whether subtraction from the total gives a small count, of one group or of all together."""
    there = [gap for gap in gaps if gap]
    alone = len(there) == 1 and few(there[0])
    return alone or few(sum(there))

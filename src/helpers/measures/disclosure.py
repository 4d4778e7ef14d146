"""Small counts: what a handful of heads answered is not shown.

A number that rests on one to four questionnaires could tell what one head said. The rule is that
of statistical disclosure control for tables of frequencies: cells below a threshold are withheld,
and a second cell with them where the first could be found by subtraction (Hundepool et al. 2012,
Statistical Disclosure Control, Wiley, chapter 5). It guards people: the questionnaires of a
synthetic wave are nobody's, and accounts of schools are public one by one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from helpers import waves
from helpers.measures.basis import NotMeasurable

FEWEST = 5
"""Questionnaires below which nothing is shown."""

Key = TypeVar("Key")


def guards(wave: waves.Wave) -> bool:
    """Whether the answers in a wave are those of people."""
    return wave.evidence == "observed"


def refuse_few(wave: waves.Wave, *counts: int) -> None:
    """Raise NotMeasurable where one of the counts of answers is 1 to 4 and guarded.

    counts: of questionnaires behind a number, and of each answer they gave.
    """
    if guards(wave) and any(0 < count < FEWEST for count in counts):
        raise NotMeasurable(
            f"Fewer than {FEWEST} heads answered, or gave one of the answers, in wave {wave.id}."
        )


def refuse_single(wave: waves.Wave) -> None:
    """Raise NotMeasurable for what one head said, such as an extreme, where it is guarded."""
    if guards(wave):
        raise NotMeasurable(f"An extreme of wave {wave.id} is the answer of one head.")


def shown(wave: waves.Wave, counts: Mapping[Key, int]) -> list[Key]:
    """The groups that may be shown, given the answers in each, in their order.

    Where exactly one group is withheld the next smallest is withheld too: with the total at
    hand a single gap could be filled. Raises NotMeasurable where none remains.
    """
    if not guards(wave):
        return list(counts)
    withheld = {group for group, count in counts.items() if 0 < count < FEWEST}
    if len(withheld) == 1:
        others = {group: count for group, count in counts.items() if group not in withheld}
        if others:
            withheld.add(min(others, key=lambda group: others[group]))
    kept = [group for group in counts if group not in withheld]
    if not kept:
        raise NotMeasurable(f"Fewer than {FEWEST} heads answered in each group of wave {wave.id}.")
    return kept

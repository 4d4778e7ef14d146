"""What a check says about printed figures."""

from __future__ import annotations

from dataclasses import dataclass

CONSISTENT = "consistent"
UNDER_READING = "only under a reading"
INCONSISTENT = "inconsistent"
UNDECIDED = "cannot be checked"

VERDICTS = (CONSISTENT, UNDER_READING, INCONSISTENT, UNDECIDED)

FAILING = (UNDER_READING, INCONSISTENT)
GRAVEST_FIRST = (INCONSISTENT, UNDER_READING, CONSISTENT, UNDECIDED)
"""Undecided last: a figure that one check could not judge may be consistent by another."""


@dataclass(frozen=True)
class CheckResult:
    """What one check finds: a verdict, and its arithmetic as a sentence.

    figures: the ids it rests on where these are not all the figures of the relation.
    reading: the reading under which it holds, where the check found one by itself.
    """

    verdict: str
    sentence: str
    figures: tuple[str, ...] | None = None
    reading: str = ""


@dataclass(frozen=True)
class Verdict:
    """One relation judged.

    relation, check: its id and its kind.
    verdict: one of VERDICTS.
    arithmetic: a sentence or two that a reader can follow, with the numbers in it.
    figures: the register ids it rests on.
    reading: under which it holds, where the plain reading fails; else "".
    in_doubt: those of the figures that are in doubt where the relation does not hold; the
        others are taken as given. Empty means all.
    """

    relation: str
    check: str
    verdict: str
    arithmetic: str
    figures: tuple[str, ...]
    reading: str = ""
    in_doubt: tuple[str, ...] = ()

    def doubts(self, id: str) -> bool:
        """Whether the verdict tells against this figure."""
        return self.verdict in FAILING and (not self.in_doubt or id in self.in_doubt)


def decide(holds: bool, sentence: str) -> CheckResult:
    """What a check finds that can only hold or fail."""
    return CheckResult(CONSISTENT if holds else INCONSISTENT, sentence)

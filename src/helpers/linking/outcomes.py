"""What becomes of each association: by its name, by the parts of its name, by its activities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from helpers.linking.decide import Choice, decided
from helpers.linking.index import Index
from helpers.linking.mentions import Mention
from helpers.linking.parts import parts_of_folded
from helpers.linking.reasons import reason
from helpers.linking.schools import Schools
from helpers.linking.scoring import scored
from helpers.linking.together import neighbours, same_district

OPEN_QUESTIONS = ("none", "ambiguous")
AREA_LETTERS = 2
UNKNOWN_AUTHORITY = -1
TOGETHER = 0.9
"""Belief in two schools of the names said that alone lie in one postcode district."""


class Question(NamedTuple):
    """An association whose school is asked for: what it says, what it is."""

    said: Mention
    kind: str


@dataclass(frozen=True)
class Outcome:
    """What becomes of one charity: its URNs (none, if undecided), score, reason, decision."""

    urns: tuple[int, ...]
    score: float
    reason: str
    decision: str


def answered(questions: Sequence[Question], index: Index, schools: Schools) -> list[Outcome]:
    """The outcome of each question, in their order."""
    choices, pairs = _decided([question.said for question in questions], index, schools)
    outcomes = [
        _outcome(choice, pairs, schools, question.kind)
        for choice, question in zip(choices, questions, strict=True)
    ]
    _by_segments(outcomes, questions, index, schools)
    _by_text(outcomes, questions, index, schools)
    return outcomes


def _decided(
    said: Sequence[Mention], index: Index, schools: Schools
) -> tuple[list[Choice], pd.DataFrame]:
    pairs = scored(said, index, schools)
    return decided(pairs, said, schools), pairs


def _outcome(
    choice: Choice, pairs: pd.DataFrame, schools: Schools, kind: str, spoken: bool = False
) -> Outcome:
    urns = tuple(int(schools.urns[at]) for at in choice.chosen)
    words = reason(choice, pairs, schools, kind, spoken)
    return Outcome(urns, round(100 * choice.belief, 1), words, choice.decision)


def _by_segments(
    outcomes: list[Outcome], questions: Sequence[Question], index: Index, schools: Schools
) -> None:
    """One association of two schools of different names: `Friends of Elm and Oak Schools`."""
    pieces: list[Mention] = []
    owners: list[int] = []
    for at, (outcome, question) in enumerate(zip(outcomes, questions, strict=True)):
        segments = _segments(question) if _says_more(outcome, question, schools) else []
        if len(segments) > 1:
            pieces.extend(segments)
            owners.extend([at] * len(segments))
    choices, pairs = _decided(pieces, index, schools)
    choices = _near_the_sure_one(choices, pieces, owners, index, schools)
    asked: dict[int, list[Choice]] = {}
    for owner, choice in zip(owners, choices, strict=True):
        asked.setdefault(owner, []).append(choice)
    for at, own in asked.items():
        found = sorted({choice.chosen[0] for choice in own if choice.decision == "link"})
        belief = min(choice.belief for choice in own)
        if len(found) < len(own) and (found or questions[at].said.named.plural):
            found, belief = _only_neighbours(own, pairs, schools), TOGETHER
        if len(found) != len(own) or len(found) < 2 or not _close(found, schools):
            continue
        together = Choice("several schools", belief, tuple(found), ())
        outcomes[at] = _outcome(together, pd.DataFrame(), schools, questions[at].kind)


def _says_more(outcome: Outcome, question: Question, schools: Schools) -> bool:
    """Whether a name may be of two schools: it is of none found, or has words beyond the one's."""
    if outcome.decision != "link":
        return outcome.decision != "several schools"
    found = np.isin(schools.urns[schools.heirs], outcome.urns)
    words = set(question.said.named.words)
    return not any(words <= set(schools.parts[at].words) for at in np.flatnonzero(found))


def _near_the_sure_one(
    choices: Sequence[Choice],
    pieces: Sequence[Mention],
    owners: Sequence[int],
    index: Index,
    schools: Schools,
) -> list[Choice]:
    """Ask again for the pieces left open, in the authority of another piece's school."""
    where = {
        owner: frozenset({int(schools.authorities[choice.chosen[0]])})
        for owner, choice in zip(owners, choices, strict=True)
        if choice.decision == "link"
    }
    again = [
        at
        for at, (owner, choice) in enumerate(zip(owners, choices, strict=True))
        if not choice.chosen and min(where.get(owner, {UNKNOWN_AUTHORITY})) >= 0
    ]
    asked = [replace(pieces[at], authorities=where[owners[at]]) for at in again]
    told, _ = _decided(asked, index, schools)
    second = {at: choice for at, choice in zip(again, told, strict=True) if choice.chosen}
    return [second.get(at, choice) for at, choice in enumerate(choices)]


def _only_neighbours(own: Sequence[Choice], pairs: pd.DataFrame, schools: Schools) -> list[int]:
    """Of two names that several schools bear, the one pair in a postcode district, if any."""
    if len(own) != 2 or any(choice.decision == "none" for choice in own):
        return []
    first, second = (
        set(choice.chosen) or {int(schools.heirs[pairs["school"].iloc[row]]) for row in choice.rows}
        for choice in own
    )
    found = [
        sorted((one, other))
        for one in first
        for other in second - {one}
        if same_district(one, other, schools)
    ]
    return found[0] if len(found) == 1 else []


def _segments(question: Question) -> list[Mention]:
    """A name cut at each `and`, where each piece has a distinctive word of its own."""
    whole = question.said
    around = whole.around | set(whole.named.words)
    pieces = [parts_of_folded(piece) for piece in whole.name.split(" and ")]
    return [
        replace(
            whole,
            named=replace(own, faiths=own.faiths or whole.named.faiths, plural=False),
            around=around,
        )
        for own in pieces
        if own.words
    ]


def _close(found: Sequence[int], schools: Schools) -> bool:
    """Whether schools lie in one authority or postcode area, as far as that is known."""
    first, *others = found
    for other in others:
        codes = schools.authorities[first], schools.authorities[other]
        if min(codes) >= 0:
            if codes[0] != codes[1]:
                return False
        elif not neighbours(first, other, schools):
            letters = (str(schools.postcodes[at])[:AREA_LETTERS] for at in (first, other))
            if len(set(letters)) > 1:
                return False
    return True


def _by_text(
    outcomes: list[Outcome], questions: Sequence[Question], index: Index, schools: Schools
) -> None:
    """Where a name tells no school, look for the school that the activities name."""
    again = [
        at
        for at, (outcome, question) in enumerate(zip(outcomes, questions, strict=True))
        if outcome.decision in OPEN_QUESTIONS and question.said.spoken.words
    ]
    turned = [_turned(questions[at].said) for at in again]
    choices, pairs = _decided(turned, index, schools)
    for at, choice in zip(again, choices, strict=True):
        if choice.chosen:
            outcomes[at] = _outcome(choice, pairs, schools, questions[at].kind, spoken=True)


def _turned(said: Mention) -> Mention:
    """The same mention with the school of its text in the place of its name."""
    around = said.around | set(said.named.words)
    return replace(
        said,
        name=said.text,
        text=said.name,
        named=said.spoken,
        spoken=said.named,
        around=around,
        slips=0.0,
    )

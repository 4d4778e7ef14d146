"""What becomes of each association: by its name, by the parts of its name, by its activities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from newwave.linking.charity import Mention
from newwave.linking.decisions import Choice, decided
from newwave.linking.pieces import by_pieces, pieces
from newwave.linking.reasons import reason
from newwave.linking.school_index import Index
from newwave.linking.schools import Schools
from newwave.linking.scoring import scored

OPEN_QUESTIONS = ("none", "ambiguous")


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
    _by_pieces(outcomes, questions, index, schools)
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


def _by_pieces(
    outcomes: list[Outcome], questions: Sequence[Question], index: Index, schools: Schools
) -> None:
    """Where a name says more than one school, look for those that its pieces name."""
    again = [
        at
        for at, (outcome, question) in enumerate(zip(outcomes, questions, strict=True))
        if len(pieces(question.said)) > 1 and _says_more(outcome, question, schools)
    ]
    choices = by_pieces([questions[at].said for at in again], index, schools)
    for at, choice in zip(again, choices, strict=True):
        if choice.chosen:
            outcomes[at] = _outcome(choice, pd.DataFrame(), schools, questions[at].kind)


def _says_more(outcome: Outcome, question: Question, schools: Schools) -> bool:
    """Whether a name may be of two schools: none is found, or it has words beyond the one's."""
    if outcome.decision != "link":
        return outcome.decision != "several schools"
    found = np.flatnonzero(np.isin(schools.urns[schools.heirs], outcome.urns))
    words = set(question.said.named.words)
    return not any(words <= set(schools.parts[at].words) for at in found)


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

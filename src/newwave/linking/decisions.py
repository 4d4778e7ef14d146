"""From scored candidates to decisions: which school, several, ambiguous, or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from newwave.linking.charity import Mention
from newwave.linking.reference import NATIONWIDE
from newwave.linking.schools import Schools
from newwave.linking.together import complements, neighbours, sister

PRIOR = -float(np.log2(30_000))
"""Bits of belief in any one school before anything is known: one among England's."""

ELSEWHERE, ELSEWHERE_LOCAL = 0.03, 0.4
"""Belief that the school is in no row of the table, before anything is known."""

SURE, DOUBT = 0.7, 0.08
POSSIBLE = 0.5
NEAR_BITS, MOST_NEAR = 4.0, 12
MOST_BITS = 60.0
CONTRADICTS = -2.5


@dataclass(frozen=True)
class Choice:
    """One charity's decision: the chosen schools (positions), belief in them, and the rivals.

    `rows` are rows of the candidates' table: of the chosen where there are any, else of rivals.
    """

    decision: str
    belief: float
    chosen: tuple[int, ...]
    rows: tuple[int, ...]


class Rivals(NamedTuple):
    """One charity's candidates, best first: bits, rows of the table, schools (positions).

    `heirs` are the schools that they became; `fair` marks those that nothing contradicts.
    """

    bits: np.ndarray
    rows: np.ndarray
    schools: np.ndarray
    heirs: np.ndarray
    fair: np.ndarray


NO_CHOICE = Choice("none", 0.0, (), ())


def decided(pairs: pd.DataFrame, said: Sequence[Mention], schools: Schools) -> list[Choice]:
    """A choice for each charity of `said`, from candidates as `scoring.scored` gives them."""
    choices = [NO_CHOICE] * len(said)
    if pairs.empty:
        return choices
    ranked = _ranked(pairs, schools)
    charities = ranked["charity"].to_numpy()
    starts = np.flatnonzero(np.r_[True, charities[1:] != charities[:-1]])
    ends = np.r_[starts[1:], len(charities)]
    columns = (ranked[name].to_numpy() for name in Rivals._fields)
    everything = Rivals(*columns)
    for start, end in zip(starts, ends, strict=True):
        rivals = Rivals(*(each[start:end] for each in everything))
        at = int(charities[start])
        choices[at] = _choice(said[at], rivals, schools)
    return choices


def _ranked(pairs: pd.DataFrame, schools: Schools) -> pd.DataFrame:
    """Candidates by charity, best first; of one school's rows over time only the best."""
    ranked = pairs[["charity", "school", "bits"]].rename(columns={"school": "schools"})
    ranked["rows"] = np.arange(len(pairs))
    ranked["fair"] = _fair(pairs)
    ranked["heirs"] = schools.heirs[ranked["schools"].to_numpy()]
    ranked["urn"] = schools.urns[ranked["heirs"].to_numpy()]
    ranked["own"] = schools.urns[ranked["schools"].to_numpy()]
    order = ["charity", "bits", "urn", "own"]
    ranked = ranked.sort_values(order, ascending=[True, False, True, True])
    return ranked.drop_duplicates(["charity", "heirs"])


def _fair(pairs: pd.DataFrame) -> pd.Series:
    """Candidates of the whole name that nothing contradicts, however little speaks for them."""
    told = pairs[["extra", "feature_bits", "postcode_bits", "authority_bits"]]
    return pairs["whole"] & (told >= CONTRADICTS).all(axis=1)


def _choice(said: Mention, rivals: Rivals, schools: Schools) -> Choice:
    rivals = _without_forerunners(rivals, schools)
    elsewhere = ELSEWHERE if len(schools.urns) >= NATIONWIDE else ELSEWHERE_LOCAL
    weights = np.exp2(np.minimum(rivals.bits + PRIOR, MOST_BITS))
    beliefs = weights / (weights.sum() + elsewhere)
    near = np.flatnonzero(rivals.bits >= rivals.bits[0] - NEAR_BITS)
    if said.named.plural and 2 <= len(near) <= MOST_NEAR:
        near_open = [int(at) for at in near if not schools.closed[rivals.heirs[at]]]
        pair, single = complements([int(rivals.schools[at]) for at in near_open], schools)
        together = [near_open[at] for at in pair]
        if together:
            both = float(beliefs[together].sum())
            belief = both / (both + single * (1 - both))
            if belief >= SURE:
                return _chosen("several schools", belief, together, rivals)
    if beliefs[0] >= SURE and beliefs[1:].max(initial=0.0) <= DOUBT:
        link = _chosen("link", float(beliefs[0]), [0], rivals)
        return _with_sister(link, said, schools) if said.named.plural else link
    likely = beliefs.sum() >= POSSIBLE
    if likely or rivals.fair.any():
        left = rivals.rows[near] if likely else rivals.rows[rivals.fair]
        return Choice("ambiguous", float(beliefs[0]), (), tuple(int(row) for row in left))
    return Choice("none", float(beliefs[0]), (), (int(rivals.rows[0]),))


def _with_sister(link: Choice, said: Mention, schools: Schools) -> Choice:
    """Two schools in place of one, where a village has the other and `schools` are spoken of."""
    other = sister(link.chosen[0], said.named.words, schools)
    if other is None:
        return link
    return Choice("several schools", link.belief, (*link.chosen, other), link.rows)


def _without_forerunners(rivals: Rivals, schools: Schools) -> Rivals:
    """The rivals without closed neighbours that bore the name of an open best one."""
    best = int(rivals.heirs[0])
    if schools.closed[best]:
        return rivals
    words = set(schools.parts[best].words)
    gone = [
        at
        for at, own in enumerate(map(int, rivals.heirs))
        if schools.closed[own]
        and set(schools.parts[own].words) == words
        and neighbours(own, best, schools)
    ]
    return Rivals(*(np.delete(each, gone) for each in rivals)) if gone else rivals


def _chosen(decision: str, belief: float, places: Sequence[int], rivals: Rivals) -> Choice:
    heirs = tuple(int(rivals.heirs[at]) for at in places)
    return Choice(decision, belief, heirs, tuple(int(rivals.rows[at]) for at in places))

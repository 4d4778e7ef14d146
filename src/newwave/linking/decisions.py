"""From the evidence to decisions: a charity's one school, several, ambiguous, or none.

Several schools are those of one name and place with phases that complete each other, or those
whose names are joined in the charity's: `Friends of Elm and Oak Schools`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations, islice
from typing import NamedTuple

import numpy as np
import pandas as pd

from newwave.linking.candidates import find_candidates
from newwave.linking.charity import Charity
from newwave.linking.name_words import ASSOCIATION_WORDS
from newwave.linking.places import postcode_area
from newwave.linking.school_index import SchoolIndex
from newwave.linking.school_names import parse_folded
from newwave.linking.schools import Schools
from newwave.linking.scoring import score_candidates

PRIOR = -float(np.log2(30_000))
"""Bits of belief in any one school before anything is known: one among England's."""

ELSEWHERE, ELSEWHERE_LOCAL = 0.03, 0.4
"""Belief that the school is in no row of the table, before anything is known."""

SURE, DOUBT, POSSIBLE = 0.7, 0.08, 0.5
CLOSE_BITS, MOST_CLOSE = 4.0, 12
MOST_BITS, OPPOSES = 60.0, -2.5
JOINT = 0.9
"""Belief in two schools of the names joined that alone lie in one postcode district."""

_PEOPLE = "|".join(sorted(ASSOCIATION_WORDS))
# Not at the `and` of `teachers and friends`.
_BETWEEN_NAMES = re.compile(
    rf"(?<!\bteacher)(?<!\bparent)(?<!\bstaff)(?<!\bfriends) and (?!(?:{_PEOPLE})\b)"
)


@dataclass(frozen=True)
class Decision:
    """What is decided of one charity: `label` as in the links, its schools, belief in them, why.

    `schools` are positions. `rows` are rows of the evidence: those of the schools where there are
    any, else of the candidates between which nothing decides.
    """

    label: str
    belief: float
    schools: tuple[int, ...]
    rows: tuple[int, ...]
    reason: str = ""


NO_LINK = Decision("none", 0.0, (), ())


class Rivals(NamedTuple):
    """One charity's candidates, best first: bits, rows of the evidence, schools (positions).

    `current` are the schools that they became; `unopposed` marks those of the whole name that
    nothing contradicts, however little speaks for them.
    """

    bits: np.ndarray
    row: np.ndarray
    school: np.ndarray
    current: np.ndarray
    unopposed: np.ndarray

    def decide(self, label: str, belief: float, places: Sequence[int]) -> Decision:
        """The decision for the rivals at these places."""
        schools = tuple(int(self.current[at]) for at in places)
        return Decision(label, belief, schools, tuple(int(self.row[at]) for at in places))


def decide_links(
    charities: Sequence[Charity], evidence: pd.DataFrame, schools: Schools
) -> list[Decision]:
    """A decision for each charity, from the evidence that `score_candidates` gives."""
    decisions = [NO_LINK] * len(charities)
    if evidence.empty:
        return decisions
    ranked = _rank(evidence, schools)
    charity_at = ranked["charity"].to_numpy()
    starts = np.flatnonzero(np.diff(charity_at, prepend=-1))
    columns = [np.split(ranked[name].to_numpy(), starts[1:]) for name in Rivals._fields]
    for at, *rivals in zip(charity_at[starts], *columns, strict=True):
        decisions[at] = _decide(charities[at], Rivals(*rivals), schools)
    return decisions


def _rank(evidence: pd.DataFrame, schools: Schools) -> pd.DataFrame:
    """Candidates by charity, best first; of one school's rows over time only the best."""
    ranked = evidence[["charity", "school", "bits"]].assign(row=np.arange(len(evidence)))
    against = evidence[["extra", "feature_bits", "postcode_bits", "authority_bits"]]
    ranked["unopposed"] = evidence["whole"] & (against >= OPPOSES).all(axis=1)
    ranked["current"] = schools.current[ranked["school"].to_numpy()]
    ranked["urn"] = schools.urns[ranked["current"].to_numpy()]
    ranked["own_urn"] = schools.urns[ranked["school"].to_numpy()]
    order = ["charity", "bits", "urn", "own_urn"]
    ranked = ranked.sort_values(order, ascending=[True, False, True, True])
    return ranked.drop_duplicates(["charity", "current"])


def _decide(charity: Charity, rivals: Rivals, schools: Schools) -> Decision:
    rivals = _without_forerunners(rivals, schools)
    elsewhere = ELSEWHERE if schools.nationwide else ELSEWHERE_LOCAL
    weights = np.exp2(np.minimum(rivals.bits + PRIOR, MOST_BITS))
    beliefs = weights / (weights.sum() + elsewhere)
    close = np.flatnonzero(rivals.bits >= rivals.bits[0] - CLOSE_BITS)
    if charity.name.plural and 2 <= len(close) <= MOST_CLOSE:
        still_open = [int(at) for at in close if not schools.closed[rivals.current[at]]]
        pair, single = _find_pair([int(rivals.school[at]) for at in still_open], schools)
        if pair:
            places = [still_open[at] for at in pair]
            both = float(beliefs[places].sum())
            belief = both / (both + single * (1 - both))
            if belief >= SURE:
                return rivals.decide("several schools", belief, places)
    if beliefs[0] >= SURE and beliefs[1:].max(initial=0.0) <= DOUBT:
        link = rivals.decide("link", float(beliefs[0]), [0])
        return _with_sister(link, charity, schools) if charity.name.plural else link
    likely = beliefs.sum() >= POSSIBLE
    if likely or rivals.unopposed.any():
        rows = rivals.row[close] if likely else rivals.row[rivals.unopposed]
        return Decision("ambiguous", float(beliefs[0]), (), tuple(int(row) for row in rows))
    return Decision("none", float(beliefs[0]), (), (int(rivals.row[0]),))


def _without_forerunners(rivals: Rivals, schools: Schools) -> Rivals:
    """The rivals without closed neighbours that bore the name of an open best one."""
    best = int(rivals.current[0])
    if schools.closed[best]:
        return rivals
    words = set(schools.names[best].words)
    gone = [
        at
        for at, school in enumerate(map(int, rivals.current))
        if schools.closed[school]
        and set(schools.names[school].words) == words
        and schools.may_be_near(school, best)
    ]
    return Rivals(*(np.delete(column, gone) for column in rivals)) if gone else rivals


def _phase_pairs(pairs: str) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(pair.split()) for pair in pairs.split(","))


_NEIGHBOURING = _phase_pairs(
    "infant junior, infant primary, junior primary, first middle, first primary, first junior,"
    "nursery primary, nursery infant, nursery junior"
)
# Mostly a foundation's, and only looked for where there is none of the first.
_ALL_AGES = _phase_pairs(
    "first secondary, junior secondary, primary secondary,preparatory secondary"
)
_PHASE_PAIRS = ((_NEIGHBOURING, 0.25), (_ALL_AGES, 1.0))
"""Phases that complete each other; how likely a plural is of one school, against two such."""


def _find_pair(members: Sequence[int], schools: Schools) -> tuple[tuple[int, ...], float]:
    """The one pair among schools of one name that may share an association, if one only.

    members: positions of schools. Gives positions in `members`, and the weight of all else.
    """
    for phase_pairs, single in _PHASE_PAIRS:
        found = [
            (one, other)
            for one, other in combinations(range(len(members)), 2)
            if _may_share(members[one], members[other], phase_pairs, schools)
        ]
        if found:
            return (found[0] if len(found) == 1 else ()), single
    return (), 1.0


def _may_share(
    one: int, other: int, phase_pairs: frozenset[frozenset[str]], schools: Schools
) -> bool:
    words, others = set(schools.names[one].words), set(schools.names[other].words)
    if not (words <= others or others <= words):
        return False
    return _phases(one, other, schools) in phase_pairs and schools.may_be_near(one, other)


def _phases(one: int, other: int, schools: Schools) -> frozenset[str]:
    """The phases of two schools of one phase each (but for a nursery), else none."""
    both = [schools.names[at].phases for at in (one, other)]
    first, second = (phases - {"nursery"} or phases for phases in both)
    return first | second if len(first) == len(second) == 1 else frozenset()


def _with_sister(link: Decision, charity: Charity, schools: Schools) -> Decision:
    """Two schools in place of one, where a village has one other and the name is a plural."""
    (school,) = link.schools
    district = schools.districts[school]
    near = np.flatnonzero((schools.districts == district) & ~schools.closed) if district else ()
    sisters = [
        other
        for other in map(int, near)
        if other != school
        and set(charity.name.words) <= schools.place_words[other] | set(schools.names[other].words)
        and _phases(school, other, schools) in _NEIGHBOURING
    ]
    if len(sisters) != 1:
        return link
    return replace(link, label="several schools", schools=(school, *sisters))


def split_joint_name(charity: Charity) -> list[Charity]:
    """A charity for each school's name that its own joins by `and`."""
    text_places = charity.text_places | set(charity.name.words)
    names = [parse_folded(name) for name in _BETWEEN_NAMES.split(charity.folded_name)]
    return [
        replace(
            charity,
            name=replace(name, faiths=name.faiths or charity.name.faiths, plural=False),
            text_places=text_places,
        )
        for name in names
        if name.words
    ]


def decide_joint_names(charities: Sequence[Charity], index: SchoolIndex) -> list[Decision]:
    """Several schools for each charity, or none, by the names that its own joins."""
    split = [split_joint_name(charity) for charity in charities]
    singles = [single for each in split for single in each]
    evidence = score_candidates(find_candidates(singles, index))
    decisions = decide_links(singles, evidence, index.schools)
    remaining = iter(_decide_near_sure(singles, decisions, index))
    return [
        _join_decisions(list(islice(remaining, len(each))), charity, evidence, index.schools)
        for each, charity in zip(split, charities, strict=True)
    ]


def _decide_near_sure(
    singles: Sequence[Charity], decisions: list[Decision], index: SchoolIndex
) -> list[Decision]:
    """Decide again on names left open, in the authority of the school of another name joined."""
    codes = {
        single.number: frozenset({int(index.schools.authorities[decision.schools[0]])})
        for single, decision in zip(singles, decisions, strict=True)
        if decision.label == "link" and index.schools.authorities[decision.schools[0]] >= 0
    }
    left = [
        at
        for at, single in enumerate(singles)
        if not decisions[at].schools and single.number in codes
    ]
    again = [replace(singles[at], authorities=codes[singles[at].number]) for at in left]
    second = decide_links(again, score_candidates(find_candidates(again, index)), index.schools)
    better = {at: decision for at, decision in zip(left, second, strict=True) if decision.schools}
    return [better.get(at, decision) for at, decision in enumerate(decisions)]


def _join_decisions(
    decisions: Sequence[Decision], charity: Charity, evidence: pd.DataFrame, schools: Schools
) -> Decision:
    """The schools of all names, if found and close; a plural may be of two that are not sure."""
    found = sorted(
        {decision.schools[0] for decision in decisions if decision.label == "link"},
        key=lambda at: schools.urns[at],
    )
    belief = min((decision.belief for decision in decisions), default=0.0)
    if len(found) < len(decisions) and (found or charity.name.plural):
        found, belief = _only_neighbours(decisions, evidence, schools), JOINT
    if len(found) != len(decisions) or len(found) < 2 or not _are_close(found, schools):
        return NO_LINK
    return Decision("several schools", belief, tuple(found), ())


def _only_neighbours(
    decisions: Sequence[Decision], evidence: pd.DataFrame, schools: Schools
) -> list[int]:
    """Of two names that several schools bear, the one pair in a postcode district, if any."""
    if len(decisions) != 2 or any(decision.label == "none" for decision in decisions):
        return []
    first, second = (
        np.array(decision.schools or schools.current[evidence["school"].iloc[list(decision.rows)]])
        for decision in decisions
    )
    here, there = schools.districts[first], schools.districts[second]
    near = (here[:, np.newaxis] == there) & (here != "")[:, np.newaxis]
    at = np.argwhere(near & (first[:, np.newaxis] != second))
    pairs = {tuple(sorted((int(first[one]), int(second[other])))) for one, other in at}
    return list(pairs.pop()) if len(pairs) == 1 else []


def _are_close(found: Sequence[int], schools: Schools) -> bool:
    """Whether schools lie in one authority or postcode area, as far as that is known."""
    first, *others = found
    for other in others:
        codes = schools.authorities[first], schools.authorities[other]
        if min(codes) >= 0:
            if codes[0] != codes[1]:
                return False
        elif not schools.may_be_near(first, other) and (
            len({postcode_area(str(schools.postcodes[at])) for at in (first, other)}) > 1
        ):
            return False
    return True

"""Two schools that share an association: neighbours of one name whose phases go together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np

from newwave.linking import places
from newwave.linking.schools import Schools


def _phases(*pairs: str) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(pair.split()) for pair in pairs)


class Kind(NamedTuple):
    """Phases that go together, and how likely a plural is of one school, against two such."""

    phases: frozenset[frozenset[str]]
    single: float


# The second kind is mostly a foundation's, and only asked for where there is none of the first.
_KINDS = (
    Kind(
        _phases(
            "infant junior",
            "infant primary",
            "junior primary",
            "first middle",
            "first primary",
            "first junior",
            "nursery primary",
            "nursery infant",
            "nursery junior",
        ),
        0.25,
    ),
    Kind(
        _phases(
            "first secondary", "junior secondary", "primary secondary", "preparatory secondary"
        ),
        1.0,
    ),
)


def complements(members: Sequence[int], schools: Schools) -> tuple[tuple[int, ...], float]:
    """The one pair among schools of one name that may share an association, if one only.

    members: positions of schools. Gives positions in `members`, and the weight of all else.
    """
    for kind in _KINDS:
        found = [
            (one, other)
            for one, other in combinations(range(len(members)), 2)
            if _go_together(members[one], members[other], kind, schools)
        ]
        if found:
            return (found[0] if len(found) == 1 else ()), kind.single
    return (), 1.0


def sister(school: int, words: Sequence[str], schools: Schools) -> int | None:
    """The one open school next to another, of the place said, whose phase goes with its own."""
    phases = schools.parts[school].phases
    found = [
        other
        for other in _next_to(school, schools)
        if set(words) <= schools.places[other] | set(schools.parts[other].words)
        and _fit(phases, schools.parts[other].phases, _KINDS[0])
    ]
    return found[0] if len(found) == 1 else None


def _next_to(school: int, schools: Schools) -> list[int]:
    own = district(school, schools)
    if not own:
        return []
    near = np.flatnonzero(np.char.startswith(schools.postcodes, own) & ~schools.closed)
    return [at for at in map(int, near) if at != school and same_district(school, at, schools)]


def _go_together(one: int, other: int, kind: Kind, schools: Schools) -> bool:
    mine, theirs = schools.parts[one], schools.parts[other]
    words, further = set(mine.words), set(theirs.words)
    if not (words <= further or further <= words):
        return False
    return _fit(mine.phases, theirs.phases, kind) and neighbours(one, other, schools)


def _fit(mine: frozenset[str], theirs: frozenset[str], kind: Kind) -> bool:
    phases = [each - {"nursery"} or each for each in (mine, theirs)]
    return [len(each) for each in phases] == [1, 1] and phases[0] | phases[1] in kind.phases


def district(school: int, schools: Schools) -> str:
    """The postcode district of a school, "" where it is not known."""
    return places.district(str(schools.postcodes[school]))


def same_district(one: int, other: int, schools: Schools) -> bool:
    """Whether two schools' postcodes are known to be of one district."""
    own = district(one, schools)
    return own != "" and own == district(other, schools)


def neighbours(one: int, other: int, schools: Schools) -> bool:
    """Whether nothing says that two schools are far apart: postcode district, then authority."""
    if same_district(one, other, schools):
        return True
    codes = schools.authorities[one], schools.authorities[other]
    if min(codes) >= 0:
        saints_only = all(
            word.startswith(("st_", "all_", "holy_")) for word in schools.parts[one].words
        )
        return bool(codes[0] == codes[1]) and not saints_only
    return "" in (district(one, schools), district(other, schools))

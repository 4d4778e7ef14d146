"""The words of a table of schools: numbered, weighed by rarity, and who bears them.

Weights are bits: log2 of how many times as often a word is found with the right school as with
a school drawn at random. A word of one school in 24,000 weighs 14.6, `park` about 5.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
from scipy import sparse

from newwave.linking.name_words import COUNTIES, OUTSIDE, STREETS, SUBJECTS
from newwave.linking.places import district
from newwave.linking.reference import NATIONAL, NATIONWIDE, common_words
from newwave.linking.school_names import Parts
from newwave.linking.schools import Schools

Rows: TypeAlias = Any  # scipy is not typed

DEDICATIONS = ("st_", "all_", "holy_", "christchurch", "our_", "sacred_")
MINOR = frozenset({"village", "memorial", "town"})
SIDES = frozenset({"great", "little", "north", "south", "east", "west", "upper", "lower"})
MODIFIERS = frozenset({"old", "new", "village", "nr", "area", "district", "city"})
MOST_PLACE = 11.0
OMITTED, OMITTED_PLACE, OMITTED_STREET = 6.0, 2.5, 2.5
NEARBY, MOST_NEARBY = 0.3, 3.0
RARE_NAME, COMMON_NAME, PLACE_LIKE = 12, 25, 0.2
OMITTED_SIDE, OMITTED_OF_PLACE = 3.5, 4.0
OMITTED_MINOR, OMITTED_DEDICATION, OMITTED_SUBJECT = 1.2, 1.0, 0.5
MILD, UNKNOWN, OF_A_SCHOOL, OF_A_PLACE, ABROAD = 2.0, 8.0, 8.0, 9.0, 15.0
OF_A_STREET = 4.0


@dataclass(frozen=True)
class Words:
    """What is known of each numbered word, as arrays in the order of the numbers.

    Bits for a school: `weights` of a word in its name, `places` of one that only its place has,
    `nearby` of one that a neighbour has. Bits against it: `omitted` of a word that its name has
    and the charity's lacks (`of_place`, where all that both have is a place), `extra` of one that
    only the charity has (`extra_unplaced`, where the school's place is not known). `dedicated`
    marks saints and such; `leading` is 0 for specialisms, sponsors, sides and words for a street.
    """

    numbers: dict[str, int]
    weights: np.ndarray
    places: np.ndarray
    nearby: np.ndarray
    omitted: np.ndarray
    of_place: np.ndarray
    extra: np.ndarray
    extra_unplaced: np.ndarray
    dedicated: np.ndarray
    leading: np.ndarray


@dataclass(frozen=True)
class Index:
    """Which school bears which word: matrices of ones, schools by words.

    `places` are words of the place that the name lacks, `named_places` those that it has, `areas`
    those that only the authority has, `nearby` those of other schools in the postcode district,
    `further` words of the name after an `and` or such. `rarity` are the bits of each whole name,
    0 if unknown.
    """

    words: Words
    names: Rows
    places: Rows
    named_places: Rows
    areas: Rows
    nearby: Rows
    further: Rows
    plurals: Rows
    rarity: np.ndarray
    nationwide: bool

    @cached_property
    def weighed(self) -> Rows:
        """The weights of each name's words."""
        return sparse.csr_array(self.names.multiply(self.words.weights))

    @cached_property
    def telling(self) -> Rows:
        """The words of each name that tell more than a street, a subject or a sponsor."""
        return sparse.csr_array(self.names.multiply(self.words.leading))

    @cached_property
    def lead(self) -> np.ndarray:
        """Bits of each school's leading words: without places, unless it has no others."""
        leading = self.names - self.further
        told = self.words.weights * self.words.leading
        bare = sum_of(leading - leading.multiply(self.named_places), told)
        return np.where(bare > 0, bare, sum_of(leading, told))


def indexed(schools: Schools) -> Index:
    """Number and weigh the words of the schools."""
    vocabulary = sorted({w for p in schools.parts for w in p.words} | set().union(*schools.places))
    numbers = {word: at for at, word in enumerate(vocabulary)}
    names = matrix([own.words for own in schools.parts], numbers)
    everywhere = matrix(schools.places, numbers)
    named_places = everywhere.multiply(names).tocsr()
    nearby = _without(_nearby(schools, names + everywhere), names + everywhere)
    return Index(
        _weighed(vocabulary, numbers, names, everywhere, nearby),
        names,
        _without(everywhere, names),
        named_places,
        matrix(schools.areas, numbers),
        nearby,
        matrix([set(own.words) - set(own.lead) for own in schools.parts], numbers),
        matrix([_plurals(own) for own in schools.parts], numbers),
        _rarity(schools),
        names.shape[0] >= NATIONWIDE,
    )


def matrix(rows: Iterable[Iterable[str]], numbers: dict[str, int]) -> Rows:
    """Which row holds which word (rows x words, ones); words without a number are left out."""
    columns: list[int] = []
    starts = [0]
    for row in rows:
        columns.extend(sorted(numbers[word] for word in set(row) if word in numbers))
        starts.append(len(columns))
    ones = np.ones(len(columns))
    return sparse.csr_array((ones, columns, starts), shape=(len(starts) - 1, len(numbers)))


def sum_of(rows: Rows, weights: np.ndarray | None = None) -> np.ndarray:
    """The weight of each row's words, or how many there are."""
    return np.asarray(rows.sum(axis=1) if weights is None else rows @ weights).ravel()


def _without(one: Rows, other: Rows) -> Rows:
    left = (one - one.multiply(other)).tocsr()
    left.eliminate_zeros()
    return left


def _plurals(own: Parts) -> set[str]:
    return {word for word in own.plurals if not word.startswith(DEDICATIONS)}


def _weighed(
    vocabulary: Sequence[str], numbers: dict[str, int], names: Rows, everywhere: Rows, nearby: Rows
) -> Words:
    size = max(NATIONAL, names.shape[0])
    common = np.array([common_words().get(word, 1) for word in vocabulary])
    bearing, located, shared = (
        np.asarray(rows.sum(axis=0)).ravel()
        for rows in (names, everywhere, everywhere.multiply(names))
    )
    named = np.log2(size / np.maximum(bearing, common))
    rare = np.log2(size / np.maximum(bearing + located - shared, common))
    placeness = located / np.maximum(located + bearing - shared, 1.0)
    extra, unplaced = _extra(vocabulary, bearing > 0, located > 0)
    return Words(
        numbers,
        named,
        np.minimum(rare, MOST_PLACE) * placeness,
        _near(vocabulary, nearby, bearing, placeness),
        np.array([_omitted(*word) for word in zip(vocabulary, placeness, strict=True)]),
        np.array([_of_place(word) for word in vocabulary]),
        extra,
        unplaced,
        np.array([float(word.startswith(DEDICATIONS)) for word in vocabulary]),
        np.array([float(word not in SUBJECTS | STREETS | SIDES) for word in vocabulary]),
    )


def _near(
    vocabulary: Sequence[str], nearby: Rows, bearing: np.ndarray, placeness: np.ndarray
) -> np.ndarray:
    """Bits of a word that only neighbouring schools have: a village that no column names."""
    near = np.asarray(nearby.sum(axis=0)).ravel()
    bits = np.log2(max(NATIONAL, nearby.shape[0]) / np.maximum(near, 1.0))
    common = STREETS | MODIFIERS | SIDES
    plain = np.array(
        [word not in common and not word.startswith(DEDICATIONS) for word in vocabulary],
        dtype=bool,
    )
    village = ((placeness >= PLACE_LIKE) & (bearing <= COMMON_NAME)) | (bearing <= RARE_NAME)
    told = plain & village
    return np.where(told, np.clip(NEARBY * bits, 0.0, MOST_NEARBY), 0.0)


def _nearby(schools: Schools, words: Rows) -> Rows:
    """The words of all schools in each school's postcode district (ones)."""
    districts, at = np.unique(
        [district(str(each)) for each in schools.postcodes],
        return_inverse=True,
    )
    known = np.flatnonzero(districts[at] != "")
    ones = np.ones(len(known))
    members = sparse.csr_array((ones, (at[known], known)), shape=(len(districts), len(at)))
    return ((members.T @ ((members @ words) > 0)) > 0).astype(float)


def _omitted(word: str, placeness: float) -> float:
    if word in SUBJECTS:
        return OMITTED_SUBJECT
    if word in MINOR:
        return OMITTED_MINOR
    if word.startswith(DEDICATIONS):
        return OMITTED_DEDICATION
    if word in STREETS:
        return OMITTED_STREET
    if word in SIDES:
        return OMITTED_SIDE
    return OMITTED + (OMITTED_PLACE - OMITTED) * placeness


def _of_place(word: str) -> float:
    """Bits against Barton Seagrave where only Seagrave is said; Great Seagrave may be meant."""
    return OMITTED_DEDICATION if word in SIDES or word.startswith(DEDICATIONS) else OMITTED_OF_PLACE


def _extra(
    vocabulary: Sequence[str], in_names: np.ndarray, in_places: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    street = np.array([word in STREETS for word in vocabulary], dtype=bool)
    mild = np.array([word in COUNTIES | MODIFIERS | SUBJECTS for word in vocabulary], dtype=bool)
    abroad = np.array([word in OUTSIDE for word in vocabulary], dtype=bool)
    unplaced = np.where(in_names, OF_A_SCHOOL, UNKNOWN)
    placed = np.where(in_places, OF_A_PLACE, unplaced)
    placed, unplaced = (
        np.where(abroad, ABROAD, np.where(mild, MILD, np.where(street, OF_A_STREET, bits)))
        for bits in (placed, unplaced)
    )
    return placed, unplaced


def _rarity(schools: Schools) -> np.ndarray:
    """Bits of a whole name, by how many schools bear it: known where the table is the nation's."""
    keys = [frozenset(own.words) for own in schools.parts]
    if len(keys) < NATIONWIDE:
        return np.zeros(len(keys))
    heirs: dict[frozenset[str], set[int]] = {}
    for key, heir in zip(keys, schools.heirs, strict=True):
        heirs.setdefault(key, set()).add(int(heir))
    return np.log2(len(keys) / np.array([len(heirs[key]) for key in keys]))

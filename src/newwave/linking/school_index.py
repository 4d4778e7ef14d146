"""Which schools bear which words in their names and places, and what each word tells, in bits.

A word's bits are log2 of how many times as often it is found with the right school as with a
school drawn at random. A word of one school in 24,000 tells 14.6, `park` about 5.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from scipy import sparse

from helpers import project
from newwave.linking.name_words import COUNTIES, OUTSIDE_ENGLAND, STREETS, SUBJECTS
from newwave.linking.schools import Schools

WordRows: TypeAlias = Any  # sparse rows of words; scipy is not typed

NATIONAL = 24_000
"""About as many schools as England has: a word of one school in a short table may not be rare."""

DEDICATIONS = ("st_", "all_", "holy_", "christchurch", "our_", "sacred_")
MINOR = frozenset({"village", "memorial", "town"})
SIDES = frozenset({"great", "little", "north", "south", "east", "west", "upper", "lower"})
MODIFIERS = frozenset({"old", "new", "village", "nr", "area", "district", "city"})
MOST_PLACE, NEARBY, MOST_NEARBY = 11.0, 0.3, 3.0
RARE_NAME, COMMON_NAME, PLACE_LIKE = 12, 25, 0.2
OMITTED, OMITTED_PLACE, OMITTED_STREET = 6.0, 2.5, 2.5
OMITTED_SIDE, OMITTED_PART_OF_PLACE = 3.5, 4.0
OMITTED_MINOR, OMITTED_DEDICATION, OMITTED_SUBJECT = 1.2, 1.0, 0.5
MILD, UNKNOWN, OF_A_SCHOOL, OF_A_PLACE, OUTSIDE = 2.0, 8.0, 8.0, 9.0, 15.0
OF_A_STREET, UNKNOWN_LOCAL, INITIALS, LONGEST_INITIALS = 4.0, 12.0, 1.0, 4


@dataclass(frozen=True)
class WordBits:
    """What each word tells, as arrays in the order of the index's columns.

    Bits for a school: `name` of a word in its name, `place` of one that only its place has,
    `nearby` of one that a neighbour has. Bits against it: `omitted` of a word that its name has
    and the charity's lacks (`omitted_of_place`, where all that both have is a place), `extra` of
    one that only the charity has (`extra_unplaced`, where the school's place is not known).
    `dedication` is 1 for saints and such; `leading` is 0 for specialisms, sponsors, sides and
    words for a street.
    """

    name: np.ndarray
    place: np.ndarray
    nearby: np.ndarray
    omitted: np.ndarray
    omitted_of_place: np.ndarray
    extra: np.ndarray
    extra_unplaced: np.ndarray
    dedication: np.ndarray
    leading: np.ndarray


@dataclass(frozen=True)
class SchoolIndex:
    """Which school bears which word: matrices of ones, schools by words (see `columns`).

    `places` are words of the place that the name lacks, `named_places` those that it has,
    `authorities` those that only the authority has, `nearby` those of other schools in the
    postcode district, `trailing` words of the name after an `and` or such, `plurals` those
    written with an s at the end. `rarity` are the bits of each whole name, 0 if unknown.
    """

    schools: Schools
    columns: dict[str, int]
    bits: WordBits
    names: WordRows
    places: WordRows
    named_places: WordRows
    authorities: WordRows
    nearby: WordRows
    trailing: WordRows
    plurals: WordRows
    rarity: np.ndarray

    @cached_property
    def name_bits(self) -> WordRows:
        """The bits of each name's words."""
        return sparse.csr_array(self.names.multiply(self.bits.name))

    @cached_property
    def leading(self) -> WordRows:
        """The words of each name that tell more than a street, a subject or a sponsor."""
        return sparse.csr_array(self.names.multiply(self.bits.leading))

    @cached_property
    def leading_bits(self) -> np.ndarray:
        """Bits of each school's leading words: without places, unless it has no others."""
        words = self.names - self.trailing
        bits = self.bits.name * self.bits.leading
        bare = sum_words(words - words.multiply(self.named_places), bits)
        return np.where(bare > 0, bare, sum_words(words, bits))

    @cached_property
    def name_words(self) -> frozenset[str]:
        """All words of names."""
        return frozenset(word for name in self.schools.names for word in name.words)

    @cached_property
    def split_words(self) -> dict[str, tuple[str, str]]:
        """Two words that stand together in a name, by what they are when written as one."""
        pairs = {
            pair
            for name in self.schools.names
            for pair in zip(name.words, name.words[1:], strict=False)
        }
        return {one + other: (one, other) for one, other in sorted(pairs)}

    def unknown_bits(self, words: Sequence[str]) -> float:
        """Bits against any school for the words of a charity's name that no school has."""
        bits = 0.0
        for at, word in enumerate(words):
            if word in self.columns:
                continue
            if word in OUTSIDE_ENGLAND:
                bits += OUTSIDE
            elif word in COUNTIES:
                bits += MILD
            elif _may_be_initials(word, at, words):
                bits += INITIALS
            else:
                bits += UNKNOWN if self.schools.nationwide else UNKNOWN_LOCAL
        return bits


def _may_be_initials(word: str, at: int, words: Sequence[str]) -> bool:
    """Whether an unknown word looks like an association's initials: `FOSS`, `PFG`."""
    if len(word) > LONGEST_INITIALS or len(words) == 1:
        return False
    return word[0] in "fp" or at == len(words) - 1 or set("aeiouy").isdisjoint(word)


def index_schools(schools: Schools) -> SchoolIndex:
    """Number and weigh the words of the schools."""
    vocabulary = sorted(
        {word for name in schools.names for word in name.words}.union(*schools.place_words)
    )
    columns = {word: at for at, word in enumerate(vocabulary)}
    names = word_rows([name.words for name in schools.names], columns)
    everywhere = word_rows(schools.place_words, columns)
    nearby = _without(_words_nearby(schools, names + everywhere), names + everywhere)
    plurals = [
        {word for word in name.plural_words if not word.startswith(DEDICATIONS)}
        for name in schools.names
    ]
    return SchoolIndex(
        schools,
        columns,
        _weigh_words(vocabulary, names, everywhere, nearby),
        names,
        _without(everywhere, names),
        everywhere.multiply(names).tocsr(),
        word_rows(schools.authority_words, columns),
        nearby,
        word_rows([set(name.words) - set(name.leading_words) for name in schools.names], columns),
        word_rows(plurals, columns),
        _name_rarity(schools),
    )


def word_rows(rows: Iterable[Iterable[str]], columns: dict[str, int]) -> WordRows:
    """Which row holds which word (rows x words, ones); words without a column are left out."""
    found: list[int] = []
    starts = [0]
    for row in rows:
        found.extend(sorted(columns[word] for word in set(row) if word in columns))
        starts.append(len(found))
    return sparse.csr_array((np.ones(len(found)), found, starts), (len(starts) - 1, len(columns)))


def sum_words(rows: WordRows, bits: np.ndarray | None = None) -> np.ndarray:
    """The bits of each row's words, or how many there are."""
    return np.asarray(rows.sum(axis=1) if bits is None else rows @ bits).ravel()


@cache
def common_words() -> dict[str, int]:
    """How many of England's schools bear a word in their name, for the words of three and more."""
    table = pd.read_csv(project.root() / "data" / "reference" / "school_name_words.csv")
    return dict(zip(table["word"].astype(str), table["schools"].astype(int), strict=True))


def _without(rows: WordRows, others: WordRows) -> WordRows:
    rest = (rows - rows.multiply(others)).tocsr()
    rest.eliminate_zeros()
    return rest


def _words_nearby(schools: Schools, words: WordRows) -> WordRows:
    """The words of all schools in each school's postcode district (ones)."""
    districts, at = np.unique(schools.districts, return_inverse=True)
    known = np.flatnonzero(schools.districts != "")
    ones = np.ones(len(known))
    members = sparse.csr_array((ones, (at[known], known)), (len(districts), len(at)))
    return ((members.T @ ((members @ words) > 0)) > 0).astype(float)


def _weigh_words(
    vocabulary: Sequence[str], names: WordRows, places: WordRows, nearby: WordRows
) -> WordBits:
    def among(words: frozenset[str]) -> np.ndarray:
        return np.array([word in words for word in vocabulary], dtype=bool)

    in_names, in_places, in_both, in_nearby = (
        np.asarray(rows.sum(axis=0)).ravel()
        for rows in (names, places, places.multiply(names), nearby)
    )
    size = max(NATIONAL, names.shape[0])
    common = np.array([common_words().get(word, 1) for word in vocabulary])
    in_either = in_places + in_names - in_both
    placeness = in_places / np.maximum(in_either, 1.0)
    place_bits = np.log2(size / np.maximum(in_either, common))
    subject, street, side = among(SUBJECTS), among(STREETS), among(SIDES)
    dedication = np.array([word.startswith(DEDICATIONS) for word in vocabulary], dtype=bool)
    # A village that no column names is known by the names of neighbouring schools.
    village = ((placeness >= PLACE_LIKE) & (in_names <= COMMON_NAME)) | (in_names <= RARE_NAME)
    village &= ~(dedication | street | side | among(MODIFIERS))
    nearby_bits = np.clip(NEARBY * np.log2(size / np.maximum(in_nearby, 1.0)), 0.0, MOST_NEARBY)
    unplaced = np.where(in_names > 0, OF_A_SCHOOL, UNKNOWN)
    placed = np.where(in_places > 0, OF_A_PLACE, unplaced)
    mild = among(COUNTIES | MODIFIERS | SUBJECTS)
    always = [among(OUTSIDE_ENGLAND), mild, street], [OUTSIDE, MILD, OF_A_STREET]
    return WordBits(
        name=np.log2(size / np.maximum(in_names, common)),
        place=np.minimum(place_bits, MOST_PLACE) * placeness,
        nearby=np.where(village, nearby_bits, 0.0),
        omitted=np.select(
            [subject, among(MINOR), dedication, street, side],
            [OMITTED_SUBJECT, OMITTED_MINOR, OMITTED_DEDICATION, OMITTED_STREET, OMITTED_SIDE],
            default=OMITTED + (OMITTED_PLACE - OMITTED) * placeness,
        ),
        # Barton Seagrave is not Seagrave alone, but Great Seagrave may be.
        omitted_of_place=np.where(side | dedication, OMITTED_DEDICATION, OMITTED_PART_OF_PLACE),
        extra=np.select(*always, default=placed),
        extra_unplaced=np.select(*always, default=unplaced),
        dedication=dedication.astype(float),
        leading=1.0 - (subject | street | side),
    )


def _name_rarity(schools: Schools) -> np.ndarray:
    """Bits of a whole name, by how many schools bear it: known where the table is the nation's."""
    keys = [frozenset(name.words) for name in schools.names]
    if not schools.nationwide:
        return np.zeros(len(keys))
    bearers: dict[frozenset[str], set[int]] = {}
    for key, current in zip(keys, schools.current, strict=True):
        bearers.setdefault(key, set()).add(int(current))
    return np.log2(len(keys) / np.array([len(bearers[key]) for key in keys]))

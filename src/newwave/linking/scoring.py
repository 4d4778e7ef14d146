"""How much speaks for each candidate, in bits.

Every piece of evidence is the logarithm of a ratio: how much likelier it is to be seen if the
charity belongs to that school than if it belongs to one drawn at random. A bit doubles the odds;
rare words weigh most. Phase, faith and sex are compared as sets: the same set or an overlapping
one speaks for a candidate, a contradiction speaks loudly against it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from newwave.linking.candidates import Candidates
from newwave.linking.places import SHORTEST_POSTCODE, postcode_area, postcode_district
from newwave.linking.school_index import SIDES, sum_words
from newwave.linking.school_names import SchoolName

EXACT, TITLE, OTHER_ORDER, PLURAL = 1.5, 1.5, -4.0, -4.0
MOST_NAME_BITS, MOST_OMITTED = 20.0, 7.0
OMITTED_PLACE, OMITTED_TRAILING, BARE_CATHOLIC = 1.0, 1.0, 2.5
IN_TEXT, NEXT_TO_NAME, ELSEWHERE_IN_TEXT, MOST_IN_TEXT, ONLY_AUTHORITY = 0.8, 0.9, 0.5, 8.0, 0.4
CLOSED, LOCAL_SLIPS = -2.0, 2.0
SAME_UNIT, SAME_SECTOR, SAME_DISTRICT, SAME_AREA, OTHER_AREA = 13.0, 11.5, 9.0, 4.2, -5.0
SAME_AUTHORITY, OTHER_AUTHORITY = 6.0, -6.0
_POSTCODE_PARTS = (
    (postcode_area, SAME_AREA),
    (postcode_district, SAME_DISTRICT),
    (lambda postcode: postcode[:-2], SAME_SECTOR),
    (str, SAME_UNIT),
)
AGREES, CONTRADICTS = 2.0, -9.0
_COMMUNITY = "community"
_STYLES = frozenset({"high", "grammar", "college", "upper"})
_PHASE_BITS = {
    "infant primary": -2.5, "junior primary": -2.5, "first primary": -0.5, "first infant": -2.0,
    "first junior": -6.0, "first middle": -8.0, "infant junior": -9.0, "junior middle": -2.5,
    "middle primary": -7.0, "middle secondary": -4.0, "infant nursery": -6.0,
    "nursery primary": -7.0, "junior preparatory": -2.5, "preparatory primary": -4.0,
    "primary special": -3.0, "secondary special": -3.0,
}  # fmt: skip
"""Bits for two different phases, in alphabetical order; others contradict each other."""


def score_candidates(candidates: Candidates) -> pd.DataFrame:
    """The evidence for each candidate, one a row.

    Columns: charity and school (positions), bits, and what they are made of: name, title, place,
    postcode, authority, feature, closed and slip `_bits`, `omitted` and `extra` (words of one
    name that the other lacks); `whole` (bool: the school's name is wholly in the charity's).
    """
    schools, school_at = candidates.index.schools, candidates.school_at
    evidence = pd.DataFrame({"charity": candidates.charity_at, "school": school_at})
    evidence["name_bits"] = _name_bits(candidates)
    evidence["title_bits"] = _title_bits(candidates)
    evidence["omitted"] = _omitted_bits(candidates)
    evidence["place_bits"], evidence["extra"] = _place_bits(candidates)
    evidence["postcode_bits"] = _postcode_bits(candidates)
    evidence["authority_bits"] = _authority_bits(candidates)
    evidence["feature_bits"] = _feature_bits(candidates)
    gone = schools.closed & (schools.current == np.arange(len(schools.current)))
    evidence["closed_bits"] = np.where(gone[school_at], CLOSED, 0.0)
    slip_bits = np.array([each.slip_bits for each in candidates.charities])[candidates.charity_at]
    evidence["slip_bits"] = slip_bits if schools.nationwide else LOCAL_SLIPS * slip_bits
    kinds = [name for name in evidence.columns if name.endswith("_bits")]
    evidence["bits"] = evidence[[*kinds, "omitted", "extra"]].sum(axis=1)
    evidence["whole"] = sum_words(candidates.omitted) == 0
    return evidence


def _name_bits(candidates: Candidates) -> np.ndarray:
    """Bits of the words that two names share; a whole name is as rare as the schools of it."""
    index = candidates.index
    whole = np.maximum(candidates.common_bits + EXACT, index.rarity[candidates.school_at])
    bits = np.where(candidates.same_words, whole, candidates.common_bits)
    plurals = candidates.rows(lambda charity: charity.name.plural_words)
    differ = abs(plurals - index.plurals[candidates.school_at]).multiply(candidates.common)
    bits = bits + PLURAL * sum_words(differ)
    in_text = candidates.omitted.multiply(candidates.text_words)
    return np.minimum(bits + IN_TEXT * sum_words(in_text, index.bits.name), MOST_NAME_BITS)


def _title_bits(candidates: Candidates) -> np.ndarray:
    """Bits for a school's whole title in the charity's name, against its words in another order."""
    schools = candidates.index.schools
    bits = np.zeros(len(candidates.same_words))
    several = sum_words(candidates.common) > 1
    for at in np.flatnonzero(candidates.same_words | several):
        charity = candidates.charities[int(candidates.charity_at[at])]
        school = int(candidates.school_at[at])
        title = schools.titles[school]
        if candidates.same_words[at] and title and f" {title} " in f" {charity.folded_name} ":
            bits[at] = TITLE
        elif _in_other_order(charity.name.words, schools.names[school].words):
            bits[at] = OTHER_ORDER
    return bits


def _in_other_order(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names have the words of both in another order: `Park Grove`, `Grove Park`."""
    return [word for word in one if word in other] != [word for word in other if word in one]


def _omitted_bits(candidates: Candidates) -> np.ndarray:
    """Bits against a candidate for words of the school's name that the charity leaves out."""
    index, school_at = candidates.index, candidates.school_at
    bits, named_places = index.bits, index.named_places[school_at]
    omitted = candidates.omitted - candidates.omitted.multiply(candidates.text_words)
    trailing = omitted.multiply(index.trailing[school_at])
    place = (omitted - trailing).multiply(named_places)
    rest = omitted - trailing - place
    against = sum_words(rest, bits.omitted)
    beyond_places = candidates.common - candidates.common.multiply(named_places)
    only_place = sum_words(beyond_places, bits.leading) == 0
    against += np.where(
        only_place, sum_words(place, bits.omitted_of_place), OMITTED_PLACE * sum_words(place)
    )
    against += np.where(
        sum_words(rest) == 0,
        OMITTED_TRAILING * sum_words(trailing),
        sum_words(trailing, bits.omitted),
    )
    bare = (sum_words(rest + trailing, bits.dedication) > 0) & index.schools.catholic[school_at]
    return -np.minimum(against, MOST_OMITTED) - np.where(bare, BARE_CATHOLIC, 0.0)


def _place_bits(candidates: Candidates) -> tuple[np.ndarray, np.ndarray]:
    """Bits for places that the charity names, and against words of its name left unexplained."""
    index, school_at = candidates.index, candidates.school_at
    bits, places = index.bits, index.places[school_at]
    nearby = index.nearby[school_at].multiply(bits.nearby > 0)
    more = candidates.charity_words - candidates.common
    of_place = more.multiply(places)
    of_neighbour = (more - of_place).multiply(nearby)
    text_places = candidates.rows(lambda charity: charity.text_places)
    next_words = candidates.rows(lambda charity: charity.next_words)
    in_text = places.multiply(text_places)
    in_text = in_text - in_text.multiply(candidates.charity_words)
    next_to_name = in_text.multiply(next_words)
    next_words = next_words - next_words.multiply(candidates.charity_words)
    near_name = (nearby - nearby.multiply(places)).multiply(next_words)
    of_authority = of_place.multiply(index.authorities[school_at])
    elsewhere = ELSEWHERE_IN_TEXT * sum_words(in_text - next_to_name, bits.place)
    place_bits = sum_words(of_place, bits.place)
    place_bits += NEXT_TO_NAME * sum_words(next_to_name, bits.place)
    place_bits += np.minimum(elsewhere, MOST_IN_TEXT)
    place_bits -= ONLY_AUTHORITY * sum_words(of_authority, bits.place)
    place_bits += sum_words(of_neighbour, bits.nearby)
    place_bits += NEXT_TO_NAME * sum_words(near_name, bits.nearby)
    rest = more - of_place - of_neighbour
    placed = np.array([bool(words) for words in index.schools.place_words])[school_at]
    extra = np.where(placed, sum_words(rest, bits.extra), sum_words(rest, bits.extra_unplaced))
    unknown = np.array([index.unknown_bits(each.name.words) for each in candidates.charities])
    return place_bits, -(extra + unknown[candidates.charity_at])


def _postcode_bits(candidates: Candidates) -> np.ndarray:
    """Bits of the longest part that two postcodes share; 0 where one is missing.

    A charity's postcode is that of its correspondent, who mostly lives close to the school.
    """
    schools, school_at = candidates.schools
    postcodes = (
        [charity.postcode for charity in candidates.charities],
        candidates.index.schools.postcodes[schools].tolist(),
    )
    bits = np.full(len(candidates.charity_at), OTHER_AREA)
    for part, same in _POSTCODE_PARTS:
        one, other = (np.array([part(each) for each in side], dtype=str) for side in postcodes)
        bits[one[candidates.charity_at] == other[school_at]] = same
    one, other = (np.array([len(each) for each in side], dtype=int) for side in postcodes)
    length = np.minimum(one[candidates.charity_at], other[school_at])
    return np.where(length >= SHORTEST_POSTCODE, bits, 0.0)


def _authority_bits(candidates: Candidates) -> np.ndarray:
    """Bits of the authorities of a charity's area of operation; 0 where one is unknown."""
    bits = np.zeros(len(candidates.charity_at))
    codes = candidates.index.schools.authorities[candidates.school_at]
    for at, charity in enumerate(candidates.charities):
        if own := charity.authorities:
            rows = np.flatnonzero((candidates.charity_at == at) & (codes >= 0))
            same = SAME_AUTHORITY - np.log2(len(own))
            bits[rows] = np.where(np.isin(codes[rows], list(own)), same, OTHER_AUTHORITY)
    return bits


def _feature_bits(candidates: Candidates) -> np.ndarray:
    return (
        _compare(candidates, lambda name: name.phases, _phase_bits)
        + _compare(candidates, lambda name: name.faiths, _faith_bits)
        + _compare(candidates, lambda name: name.sexes, _sex_bits)
        + _compare(candidates, lambda name: name.styles, _style_bits)
        + _compare(candidates, lambda name: SIDES.intersection(name.words), _side_bits)
    )


def _compare(
    candidates: Candidates,
    feature: Callable[[SchoolName], frozenset[str]],
    bits: Callable[[frozenset[str], frozenset[str]], float],
) -> np.ndarray:
    """The bits of one feature for every candidate; each two different sets are compared once."""
    schools, school_at = candidates.schools
    names = [candidates.index.schools.names[at] for at in schools]
    rows, row = _number([feature(charity.name) for charity in candidates.charities])
    columns, column = _number([feature(name) for name in names])
    table = np.array([[bits(one, other) for other in columns] for one in rows])
    table = table.reshape(len(rows), len(columns))
    return np.asarray(table[row[candidates.charity_at], column[school_at]])


def _number(sets: Sequence[frozenset[str]]) -> tuple[list[frozenset[str]], np.ndarray]:
    """The different sets, and which of them each is."""
    numbers: dict[frozenset[str], int] = {}
    at = np.array([numbers.setdefault(each, len(numbers)) for each in sets], dtype=np.int64)
    return list(numbers), at


def _phase_bits(charity: frozenset[str], school: frozenset[str]) -> float:
    """Bits that the phases named by a charity and by a school give the pair."""
    if not school:
        return -0.5 if charity else 0.0
    if not charity:
        if school <= {"secondary"}:
            return -1.5
        return -2.5 if school <= {"nursery"} else 0.0
    if charity == school:
        return AGREES + 0.5
    main = charity - {"nursery"} or charity
    own = school - {"nursery"} or school
    if {"primary", "secondary"} <= own and main != {"secondary"}:
        return 0.5 if main == {"preparatory"} else -1.0
    if main & own:
        return AGREES if main == own else AGREES - 1.0
    if main == {"infant", "junior"} and own == {"primary"}:
        return AGREES - 0.5
    pairs = (" ".join(sorted((one, other))) for one in main for other in own)
    return max(_PHASE_BITS.get(pair, CONTRADICTS) for pair in pairs)


def _faith_bits(charity: frozenset[str], school: frozenset[str]) -> float:
    """Bits that the faiths named by a charity and by a school give the pair."""
    if charity & school == {_COMMUNITY}:
        return AGREES
    if _COMMUNITY in charity | school:
        # A county or community school is of no church: the other name should name none.
        return -3.0 if (charity | school) - {_COMMUNITY} else 0.8
    if charity == school:
        return AGREES if charity else 0.5
    if not charity:
        return -0.5
    if not school:
        return -2.0
    some_church = "church" in charity | school and charity | school <= {"church", "ce", "rc"}
    return 1.0 if charity & school or some_church else -6.0


def _sex_bits(charity: frozenset[str], school: frozenset[str]) -> float:
    """Bits that the sexes named by a charity and by a school give the pair."""
    if charity == school:
        return AGREES if charity else 0.0
    if charity and school and not charity & school:
        return -7.0
    return -4.5 if charity else -2.5


def _side_bits(charity: frozenset[str], school: frozenset[str]) -> float:
    """Bits against East Hoathly where the other is West Hoathly; a side not named says nothing."""
    return CONTRADICTS if charity and school and not charity & school else 0.0


def _style_bits(charity: frozenset[str], school: frozenset[str]) -> float:
    """Bits that words such as `high` or `grammar`, or a plain `school`, give the pair."""
    if not charity:
        return 0.0
    if charity & school:
        return 0.6 if charity == {"plain"} else 1.0
    if charity & _STYLES:
        return -3.0 if school & _STYLES or "grammar" in charity else -1.0
    return -0.3 if "plain" in charity else -0.6

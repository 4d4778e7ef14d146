"""How much speaks for each candidate pair of a charity and a school, in bits.

Every piece of evidence is the logarithm of a ratio: how much likelier it is to be seen if the
charity belongs to that school than if it belongs to one drawn at random. Rare words weigh most.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from newwave.linking.candidates import Candidates, candidates
from newwave.linking.charity import Mention
from newwave.linking.features import (
    compared,
    faith_bits,
    phase_bits,
    sex_bits,
    side_bits,
    style_bits,
)
from newwave.linking.name_words import COUNTIES, OUTSIDE
from newwave.linking.places import authority_bits, postcode_bits
from newwave.linking.school_index import ABROAD, MILD, SIDES, UNKNOWN, Index, matrix, sum_of
from newwave.linking.schools import Schools

CHUNK = 2_000
EXACT = 1.5
TITLE, TURNED = 1.5, -4.0
MOST_NAME_BITS = 20.0
MOST_OMITTED = 7.0
OMITTED_PLACE, OMITTED_FURTHER, BARE_CATHOLIC = 1.0, 1.0, 2.5
IN_TEXT, BESIDE, AROUND, MOST_AROUND, FARTHER = 0.8, 0.9, 0.5, 8.0, 0.4
PLURAL = -4.0
CLOSED = -2.0
LOCAL_SLIPS = 2.0
INITIALS, SHORT = 1.0, 4


def scored(said: Sequence[Mention], index: Index, schools: Schools) -> pd.DataFrame:
    """Candidates with their evidence: charity and school (positions), bits, and its parts.

    The parts are name, place, postcode, authority, feature, closed and slip `_bits`, `omitted`
    and `extra` (words of one name that the other lacks), and `whole` (bool: the school's name is
    wholly in the charity's).
    """
    if not said:
        return pd.DataFrame()
    chunks = [
        _chunk(said[start : start + CHUNK], start, index, schools)
        for start in range(0, len(said), CHUNK)
    ]
    return pd.concat(chunks, ignore_index=True)


def _chunk(said: Sequence[Mention], start: int, index: Index, schools: Schools) -> pd.DataFrame:
    found = candidates(said, index, schools)
    left, right = found.pairs
    table = pd.DataFrame({"charity": left + start, "school": right})
    table["name_bits"] = _name(found)
    table["title_bits"] = _title(found)
    table["omitted"] = _omitted(found)
    table["place_bits"] = _place(found)
    table["extra"] = _extra(found)
    table["postcode_bits"] = postcode_bits(said, schools, found.pairs)
    table["authority_bits"] = authority_bits(said, schools, found.pairs)
    table["feature_bits"] = _features(found)
    ended = schools.closed & (schools.heirs == np.arange(len(schools.heirs)))
    table["closed_bits"] = np.where(ended[right], CLOSED, 0.0)
    slips = np.array([each.slips for each in said])[left]
    table["slip_bits"] = slips if index.nationwide else LOCAL_SLIPS * slips
    evidence = [name for name in table.columns if name.endswith("_bits")]
    table["bits"] = table[[*evidence, "omitted", "extra"]].sum(axis=1)
    table["whole"] = sum_of(found.lacking) == 0
    return table


def _name(found: Candidates) -> np.ndarray:
    """Bits of the words that two names share; a whole name is as rare as the schools of it."""
    words, index = found.index.words, found.index
    whole = np.maximum(found.shared + EXACT, index.rarity[found.right])
    bits = np.where(found.exact, whole, found.shared)
    plurals = matrix([each.named.plurals for each in found.said], words.numbers)[found.left]
    differ = abs(plurals - index.plurals[found.right]).multiply(found.common)
    bits = bits + PLURAL * sum_of(differ)
    bits = bits + IN_TEXT * sum_of(found.lacking.multiply(found.spoken), words.weights)
    return np.minimum(bits, MOST_NAME_BITS)


def _title(found: Candidates) -> np.ndarray:
    """Bits for a school's whole title in the charity's name, against its words turned round."""
    bits = np.zeros(len(found.exact))
    several = sum_of(found.common) > 1
    for at in np.flatnonzero(found.exact | several):
        said, school = found.said[int(found.left[at])], int(found.right[at])
        title = found.schools.titles[school]
        if found.exact[at] and title and f" {title} " in f" {said.name} ":
            bits[at] = TITLE
        elif _turned(said.named.words, found.schools.parts[school].words):
            bits[at] = TURNED
    return bits


def _turned(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names tell the words of both in another order: `Park Grove`, `Grove Park`."""
    return [word for word in one if word in other] != [word for word in other if word in one]


def _omitted(found: Candidates) -> np.ndarray:
    """Bits against a pair for words of the school's name that the charity leaves out."""
    words, right = found.index.words, found.right
    lacking = found.lacking - found.lacking.multiply(found.spoken)
    places = found.index.named_places[right]
    further = lacking.multiply(found.index.further[right])
    place = (lacking - further).multiply(places)
    rest = lacking - further - place
    against = sum_of(rest, words.omitted)
    only_place = sum_of(found.common - found.common.multiply(places), words.leading) == 0
    against += np.where(only_place, sum_of(place, words.of_place), OMITTED_PLACE * sum_of(place))
    leading = sum_of(rest) == 0
    against += np.where(leading, OMITTED_FURTHER * sum_of(further), sum_of(further, words.omitted))
    bare = (sum_of(rest + further, words.dedicated) > 0) & found.schools.catholic[right]
    return -np.minimum(against, MOST_OMITTED) - np.where(bare, BARE_CATHOLIC, 0.0)


def _place(found: Candidates) -> np.ndarray:
    """Bits for places that the charity's name and text name."""
    words, places = found.index.words, found.index.places[found.right]
    explained, neighbouring = found.explained
    around = matrix([each.around for each in found.said], words.numbers)[found.left]
    beside = matrix([each.beside for each in found.said], words.numbers)[found.left]
    in_text = places.multiply(around)
    in_text = in_text - in_text.multiply(found.mine)
    next_to = in_text.multiply(beside)
    bits = sum_of(explained, words.places) + BESIDE * sum_of(next_to, words.places)
    bits += np.minimum(AROUND * sum_of(in_text - next_to, words.places), MOST_AROUND)
    bits -= FARTHER * sum_of(explained.multiply(found.index.areas[found.right]), words.places)
    near = found.near
    near_text = (near - near.multiply(places)).multiply(beside - beside.multiply(found.mine))
    return bits + sum_of(neighbouring, words.nearby) + BESIDE * sum_of(near_text, words.nearby)


def _extra(found: Candidates) -> np.ndarray:
    """Bits against a pair for words of the charity's name that nothing explains."""
    words, schools = found.index.words, found.schools
    rest = found.mine - found.common
    for each in found.explained:
        rest = rest - each
    placed = np.array([bool(each) for each in schools.places])[found.right]
    extra = np.where(placed, sum_of(rest, words.extra), sum_of(rest, words.extra_unplaced))
    unknown = np.array([_unknown(each.named.words, found.index) for each in found.said])
    return -(extra + unknown[found.left])


def _unknown(own: Sequence[str], index: Index) -> float:
    """Bits against any school where a name has words that no school has."""
    unknown = UNKNOWN if index.nationwide else 1.5 * UNKNOWN
    against = 0.0
    for at, word in enumerate(own):
        if word in index.words.numbers:
            continue
        if word in OUTSIDE:
            against += ABROAD
        elif word in COUNTIES:
            against += MILD
        else:
            against += INITIALS if _initials(word, at, own) else unknown
    return against


def _initials(word: str, at: int, own: Sequence[str]) -> bool:
    """Whether an unknown word looks like an association's initials: `FOSS`, `PFG`."""
    if len(word) > SHORT or len(own) == 1:
        return False
    return word[0] in "fp" or at == len(own) - 1 or set("aeiouy").isdisjoint(word)


def _features(found: Candidates) -> np.ndarray:
    mine, own, pairs = [each.named for each in found.said], found.schools.parts, found.pairs
    return (
        compared(mine, own, lambda each: each.phases, phase_bits, pairs)
        + compared(mine, own, lambda each: each.faiths, faith_bits, pairs)
        + compared(mine, own, lambda each: each.sexes, sex_bits, pairs)
        + compared(mine, own, lambda each: each.styles, style_bits, pairs)
        + compared(mine, own, lambda each: SIDES.intersection(each.words), side_bits, pairs)
    )

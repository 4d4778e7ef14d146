"""Pairs of charities and schools worth comparing, and how much speaks for each, in bits.

Candidates share a distinctive word (blocking through a sparse product, never all pairs). Every
piece of evidence is the logarithm of a ratio: how much likelier it is to be seen if the charity
belongs to that school than if it belongs to a school drawn at random. Rare words weigh most.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import sparse

from helpers.linking.features import (
    compared,
    faith_bits,
    phase_bits,
    sex_bits,
    side_bits,
    style_bits,
)
from helpers.linking.index import ABROAD, MILD, SIDES, UNKNOWN, Index, Rows, matrix
from helpers.linking.mentions import Mention
from helpers.linking.places import Pairs, authority_bits, postcode_bits
from helpers.linking.schools import Schools
from helpers.linking.words import COUNTIES, OUTSIDE

CHUNK = 2_000
EXACT = 1.5
TITLE, TURNED = 1.5, -4.0
MOST_NAME_BITS = 20.0
LEAST_NAME_BITS, LEAST_SHARE = 4.0, 0.45
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
    named = matrix([each.named.words for each in said], index.words.numbers)
    pairs, shared = _candidates(named, index)
    left, right = pairs
    mine, own = named[left], index.names[right]
    lacking = own - own.multiply(mine)
    exact = (_count(lacking) == 0) & (_count(mine) == _count(own))
    spoken = matrix([each.spoken.words for each in said], index.words.numbers)[left]
    table = pd.DataFrame({"charity": left + start, "school": right})
    table["name_bits"] = _name(said, shared, mine, own, lacking, exact, spoken, pairs, index)
    table["omitted"] = _omitted(mine, own, lacking, spoken, right, index, schools)
    table["title_bits"] = _title(said, schools, pairs, exact)
    table["place_bits"], table["extra"] = _beyond(said, mine, own, pairs, index, schools)
    table["postcode_bits"] = postcode_bits(said, schools, pairs)
    table["authority_bits"] = authority_bits(said, schools, pairs)
    table["feature_bits"] = _features(said, schools, pairs)
    ended = schools.closed & (schools.heirs == np.arange(len(schools.heirs)))
    table["closed_bits"] = np.where(ended[right], CLOSED, 0.0)
    slips = np.array([each.slips for each in said])[left]
    table["slip_bits"] = slips if index.nationwide else LOCAL_SLIPS * slips
    evidence = [name for name in table.columns if name.endswith("_bits")]
    table["bits"] = table[[*evidence, "omitted", "extra"]].sum(axis=1)
    table["whole"] = _count(lacking) == 0
    return table


def _candidates(named: Rows, index: Index) -> tuple[Pairs, np.ndarray]:
    """Pairs that share enough of the school's leading words, and the bits of what they share.

    Words that only tell a street, a subject or a sponsor make no pair, unless a name has no other.
    """
    weighed = sparse.csr_array(index.names.multiply(index.words.weights))
    shared = sparse.coo_array(named @ weighed.T)
    lead = _leading(index)
    keep = (shared.data >= LEAST_NAME_BITS) & (shared.data >= LEAST_SHARE * lead[shared.col])
    bits, left, right = shared.data[keep], shared.row[keep], shared.col[keep]
    told = sparse.csr_array(index.names.multiply(index.words.leading))
    keep = (_count(told[right].multiply(named[left])) > 0) | (_count(told)[right] == 0)
    return (left[keep].astype(np.int64), right[keep].astype(np.int64)), bits[keep]


def _leading(index: Index) -> np.ndarray:
    """Bits of each school's leading words: without places, unless it has no others."""
    leading = index.names - index.further
    told = index.words.weights * index.words.leading
    bare = _sum(leading - leading.multiply(index.named_places), told)
    return np.where(bare > 0, bare, _sum(leading, told))


def _name(
    said: Sequence[Mention],
    shared: np.ndarray,
    mine: Rows,
    own: Rows,
    lacking: Rows,
    exact: np.ndarray,
    spoken: Rows,
    pairs: Pairs,
    index: Index,
) -> np.ndarray:
    """Bits of the words that two names share; a whole name is as rare as the schools of it."""
    left, right = pairs
    words = index.words
    bits = shared
    bits = np.where(exact, np.maximum(bits + EXACT, index.rarity[right]), bits)
    plurals = matrix([each.named.plurals for each in said], words.numbers)[left]
    differ = abs(plurals - index.plurals[right]).multiply(own.multiply(mine))
    bits = bits + PLURAL * _count(differ)
    bits = bits + IN_TEXT * _sum(lacking.multiply(spoken), words.weights)
    return np.minimum(bits, MOST_NAME_BITS)


def _title(
    said: Sequence[Mention], schools: Schools, pairs: Pairs, exact: np.ndarray
) -> np.ndarray:
    """Bits for a school's whole title in the charity's name, against the same words turned round."""
    bits = np.zeros(len(exact))
    for at in np.flatnonzero(exact):
        mention, school = said[int(pairs[0][at])], int(pairs[1][at])
        title = schools.titles[school]
        if title and f" {title} " in f" {mention.name} ":
            bits[at] = TITLE
        elif mention.named.words != schools.parts[school].words:
            bits[at] = TURNED
    return bits


def _omitted(
    mine: Rows,
    own: Rows,
    lacking: Rows,
    spoken: Rows,
    right: np.ndarray,
    index: Index,
    schools: Schools,
) -> np.ndarray:
    """Bits against a pair for words of the school's name that the charity leaves out."""
    words = index.words
    lacking = lacking - lacking.multiply(spoken)
    named_places = index.named_places[right]
    further = lacking.multiply(index.further[right])
    place = (lacking - further).multiply(named_places)
    place_said = own.multiply(mine).multiply(named_places)
    rest = lacking - place - further
    leading = _count(rest) == 0
    only_place = _sum(own.multiply(mine) - place_said, words.leading) == 0
    against = _sum(rest, words.omitted)
    against += np.where(only_place, _sum(place, words.of_place), OMITTED_PLACE * _count(place))
    against += np.where(leading, OMITTED_FURTHER * _count(further), _sum(further, words.omitted))
    bare = (_sum(rest + further, words.dedicated) > 0) & schools.catholic[right]
    return -np.minimum(against, MOST_OMITTED) - np.where(bare, BARE_CATHOLIC, 0.0)


def _beyond(
    said: Sequence[Mention], mine: Rows, own: Rows, pairs: Pairs, index: Index, schools: Schools
) -> tuple[np.ndarray, np.ndarray]:
    """Bits for places that name and text name, and against words that nothing explains."""
    left, right = pairs
    words = index.words
    places = index.places[right]
    more = mine - mine.multiply(own)
    explained = more.multiply(places)
    around = matrix([each.around for each in said], words.numbers)[left]
    beside = matrix([each.beside for each in said], words.numbers)[left]
    in_text = places.multiply(around)
    in_text = in_text - in_text.multiply(mine)
    next_to = in_text.multiply(beside)
    bits = _sum(explained, words.places) + BESIDE * _sum(next_to, words.places)
    bits += np.minimum(AROUND * _sum(in_text - next_to, words.places), MOST_AROUND)
    bits -= FARTHER * _sum(explained.multiply(index.areas[right]), words.places)
    placed = np.array([bool(each) for each in schools.places])[right]
    near = index.nearby[right].multiply(words.nearby > 0)
    neighbouring = (more - explained).multiply(near)
    bits += _sum(neighbouring, words.nearby)
    bits += BESIDE * _sum(
        (near - near.multiply(places)).multiply(beside - beside.multiply(mine)), words.nearby
    )
    rest = more - explained - neighbouring
    extra = np.where(placed, _sum(rest, words.extra), _sum(rest, words.extra_unplaced))
    unknown = np.array([_unknown(each.named.words, index) for each in said])
    return bits, -(extra + unknown[left])


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


def _features(said: Sequence[Mention], schools: Schools, pairs: Pairs) -> np.ndarray:
    mine = [each.named for each in said]
    return (
        compared(mine, schools.parts, lambda own: own.phases, phase_bits, pairs)
        + compared(mine, schools.parts, lambda own: own.faiths, faith_bits, pairs)
        + compared(mine, schools.parts, lambda own: own.sexes, sex_bits, pairs)
        + compared(mine, schools.parts, lambda own: own.styles, style_bits, pairs)
        + compared(mine, schools.parts, lambda own: SIDES.intersection(own.words), side_bits, pairs)
    )


def _sum(rows: Rows, weights: np.ndarray) -> np.ndarray:
    return np.asarray(rows @ weights).ravel()


def _count(rows: Rows) -> np.ndarray:
    return np.asarray(rows.sum(axis=1)).ravel()

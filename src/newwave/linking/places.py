"""What postcodes and local authorities say for and against pairs, in bits."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from newwave.linking.charity import Mention
from newwave.linking.schools import Schools

Pairs = tuple[np.ndarray, np.ndarray]

SAME_UNIT, SAME_SECTOR, SAME_DISTRICT, SAME_AREA, OTHER_AREA = 13.0, 11.5, 9.0, 4.2, -5.0
SAME_AUTHORITY, OTHER_AUTHORITY = 6.0, -6.0
SHORTEST = 5
"""Characters of the shortest postcode, without its space."""


def area(postcode: str) -> str:
    """The letters with which a postcode begins: of one area of the post."""
    return postcode[: 2 if postcode[1:2].isalpha() else 1]


def district(postcode: str) -> str:
    """What stands before the last three characters, "" where a postcode is not whole."""
    return postcode[:-3] if len(postcode) >= SHORTEST else ""


def postcode_bits(said: Sequence[Mention], schools: Schools, pairs: Pairs) -> np.ndarray:
    """Bits that two postcodes give each pair; 0 where one is missing.

    A charity's postcode is that of its correspondent, who mostly lives close to the school.
    """
    levels = (
        (_areas, SAME_AREA),
        (_districts, SAME_DISTRICT),
        (_sectors, SAME_SECTOR),
        (_units, SAME_UNIT),
    )
    mine = np.array([each.postcode for each in said], dtype=str)
    own = schools.postcodes
    bits = np.full(len(pairs[0]), OTHER_AREA)
    for level, value in levels:
        bits = np.where(level(mine)[pairs[0]] == level(own)[pairs[1]], value, bits)
    known = (np.char.str_len(mine) >= SHORTEST)[pairs[0]]
    return np.where(known & (np.char.str_len(own) >= SHORTEST)[pairs[1]], bits, 0.0)


def authority_bits(said: Sequence[Mention], schools: Schools, pairs: Pairs) -> np.ndarray:
    """Bits that the authorities of an area of operation give each pair; 0 where unknown."""
    bits = np.zeros(len(pairs[0]))
    codes = schools.authorities[pairs[1]]
    for at in [at for at, each in enumerate(said) if each.authorities]:
        rows = np.flatnonzero((pairs[0] == at) & (codes >= 0))
        named = said[int(at)].authorities
        same = SAME_AUTHORITY - np.log2(len(named))
        bits[rows] = np.where(np.isin(codes[rows], list(named)), same, OTHER_AUTHORITY)
    return bits


def _units(postcodes: np.ndarray) -> np.ndarray:
    return postcodes


def _sectors(postcodes: np.ndarray) -> np.ndarray:
    return np.array([each[:-2] for each in postcodes], dtype=str)


def _districts(postcodes: np.ndarray) -> np.ndarray:
    return np.array([district(each) for each in postcodes], dtype=str)


def _areas(postcodes: np.ndarray) -> np.ndarray:
    return np.array([area(each) for each in postcodes], dtype=str)

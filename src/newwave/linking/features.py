"""What the parts of two names say for and against each other, in bits.

A bit doubles the odds. Phase, faith and sex are compared as sets; the same set or an
overlapping one speaks for a pair, a contradiction speaks loudly against it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from newwave.linking.school_names import Parts

Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]

AGREES, CONTRADICTS = 2.0, -9.0
COMMUNITY = "community"
_STYLES = frozenset({"high", "grammar", "college", "upper"})

_NEAR = {
    frozenset({"infant", "primary"}): -2.5,
    frozenset({"junior", "primary"}): -2.5,
    frozenset({"first", "primary"}): -0.5,
    frozenset({"first", "infant"}): -2.0,
    frozenset({"first", "junior"}): -6.0,
    frozenset({"first", "middle"}): -8.0,
    frozenset({"infant", "junior"}): -9.0,
    frozenset({"junior", "middle"}): -2.5,
    frozenset({"middle", "primary"}): -7.0,
    frozenset({"middle", "secondary"}): -4.0,
    frozenset({"nursery", "infant"}): -6.0,
    frozenset({"nursery", "primary"}): -7.0,
    frozenset({"preparatory", "junior"}): -2.5,
    frozenset({"preparatory", "primary"}): -4.0,
    frozenset({"special", "primary"}): -3.0,
    frozenset({"special", "secondary"}): -3.0,
}


def phase_bits(charity: frozenset[str], school: frozenset[str]) -> float:
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
    return max(_NEAR.get(frozenset({one, other}), CONTRADICTS) for one in main for other in own)


def faith_bits(charity: frozenset[str], school: frozenset[str]) -> float:
    """Bits that the faiths named by a charity and by a school give the pair."""
    if charity & school == {COMMUNITY}:
        return AGREES
    if COMMUNITY in charity | school:
        return _community_bits(charity - {COMMUNITY}, school - {COMMUNITY})
    if charity == school:
        return AGREES if charity else 0.5
    if not charity:
        return -0.5
    if not school:
        return -2.0
    if charity & school or (
        (charity | school) <= {"church", "ce", "rc"} and "church" in (charity | school)
    ):
        return 1.0
    return -6.0


def _community_bits(charity: frozenset[str], school: frozenset[str]) -> float:
    """A county or community school is of no church: the other name should name none."""
    return -3.0 if charity or school else 0.8


def sex_bits(charity: frozenset[str], school: frozenset[str]) -> float:
    """Bits that the sexes named by a charity and by a school give the pair."""
    if charity == school:
        return AGREES if charity else 0.0
    if charity and school and not charity & school:
        return -7.0
    return -4.5 if charity else -2.5


def side_bits(charity: frozenset[str], school: frozenset[str]) -> float:
    """Bits against East Hoathly where the other is West Hoathly; a side not named says nothing."""
    return CONTRADICTS if charity and school and not charity & school else 0.0


def style_bits(charity: frozenset[str], school: frozenset[str]) -> float:
    """Bits that words such as `high` or `grammar`, or a plain `school`, give the pair."""
    if not charity:
        return 0.0
    if charity & school:
        return 0.6 if charity == {"plain"} else 1.0
    if charity & _STYLES:
        if school & _STYLES or "grammar" in charity:
            return -3.0
        return -1.0
    return -0.3 if "plain" in charity else -0.6


def compared(
    charities: Sequence[Parts],
    schools: Sequence[Parts],
    of: Callable[[Parts], frozenset[str]],
    bits: Callable[[frozenset[str], frozenset[str]], float],
    pairs: tuple[np.ndarray, np.ndarray],
) -> Floats:
    """The bits of one feature for every pair; each two different sets are compared once."""
    left, left_at = _numbered([of(each) for each in charities])
    right, right_at = _numbered([of(each) for each in schools])
    table = np.array([[bits(one, other) for other in right] for one in left]).reshape(
        len(left), len(right)
    )
    return table[left_at[pairs[0]], right_at[pairs[1]]]


def _numbered(sets: Sequence[frozenset[str]]) -> tuple[list[frozenset[str]], np.ndarray]:
    numbers: dict[frozenset[str], int] = {}
    at = np.array([numbers.setdefault(each, len(numbers)) for each in sets], dtype=np.int64)
    return list(numbers), at

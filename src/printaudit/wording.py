"""Numbers and lists in the sentences of the audit, and how many digits a number has there."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal

from printaudit import units
from printaudit.figure import Figure
from printaudit.rounding import RoundingInterval, as_interval

MINUS = "\N{MINUS SIGN}"
_MOST_DECIMALS = 12


def number(value: float, unit: str = "", at_least: int = 0) -> str:
    """A number with the sign of its unit: "£41.50", "24.4%", "1,235".

    About three significant digits, none after the point from 100 on; money below 100 has
    its pence, unless it is whole. at_least: so many decimals even where fewer would do.
    """
    if math.isinf(value):
        return "any amount"
    digits = f"{abs(value):,.{_decimals(value, unit, at_least)}f}"
    return f"{MINUS if value < 0 else ''}{units.with_sign(digits, unit)}"


def as_given(value: float, unit: str = "") -> str:
    """A number that a relation gives, which loses none of its digits."""
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return number(value, unit, max(0, -exponent))


def spread(
    made: RoundingInterval | float,
    unit: str = "",
    beside: Figure | RoundingInterval | float | None = None,
    whole_unit: bool = False,
) -> str:
    """What was computed, in words: "21.7% to 27.2%", "at least 300", or one number.

    beside: what the same sentence compares it with, in the same unit. Computed numbers get
    more digits than usual only here: until the interval as printed meets what stands beside it
    only where it does in truth, so that nothing outside looks inside. Ends that are printed alike
    make one number. The end of an open interval is rounded outward.
    """
    interval = as_interval(made)
    low, high = (float(f"{end:.12g}") for end in (interval.low, interval.high))
    if isinstance(beside, Figure):
        others = [beside.interval(), as_interval(beside.amount)]
    else:
        others = [] if beside is None else [as_interval(beside)]
    for at_least in range(_MOST_DECIMALS):
        places = [_decimals(end, unit, at_least) for end in (low, high)]
        shown = RoundingInterval(
            _round(low, places[0], -1 if math.isinf(high) else 0),
            _round(high, places[1], 1 if math.isinf(low) else 0),
        )
        if all(shown.meets(other) == interval.meets(other) for other in others):
            break
    first, last = number(shown.low, unit, places[0]), number(shown.high, unit, places[1])
    if math.isinf(low) or math.isinf(high):
        words = f"at least {first}" if math.isinf(high) else f"at most {last}"
    else:
        words = first if first == last else f"{first} to {last}"
    if not whole_unit and unit not in units.PLAIN:
        return words
    return f"{words} {units.other_words(unit, one=words.split(' ')[-1] == '1')}".rstrip()


def lies(printed: Figure, made: RoundingInterval, holds: bool) -> str:
    """Where a printed figure lies; and whether only its own rounding brings it in."""
    if holds and not made.contains(printed.amount):
        own = spread(printed.interval(), printed.unit)
        return f"the printed {printed.short} lies within its own rounding, {own}, of that"
    return f"the printed {printed.short} lies {'inside' if holds else 'outside'}"


def join(parts: Sequence[str], last: str = "and") -> str:
    """Several parts in a row: "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def capitalize(sentence: str) -> str:
    """The first letter large, the others as they are."""
    return sentence[:1].upper() + sentence[1:]


def _decimals(value: float, unit: str, at_least: int) -> int:
    size, money = abs(value), unit.partition(" ")[0] in units.CURRENCIES
    if float(value).is_integer() or size >= 100:
        usual = 0
    elif size >= 10 and not money:
        usual = 1
    else:
        usual = 2 if size >= 1 or money else 3
    # Pence come in twos.
    return max(usual, 2 if money and at_least == 1 else at_least)


def _round(value: float, places: int, outward: int) -> float:
    """To the nearest; or to the next lower (-1) or higher (1) where that would be inward."""
    nearest = round(value, places)
    inward = (value - nearest) * outward > 0
    return round(nearest + outward * 10.0**-places, places) if inward else nearest

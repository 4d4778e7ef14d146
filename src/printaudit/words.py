"""Numbers and lists inside the sentences of the audit."""

from __future__ import annotations

import math
from collections.abc import Sequence

from printaudit.figure import Figure
from printaudit.interval import Interval

MINUS = "\N{MINUS SIGN}"
_MONEY = {"GBP": "£", "EUR": "€", "USD": "$"}


def bare(value: float, digits: int = 4) -> str:
    """A number with at most `digits` significant digits, whole from 1,000 on."""
    if math.isinf(value):
        return "any amount"
    size = abs(value)
    places = max(0, digits - 1 - math.floor(math.log10(size))) if size else 0
    text = f"{size:,.{0 if size >= 1000 else places}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{MINUS}{text}" if value < 0 and text != "0" else text


def number(value: float, unit: str, digits: int = 4) -> str:
    """A number with the sign of its unit: "£41.50", "24%", else the bare number."""
    text = bare(abs(value), digits)
    sign = MINUS if value < 0 and text != "0" else ""
    head = unit.split(" ")[0]
    if math.isinf(value):
        return text
    if head in _MONEY:
        return f"{sign}{_MONEY[head]}{_pence(abs(value))}"
    if unit in ("percent", "percentage points"):
        return f"{sign}{text}{'%' if unit == 'percent' else ' percentage points'}"
    return sign + text


def _pence(size: float) -> str:
    """An amount of money: whole from 1,000 on, else with pence where there are any."""
    text = f"{size:,.{0 if size >= 1000 else 2}f}"
    return text.removesuffix(".00")


def amount(value: float, unit: str, digits: int = 4) -> str:
    """A number with the whole of its unit: "£41.50 per pupil per year", "3 schools"."""
    text = number(value, unit, digits)
    head, _, rest = unit.partition(" ")
    tail = rest if head in _MONEY else "" if _speaks_alone(unit) else unit
    return f"{text} {tail}".rstrip()


def spread(interval: Interval, unit: str = "", digits: int = 4, whole_unit: bool = False) -> str:
    """An interval in words: "21.7% to 27.2%", "at least 300", or one number."""
    say = amount if whole_unit else number
    low, high = number(interval.low, unit, digits), say(interval.high, unit, digits)
    if math.isinf(interval.high):
        return f"at least {say(interval.low, unit, digits)}"
    if low == number(interval.high, unit, digits):
        return say(interval.low, unit, digits)
    return f"{low} to {high}"


def short(figure: Figure) -> str:
    """A printed figure without the rest of its unit: "£41", "24%", "12.5"."""
    rest = figure.unit.partition(" ")[2] if figure.unit.split(" ")[0] in _MONEY else figure.unit
    text = figure.display
    if figure.value is None or _speaks_alone(figure.unit):
        return text
    for tail in (rest, rest.removesuffix("s"), rest.replace("s ", " ", 1)):
        text = text.removesuffix(f" {tail}") if tail else text
    return text


def listed(parts: Sequence[str], last: str = "and") -> str:
    """Several parts in a row: "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def counted(number: int, thing: str) -> str:
    """A small number of things: "1 answer", "3 answers"."""
    return f"{number:,} {thing if number == 1 else thing + 's'}"


def _speaks_alone(unit: str) -> bool:
    return unit in ("percent", "percentage points", "ratio", "times", "")

"""Units of printed figures: how they are written, compared, multiplied and divided."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

CALENDAR = {
    "date": "an ISO date such as 2018-09-28",
    "year": "a year such as 2016",
    "financial year": "a financial year such as 2016/17",
}
"""Units that name a time: such figures are printed as they are and measure nothing."""

PLAIN = {"percent": 0.01, "percentage points": 0.01, "ratio": 1.0, "times": 1.0}
"""Units of bare numbers, and how much one of them is."""

CURRENCIES = {"GBP": "£", "EUR": "€", "USD": "$"}

_CALENDAR_FORM = {"year": r"\d{4}", "financial year": r"\d{4}/\d{2}"}
_IN_WORDS = ("direction", "statement", "")
_IRREGULAR = {"people": "person", "children": "child", "men": "man", "women": "woman"}
_SCALES = {"second": 1 / 60, "minute": 1.0, "hour": 60.0}


@dataclass(frozen=True)
class Unit:
    """A unit taken apart: how much one of it is, and of what.

    scale: of one unit in the base of its kind (hours in minutes, percent in ones).
    kind: names with their powers, sorted; units of one kind can be compared.
    """

    scale: float
    kind: tuple[tuple[str, int], ...]

    def __mul__(self, other: Unit) -> Unit:
        return _unit(self.scale * other.scale, [*self.kind, *other.kind])

    def __truediv__(self, other: Unit) -> Unit:
        inverse = [(name, -power) for name, power in other.kind]
        return _unit(self.scale / other.scale, [*self.kind, *inverse])


@lru_cache(maxsize=256)
def parse(text: str) -> Unit:
    """The unit that words such as "GBP per person per year" or "percent" name.

    Minutes and hours are converted into each other; weeks, months and years are not.
    """
    head, *below = text.split(" per ")
    if not below and head in PLAIN:
        return Unit(PLAIN[head], ())
    over = _named(head)
    for words in below:
        over = over / _named(words)
    return over


def is_number(text: str) -> bool:
    """Whether figures of this unit are numbers, not words and not times."""
    return text not in _IN_WORDS and text not in CALENDAR


def comparable(first: str, second: str) -> bool:
    """Whether figures of the two units can be compared."""
    return is_number(first) and is_number(second) and parse(first).kind == parse(second).kind


def is_calendar_form(text: str, unit: str) -> bool:
    """Whether `text` is written as its calendar unit asks (a key of CALENDAR)."""
    if unit != "date":
        return re.fullmatch(_CALENDAR_FORM[unit], text) is not None
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def with_sign(digits: str, unit: str) -> str:
    """Digits with the sign of their unit and without its other words: "£41.50", "24%"."""
    head = unit.partition(" ")[0]
    return f"{CURRENCIES.get(head, '')}{digits}{'%' if head == 'percent' else ''}"


def other_words(unit: str, one: bool = False) -> str:
    """What of a unit stands after number and sign: "per person", "hours"; one: "hour"."""
    head, _, rest = unit.partition(" ")
    if head in CURRENCIES or head == "percent":
        return rest
    if unit == "ratio":
        return ""
    return f"{_singular(head) if one else head} {rest}".strip()


def _named(words: str) -> Unit:
    # Loaves and loaf, knives and knife have a stem in common that is no word of its own.
    name = re.sub("(?:ve|fe)$", "f", _singular(words.strip()))
    if name in _SCALES:
        return Unit(_SCALES[name], (("minute", 1),))
    return Unit(1.0, ((name, 1),))


def _singular(words: str) -> str:
    """Words with the last in the singular, as far as common endings tell."""
    head, _, last = words.rpartition(" ")
    last = _IRREGULAR.get(last, last)
    if last.endswith("ies"):
        last = last[:-3] + "y"
    elif re.search(r"(?:x|z|ch|sh|ss)es$", last):
        last = last[:-2]
    elif last.endswith("s") and not last.endswith("ss"):
        last = last[:-1]
    return f"{head} {last}".strip()


def _unit(scale: float, named: Iterable[tuple[str, int]]) -> Unit:
    powers: Counter[str] = Counter()
    for name, power in named:
        powers[name] += power
    return Unit(scale, tuple(sorted((name, power) for name, power in powers.items() if power)))

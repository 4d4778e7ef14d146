"""Units of printed figures: which can be compared, and what they make when multiplied."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from printaudit.figure import CALENDAR

PLAIN = {"percent": 0.01, "percentage points": 0.01, "ratio": 1.0, "times": 1.0}
"""Units of bare numbers, and how much one of them is."""

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
        turned = [(name, -power) for name, power in other.kind]
        return _unit(self.scale / other.scale, [*self.kind, *turned])


@lru_cache(maxsize=256)
def parse(text: str) -> Unit:
    """The unit that words such as "GBP per pupil per year" or "percent" name.

    Minutes and hours are converted into each other; weeks, months and years are not.
    """
    head, *below = text.split(" per ")
    if not below and head in PLAIN:
        return Unit(PLAIN[head], ())
    over = _named(head)
    for words in below:
        over = over / _named(words)
    return over


def product(units: Iterable[Unit]) -> Unit:
    """What figures of these units make when multiplied."""
    made = Unit(1.0, ())
    for unit in units:
        made = made * unit
    return made


def is_number(text: str) -> bool:
    """Whether figures of this unit are numbers, not words and not times."""
    return text not in _IN_WORDS and text not in CALENDAR


def is_plain(text: str) -> bool:
    """Whether figures of this unit are bare numbers: percent, ratio, times."""
    return text in PLAIN


def alike(first: str, second: str) -> bool:
    """Whether figures of the two units can be compared."""
    return is_number(first) and is_number(second) and parse(first).kind == parse(second).kind


def _named(words: str) -> Unit:
    name = _stem(words.strip())
    if name in _SCALES:
        return Unit(_SCALES[name], (("minute", 1),))
    return Unit(1.0, ((name, 1),))


def _stem(words: str) -> str:
    """What singular and plural have in common; no word of its own."""
    head, _, last = words.rpartition(" ")
    last = _IRREGULAR.get(last, last)
    if last.endswith("ies"):
        last = last[:-3] + "y"
    elif re.search(r"(?:x|z|ch|sh|ss)es$", last):
        last = last[:-2]
    elif last.endswith("s") and not last.endswith("ss"):
        last = last[:-1]
    return f"{head} {re.sub('(?:ve|fe)$', 'f', last)}".strip()


def _unit(scale: float, named: Iterable[tuple[str, int]]) -> Unit:
    powers: Counter[str] = Counter()
    for name, power in named:
        powers[name] += power
    return Unit(scale, tuple(sorted((name, power) for name, power in powers.items() if power)))

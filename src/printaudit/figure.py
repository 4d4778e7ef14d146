"""One printed figure, and what its printed form says about the number behind it."""

from __future__ import annotations

import datetime
import math
import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import NamedTuple

from printaudit import units
from printaudit.errors import NoNumberError
from printaudit.rounding import RoundingInterval, as_interval, exceeds

ELSEWHERE = "elsewhere"
"""In `lines`, for a figure that another source printed; its `source` says which."""

NUMBER_FORM = 'a number such as 12.5 or 1/3, after nothing, ">", "<", "just over" or "almost"'

_PRINTED = re.compile(r"(>|<|just over|almost)?\s*(?:(\d+(?:\.\d+)?)|(\d+/[1-9]\d*))")
_SIGNS = {">": "more than", "<": "less than"}
_FRACTION_WORDS = {
    "1/2": "half",
    "1/3": "a third",
    "2/3": "two thirds",
    "1/4": "a quarter",
    "3/4": "three quarters",
}


class PrintedNumber(NamedTuple):
    """A printed quantity taken apart: its qualifier, and a decimal number or a fraction."""

    qualifier: str
    amount: Decimal | Fraction


@lru_cache(maxsize=4096)
def parse_number(text: str) -> PrintedNumber | None:
    """The parts of a quantity as the register writes it; None where it has not NUMBER_FORM."""
    match = _PRINTED.fullmatch(text.strip())
    if match is None:
        return None
    qualifier, decimal, fraction = match.groups()
    return PrintedNumber(qualifier or "", Decimal(decimal) if decimal else Fraction(fraction))


@dataclass(frozen=True)
class Figure:
    """One row of the register: a printed figure or statement, all columns as strings.

    id, section, lines: its name here and its place in print ("313-314").
    statement: what it says, in our own words, without its number.
    kind: quantity, statement (in words, testable) or context (in words, not testable).
    printed: the number as printed, digits and qualifier kept; for words, their direction.
    unit: of the number, e.g. "GBP per person per year", "percent"; else direction or statement.
    wave: the edition of the data it speaks of, by its year; or change, both, none.
    denominator, denominator_status: what it rests on, and whether that is stated in print.
    source, question: the records behind it, and the question it serves.
    """

    id: str
    section: str
    lines: str
    statement: str
    kind: str
    printed: str
    unit: str
    wave: str
    denominator: str
    denominator_status: str
    source: str
    question: str

    @cached_property
    def number(self) -> PrintedNumber | None:
        """The printed number taken apart; None for words, dates and years."""
        if self.kind != "quantity" or self.unit in units.CALENDAR:
            return None
        return parse_number(self.printed)

    @property
    def qualifier(self) -> str:
        """The word before the number: "", ">", "<", "just over" or "almost"."""
        return self.number.qualifier if self.number else ""

    @cached_property
    def value(self) -> float | None:
        """The printed number in `unit`, qualifier aside; a fraction of percent becomes percent.

        None for words, dates and years.
        """
        if self.number is None:
            return None
        amount = self.number.amount
        of_percent = isinstance(amount, Fraction) and self.unit == "percent"
        return float(amount * 100 if of_percent else amount)

    @property
    def amount(self) -> float:
        """The same, of a figure that must be a number; raises NoNumberError where it is none."""
        if self.value is None:
            raise NoNumberError(f"{self.id} ({self.printed}) is no number")
        return self.value

    @property
    def low(self) -> float | None:
        """The least true value, in `unit`, that could have been printed so; see `high`."""
        return self._ends.low if self._ends else None

    @property
    def high(self) -> float | None:
        """The greatest true value, in `unit`, that could have been printed so.

        A plain number may have been rounded: half a unit of its last printed digit
        either way (12.5 means 12.45 to 12.55). A fraction is taken as exact. ">" is
        open above (infinity), "<" reaches down to 0. "just over" and "almost" are read
        as within half a unit of the last digit that is not 0, on their side: just over
        170000 means 170000 to 175000, almost 600 means 550 to 600. Nothing goes below
        0, and no percentage but a change goes above 100. None where `value` is None.
        """
        return self._ends.high if self._ends else None

    def interval(self, exact: bool = False) -> RoundingInterval:
        """What the figure may stand for, in `unit`: from `low` to `high`.

        exact: it is a count, and a plain number means itself.
        Raises NoNumberError where the figure is no number.
        """
        if self._ends is None or (exact and not self.qualifier):
            return as_interval(self.amount)
        return self._ends

    def base_interval(self, exact: bool = False) -> RoundingInterval:
        """The same in the base of its unit: percent in ones, hours in minutes."""
        return self.interval(exact) * units.parse(self.unit).scale

    @property
    def base_amount(self) -> float:
        """`amount` in the base of its unit."""
        return self.amount * units.parse(self.unit).scale

    def may_exceed(self, part: Figure, exact: bool = False) -> bool:
        """Whether this, as printed, can be at least the part; exact: both are counts.

        A number rounds one way only: where the two touch in the one number that could round
        to either, it would have been printed alike in both places.
        """
        most, least = self.base_interval(exact).high, part.base_interval(exact).low
        touch = not exceeds(least, most) and part.base_amount <= self.base_amount
        return touch or exceeds(most, least)

    @property
    def display(self) -> str:
        """The figure for readers: "£51 per person per year", "94%", "more than a third".

        Words are given as they stand in the register.
        """
        return self._in_words(whole_unit=True)

    @property
    def short(self) -> str:
        """The figure without the rest of its unit: "£51", "94%", "12.5"."""
        return self._in_words(whole_unit=False)

    @property
    def place(self) -> str:
        """Where it is printed: "line 41", "lines 41-43", or the first words of another source."""
        if self.lines == ELSEWHERE:
            return re.split(r"[,;(]", self.source)[0].strip()
        return f"{'lines' if '-' in self.lines else 'line'} {self.lines}"

    def _in_words(self, whole_unit: bool) -> str:
        if self.kind == "quantity" and self.unit == "date":
            day = datetime.date.fromisoformat(self.printed)
            return f"{day.day} {day:%B %Y}"
        if self.number is None:
            return self.printed
        qualifier, amount = self.number
        if isinstance(amount, Decimal):
            words = units.with_sign(f"{amount:,}", self.unit)
        else:
            words = _FRACTION_WORDS.get(str(amount), str(amount))
            words = words if self.unit == "percent" else units.with_sign(words, self.unit)
        if whole_unit or self.unit in units.PLAIN:
            words = f"{words} {units.other_words(self.unit, one=words == '1')}".rstrip()
        return f"{_SIGNS.get(qualifier, qualifier)} {words}".lstrip()

    @cached_property
    def _ends(self) -> RoundingInterval | None:
        if self.number is None:
            return None
        qualifier, printed = self.number
        low = high = self.amount
        top = 100.0 if self.unit == "percent" and self.wave != "change" else math.inf
        if qualifier in (">", "<"):
            low, high = (low, top) if qualifier == ">" else (0.0, high)
        elif isinstance(printed, Decimal):
            exponent = (printed.normalize() if qualifier else printed).as_tuple().exponent
            assert isinstance(exponent, int)
            half = Decimal(1).scaleb(exponent) / 2
            low = low if qualifier == "just over" else float(printed - half)
            high = high if qualifier == "almost" else float(printed + half)
        return RoundingInterval(max(low, 0.0), min(high, top))

"""One printed figure, and what its printed form says about the number behind it."""

from __future__ import annotations

import datetime
import math
import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

CALENDAR = {
    "date": "an ISO date such as 2018-09-28",
    "year": "a year such as 2016",
    "financial year": "a financial year such as 2016/17",
}
"""Units that name a time: such figures are printed as they are and measure nothing."""

NUMBER_FORM = 'a number such as 12.5 or 1/3, after nothing, ">", "<", "just over" or "almost"'

_CALENDAR_FORM = {"year": r"\d{4}", "financial year": r"\d{4}/\d{2}"}
_PRINTED = re.compile(r"(>|<|just over|almost)?\s*(?:(\d+(?:\.\d+)?)|(\d+/[1-9]\d*))")
_QUALIFIER_WORDS = {
    "": "",
    ">": "more than ",
    "<": "less than ",
    "just over": "just over ",
    "almost": "almost ",
}
_FRACTION_WORDS = {
    "1/2": "half",
    "1/3": "a third",
    "2/3": "two thirds",
    "1/4": "a quarter",
    "3/4": "three quarters",
}


class Printed(NamedTuple):
    """A printed quantity taken apart: its qualifier, and a decimal number or else a fraction."""

    qualifier: str
    decimal: Decimal | None
    fraction: Fraction | None


def read_printed(text: str) -> Printed | None:
    """The parts of a quantity as the register writes it; None where it has not NUMBER_FORM."""
    match = _PRINTED.fullmatch(text.strip())
    if match is None:
        return None
    qualifier, decimal, fraction = match.groups()
    return Printed(
        qualifier or "",
        Decimal(decimal) if decimal else None,
        Fraction(fraction) if fraction else None,
    )


def is_calendar_form(text: str, unit: str) -> bool:
    """Whether `text` is written as its calendar unit asks (a key of CALENDAR)."""
    if unit != "date":
        return re.fullmatch(_CALENDAR_FORM[unit], text) is not None
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


@dataclass(frozen=True)
class Figure:
    """One row of the register: a figure or a statement of the paper, all columns as strings.

    id, section, lines: its name here and its place in the paper ("313-314").
    statement: what it says, in our own words, without its number.
    kind: quantity, statement (in words, testable) or context (in words, not testable).
    printed: the number as printed, digits and qualifier kept; for words, their direction.
    unit: of the number, e.g. "GBP per pupil per year", "percent"; else direction or statement.
    wave: the wave it speaks of, or change, both, none.
    denominator, denominator_status: what it rests on, and whether the paper states that.
    source, question: the records behind it, and the research question it serves.
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

    @property
    def qualifier(self) -> str:
        """The word before the number: "", ">", "<", "just over" or "almost"."""
        number = self._number
        return number.qualifier if number else ""

    @property
    def value(self) -> float | None:
        """The printed number in `unit`, qualifier aside; a fraction of percent becomes percent.

        None for words, dates and years.
        """
        number = self._number
        if number is None:
            return None
        if number.decimal is not None:
            return float(number.decimal)
        assert number.fraction is not None
        return float(number.fraction * (100 if self.unit == "percent" else 1))

    @property
    def low(self) -> float | None:
        """The least true value, in `unit`, that could have been printed so; see `high`."""
        interval = self._interval
        return interval[0] if interval else None

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
        interval = self._interval
        return interval[1] if interval else None

    @property
    def display(self) -> str:
        """The figure for readers: "£51 per pupil per year", "94%", "more than a third".

        Words are given as they stand in the register.
        """
        if self.kind == "quantity" and self.unit == "date":
            day = datetime.date.fromisoformat(self.printed)
            return f"{day.day} {day:%B %Y}"
        number = self._number
        if number is None:
            return self.printed
        words = _QUALIFIER_WORDS[number.qualifier]
        if number.fraction is not None:
            return words + self._with_fraction(number.fraction)
        return words + self._with_unit(f"{number.decimal:,}")

    @property
    def _number(self) -> Printed | None:
        if self.kind != "quantity" or self.unit in CALENDAR:
            return None
        return read_printed(self.printed)

    @property
    def _interval(self) -> tuple[float, float] | None:
        number, value = self._number, self.value
        if number is None or value is None:
            return None
        low, high = _bounds(number, value)
        top = 100.0 if self.unit == "percent" and self.wave != "change" else math.inf
        return max(low, 0.0), min(high, top)

    def _with_unit(self, number: str) -> str:
        if self.unit == "percent":
            return f"{number}%"
        if self.unit == "ratio":
            return number
        head, _, rest = self.unit.partition(" ")
        tail = f" {rest}" if rest else ""
        if head == "GBP":
            return f"£{number}{tail}"
        return f"{number} {head.removesuffix('s') if number == '1' else head}{tail}"

    def _with_fraction(self, fraction: Fraction) -> str:
        words = _FRACTION_WORDS.get(str(fraction), str(fraction))
        return words if self.unit in ("percent", "ratio") else self._with_unit(words)


def _bounds(number: Printed, value: float) -> tuple[float, float]:
    """Least and greatest value behind a printed number, before any clipping; see Figure.high."""
    if number.qualifier == ">":
        return value, math.inf
    if number.qualifier == "<":
        return 0.0, value
    if number.decimal is None:
        return value, value
    printed = number.decimal.normalize() if number.qualifier else number.decimal
    exponent = printed.as_tuple().exponent
    assert isinstance(exponent, int)
    half = Decimal(1).scaleb(exponent) / 2
    below = Decimal(0) if number.qualifier == "just over" else half
    above = Decimal(0) if number.qualifier == "almost" else half
    return float(number.decimal - below), float(number.decimal + above)

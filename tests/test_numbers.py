"""One way of printing numbers: the packages that know nothing of each other print them alike."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import boundtext
from printaudit import wording
from printaudit.rounding import RoundingInterval

UNITS = ["", "percent", "percentage points", "ratio", "times", "minutes per week", "schools"]
UNITS += [f"{currency}{rest}" for currency in ("GBP", "EUR", "USD") for rest in ("", " per pupil")]

numbers = st.floats(-1e9, 1e9, allow_nan=False) | st.integers(-(10**9), 10**9).map(float)


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize(
    "value", [0, 0.0004, 0.9996, 1, 2.5, 9.996, 33.33, 41.5, 99.996, 100, 100.5, 1234.5, -6.25]
)
def test_both_packages_print_a_number_alike(value, unit):
    assert wording.number(value, unit) == boundtext.number(value, unit)


@given(numbers, st.sampled_from(UNITS))
@example(594.5, "GBP")
def test_both_packages_print_any_number_alike(value, unit):
    assert wording.number(value, unit) == boundtext.number(value, unit)


@given(st.floats(0, 1e6), st.sampled_from(UNITS))
def test_the_ends_of_an_interval_are_printed_as_the_numbers_they_are(value, unit):
    low, high = float(f"{value:.9g}"), float(f"{value:.9g}") + 1000
    words = wording.spread(RoundingInterval(low, high), unit)
    assert words.startswith(
        f"{boundtext.number(low, unit)} to {boundtext.number(float(f'{high:.12g}'), unit)}"
    )

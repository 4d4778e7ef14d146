"""Intervals, units and the words for numbers: known answers, and what must always hold."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judging import figure

from printaudit import interval, units, words
from printaudit.interval import Interval, NoNumberError

numbers = st.floats(-1e6, 1e6, allow_nan=False)
positive = st.floats(0.01, 1e6, allow_nan=False)


def spans(of: st.SearchStrategy[float]) -> st.SearchStrategy[tuple[Interval, float]]:
    """An interval and a number inside it."""
    return st.tuples(of, of, of).map(sorted).map(lambda ends: (Interval(ends[0], ends[2]), ends[1]))


def test_known_answers():
    one, other = Interval(40.5, 41.5), Interval(50.5, 51.5)
    assert one + other == Interval(91, 93)
    assert other - one == Interval(9, 11)
    assert Interval(-1, 2) * Interval(3, 4) == Interval(-4, 8)
    assert Interval(1, 2) / Interval(4, 8) == Interval(0.125, 0.5)
    assert 1 - Interval(0.25, 0.5) == Interval(0.5, 0.75)
    assert 2 / Interval(1, 4) == Interval(0.5, 2)
    assert Interval(4, 9) ** 0.5 == Interval(2, 3)
    assert interval.total([one, other]) == one + other


def test_a_divisor_that_may_be_nothing_leaves_the_top_open():
    assert Interval(0.5, 1.5) / Interval(0, 0.5) == Interval(1, math.inf)
    assert Interval(1, 2) / Interval(4, math.inf) == Interval(0, 0.5)
    for divisor in (Interval(0, 0), Interval(-1, 1)):
        with pytest.raises(ZeroDivisionError):
            _ = Interval(1, 2) / divisor


def test_nothing_of_an_unbounded_number_is_nothing():
    assert Interval(0, 0) * Interval(1, math.inf) == Interval(0, 0)


def test_an_interval_runs_forward():
    with pytest.raises(ValueError, match="cannot run from 2 to 1"):
        Interval(2, 1)


def test_ends_belong_to_an_interval_and_binary_fractions_do_no_harm():
    assert Interval(0.1 + 0.2, 1).contains(0.3)
    assert Interval(0, 1).meets(Interval(1, 2))
    assert not Interval(0, 1).meets(Interval(1.001, 2))


@given(spans(numbers), spans(numbers))
def test_sums_differences_and_products_hold_whatever_their_parts_hold(one, other):
    (left, x), (right, y) = one, other
    assert (left + right).contains(x + y)
    assert (left - right).contains(x - y)
    assert (left * right).contains(x * y)


@given(spans(numbers), spans(positive))
def test_quotients_hold_whatever_their_parts_hold(one, other):
    (left, x), (right, y) = one, other
    assert (left / right).contains(x / y)


def test_a_printed_figure_stands_for_its_rounding_interval_or_for_itself():
    assert interval.of(figure("a", "12.5", "minutes")) == Interval(12.45, 12.55)
    assert interval.of(figure("a", "306", "schools"), exact=True) == Interval(306, 306)
    assert interval.of(figure("a", ">300", "schools"), exact=True) == Interval(300, math.inf)
    with pytest.raises(NoNumberError, match="is no number"):
        interval.of(figure("a", "words", "direction", kind="statement"))


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("GBP per school per year", "GBP per year per school", True),
        ("hours per week", "minutes per week", True),
        ("percent", "ratio", True),
        ("local authority", "local authorities", True),
        ("loaves per batch", "loaf per batch", True),
        ("people", "person", True),
        ("minutes per week", "minutes per year", False),
        ("GBP per pupil per year", "GBP per school per year", False),
        ("direction", "direction", False),
        ("year", "year", False),
    ],
)
def test_which_units_can_be_compared(one, other, alike):
    assert units.alike(one, other) is alike


def test_units_multiply_and_divide():
    per_school, schools = units.parse("GBP per school per year"), units.parse("schools")
    assert (per_school * schools).kind == units.parse("GBP per year").kind
    per_pupil = units.parse("GBP per pupil per year")
    assert (per_school / per_pupil).kind == units.parse("pupils per school").kind
    assert units.parse("hours per school").scale == 60
    assert units.parse("percent").scale == 0.01


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (41.5, "GBP per pupil", "£41.50 per pupil"),
        (41.0, "GBP", "£41"),
        (6084045.0, "GBP per year", "£6,084,045 per year"),
        (24.39, "percent", "24.39%"),
        (-6.25, "percent", "\N{MINUS SIGN}6.25%"),
        (306.0, "schools", "306 schools"),
        (0.0, "ratio", "0"),
        (5.0, "percentage points", "5 percentage points"),
    ],
)
def test_amounts_in_words(value, unit, text):
    assert words.amount(value, unit) == text


def test_intervals_and_lists_in_words():
    assert words.spread(Interval(21.69, 27.16), "percent", 3) == "21.7% to 27.2%"
    assert words.spread(Interval(3, math.inf), "schools") == "at least 3"
    assert words.spread(Interval(2, 2), "GBP") == "£2"
    assert words.listed(["a", "b", "c"]) == "a, b and c"
    assert words.listed([]) == ""

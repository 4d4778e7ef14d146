"""Intervals, units and the words for numbers: known answers, and what must always hold."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judging import figure

from printaudit import units, wording
from printaudit.errors import NoNumberError
from printaudit.rounding import RoundingInterval, total

numbers = st.floats(-1e6, 1e6, allow_nan=False)
positive = st.floats(0.01, 1e6, allow_nan=False)


def spans(of: st.SearchStrategy[float]) -> st.SearchStrategy[tuple[RoundingInterval, float]]:
    """An interval and a number inside it."""
    return (
        st.tuples(of, of, of)
        .map(sorted)
        .map(lambda ends: (RoundingInterval(ends[0], ends[2]), ends[1]))
    )


def test_known_answers():
    one, other = RoundingInterval(40.5, 41.5), RoundingInterval(50.5, 51.5)
    assert one + other == RoundingInterval(91, 93)
    assert other - one == RoundingInterval(9, 11)
    assert RoundingInterval(-1, 2) * RoundingInterval(3, 4) == RoundingInterval(-4, 8)
    assert RoundingInterval(1, 2) / RoundingInterval(4, 8) == RoundingInterval(0.125, 0.5)
    assert 1 - RoundingInterval(0.25, 0.5) == RoundingInterval(0.5, 0.75)
    assert RoundingInterval(4, 9) ** 0.5 == RoundingInterval(2, 3)
    assert total([one, other]) == one + other


def test_a_divisor_that_may_be_nothing_leaves_the_top_open():
    assert RoundingInterval(0.5, 1.5) / RoundingInterval(0, 0.5) == RoundingInterval(1, math.inf)
    assert RoundingInterval(1, 2) / RoundingInterval(4, math.inf) == RoundingInterval(0, 0.5)
    for divisor in (RoundingInterval(0, 0), RoundingInterval(-1, 1)):
        with pytest.raises(ZeroDivisionError):
            _ = RoundingInterval(1, 2) / divisor


def test_nothing_of_an_unbounded_number_is_nothing():
    assert RoundingInterval(0, 0) * RoundingInterval(1, math.inf) == RoundingInterval(0, 0)


def test_an_interval_runs_forward():
    with pytest.raises(ValueError, match="cannot run from 2 to 1"):
        RoundingInterval(2, 1)


def test_ends_belong_to_an_interval_and_binary_fractions_do_no_harm():
    assert RoundingInterval(0.1 + 0.2, 1).contains(0.3)
    assert RoundingInterval(0, 1).meets(RoundingInterval(1, 2))
    assert not RoundingInterval(0, 1).meets(RoundingInterval(1.001, 2))


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
    assert figure("a", "12.5", "minutes").interval() == RoundingInterval(12.45, 12.55)
    assert figure("a", "306", "schools").interval(exact=True) == RoundingInterval(306, 306)
    assert figure("a", ">300", "schools").interval(exact=True) == RoundingInterval(300, math.inf)
    with pytest.raises(NoNumberError, match="is no number"):
        figure("a", "words", "direction", kind="statement").interval()


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
    assert units.comparable(one, other) is alike


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
        (41.5, "GBP per person", "£41.50"),
        (41.0, "GBP", "£41"),
        (594.5, "EUR", "€594"),
        (6084045.0, "GBP per year", "£6,084,045"),
        (24.39, "percent", "24.4%"),
        (-6.25, "percent", "\N{MINUS SIGN}6.25%"),
        (306.0, "libraries", "306"),
        (0.12345, "ratio", "0.123"),
        (0.0, "ratio", "0"),
        (5.0, "percentage points", "5"),
    ],
)
def test_numbers(value, unit, text):
    assert wording.number(value, unit) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (10000, "GBP per person", "£10,000"),
        (12.345, "percent", "12.345%"),
        (0.0625, "ratio", "0.0625"),
        (41.5, "GBP", "£41.50"),
    ],
)
def test_a_number_that_a_relation_gives_keeps_its_digits(value, unit, text):
    assert wording.as_given(value, unit) == text


@pytest.mark.parametrize(
    ("low", "high", "unit", "text"),
    [
        (21.69, 27.16, "percent", "21.7% to 27.2%"),
        (3, math.inf, "libraries", "at least 3"),
        (2.0, 2.0, "GBP", "£2"),
        (0.1 + 0.2, 0.3, "ratio", "0.300"),
        (99.00000000000001, 101.0, "percent", "99% to 101%"),
        (4, 5.5, "percentage points", "4 to 5.50 percentage points"),
        # Ends that are printed alike make one number.
        (281.97, 282.03, "books", "282"),
        (7.8362, 7.8371, "percent", "7.84%"),
        (594.2, 594.4, "GBP", "£594"),
        # An open end is rounded outward, so that what is said of it is true.
        (100.65, math.inf, "percent", "at least 100%"),
        (-math.inf, 100.35, "percent", "at most 101%"),
    ],
)
def test_intervals_in_words(low, high, unit, text):
    assert wording.spread(RoundingInterval(min(low, high), max(low, high)), unit) == text


def test_what_lies_outside_an_interval_is_not_shown_inside():
    made = RoundingInterval(100.6, 200)
    assert wording.spread(made, "books") == "101 to 200"
    assert wording.spread(made, "books", figure("a", "100.8", "books")) == "100.6 to 200.0"
    limit = RoundingInterval(594, 594)
    assert wording.spread(RoundingInterval(594.5, 594.5), "GBP", limit) == "£594.50"


def test_an_interval_may_name_the_whole_of_its_unit():
    one, several = RoundingInterval(1, 1), RoundingInterval(2, 3)
    assert wording.spread(one, "GBP per person", whole_unit=True) == "£1 per person"
    assert wording.spread(one, "books per reader", whole_unit=True) == "1 book per reader"
    assert wording.spread(several, "libraries", whole_unit=True) == "2 to 3 libraries"
    assert wording.spread(several, "percent", whole_unit=True) == "2% to 3%"


@given(spans(st.floats(0, 1e6)), spans(st.floats(0, 1e6)))
def test_intervals_as_printed_meet_where_they_meet_in_truth(one, other):
    (made, _), (beside, _) = one, other
    text = wording.spread(made, beside=beside)
    ends = [float(end.replace(",", "")) for end in text.split(" to ")]
    shown = RoundingInterval(ends[0], ends[-1])
    assert shown.meets(beside) == made.meets(beside)


def test_lists_in_words():
    assert wording.join(["a", "b", "c"]) == "a, b and c"
    assert wording.join([]) == ""

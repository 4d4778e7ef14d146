"""What a printed form says: value, qualifier, rounding interval, words for readers."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printaudit import Figure
from printaudit.errors import NoNumberError


def printed(text: str, unit: str = "percent", kind: str = "quantity", wave: str = "2018") -> Figure:
    return Figure(
        id="x",
        section="Findings",
        lines="1",
        statement="Something",
        kind=kind,
        printed=text,
        unit=unit,
        wave=wave,
        denominator="",
        denominator_status="none",
        source="survey",
        question="rq1",
    )


@pytest.mark.parametrize(
    ("text", "unit", "low", "value", "high"),
    [
        ("12.5", "minutes per pupil per week", 12.45, 12.5, 12.55),
        ("21", "minutes per pupil per week", 20.5, 21.0, 21.5),
        ("0.33", "GBP per pupil per year", 0.325, 0.33, 0.335),
        ("19883", "GBP per school per year", 19882.5, 19883.0, 19883.5),
        ("0", "GBP per pupil per year", 0.0, 0.0, 0.5),
        ("40", "percent", 39.5, 40.0, 40.5),
        ("40.0", "percent", 39.95, 40.0, 40.05),
        ("100", "percent", 99.5, 100.0, 100.0),
        (">300", "schools", 300.0, 300.0, math.inf),
        ("< 1/3", "percent", 0.0, 100 / 3, 100 / 3),
        ("> 1/3", "percent", 100 / 3, 100 / 3, 100.0),
        ("< 1/2", "ratio", 0.0, 0.5, 0.5),
        ("1/4", "percent", 25.0, 25.0, 25.0),
        ("just over 170000", "GBP per school per year", 170000.0, 170000.0, 175000.0),
        ("almost 600", "GBP per pupil per year", 550.0, 600.0, 600.0),
        ("almost 2.5", "hours per school per week", 2.45, 2.5, 2.5),
    ],
)
def test_interval_of_a_printed_number(
    text: str, unit: str, low: float, value: float, high: float
) -> None:
    figure = printed(text, unit)
    assert (figure.low, figure.value, figure.high) == pytest.approx((low, value, high), rel=1e-12)


def test_a_change_may_exceed_100_percent() -> None:
    assert printed("100", wave="change").high == 100.5
    assert printed(">50", wave="change").high == math.inf


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("24", ""),
        (">300", ">"),
        ("< 1/3", "<"),
        ("just over 170000", "just over"),
        ("almost 600", "almost"),
    ],
)
def test_qualifier(text: str, qualifier: str) -> None:
    assert printed(text).qualifier == qualifier


@pytest.mark.parametrize(
    ("text", "unit", "words"),
    [
        ("51", "GBP per pupil per year", "£51 per pupil per year"),
        ("1.50", "EUR per loaf", "€1.50 per loaf"),
        ("1", "libraries", "1 library"),
        ("94", "percent", "94%"),
        ("12.5", "minutes per pupil per week", "12.5 minutes per pupil per week"),
        ("1", "minutes per school per week", "1 minute per school per week"),
        (
            "just over 170000",
            "GBP per school per year",
            "just over £170,000 per school per year",
        ),
        ("almost 600", "GBP per pupil per year", "almost £600 per pupil per year"),
        (">300", "schools", "more than 300 schools"),
        ("32844", "neighbourhoods", "32,844 neighbourhoods"),
        ("40.0", "percent", "40.0%"),
        ("< 1/3", "percent", "less than a third"),
        ("< 1/2", "ratio", "less than half"),
        ("1/7", "percent", "1/7"),
        ("2018-09-28", "date", "28 September 2018"),
        ("2016/17", "financial year", "2016/17"),
        ("2016", "year", "2016"),
    ],
)
def test_display(text: str, unit: str, words: str) -> None:
    assert printed(text, unit).display == words


@pytest.mark.parametrize(
    ("text", "unit"),
    [("2016", "year"), ("2016/17", "financial year"), ("2018-09-28", "date")],
)
def test_a_time_is_not_a_measurement(text: str, unit: str) -> None:
    figure = printed(text, unit)
    assert figure.value is None
    assert figure.low is None
    assert figure.high is None


def test_words_have_no_value_and_are_shown_as_they_stand() -> None:
    figure = printed("increase", "direction", kind="statement")
    assert (figure.value, figure.low, figure.high) == (None, None, None)
    assert figure.qualifier == ""
    assert figure.display == "increase"


@pytest.mark.parametrize(
    ("text", "unit", "words"),
    [
        ("51", "GBP per pupil per year", "£51"),
        ("almost 600", "GBP per pupil per year", "almost £600"),
        (">300", "schools", "more than 300"),
        ("5", "percentage points", "5 percentage points"),
        ("2016", "year", "2016"),
    ],
)
def test_short_words_leave_the_rest_of_the_unit_out(text: str, unit: str, words: str) -> None:
    assert printed(text, unit).short == words


def test_the_place_of_a_figure() -> None:
    one = printed("24")
    assert one.place == "line 1"
    assert replace(one, lines="3-4").place == "lines 3-4"
    assert replace(one, lines="elsewhere", source="A report (2020), p. 3").place == "A report"


def test_words_stand_for_no_interval() -> None:
    with pytest.raises(NoNumberError, match="is no number"):
        printed("increase", "direction", kind="statement").interval()


@given(
    st.floats(min_value=0, max_value=1e7, allow_nan=False),
    st.integers(min_value=0, max_value=3),
)
def test_the_interval_holds_whatever_was_rounded(true: float, digits: int) -> None:
    figure = printed(f"{true:.{digits}f}", "GBP per year")
    assert figure.low is not None
    assert figure.high is not None
    slack = 1e-9 * max(1.0, true)
    assert figure.low - slack <= true <= figure.high + slack
    assert figure.high - figure.low <= 10.0**-digits + slack

"""Cells become values; a code never becomes a number."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newwave.errors import SourceError
from newwave.sources.cell_values import (
    CODES,
    are_missing,
    is_code,
    read_dates,
    read_numbers,
    read_postcodes,
    read_truths,
    read_whole_numbers,
)


def cells(*text: str | None) -> pd.Series:
    return pd.Series(text, dtype="string", name="donations", index=range(5, 5 + len(text)))


def padded(code: str) -> st.SearchStrategy[str]:
    pad = st.text(alphabet=" \t\u00a0\n", max_size=4)
    return st.tuples(pad, st.sampled_from([code, code.upper()]), pad).map("".join)


@given(st.sampled_from(sorted(CODES)).flatmap(padded))
def test_every_code_in_any_padding_is_missing_and_never_zero(code):
    assert read_numbers(cells(code), "file").isna().all()
    assert read_whole_numbers(cells(code), "file").isna().all()
    assert are_missing(cells(code)).all()
    assert read_postcodes(cells(code)).isna().all()
    assert read_dates(cells(code)).isna().all()
    assert read_truths(cells(code)).isna().all()


def test_a_true_zero_stays_zero():
    assert read_numbers(cells("0", "0.00", " 0 ", "-0", "£0"), "file").tolist() == [0] * 5
    assert read_whole_numbers(cells("0"), "file").tolist() == [0]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,234,567.50", 1234567.5), ("£1,234", 1234), ("£ 12", 12), ("-£12", -12), ("(12)", -12),
        ("12.", 12), (".5", 0.5), ("1.5E+3", 1500), ("1e-05", 1e-05), ("+7", 7),
    ],
)  # fmt: skip
def test_the_ways_of_writing_a_number(text, number):
    assert read_numbers(cells(text), "file").tolist() == [number]


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_that_python_writes_is_read_exactly(number):
    assert read_numbers(cells(repr(number)), "file").tolist() == [number]
    assert read_numbers(cells(f"{number:,.2f}"), "file").tolist() == [round(number, 2)]


@pytest.mark.parametrize(
    "text",
    ["12,34", "1,2345", "12 13", "abc", "12%", "1e999", "nan", "inf", "(12", "٣", "=1+1", "£"],
)
def test_what_is_neither_number_nor_code_is_named_with_its_row(text):
    with pytest.raises(SourceError) as caught:
        read_numbers(cells("1", "SUPP", text), "accounts.csv")
    assert f"{text!r} in column donations, row 7" in str(caught.value)
    assert caught.value.where == "accounts.csv"


@given(st.text(max_size=8))
def test_any_text_is_a_number_or_missing_or_refused(text):
    try:
        number = read_numbers(cells(text), "file").iloc[0]
    except SourceError:
        return
    assert math.isnan(number) == is_code(text)


def test_whole_numbers():
    assert read_whole_numbers(cells("12", "1,200", "3.0", None), "file").tolist()[:3] == [
        12,
        1200,
        3,
    ]
    assert read_whole_numbers(cells("12", None), "file").dtype == "Int64"
    with pytest.raises(SourceError, match=r"'1\.5' in column donations, row 5 .* 1 more"):
        read_whole_numbers(cells("1.5", "2.5"), "file")
    with pytest.raises(SourceError):
        read_whole_numbers(cells("9007199254740993"), "file")


@pytest.mark.parametrize(
    "text",
    [
        "05-09-2013", "05/09/2013", "5/9/2013", "2013-09-05", "20130905", "5-Sep-2013",
        "2013-09-05 00:00:00.0000000", "2013-09-05T12:30:00", " 05/09/2013 ", "5 September 2013",
    ],
)  # fmt: skip
def test_the_ways_of_writing_a_day(text):
    assert read_dates(cells(text)).tolist() == [pd.Timestamp("2013-09-05")]


def test_what_is_no_day_is_missing_and_far_days_are_read():
    assert read_dates(cells("31/02/2013", "13/13/2013", "soon", "2013", None)).isna().all()
    days = read_dates(cells("01-01-1600", "9999-12-31"))
    assert [day.year for day in days] == [1600, 9999]
    assert read_dates(cells()).dtype == days.dtype == "datetime64[us]"


def test_postcodes_lose_their_spaces():
    assert read_postcodes(cells("zz1 1aa", " ZZ1  1AA", "ZZ11AA")).tolist() == ["ZZ11AA"] * 3


def test_truths():
    read = read_truths(cells("True", "YES", "1", "f", "No", "0", "perhaps", None))
    assert read.tolist()[:6] == [True] * 3 + [False] * 3
    assert read.isna().tolist()[6:] == [True, True]
    assert read.dtype == "boolean"


def test_an_empty_column_keeps_its_type():
    assert read_numbers(cells(), "file").dtype == "float64"
    assert read_whole_numbers(cells(), "file").dtype == "Int64"
    assert are_missing(cells()).dtype == "bool"

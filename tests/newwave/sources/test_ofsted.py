"""Inspections, in the layouts that Ofsted has used."""

import making
import pandas as pd
import pytest

from newwave.errors import SourceError
from newwave.sources import ofsted

HEADER = ["URN", "School name", "Overall effectiveness", "Inspection start date"]


def read(folder, *rows, header=HEADER, above=(), form="csv"):
    return ofsted.read(making.write(folder, [*above, header, *rows], form, encoding="cp1252"))


def told(table):
    return [(row.urn, f"{row.inspected:%Y-%m-%d}", row.grade) for row in table.itertuples()]


@pytest.mark.parametrize(
    ("written", "grade"),
    [
        ("1", "outstanding"), ("2", "good"), ("3", "requires improvement"), ("4", "inadequate"),
        ("9", "none"), ("Not judged", "none"), ("Outstanding", "outstanding"), ("GOOD", "good"),
        ("Requires Improvement", "requires improvement"), ("Satisfactory", "requires improvement"),
        ("Inadequate", "inadequate"), ("Special Measures", "inadequate"), ("2.0", "good"),
    ],
)  # fmt: skip
def test_a_grade_in_each_of_its_forms(tmp_path, written, grade):
    table = read(tmp_path, ["900001", "Elm", written, "15/03/2017"])
    assert told(table) == [(900001, "2017-03-15", grade)]


@pytest.mark.parametrize("stray", [0, 1, 3])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_header_is_found_below_titles(tmp_path, form, stray):
    above = [["Inspections: state-funded schools"], ["As at 31 August"], []][:stray]
    table = read(tmp_path, ["900001", "Elm", 2, "2017-03-15"], above=above, form=form)
    assert told(table) == [(900001, "2017-03-15", "good")]


def test_schools_without_an_inspection_are_unknown_not_none(tmp_path):
    assert read(tmp_path, ["900001", "Elm", "NULL", "NULL"], ["900002", "Ash", "", ""]).empty


def test_the_inspection_before_is_read_too(tmp_path):
    header = [*HEADER, "Previous inspection start date"]
    for name in (
        "Previous full inspection overall effectiveness",
        "Previous graded inspection overall effectiveness",
    ):
        row = ["900001", "Elm", "3", "15/03/2017", "01/06/2012", "1"]
        assert told(read(tmp_path, row, header=[*header, name])) == [
            (900001, "2012-06-01", "outstanding"),
            (900001, "2017-03-15", "requires improvement"),
        ]


def test_an_inspection_under_an_earlier_urn_stands_under_both(tmp_path):
    header = [*HEADER, "URN at time of latest full inspection"]
    table = read(tmp_path, ["900002", "Elm", "2", "15/03/2017", "900001"], header=header)
    assert told(table) == [(900001, "2017-03-15", "good"), (900002, "2017-03-15", "good")]


def test_a_report_card_has_no_single_grade_and_the_grade_keeps_its_own_day(tmp_path):
    header = [
        "URN", "Inspection start date", "Achievement",
        "Inspection start date of latest OEIF graded inspection",
        "URN at time of latest OEIF graded inspection", "Latest OEIF overall effectiveness",
    ]  # fmt: skip
    table = read(
        tmp_path,
        ["900001", "20/01/2026", "Strong standard", "05/05/2021", "900001", "2"],
        ["900002", "NULL", "NULL", "10/02/2025", "900002", "Not judged"],
        header=header,
    )
    assert told(table) == [
        (900001, "2021-05-05", "good"),
        (900001, "2026-01-20", "none"),
        (900002, "2025-02-10", "none"),
    ]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (["900001", "Elm", "splendid", "15/03/2017"], "splendid"),
        (["900001", "Elm", "5", "15/03/2017"], "'5' in row 2"),
        (["900001", "Elm", "2", "the Ides of March"], "the ides of march"),
    ],
)
def test_what_ofsted_does_not_say_is_refused(tmp_path, row, found):
    with pytest.raises(SourceError, match=f"(?i){found}"):
        read(tmp_path, row)


def test_the_types(tmp_path):
    for row in (["900001", "Elm", "2", "15/03/2017"], ["900001", "Elm", "", ""]):
        types = read(tmp_path, row).dtypes.astype(str).to_dict()
        assert types == {"urn": "Int64", "inspected": "datetime64[us]", "grade": "string"}


def test_no_inspector_is_read():
    names = " ".join(name for column in ofsted.COLUMNS.values() for name in column.names)
    assert "Lead inspector" not in names
    assert "Head" not in names


def test_the_real_history(opendata):
    table = ofsted.read(opendata / "ofsted/ofsted_ratings_to_2019.csv.gz")
    assert table["grade"].value_counts().to_dict() == {
        "good": 32157, "requires improvement": 18294, "outstanding": 6630, "inadequate": 3050,
    }  # fmt: skip
    assert table["inspected"].between(pd.Timestamp(2005, 9, 1), pd.Timestamp(2020, 3, 1)).all()

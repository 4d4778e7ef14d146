"""Questionnaires through their mapping: what is read, what is refused, what stays out."""

import pandas as pd
import pytest
from built_from import made, one_each, touched

from newwave.errors import SourceError

MAPPING = """\
urn: School URN
pupils: Number on roll
volunteer_minutes: {column: Hours of help, unit: hours, per: week}
pressure_to_raise: {column: Q4, yes: [Agree, Strongly agree], no: [Disagree], unanswered: [Unsure]}
sought_business: Q9
"""
HEADER = "Submitted at,Name of head,School URN,Number on roll,Hours of help,Q4,Q9\n"


@pytest.fixture
def write(tmp_path):
    def written(rows, mapping=MAPPING, header=HEADER):
        (tmp_path / "answers.csv").write_text(header + rows, encoding="utf-8")
        (tmp_path / "answers.yml").write_text(mapping, encoding="utf-8")
        return tmp_path / "answers.csv"

    return written


def read(path, *schools):
    return made(one_each(*(schools or ({}, {}, {}))), survey=path)


def test_answers_are_mapped_and_typed(write):
    built = read(write("x,Ada Brown,100002,240,1.5,Strongly agree,NO\n"))
    row = built.survey.iloc[0]
    assert (row["respondent"], row["urn"], row["pupils"]) == (1, 100002, 240)
    assert row["volunteer_minutes"] == 90
    assert row["pressure_to_raise"]
    assert not row["sought_business"]
    assert pd.isna(row["school_partnerships"])
    assert built.facts["survey_year"] == "2022"


def test_blank_and_unanswered_cells_are_missing(write):
    built = read(write("x,,100001,,,Unsure,\n"))
    row = built.survey.iloc[0]
    assert row[["volunteer_minutes", "pressure_to_raise", "sought_business"]].isna().all()
    assert row["pupils"] == 200
    assert touched(built, "Pupils of a questionnaire taken from the accounts") == 1


def test_minutes_per_pupil_become_minutes_per_school(write):
    mapping = "urn: School URN\nvolunteer_minutes: {column: Hours of help, unit: hours, per: pupil}"
    built = read(write("x,,100001,9,0.5,,\n", mapping))
    assert built.survey["volunteer_minutes"].tolist() == [0.5 * 60 * 200]


def test_questionnaires_are_numbered_by_school_whatever_the_order_of_the_file(write):
    rows = ["x,,100003,90,1,Agree,yes\n", "y,,100001,80,2,Disagree,no\n", "z,,,70,3,,\n"]
    first = read(write("".join(rows)))
    second = read(write("".join(reversed(rows))))
    assert first.survey["urn"].fillna(0).tolist() == [100001, 100003, 0]
    assert first.survey["respondent"].tolist() == [1, 2, 3]
    assert first.content["survey.csv"] == second.content["survey.csv"]
    assert touched(first, "name no school") == 1


def test_nothing_that_is_not_mapped_is_kept(write):
    built = read(write("2022-06-14,Ada Brown,100001,200,1,Agree,yes\n"))
    for text in built.content.values():
        assert "Brown" not in text
        assert "2022-06-14" not in text


def test_an_answer_that_the_mapping_does_not_know_is_told_with_its_row(write):
    with pytest.raises(SourceError) as told:
        read(write("x,,100001,,,Agree,\nx,,100002,,,Perhaps,\n"))
    assert "'Perhaps' for pressure_to_raise, in row 3" in told.value.found
    assert "strongly agree" in told.value.expected
    assert "answers.yml" in told.value.remedy


def test_an_unknown_urn_is_told_with_its_row(write):
    with pytest.raises(SourceError) as told:
        read(write("x,,100001,,,,\nx,,123456,,,,\n"))
    assert "row 3: 123456" in told.value.found
    assert "blank" in told.value.remedy


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("x,,school,,,,\n", "school"),
        ("x,,100001,many,,,\n", "many"),
        ("x,,100001,-4,,,\n", "'-4' for pupils"),
        ("x,,100001,0,,,\n", "'0' for pupils"),
        ("x,,100001,,-1,,\n", "'-1' for volunteer_minutes"),
        ("x,,100001,,about two,,\n", "about two"),
    ],
)
def test_a_number_that_is_none_is_told(write, row, words):
    with pytest.raises(SourceError, match=words):
        read(write(row))


@pytest.mark.parametrize(
    ("mapping", "words"),
    [
        ("", "no mapping"),
        ("- urn\n", "no mapping"),
        ("urn: [", "no YAML"),
        ("school: School URN\n", "'school'"),
        ("urn: {heading: School URN}\n", "'heading'"),
        ("urn: {}\n", "column None"),
        ("urn: yes\n", "column True"),
        ("volunteer_minutes: {column: Hours of help, unit: days}\n", "unit 'days'"),
        ("volunteer_minutes: {column: Hours of help, per: month}\n", "per 'month'"),
        ("sought_business: {column: Q9, yes: [Y]}\n", "yes without no"),
        ("sought_business: {column: Q9, yes: [Y], no: [y]}\n", "'y' twice"),
    ],
)
def test_a_mapping_of_another_form_is_told(write, mapping, words):
    with pytest.raises(SourceError) as told:
        read(write("x,,100001,,,,\n", mapping))
    assert words in str(told.value)
    assert told.value.expected
    assert told.value.remedy


def test_a_heading_that_the_file_lacks_is_told(write):
    with pytest.raises(SourceError, match="Q99"):
        read(write("x,,100001,,,,\n", "urn: School URN\nsought_business: Q99\n"))


def test_a_missing_mapping_or_file_is_told(write, tmp_path):
    path = write("x,,100001,,,,\n")
    (tmp_path / "answers.yml").unlink()
    with pytest.raises(SourceError, match=r"answers\.yml: found no file"):
        read(path)
    with pytest.raises(FileNotFoundError, match="expected the questionnaires"):
        read(tmp_path / "others.csv")


def test_bare_yes_and_no_in_yaml_are_answers(write):
    mapping = "urn: School URN\nsought_business: {column: Q9, yes: yes, no: no}\n"
    built = read(write("x,,100001,,,,Yes\nx,,100002,,,,no\n", mapping))
    assert built.survey["sought_business"].tolist() == [True, False]


def test_a_heading_may_be_a_number(write):
    header = "School URN,1\n"
    built = read(write("100001,90\n", "urn: School URN\npupils: 1\n", header))
    assert built.survey["pupils"].tolist() == [90]


def test_the_year_of_the_survey_may_be_given(write):
    path = write("x,,100001,,,,\n")
    inputs = one_each({})
    assert made(inputs, survey=path, survey_year="2023").facts["survey_year"] == "2023"
    assert made(inputs, survey=path, wave="kent").facts["survey_year"] == "2022"
    assert made(inputs, survey=path, wave="2024-kent").facts["survey_year"] == "2024"

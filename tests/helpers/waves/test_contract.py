"""The contract: what it lets through, and how it tells what it does not."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers import waves
from helpers.waves import contract
from helpers.waves.columns import SCHOOLS, SURVEY
from helpers.waves.wave import cells

SCHOOL = {
    "urn": "900001",
    "la_code": "886",
    "name": "A School",
    "phase": "Primary",
    "pupils": "210",
    "total_income": "900000",
    "direct_donations": "0",
    "pta_status": "registered",
    "pta_income": "8300",
    "pupil_premium": "40000",
    "ofsted": "good",
    "imd_decile": "5",
}
ANSWER = {
    "respondent": "1",
    "urn": "900001",
    "pupils": "210",
    "volunteer_minutes": "0",
    **dict.fromkeys(waves.SURVEY_ITEMS, "True"),
}


def table(base: dict[str, str], *changes: dict[str, str | None]) -> pd.DataFrame:
    """Text as read from a file: one row per dictionary of changes to the base."""
    return pd.DataFrame([base | change for change in changes], dtype="str")


def schools(*changes: dict[str, str | None], evidence: str = "synthetic") -> pd.DataFrame:
    numbered = [{"urn": str(900001 + i)} | change for i, change in enumerate(changes)]
    return contract.check_schools(table(SCHOOL, *numbered), evidence, "schools.csv")


def complaint(*changes: dict[str, str | None], evidence: str = "synthetic") -> str:
    with pytest.raises(waves.ContractError) as caught:
        schools(*changes, evidence=evidence)
    return str(caught.value)


def test_a_good_table_gets_the_agreed_types():
    got = schools({}, {})
    assert got.dtypes.astype(str).to_dict() == {
        "urn": "int64",
        "la_code": "int64",
        "name": "str",
        "phase": "str",
        "pupils": "float64",
        "total_income": "float64",
        "direct_donations": "float64",
        "pta_status": "str",
        "pta_income": "float64",
        "pupil_premium": "float64",
        "ofsted": "str",
        "imd_decile": "Int64",
    }
    assert got["direct_donations"].tolist() == [0.0, 0.0]


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("pupils", "0", "more than 0 pupils"),
        ("pupils", "-3", "more than 0 pupils"),
        ("total_income", "-1", "0 or more"),
        ("direct_donations", "-0.5", "0 or more"),
        ("pta_income", "-1", "0 or more"),
        ("pupil_premium", "-1", "0 or more"),
        ("pta_status", "yes", "must be one of registered, unregistered, none, unknown"),
        ("pta_status", None, "must not be empty"),
        ("phase", "Secondary", "must be one of Primary"),
        ("name", None, "must not be empty"),
        ("ofsted", "1", "must be one of outstanding"),
        ("imd_decile", "0", "from 1 to 10"),
        ("imd_decile", "11", "from 1 to 10"),
        ("imd_decile", "5.5", "whole number"),
        ("urn", None, "must not be empty"),
        ("urn", "123456", "between 900001 and 999999"),
        ("direct_donations", "SUPP", "leave the cell empty if it is not known"),
        ("direct_donations", "£1,000", "without words, codes, currency signs or commas"),
        ("pupils", "NaN", "must be a number"),
        ("total_income", "inf", "must be a number"),
    ],
)
def test_each_rule_names_row_column_value_and_remedy(column, value, words):
    message = complaint({}, {column: value})
    assert "row 3" in message
    assert f"{column} = {'empty' if value is None else repr(value)}" in message
    assert words in message
    assert "1 problem" in message


@pytest.mark.parametrize("status", ["unregistered", "none", "unknown"])
def test_accounts_need_a_registered_association(status):
    message = complaint({"pta_status": status})
    assert "pta_income = '8300'" in message
    assert "leave pta_income empty, or set pta_status to registered" in message
    assert schools({"pta_status": status, "pta_income": None})["pta_income"].isna().all()
    assert schools({"pta_income": None})["pta_income"].isna().all()


def test_a_urn_stands_once():
    message = complaint({"urn": "900007"}, {"urn": "900007"}, {})
    assert "row 2 (urn 900007), urn" in message
    assert "row 3 (urn 900007), urn" in message
    assert "more than one row" in message


@pytest.mark.parametrize("evidence", ["observed", "published"])
def test_real_and_synthetic_numbers_do_not_mix(evidence):
    message = complaint({"urn": "118200"}, {"urn": "900002"}, evidence=evidence)
    assert "row 3 (urn 900002), urn" in message
    assert "kept for synthetic schools" in message
    assert "row 2" not in message


def test_every_problem_stands_in_one_message():
    message = complaint(
        {"pupils": "0", "direct_donations": "DNS"}, {"imd_decile": "12"}, {"pta_status": "maybe"}
    )
    for part in ("row 2 (urn 900001), pupils", "row 2 (urn 900001), direct_donations",
                 "row 3 (urn 900002), imd_decile", "row 4 (urn 900003), pta_status"):  # fmt: skip
        assert part in message
    assert "schools.csv breaks the contract of a wave" in message


def test_missing_and_unknown_columns_are_named_beside_bad_cells():
    raw = table(SCHOOL, {"pupils": "0"}).drop(columns="ofsted").assign(head_teacher="x")
    with pytest.raises(waves.ContractError) as caught:
        contract.check_schools(raw, "synthetic", "schools.csv")
    message = str(caught.value)
    assert "column ofsted: is missing" in message
    assert "column head_teacher: is not known" in message
    assert "row 2 (urn 900001), pupils = '0'" in message


def test_a_table_without_rows_is_refused():
    with pytest.raises(waves.ContractError, match="holds no rows"):
        contract.check_schools(table(SCHOOL, {}).head(0), "synthetic", "schools.csv")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"urn": "900099"}, "no school of this wave has this URN"),
        ({"respondent": "1"}, "more than one row"),
        ({"respondent": None}, "must not be empty"),
        ({"volunteer_minutes": "-1"}, "0 or more"),
        ({"pupils": "0"}, "more than 0"),
        ({"pressure_to_raise": "maybe"}, "must be True or False"),
    ],
)
def test_survey_rules(change, words):
    raw = table(ANSWER, {}, {"respondent": "2"} | change)
    with pytest.raises(waves.ContractError, match=words) as caught:
        contract.check_survey(raw, schools({}), "survey.csv")
    assert "row 3" in str(caught.value)


def test_a_questionnaire_without_school_and_an_item_not_asked_stay_missing():
    raw = table(ANSWER, {"urn": None, "sought_business": None, "school_partnerships": "false"})
    got = contract.check_survey(raw, schools({}), "survey.csv")
    assert got["urn"].isna().all()
    assert got["sought_business"].dtype == "boolean"
    assert got["sought_business"].isna().all()
    assert got["school_partnerships"].tolist() == [False]
    assert got["volunteer_minutes"].tolist() == [0.0]


OPTIONAL = [name for name, column in SCHOOLS.items() if column.nullable]
OPTIONAL_ANSWERS = [name for name, column in SURVEY.items() if column.nullable]


@given(st.lists(st.sets(st.sampled_from(OPTIONAL)), min_size=1, max_size=6))
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_missing_stays_missing_on_disk_and_back(tmp_path_factory, gaps):
    path = tmp_path_factory.mktemp("round") / "schools.csv"
    written = schools(*(dict.fromkeys(gap) for gap in gaps))
    written.to_csv(path, index=False)
    again = contract.check_schools(cells(path), "synthetic", str(path))
    pd.testing.assert_frame_equal(again, written)
    for row, gap in enumerate(gaps):
        assert set(again.columns[again.iloc[row].isna()]) == gap


@given(st.lists(st.sets(st.sampled_from(OPTIONAL_ANSWERS)), min_size=1, max_size=5))
@settings(max_examples=15)
def test_answers_not_given_stay_missing(gaps):
    changes = [{"respondent": str(i + 1)} | dict.fromkeys(gap) for i, gap in enumerate(gaps)]
    got = contract.check_survey(table(ANSWER, *changes), schools({}), "survey.csv")
    for row, gap in enumerate(gaps):
        assert set(got.columns[got.iloc[row].isna()]) == gap


def test_the_dictionary_describes_every_column():
    words = contract.dictionary()
    assert words.columns.tolist() == [
        "table", "column", "title", "type", "unit", "values allowed", "missing means",
        "description",
    ]  # fmt: skip
    assert words.query("table == 'schools'")["column"].tolist() == list(SCHOOLS)
    assert words.query("table == 'survey'")["column"].tolist() == list(SURVEY)
    filled = words.drop(columns="unit")
    assert (filled.map(len) > 0).all(axis=None)
    assert "I13" in words.set_index("column").at["direct_donations", "description"]

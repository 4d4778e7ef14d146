"""Which schools a wave has: the rules of the frame, each with its count."""

import pandas as pd
import pytest
from built_from import accounts, made, one_each, options, school, touched
from hypothesis import given
from hypothesis import strategies as st

from newwave.assemble.source_tables import SourceTables
from newwave.assemble.wave_tables import harmless_name
from newwave.errors import SourceError


def test_a_plain_school_keeps_what_its_accounts_say():
    built = made(one_each({"donations": 0.0}))
    row = school(built, 100001)
    assert row["name"] == "Elm Road Primary School"
    assert (row["la_code"], row["phase"], row["pupils"]) == (886, "Primary", 200)
    assert (row["total_income"], row["direct_donations"], row["pupil_premium"]) == (9e5, 0, 2e4)


def test_only_the_area_is_kept():
    built = made(one_each({}, {"la_code": 887, "gias_la_code": 887}, {}))
    assert list(built.schools["urn"]) == [100001, 100003]
    assert touched(built, "Kept: accounts of schools in area 886") == 2


def test_all_england_keeps_every_area_in_every_row():
    built = made(one_each({}, {"la_code": 887, "gias_la_code": 887}), area="all")
    assert dict(zip(built.schools["urn"], built.schools["la_code"], strict=True)) == {
        100001: 886,
        100002: 887,
    }
    assert built.facts["area"] == {"code": "all", "name": "England"}


def test_an_unknown_area_is_told_with_those_there_are():
    inputs = one_each({}, {"la_code": 887, "gias_la_code": 887, "gias_la_name": "Medway"})
    with pytest.raises(SourceError) as told:
        made(inputs, area=999)
    assert "999" in told.value.found
    assert "886 Kent, 887 Medway" in told.value.found
    assert "--area" in told.value.remedy


def test_the_authority_comes_from_gias_where_the_accounts_have_none():
    built = made(one_each({"la_code": None}, {}))
    assert list(built.schools["la_code"]) == [886, 886]


@pytest.mark.parametrize("area", [886, "all"])
def test_no_school_in_both_files_is_an_error(area):
    inputs = one_each({}, {})
    elsewhere = inputs.schools.assign(urn=inputs.schools["urn"] + 5000)
    with pytest.raises(SourceError) as told:
        made(one_each({}, {}, schools=elsewhere), area=area)
    assert "100001" in told.value.found
    assert "105001" in told.value.found
    assert "GIAS" in told.value.remedy


def test_no_school_of_the_area_in_both_files_is_an_error():
    inputs = one_each({}, {"la_code": 887, "gias_la_code": 887})
    medway = inputs.schools[inputs.schools["urn"] == 100002]
    with pytest.raises(SourceError, match="none of the 1 schools of area 886 in GIAS"):
        made(one_each({}, {"la_code": 887}, schools=medway))


def test_a_school_that_gias_does_not_have_is_dropped_and_counted():
    inputs = one_each({}, {}, {})
    known = inputs.schools[inputs.schools["urn"] != 100002]
    built = made(one_each({}, {}, {}, schools=known))
    assert list(built.schools["urn"]) == [100001, 100003]
    assert touched(built, "not in GIAS") == 1


@pytest.mark.parametrize(
    ("phase", "gias", "kept"),
    [
        ("Primary", {}, "Primary"),
        ("Infant and junior", {}, "Primary"),
        ("Infants", {"low_age": 4, "high_age": 7}, "Infant"),
        ("Primary", {"low_age": 4, "high_age": 7}, "Infant"),
        ("Primary", {"low_age": 7, "high_age": 11}, "Junior"),
        ("Primary", {"low_age": 4, "high_age": 9}, "First"),
        ("Infants", {"low_age": None, "high_age": None}, "Infant"),
        ("Junior", {"low_age": None, "high_age": None}, "Junior"),
        ("Primary with nursery", {}, "Primary"),
        ("Middle deemed primary", {"low_age": 8, "high_age": 12}, "Middle deemed primary"),
        (None, {"phase": "Middle deemed primary", "low_age": 8}, "Middle deemed primary"),
        (None, {"phase": "Primary"}, "Primary"),
    ],
)
def test_primary_schools_are_kept_with_their_kind(phase, gias, kept):
    about = {f"gias_{name}": value for name, value in gias.items()}
    assert school(made(one_each({"phase": phase} | about)), 100001)["phase"] == kept


@pytest.mark.parametrize(
    ("phase", "gias", "reason"),
    [
        ("All-through", {}, "all-through"),
        ("Nursery", {}, "nursery school"),
        ("Special", {}, "special school"),
        ("Pupil referral unit", {}, "referral unit"),
        ("Secondary", {}, "secondary school"),
        ("Middle deemed secondary", {}, "secondary school"),
        (None, {"phase": "Not applicable", "type": "Community special school"}, "special school"),
        (None, {"phase": "Not applicable", "type": "Pupil referral unit"}, "referral unit"),
        (None, {"phase": None, "type": None}, "tell the phase"),
    ],
)
def test_other_schools_are_dropped_and_counted(phase, gias, reason):
    about = {f"gias_{name}": value for name, value in gias.items()}
    built = made(one_each({}, {"phase": phase} | about))
    assert list(built.schools["urn"]) == [100001]
    assert touched(built, reason) == 1


def test_no_primary_school_at_all_is_an_error():
    with pytest.raises(SourceError, match="no primary school"):
        made(one_each({"phase": "Special"}))


def test_accounts_of_another_year_are_recognised_by_days_of_opening_and_closing():
    open_now = [{}] * 10
    closed_before = [{"gias_closed": "2019-08-31"}] * 3
    with pytest.raises(SourceError) as told:
        made(one_each(*open_now, *closed_before))
    assert "3 of 13 schools" in told.value.found
    assert "2021-22" in told.value.expected
    assert "--finance-year" in told.value.remedy
    opened_after = [{"gias_opened": "2023-09-01"}] * 3
    with pytest.raises(SourceError, match="3 of 13 schools"):
        made(one_each(*open_now, *opened_after))


def test_a_conversion_within_the_year_is_no_other_year():
    during = [{"gias_closed": "2021-08-31"}] * 3 + [{"gias_opened": "2021-09-01"}] * 3
    assert len(made(one_each({}, *during)).schools) == 7


def test_academies_are_left_out_unless_asked_for():
    inputs = one_each(
        {}, {}, academies=accounts([{"urn": 100002, "la_code": None, "donations": 77.0}])
    )
    maintained = inputs.accounts[inputs.accounts["urn"] == 100001]
    both = one_each({}, {}, accounts=maintained, academies=inputs.academies)
    assert list(made(both).schools["urn"]) == [100001]
    built = made(both, academies="include")
    assert list(built.schools["urn"]) == [100001, 100002]
    assert school(built, 100002)["direct_donations"] == 77
    assert touched(built, "accounts of academies") == 1


def test_academies_asked_for_without_their_accounts_are_an_error():
    with pytest.raises(SourceError, match="--academies exclude"):
        made(one_each({}), academies="include")


def test_academies_left_out_are_counted():
    inputs = one_each(
        {},
        {"gias_type_group": "Academies"},
        {"gias_type_group": "Free Schools"},
        {"gias_type_group": "Academies", "gias_status": "Closed"},
        {"gias_type_group": "Academies", "gias_phase": "Secondary"},
        {"gias_type_group": "Academies", "gias_la_code": 887},
    )
    built = made(one_each({}, schools=inputs.schools))
    assert touched(built, "academies and free schools") == 2


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("=HYPERLINK(1) Elm School", "HYPERLINK(1) Elm School"),
        ("+44 Elm School", "44 Elm School"),
        ("-Elm School", "Elm School"),
        ("@Elm School", "Elm School"),
        ("\tElm School", "Elm School"),
        ("'=Elm School", "Elm School"),
        ("\uff1dElm School", "Elm School"),
        ("Elm\r\n=School", "Elm =School"),
        ("==", "School 100001"),
        ("St Mary's Elm-Road School", "St Mary's Elm-Road School"),
        ("<b>Elm</b> School", "<b>Elm</b> School"),
    ],
)
def test_no_name_begins_as_a_formula(given, written):
    built = made(one_each({"gias_name": given}))
    assert school(built, 100001)["name"] == written


@given(st.text(max_size=30))
def test_whatever_the_name_it_is_one_harmless_line(text):
    name = harmless_name(text, 100001)
    assert name
    assert name[0] not in "=+-@'\t\r \uff1d\uff0b\uff0d\uff20"
    assert name.isprintable()
    assert harmless_name(name, 100001) == name


def test_the_order_of_the_files_does_not_matter():
    first = made(one_each({}, {}, {}))
    inputs = one_each({}, {}, {})
    turned = SourceTables(inputs.accounts[::-1], inputs.schools[::-1])
    assert made(turned).content == first.content


def test_the_finance_year_and_area_of_the_wave_are_told():
    facts = made(one_each({})).facts
    assert facts["finance_year"] == "2021/22"
    assert facts["area"] == {"code": 886, "name": "Kent"}
    assert facts["evidence"] == "observed"
    assert facts["survey_year"] is None
    assert facts["title"] == "Maintained primary schools of Kent, 2021/22"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"finance_year": "2021"}, "finance year"),
        ({"finance_year": "2021-23"}, "finance year"),
        ({"wave": "20 22"}, "wave"),
        ({"wave": "../2022"}, "wave"),
        ({"wave": "2022-"}, "wave"),
        ({"area": "Kent"}, "area"),
        ({"area": 88}, "area"),
        ({"academies": "some"}, "academies"),
        ({"months_apart": -1}, "--accounts-within"),
        ({"threshold": float("nan")}, "threshold"),
    ],
)
def test_an_option_of_another_form_is_told(wrong, words):
    with pytest.raises(ValueError, match=words) as told:
        options(**wrong)
    assert "expected" in str(told.value)


def test_a_finance_year_may_be_written_in_several_ways():
    assert {options(finance_year=y).finance_year for y in ("2021-22", "2021/22", "2021-2022")} == {
        "2021-22"
    }
    assert options(finance_year="1999-00").year == 1999
    assert pd.Timestamp(options().ends) == pd.Timestamp("2022-03-31")

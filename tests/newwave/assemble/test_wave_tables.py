"""What a return can say of one school: amounts, pupils, deprivation and Ofsted's grade."""

import pandas as pd
import pytest
from built_from import deprivation, made, one_each, school, touched

from newwave.errors import SourceError

MONEY = ["total_income", "direct_donations", "pupil_premium"]


def missing(row):
    return row[MONEY].isna().all()


def test_a_joint_return_of_a_federation_is_no_one_schools():
    built = made(
        one_each(
            {"federation": "lead", "pupils": 500.0, "gias_pupils": 180.0},
            {"federation": "member", "submitted": False, "donations": None, "pupils": 90.0},
            {},
        )
    )
    lead, member = school(built, 100001), school(built, 100002)
    assert missing(lead)
    assert missing(member)
    assert (lead["pupils"], member["pupils"]) == (180, 90)
    assert touched(built, "federation") == 2
    assert touched(built, "no return was sent") == 0
    assert not missing(school(built, 100003))


def test_what_was_not_sent_is_missing_and_not_zero():
    built = made(one_each({"submitted": False, "donations": None, "total_income": None}, {}))
    assert missing(school(built, 100001))
    assert touched(built, "no return was sent") == 1


@pytest.mark.parametrize(
    ("months", "gone"), [(5.0, True), (11.0, True), (12.0, False), (None, False)]
)
def test_a_return_of_part_of_the_year_has_no_amounts(months, gone):
    built = made(one_each({"months": months}))
    assert missing(school(built, 100001)) == gone
    assert school(built, 100001)["pupils"] == 200
    assert touched(built, "fewer than 12 months") == int(gone)


def test_amounts_below_zero_are_missing_one_by_one():
    built = made(one_each({"donations": -20.0}, {}))
    row = school(built, 100001)
    assert pd.isna(row["direct_donations"])
    assert row["total_income"] == 900000
    assert touched(built, "below zero") == 1


def test_pupils_come_from_gias_where_the_accounts_have_none():
    built = made(one_each({"pupils": None, "gias_pupils": 77.0}, {"pupils": 0.0}, {}))
    assert list(built.schools["pupils"]) == [77, 210, 200]
    assert touched(built, "Pupils from GIAS") == 2


def test_pupils_that_nobody_tells_are_missing():
    built = made(one_each({"pupils": None, "gias_pupils": 0.0}, {}))
    assert pd.isna(school(built, 100001)["pupils"])


def test_a_line_that_the_accounts_lack_is_missing_and_said():
    built = made(one_each({"donations": None}, {"donations": None}))
    assert built.schools["direct_donations"].isna().all()
    assert any("direct_donations is missing" in note for note in built.facts["notes"])
    assert not any("total_income is missing" in note for note in built.facts["notes"])


def test_the_decile_is_that_of_the_area_of_gias_without_a_postcode_file():
    here = deprivation({"E01000001": 3, "E01000002": 9})
    built = made(one_each({}, {"gias_lsoa": "E01000002"}, {"gias_lsoa": None}, deprivation=here))
    assert built.schools["imd_decile"].tolist()[:2] == [3, 9]
    assert pd.isna(school(built, 100003)["imd_decile"])
    assert touched(built, "Area (LSOA) from GIAS") == 2
    assert touched(built, "no area (LSOA) is known") == 1
    assert built.facts["imd_edition"] == "2019"


def places(*rows):
    table = pd.DataFrame(rows, columns=["postcode", "lsoa11", "lsoa21"]).astype("string")
    return lambda wanted: table[table["postcode"].isin(list(wanted))]


@pytest.mark.parametrize(("edition", "lsoa_year", "decile"), [("2019", 2011, 4), ("2025", 2021, 8)])
def test_the_postcode_gives_the_area_of_the_year_of_the_index(edition, lsoa_year, decile):
    index = deprivation({"E01000011": 4, "E01000021": 8, "E01000001": 1}, edition, lsoa_year)
    where = places(("CT11AA", "E01000011", "E01000021"))
    inputs = one_each({}, {"gias_postcode": "CT99ZZ"}, deprivation=index, places=where)
    built = made(inputs)
    assert built.schools["imd_decile"].tolist() == [decile, 1]
    assert touched(built, "from the postcode file") == 1
    assert touched(built, "not in the postcode file") == 1


def test_a_postcode_file_without_the_areas_that_the_index_needs_is_an_error():
    index = deprivation({"E01000011": 4}, "2025", 2021)
    where = places(("CT11AA", "E01000011", None))
    with pytest.raises(SourceError) as told:
        made(one_each({}, deprivation=index, places=where))
    assert "2021" in told.value.found
    assert "IMD 2025" in told.value.expected


def test_an_index_of_another_year_than_the_areas_is_an_error_that_names_both():
    index = deprivation({f"E010{n:05d}": 5 for n in range(50)}, "2025", 2021)
    schools = [{"gias_lsoa": f"E010{n:05d}"} for n in range(48)]
    fits = made(one_each(*schools, deprivation=index))
    assert (fits.schools["imd_decile"] == 5).all()
    strangers = [{"gias_lsoa": f"E0209999{n}"} for n in range(2)]
    with pytest.raises(SourceError) as told:
        made(one_each(*schools, *strangers, deprivation=index))
    message = str(told.value)
    assert "2 of 50 schools" in message
    assert "2011" in message
    assert "2021" in message
    assert "IMD 2025" in message
    assert "edition of the IMD that fits" in told.value.remedy


def test_one_area_in_more_than_a_hundred_may_be_lost():
    index = deprivation({"E01000001": 5})
    built = made(one_each(*[{}] * 119, {"gias_lsoa": "E01999999"}, deprivation=index))
    assert touched(built, "is not in the IMD 2019") == 1


def test_without_an_index_the_decile_is_missing_and_the_note_says_so():
    built = made(one_each({}))
    assert built.schools["imd_decile"].isna().all()
    assert built.facts["imd_edition"] == "none"
    assert any("imd_decile is missing" in note for note in built.facts["notes"])


def inspections(*rows):
    table = pd.DataFrame(rows, columns=["urn", "inspected", "grade"])
    table["inspected"] = pd.to_datetime(table["inspected"])
    return table.astype({"urn": "Int64", "grade": "string"})


def test_the_latest_inspection_before_the_end_of_the_year_counts():
    seen = inspections(
        (100001, "2015-01-01", "good"),
        (100001, "2022-03-31", "outstanding"),
        (100001, "2022-04-01", "inadequate"),
        (100002, "2023-01-01", "good"),
    )
    built = made(
        one_each({}, {"gias_ofsted": "Good"}, {"gias_ofsted": "Requires improvement"}, {},
                 inspections=seen)
    )  # fmt: skip
    assert built.schools["ofsted"].tolist()[0] == "outstanding"
    assert pd.isna(school(built, 100002)["ofsted"])
    assert school(built, 100003)["ofsted"] == "requires improvement"
    assert pd.isna(school(built, 100004)["ofsted"])
    assert touched(built, "latest inspection before") == 1
    assert touched(built, "every inspection came after") == 1
    assert touched(built, "Ofsted grade from GIAS") == 1


def test_an_inspection_under_an_earlier_urn_counts_where_there_is_none_under_the_present():
    seen = inspections((90001, "2016-01-01", "good"), (90002, "2016-01-01", "good"),
                       (100002, "2014-01-01", "inadequate"))  # fmt: skip
    links = pd.DataFrame(
        {"urn": [100001, 100002], "linked_urn": [90001, 90002], "link": ["predecessor"] * 2}
    )
    built = made(one_each({}, {}, inspections=seen, links=links))
    assert built.schools["ofsted"].tolist() == ["good", "inadequate"]
    assert touched(built, "under an earlier URN") == 1


def test_academies_have_their_own_end_of_the_year():
    seen = inspections((100001, "2022-06-01", "good"), (100002, "2022-06-01", "good"))
    inputs = one_each({}, {}, inspections=seen)
    maintained = inputs.accounts[inputs.accounts["urn"] == 100001]
    academies = inputs.accounts[inputs.accounts["urn"] == 100002]
    both = one_each({}, {}, accounts=maintained, academies=academies, inspections=seen)
    grades = made(both, academies="include").schools.set_index("urn")["ofsted"]
    assert pd.isna(grades[100001])
    assert grades[100002] == "good"


def test_grades_of_gias_are_put_into_the_words_of_the_contract():
    told = ["Special Measures", "Serious Weaknesses", "Outstanding", "Insufficient evidence"]
    built = made(one_each(*[{"gias_ofsted": word} for word in told]))
    assert built.schools["ofsted"].fillna("").tolist() == [
        "inadequate", "inadequate", "outstanding", ""
    ]  # fmt: skip

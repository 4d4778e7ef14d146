"""The register of schools, in the layouts of 2018 and of 2024."""

from pathlib import Path

import making
import pandas as pd
import pytest

from newwave.errors import SourceError
from newwave.sources import gias

SCHOOL = {
    "URN": "900001", "LA (code)": "886", "LA (name)": "Elmshire",
    "EstablishmentName": "Elm Road Primary School", "PhaseOfEducation (name)": "Primary",
    "TypeOfEstablishment (name)": "Community school",
    "EstablishmentTypeGroup (name)": "Local authority maintained schools",
    "EstablishmentStatus (name)": "Open", "OpenDate": "01-09-1957", "CloseDate": "",
    "StatutoryLowAge": "4", "StatutoryHighAge": "11", "NumberOfPupils": "210",
    "Postcode": "ZZ1 1AA", "Street": "Elm Road", "Locality": "", "Town": "Elmton",
    "LSOA (code)": "E01900001", "OfstedRating (name)": "Good",
}  # fmt: skip
PEOPLE = {
    "HeadTitle (name)": "Mx", "HeadFirstName": "Ash", "HeadLastName": "Oakapple",
    "HeadPreferredJobTitle": "Head Oakapple", "InspectorateName (name)": "Oakapple Inspections",
    "BSOInspectorateName (name)": "Oakapple Inspections", "PropsName": "A. Oakapple",
    "TelephoneNum": "01000 Oakapple", "SchoolWebsite": "oakapple.invalid",
}  # fmt: skip


def read(folder: Path, *schools: dict, encoding: str = "cp1252") -> pd.DataFrame:
    header = list(schools[0])
    rows = [header, *([school[name] for name in header] for school in schools)]
    return gias.read(making.write(folder, rows, encoding=encoding))


def test_one_row_per_school_under_our_names(tmp_path):
    school = read(tmp_path, SCHOOL | {"EstablishmentName": "École Elm"}).iloc[0].to_dict()
    assert pd.isna(school.pop("closed"))
    assert pd.isna(school.pop("locality"))
    assert school == {
        "urn": 900001, "name": "École Elm", "la_code": 886, "la_name": "Elmshire",
        "phase": "Primary", "type": "Community school",
        "type_group": "Local authority maintained schools", "status": "Open",
        "opened": pd.Timestamp("1957-09-01"), "low_age": 4, "high_age": 11, "pupils": 210,
        "postcode": "ZZ11AA", "street": "Elm Road", "town": "Elmton", "lsoa": "E01900001",
        "ofsted": "Good",
    }  # fmt: skip


@pytest.mark.parametrize("written", ["31-08-2016", "31/08/2016", "2016-08-31"])
def test_days_in_each_of_their_forms(tmp_path, written):
    assert read(tmp_path, SCHOOL | {"CloseDate": written})["closed"][0] == pd.Timestamp(2016, 8, 31)


def test_no_column_that_names_people_is_among_those_read():
    names = {name for column in gias.COLUMNS.values() for name in column.names}
    assert not names & set(PEOPLE)


def test_nothing_of_a_person_reaches_the_table(tmp_path):
    table = read(tmp_path, PEOPLE | SCHOOL)
    assert list(table.columns) == list(gias.COLUMNS)
    assert not table.astype(str).apply(lambda cells: cells.str.contains("apple")).any().any()


def test_types_do_not_depend_on_what_the_file_has(tmp_path):
    whole = read(tmp_path, SCHOOL)
    bare = {name: SCHOOL[name] for name in SCHOOL if "Date" not in name and name != "Town"}
    assert read(tmp_path, bare).dtypes.equals(whole.dtypes)
    assert read(tmp_path, bare)["town"].isna().all()


def test_a_row_that_repeats_counts_once(tmp_path):
    assert len(read(tmp_path, SCHOOL, SCHOOL)) == 1


def test_one_school_told_in_two_ways_is_refused(tmp_path):
    with pytest.raises(SourceError, match="900001"):
        read(tmp_path, SCHOOL, SCHOOL | {"EstablishmentName": "Ash Road Primary School"})


def test_a_number_of_pupils_that_is_none_is_refused_and_a_code_is_missing(tmp_path):
    assert read(tmp_path, SCHOOL | {"NumberOfPupils": "SUPP"})["pupils"].isna().all()
    with pytest.raises(SourceError, match="'many'"):
        read(tmp_path, SCHOOL | {"NumberOfPupils": "many"})


def test_another_file_is_refused(tmp_path):
    path = making.write(tmp_path, [["URN", "LinkURN", "LinkType"], ["900001", "900002", "Other"]])
    with pytest.raises(SourceError, match="register of schools"):
        gias.read(path)


@pytest.mark.parametrize(("name", "schools"), [("gias.csv", 60), ("gias_2018_first_rows.csv", 20)])
def test_the_published_layouts(opendata, name, schools):
    table = gias.read(opendata / "layouts/dfe" / name)
    assert len(table) == schools
    assert table["urn"].is_unique
    assert table[["la_code", "name", "phase", "status", "postcode", "lsoa"]].notna().all().all()
    assert not table["postcode"].str.contains(" ").any()
    assert list(table.columns) == list(gias.COLUMNS)


def test_the_layout_of_2024_gives_days(opendata):
    assert gias.read(opendata / "layouts/dfe/gias.csv")["opened"].notna().sum() == 60

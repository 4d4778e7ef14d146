"""Maintained schools' accounts, in the layouts of every year since 2013/14."""

from pathlib import Path

import making
import pandas as pd
import pytest

from newwave.errors import SourceError
from newwave.sources import cfr
from newwave.sources.accounts import COLUMNS

NET = "Total Income: I01 to I08, I11 to I15, I18"
SCHOOL = {"URN": 900001, "School Name": "Elm Road Primary School", "LA": 886, "LAEstab": 8869001}
AMOUNTS = {
    "I05 Pupil Premium": 30000,
    "I12  Income from contributions to visits etc ": 4000.5,
    "I13  Donations and or private funds": 1200,
    NET: 900000,
}
OFF = {
    "I09 Income from catering": 1000,
    "I10 Receipts from supply teacher insurance claims": 200,
    "I16 Community focussed school funding and / or grants": 30,
    "I17 Community focused school facilities income": 4,
}


def file(folder: Path, *schools: dict, form: str = "csv", above: making.Rows = ()) -> Path:
    header = list(dict.fromkeys(name for school in schools for name in school))
    rows = [[school.get(name) for name in header] for school in schools]
    return making.write(folder, [*above, header, *rows], form)


def read(folder: Path, *schools: dict, **how) -> pd.DataFrame:
    return cfr.read(file(folder, *schools, **how))


def one(folder: Path, **cells) -> pd.Series:
    return read(folder, SCHOOL | AMOUNTS | cells).iloc[0]


@pytest.mark.parametrize("form", making.FORMS)
@pytest.mark.parametrize("stray", [0, 2, 3])
def test_one_row_per_school_with_its_lines(tmp_path, form, stray):
    more = {"Overall Phase": "Primary", "No Pupils": 210.5, "Period covered by return (months)": 12}
    above = [["Income and expenditure"], ["Source", "A return"], []][:stray]
    table = read(tmp_path, SCHOOL | AMOUNTS | more, form=form, above=above)
    assert list(table.columns) == list(COLUMNS)
    assert table.iloc[0].to_dict() == {
        "urn": 900001, "name": "Elm Road Primary School", "la_code": 886, "phase": "Primary",
        "pupils": 210.5, "months": 12, "submitted": True, "federation": "", "donations": 1200,
        "visits": 4000.5, "pupil_premium": 30000, "total_income": 900000,
        "total_basis": "I01 to I08, I11 to I15, I18",
    }  # fmt: skip


def test_the_types_do_not_depend_on_what_the_file_has(tmp_path):
    types = {
        "urn": "Int64", "name": "string", "la_code": "Int64", "phase": "string",
        "pupils": "float64", "months": "float64", "submitted": "bool", "federation": "string",
        "donations": "float64", "visits": "float64", "pupil_premium": "float64",
        "total_income": "float64", "total_basis": "string",
    }  # fmt: skip
    bare = {"URN": 900001, "I13": 5}
    for schools in ([SCHOOL | AMOUNTS], [bare], [bare | {"URN": ""}]):
        assert read(tmp_path, *schools).dtypes.astype(str).to_dict() == types


@pytest.mark.parametrize(
    "name",
    [
        "Donations and/or private funds",
        "I13 Donations and/or voluntary funds",
        "I13  Donations and or private funds",
        "I13 Donations and/or\nprivate funds",
        "I13",
    ],
)
def test_donations_under_each_of_their_names(tmp_path, name):
    assert read(tmp_path, SCHOOL | {name: 77}).loc[0, "donations"] == 77


@pytest.mark.parametrize(
    ("cells", "total", "basis"),
    [
        ({NET: 100, "Total Income: I01 to I18": 300}, 100, "I01 to I08, I11 to I15, I18"),
        (
            {"Total Income   I01 to I08, I11 to I15, I18 minus E30": 100, "E30": 7},
            107,
            "I01 to I08, I11 to I15, I18, E30 added again",
        ),
        ({"Total Income   I01 to I18": 9234} | OFF, 8000, "I01 to I18 less I09, I10, I16, I17"),
        (
            {"Total Income: I01:I18 - E30": 9234, "E30": 7} | OFF,
            8007,
            "I01 to I18 less I09, I10, I16, I17, E30 added again",
        ),
    ],
)
def test_the_total_and_what_it_is_made_of(tmp_path, cells, total, basis):
    row = read(tmp_path, SCHOOL | {"I13": 5} | cells).iloc[0]
    assert (row["total_income"], row["total_basis"]) == (total, basis)


@pytest.mark.parametrize("line", OFF)
@pytest.mark.parametrize("cell", ["SUPP", None])
def test_a_total_that_cannot_be_netted_is_missing(tmp_path, line, cell):
    row = read(tmp_path, SCHOOL | {"Total Income: I01 to I18": 9234} | OFF | {line: cell}).iloc[0]
    assert pd.isna(row["total_income"])
    lacking = {name: amount for name, amount in OFF.items() if name != line}
    row = read(tmp_path, SCHOOL | {"Total Income: I01 to I18": 9234} | lacking).iloc[0]
    assert pd.isna(row["total_income"])


def test_no_total_at_all(tmp_path):
    row = read(tmp_path, SCHOOL | {"I13": 5}).iloc[0]
    assert pd.isna(row["total_income"])
    assert row["total_basis"] == ""


@pytest.mark.parametrize("code", ["SUPP", " ns ", "DNS", "NA", "z", "x", "c", "k", "..", ":", ""])
def test_a_code_is_missing_and_a_zero_is_zero(tmp_path, code):
    table = read(
        tmp_path,
        SCHOOL | AMOUNTS | {"I13  Donations and or private funds": code},
        SCHOOL | AMOUNTS | {"URN": 900002, "I13  Donations and or private funds": 0},
    )
    assert table["donations"].isna().tolist() == [True, False]
    assert table["donations"].iloc[1] == 0
    assert table["submitted"].all()


@pytest.mark.parametrize("flag", ["DNS", "Y", "1", "yes"])
def test_a_school_that_sent_no_return_has_no_amounts(tmp_path, flag):
    row = one(tmp_path, **{"Did Not Supply flag": flag, NET: 0})
    assert not row["submitted"]
    assert row[["donations", "visits", "pupil_premium", "total_income"]].isna().all()


@pytest.mark.parametrize("flag", ["0", "N", "No", "n/a", ""])
def test_a_flag_that_says_no(tmp_path, flag):
    row = one(tmp_path, **{"Did Not Supply flag": flag})
    assert row["submitted"]
    assert row["donations"] == 1200


def test_dns_in_every_line_is_no_return(tmp_path):
    assert not one(tmp_path, **dict.fromkeys(AMOUNTS, "DNS"))["submitted"]


def federated(urn: int, pupils: float, said: str, lead: int, **cells) -> dict:
    own = {"URN": urn, "LAEstab": 8860000 + urn - 900000, "No Pupils": pupils}
    part = {"Federated submission": said, "Lead school in federation": lead}
    return SCHOOL | own | part | AMOUNTS | cells


def test_a_federation_is_its_lead_with_the_pupils_of_all(tmp_path):
    dns = dict.fromkeys(AMOUNTS, "DNS")
    table = read(
        tmp_path,
        federated(900001, 100, "Lead school", 8860001),
        federated(900002, 60, "Non returning school", 8860001, **dns),
        federated(900003, 50, "No", 0),
    )
    assert table["federation"].tolist() == ["lead", "member", ""]
    assert table["pupils"].tolist() == [160, 60, 50]
    assert table["submitted"].tolist() == [True, False, True]
    assert table["donations"].isna().tolist() == [False, True, False]


@pytest.mark.parametrize("said", ["Yes", "", None])
def test_a_lead_is_known_by_its_own_number(tmp_path, said):
    table = read(
        tmp_path,
        federated(900001, 100, said, "886/0001"),
        federated(900002, "SUPP", said, "886/0001"),
        federated(900003, 50, "", "0.0"),
    )
    assert table["federation"].tolist() == ["lead", "member", ""]
    assert table["pupils"].isna().tolist() == [True, True, False]


@pytest.mark.parametrize(
    "together",
    [
        "AggregatedPupilsFTE",
        "Full time equivalent number of pupils in federation",
        "No Pupils",
    ],
)
def test_the_aggregated_pupils_are_preferred(tmp_path, together):
    school = {"IndividualPupilsFTE": 100, together: 170, "Federation": "Lead school"}
    alone = {"IndividualPupilsFTE": 90, together: 90, "Federation": "No"}
    table = read(tmp_path, SCHOOL | AMOUNTS | school, SCHOOL | AMOUNTS | alone | {"URN": 900002})
    assert table["pupils"].tolist() == [170, 90]


def test_where_no_lead_is_named_it_is_the_school_that_sent_the_return(tmp_path):
    member = {"URN": 900002, "Did Not Supply flag": "DNS"}
    both = SCHOOL | AMOUNTS | {"Federation": "Y", "Did Not Supply flag": "0"}
    assert read(tmp_path, both, both | member)["federation"].tolist() == ["lead", "member"]


def test_where_numbers_are_not_given_the_lead_is_the_school_that_sent_the_return(tmp_path):
    lead = {"LAEstab": "", "Lead school in federation": 8860001}
    member = {"URN": 900002} | dict.fromkeys(AMOUNTS, "DNS")
    table = read(tmp_path, SCHOOL | AMOUNTS | lead, SCHOOL | AMOUNTS | lead | member)
    assert table["federation"].tolist() == ["lead", "member"]


def test_a_federation_by_name_alone_says_nothing_of_who_sent_the_return(tmp_path):
    row = one(tmp_path, **{"Federation": "The Elm Federation", "No Pupils": 90})
    assert (row["federation"], row["pupils"]) == ("", 90)


def test_a_converter_keeps_its_months_and_its_amounts(tmp_path):
    row = one(tmp_path, **{"Period covered by return": 5})
    assert (row["months"], row["donations"]) == (5, 1200)


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"LA": 886, "LAEstab": ""}, 886),
        ({"LA": "Elmshire"}, 886),
        ({"LA": "", "LAEstab": 1}, None),
    ],
)
def test_the_authority_comes_from_its_code_or_from_the_number(tmp_path, cells, code):
    found = one(tmp_path, **cells)["la_code"]
    assert found == code if code else pd.isna(found)


def test_totals_and_notes_are_dropped(tmp_path):
    rows = [{"URN": urn, NET: total} for urn, total in [("Total", 9e9), ("", 1), ("Note 1", None)]]
    table = read(tmp_path, SCHOOL | AMOUNTS, SCHOOL | AMOUNTS | {"URN": "900002.0"}, *rows)
    assert table["urn"].tolist() == [900001, 900002]


@pytest.mark.parametrize("urn", ["90001O", "9000011234", "900001; 900002"])
def test_a_malformed_urn_with_amounts_is_an_error(tmp_path, urn):
    with pytest.raises(SourceError, match=r"the URN '.*' in row 3"):
        read(tmp_path, SCHOOL | AMOUNTS, SCHOOL | AMOUNTS | {"URN": urn})


def test_a_row_given_twice_counts_once_and_two_that_differ_stop(tmp_path):
    assert len(read(tmp_path, *[SCHOOL | AMOUNTS] * 3)) == 1
    with pytest.raises(SourceError, match="1 URNs with two different rows: 900001"):
        read(tmp_path, SCHOOL | AMOUNTS, SCHOOL | AMOUNTS | {NET: 1})


def test_an_unreadable_amount_names_its_row(tmp_path):
    with pytest.raises(SourceError, match=r"'12 k' in column donations, row 2"):
        one(tmp_path, **{"I13  Donations and or private funds": "12 k"})


def test_academies_accounts_are_told_from_this_return(tmp_path):
    path = file(tmp_path, SCHOOL | {"Donations and/or voluntary funds": 5, "Total Income": 9})
    with pytest.raises(SourceError, match="expected the income of maintained schools"):
        cfr.read(path)


def test_the_release_layout(opendata):
    path = opendata / "layouts/dfe/maintained_schools_master_list.csv"
    assert list(cfr.read(path).columns) == list(COLUMNS)

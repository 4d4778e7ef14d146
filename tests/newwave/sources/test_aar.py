"""Academies' accounts, in pounds and in thousands of pounds."""

from pathlib import Path

import making
import pandas as pd
import pytest

from newwave.errors import SourceError
from newwave.sources import aar, cfr
from newwave.sources.accounts import COLUMNS

GIFTS = "Donations and/or voluntary funds"
MONTHS = "Period covered by return"
ACADEMY = {
    "LA": 886, "LAEstab": 8869001, "URN": 900001, "School Name": "Elm Academy", "UID": 11,
    "Overall Phase": "Primary", "Number of pupils in academy (FTE)": 200, MONTHS: 12,
    GIFTS: 5000, "Income from catering": 20000,
    "Receipts from supply teacher insurance claims": 1000, "Total Income": 1000000,
}  # fmt: skip
CENTRAL = {"UID": 11, "Trust or Company Name": "Elm Trust", GIFTS: 9, "Total Income ": 99}


def rows(*academies: dict) -> list[list[object]]:
    header = list(dict.fromkeys(name for academy in academies for name in academy))
    return [header, *([academy.get(name) for name in header] for academy in academies)]


def book(folder: Path, *academies: dict, title: str = "Academies", above=()) -> Path:
    sheets = {"Notes": [["URN"]], title: [*above, *rows(*academies)]}
    return making.book(folder / "aar.xlsx", sheets | {"CentralServices": rows(CENTRAL)})


def read(folder: Path, *academies: dict, **how) -> pd.DataFrame:
    return aar.read(book(folder, *academies, **how))


@pytest.mark.parametrize("title", ["Academies", "Academies 2016 to 17"])
def test_one_row_per_academy_in_pounds(tmp_path, title):
    table = read(tmp_path, ACADEMY, title=title, above=[["", "BAI010"], ["AAR 2016 to 2017"]])
    assert list(table.columns) == list(COLUMNS)
    row = table.iloc[0]
    assert row[["visits", "pupil_premium"]].isna().all()
    assert row.drop(["visits", "pupil_premium"]).to_dict() == {
        "urn": 900001, "name": "Elm Academy", "la_code": 886, "phase": "Primary", "pupils": 200,
        "months": 12, "submitted": True, "federation": "", "donations": 5000,
        "total_income": 979000,
        "total_basis": "total income less catering and supply teacher insurance claims",
    }  # fmt: skip


def thousands(academy: dict, **cells) -> dict:
    return {
        name: cell / 1000 if name in (GIFTS, "Total Income") else cell
        for name, cell in (academy | cells).items()
        if name not in ("Income from catering", "Receipts from supply teacher insurance claims")
    }


def test_both_sheets_in_thousands_are_put_together_in_pounds(tmp_path):
    above = [["Table"], ["Income"], [], ["Source"]]
    path = making.book(
        tmp_path / "SFR.xlsx",
        {
            "Contents": [["Raw Data SATs"]],
            "Raw Data SATs": [*above, *rows(thousands(ACADEMY))],
            "Raw Data MATs": [*above, *rows(thousands(ACADEMY, URN=900002) | {"Trust name": "T"})],
        },
    )
    table = aar.read(path)
    assert table["urn"].tolist() == [900001, 900002]
    assert table["donations"].tolist() == [5000, 5000]
    assert table["total_income"].tolist() == [1000000, 1000000]
    assert table["total_basis"].tolist() == ["total income"] * 2


@pytest.mark.parametrize("unit", ["£ thousands", "(£000s)", "Amounts in £000", "£k"])
def test_a_row_above_the_header_may_say_thousands(tmp_path, unit):
    path = making.write(tmp_path, [["Academies", unit], [], *rows(thousands(ACADEMY))])
    assert aar.read(path)["donations"].tolist() == [5000]


def test_a_lost_unit_is_refused_and_not_read_a_thousand_times_too_small(tmp_path):
    with pytest.raises(SourceError, match=r"a median income of £5\.00 per pupil"):
        read(tmp_path, thousands(ACADEMY))
    with pytest.raises(SourceError, match=r"a median income of £4,895,000\.00 per pupil"):
        read(tmp_path, ACADEMY, above=[["£ thousands"]])


def changed(**cells) -> list[dict]:
    return [ACADEMY | {MONTHS: 4}, ACADEMY | {MONTHS: 8, "UID": 12} | cells]


def test_an_academy_that_changed_trust_is_added(tmp_path):
    other = ACADEMY | {"URN": 900002}
    parts = changed(**{GIFTS: 700, "Number of pupils in academy (FTE)": 210})
    table = read(tmp_path, parts[0], other, parts[1])
    assert table["urn"].tolist() == [900002, 900001]
    assert table.loc[1, ["months", "donations", "total_income"]].tolist() == [12, 5700, 1958000]
    assert table["pupils"].tolist() == [200, 210]


@pytest.mark.parametrize("parts", [[ACADEMY], changed(), [ACADEMY | {"URN": ""}]])
def test_the_types_are_those_of_maintained_schools_accounts(tmp_path, parts):
    school = making.write(tmp_path, [["URN", "I13"], [900001, 5]])
    assert read(tmp_path, *parts).dtypes.equals(cfr.read(school).dtypes)


def test_an_amount_missing_in_one_part_is_missing_in_the_sum(tmp_path):
    row = read(tmp_path, *changed(**{GIFTS: "SUPP"})).iloc[0]
    assert pd.isna(row["donations"])
    assert row["total_income"] == 1958000


@pytest.mark.parametrize("months", [[12, 12], [8, 5]])
def test_parts_of_more_than_a_year_stop(tmp_path, months):
    parts = [ACADEMY | {MONTHS: covered, GIFTS: gift} for gift, covered in enumerate(months)]
    with pytest.raises(SourceError, match=f"2 different rows for URN 900001, {sum(months)} months"):
        read(tmp_path, *parts)


def test_parts_without_months_are_added_only_under_different_trusts(tmp_path):
    first, second = (part | {MONTHS: ""} for part in changed())
    row = read(tmp_path, first, second).iloc[0]
    assert row["donations"] == 10000
    assert pd.isna(row["months"])
    with pytest.raises(SourceError, match="months not told"):
        read(tmp_path, first, first | {GIFTS: 6})


def test_a_row_given_twice_counts_once(tmp_path):
    assert read(tmp_path, ACADEMY, ACADEMY)["donations"].tolist() == [5000]


@pytest.mark.parametrize("code", ["SUPP", "        NA", "NS", "DNS", "c", None])
def test_a_code_is_missing_and_a_zero_is_zero(tmp_path, code):
    table = read(tmp_path, ACADEMY | {GIFTS: code}, ACADEMY | {"URN": 900002, GIFTS: 0})
    assert table["donations"].isna().tolist() == [True, False]
    assert table["donations"].iloc[1] == 0


def test_an_academy_that_sent_no_return(tmp_path):
    table = read(tmp_path, ACADEMY | {"Did Not Supply flag": "DNS"}, ACADEMY | {"URN": 900002})
    assert table["submitted"].tolist() == [False, True]
    assert table["donations"].isna().tolist() == [True, False]


def test_the_pupils_of_the_latest_layout(tmp_path):
    name = "Number of pupils in academy (FTE) plus dual subsidiary registrations"
    academy = {key: cell for key, cell in ACADEMY.items() if not key.startswith("Number")}
    assert read(tmp_path, academy | {name: 200})["pupils"].tolist() == [200]


def test_maintained_schools_accounts_are_told_from_this_return(tmp_path):
    path = making.write(tmp_path, [["URN", "I13 Donations and/or voluntary funds"], [900001, 5]])
    with pytest.raises(SourceError, match="expected the income of academies"):
        aar.read(path)


def test_the_layout_of_the_download(opendata):
    table = aar.read(opendata / "layouts/dfe/academy_ar.xlsx")
    assert len(table) == 60
    assert table[["pupils", "months", "donations", "total_income"]].notna().all(axis=None)

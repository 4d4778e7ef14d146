"""The performance tables' list of schools."""

import making
import pandas as pd
import pytest

from newwave.errors import SourceError
from newwave.sources import spine

SCHOOL = {
    "URN": 900001, "LA": 886, "SCHNAME": "Elm Road Primary School", "STREET": "Elm Road",
    "TOWN": "Elmton", "POSTCODE": "ZZ1 1AA", "TELNUM": "01000000000", "ICLOSE": 2,
    "OPENDATE": "", "CLOSEDATE": "2017-08-31", "MINORGROUP": "Maintained School",
    "NFTYPE": "Community school", "ISPRIMARY": 1, "ISSECONDARY": 0, "AGEL": 4, "AGEH": 11,
}  # fmt: skip


def read(folder, *schools, form="csv"):
    rows = [list(schools[0]), *(list(school.values()) for school in schools)]
    return spine.read(making.write(folder, rows, form))


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_one_row_per_school_under_our_names(tmp_path, form):
    school = read(tmp_path, SCHOOL, form=form).iloc[0].dropna().to_dict()
    assert school == {
        "urn": 900001, "name": "Elm Road Primary School", "la_code": 886, "postcode": "ZZ11AA",
        "street": "Elm Road", "town": "Elmton", "status": "closed",
        "closed": pd.Timestamp(2017, 8, 31), "minor_group": "Maintained School",
        "school_type": "Community school", "primary": True, "secondary": False, "low_age": 4,
        "high_age": 11,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("written", "status"),
    [(1, "open"), (2, "closed"), (3, "open, to close"), (4, "proposed"), ("Open", "open")],
)
def test_the_status_in_words(tmp_path, written, status):
    assert read(tmp_path, SCHOOL | {"ICLOSE": written})["status"].tolist() == [status]


def test_types_do_not_depend_on_what_the_file_has(tmp_path):
    needed = ("URN", "LA", "SCHNAME", "POSTCODE", "ISPRIMARY", "ISSECONDARY")
    bare = read(tmp_path, {name: SCHOOL[name] for name in needed})
    assert bare.dtypes.equals(read(tmp_path, SCHOOL).dtypes)
    assert list(bare.columns) == list(spine.COLUMNS)


def test_a_flag_that_is_none_and_a_school_told_twice_are_refused(tmp_path):
    with pytest.raises(SourceError, match="'perhaps' in column ISPRIMARY"):
        read(tmp_path, SCHOOL | {"ISPRIMARY": "perhaps"})
    with pytest.raises(SourceError, match="900001"):
        read(tmp_path, SCHOOL, SCHOOL | {"LA": 887})


def test_the_real_list(opendata):
    table = spine.read(opendata / "schools/england_spine_2017-18.xlsx")
    assert len(table) == 26078
    assert table["urn"].is_unique
    assert table["status"].value_counts().to_dict() == {
        "open": 23786, "closed": 2146, "open, to close": 146,
    }  # fmt: skip
    assert int(table["primary"].sum()) == 21409

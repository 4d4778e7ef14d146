"""The school census: pupils on roll, in both of its files."""

import making
import pytest

from newwave.errors import SourceError
from newwave.sources import census

HEADER = ["URN", "LA", "NOR", "NUMEAL", "NUMFSM", "NUMFSMEVER"]


def read(folder, *rows, header=HEADER):
    return census.read(making.write(folder, [header, *rows], encoding="utf-8-sig"))


def test_counts_and_codes(tmp_path):
    table = read(tmp_path, [900001, 886, 210, "SUPP", 31, "NA"], [900002, 886, "NA", 4, 0, 2])
    assert table["urn"].tolist() == [900001, 900002]
    assert table["pupils"].tolist()[0] == 210
    assert table["fsm"].tolist() == [31, 0]
    assert table.isna().to_numpy().tolist() == [
        [False, False, False, True, True],
        [False, True, False, False, False],
    ]


def test_rows_of_totals_are_no_schools(tmp_path):
    assert len(read(tmp_path, [900001, 886, 210, 1, 2, 3], ["NAT", "", 4727089, 1, 2, 3])) == 1


def test_the_release_file_with_its_headers_cut_off(tmp_path):
    header = [
        "time_period", "URN", "headcount of pupils", "fte pupils",
        "number of pupils known to be eligible for and claiming free scho",
    ]  # fmt: skip
    table = read(tmp_path, [202223, 900001, 210, 198.5, 31], header=header)
    assert table.dropna(axis="columns").to_dict("records") == [
        {"urn": 900001, "pupils": 210.0, "fsm": 31.0}
    ]


def test_a_school_told_twice_is_refused_unless_the_rows_are_alike(tmp_path):
    row = [900001, 886, 210, 1, 2, 3]
    assert len(read(tmp_path, row, row)) == 1
    with pytest.raises(SourceError, match="900001"):
        read(tmp_path, row, [900001, 886, 220, 1, 2, 3])


def test_the_real_census(opendata):
    table = census.read(opendata / "schools/school_census_2018-19.csv.gz")
    assert len(table) == 23939
    assert int(table["pupils"].isna().sum()) == 45
    assert table["urn"].is_unique


def test_the_release_file_of_the_publisher(opendata):
    table = census.read(opendata / "layouts/dfe/census_pupils.csv")
    assert len(table) == 60
    assert table[["pupils", "fsm", "eal"]].notna().all().all()
    assert (table["fsm"] <= table["pupils"]).all()

"""The indices of deprivation: each edition is told apart, and decile 1 is the most deprived."""

import gzip

import making
import pyreadr
import pytest

from newwave.errors import SourceError
from newwave.sources import imd

RANK = "Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived)"
DECILE = "Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)"
SCORE = "Index of Multiple Deprivation (IMD) Score"
LSOA = "LSOA code (2011)"
NO_SIGN = [LSOA, RANK, DECILE]


def areas(number, decile=lambda rank, n: (rank - 1) * 10 // n + 1):
    return [[f"E01{n:06d}", n + 1, decile(n + 1, number)] for n in range(number)]


def file(folder, header, rows, name="File_7.csv"):
    return making.write(folder, [header, *rows]).rename(folder / name)


def read(folder, header, rows, name="File_7.csv"):
    return imd.read(file(folder, header, rows, name))


@pytest.mark.parametrize(
    ("header", "edition", "year"),
    [
        ([LSOA, "Local Authority District code (2013)", RANK, DECILE], "2015", 2011),
        ([LSOA, "Local Authority District code (2019)", RANK, DECILE], "2019", 2011),
        (
            ["LSOA code (2021)", "Local Authority District code (2024)", RANK, DECILE],
            "2025",
            2021,
        ),
        ([LSOA, "Total population: mid 2012 (excluding prisoners)", RANK, DECILE], "2015", 2011),
        ([LSOA, "Total population: mid 2015 (excluding prisoners)", RANK, DECILE], "2019", 2011),
        (["lsoa11_code", "lad13_code", "IMD_rank", "IMD_decile"], "2015", 2011),
        (["lsoa21_code", "lsoa21_name", "IMD_rank", "IMD_decile"], "2025", 2021),
    ],
)
def test_an_edition_is_known_by_the_columns_that_bear_a_year(tmp_path, header, edition, year):
    rows = [[code, "", rank, decile] for code, rank, decile in areas(40)]
    found = read(tmp_path, header, rows)
    assert (found.edition, found.lsoa_year) == (edition, year)
    assert found.table["decile"].tolist() == [rank // 4 + 1 for rank in range(40)]


@pytest.mark.parametrize("year", ["2015", "2019"])
def test_else_by_the_name_of_the_file(tmp_path, year):
    assert read(tmp_path, NO_SIGN, areas(40), f"File_7_ID_{year}_All_ranks.csv").edition == year


@pytest.mark.parametrize(
    "name", ["File_7.csv", "deprivation_20190926.csv", "2015_or_2019.csv", "imd2004.csv"]
)
def test_without_a_sign_the_file_is_refused_with_what_to_do(tmp_path, name):
    with pytest.raises(SourceError, match="keep the publisher's file name"):
        read(tmp_path, NO_SIGN, areas(40), name)


def test_the_edition_of_2010_has_ranks_alone_and_is_known_by_its_number_of_areas(tmp_path):
    header = ["LSOA CODE", "LA NAME", "IMD SCORE", "RANK OF IMD SCORE (where 1 is most deprived)"]
    rows = [[code, "Elmshire", 90 - rank / 1000, rank] for code, rank, _ in areas(32482)]
    found = read(tmp_path, header, rows)
    assert (found.edition, found.lsoa_year) == ("2010", 2001)
    counts = found.table["decile"].value_counts()
    assert set(counts.index) == set(range(1, 11))
    assert counts.between(3248, 3249).all()
    assert found.table.loc[found.table["rank"].isin([1, 32482]), "decile"].tolist() == [1, 10]


def test_ranks_that_areas_share_change_no_decile_but_theirs(tmp_path):
    rows = [[code, min(rank, 39)] for code, rank, _ in areas(40)]
    table = read(tmp_path, [LSOA, RANK], rows, "imd_2010.csv").table
    assert table["decile"].tolist() == [rank // 4 + 1 for rank in range(40)]


def test_deciles_are_not_made_from_the_ranks_of_a_part_of_england(tmp_path):
    rows = [[code, rank + 100] for code, rank, _ in areas(40)]
    with pytest.raises(SourceError, match="all England"):
        read(tmp_path, [LSOA, RANK], rows, "imd_2010.csv")


@pytest.mark.parametrize(
    "decile",
    [
        lambda rank, n: 10 - (rank - 1) * 10 // n,
        lambda rank, n: (rank - 1) * 10 // n,
        lambda rank, n: 11,
        lambda rank, n: "",
        lambda rank, n: 2,
    ],
    ids=["turned round", "from 0", "eleven", "blank", "none is 1"],
)
def test_deciles_that_do_not_follow_from_the_ranks_are_refused(tmp_path, decile):
    with pytest.raises(SourceError, match="decile 1 and rank 1 for the most deprived"):
        read(tmp_path, NO_SIGN, areas(40, decile), "imd_2015.csv")


def test_ranks_and_deciles_both_turned_round_are_told_by_the_score(tmp_path):
    header = [LSOA, RANK, DECILE, SCORE]
    rising = [[*row, row[1]] for row in areas(40)]
    falling = [[*row, 100 - row[1]] for row in areas(40)]
    assert len(read(tmp_path, header, falling, "imd_2015.csv").table) == 40
    with pytest.raises(SourceError, match="from the other end"):
        read(tmp_path, header, rising, "imd_2015.csv")


def test_an_area_of_one_authority_is_read_with_the_deciles_it_has(tmp_path):
    rows = areas(100)[30:60]
    table = read(tmp_path, NO_SIGN, rows, "imd_2019.csv").table
    assert table["decile"].tolist() == [rank // 10 + 1 for rank in range(30, 60)]


def test_an_area_that_stands_twice_is_refused_and_areas_of_other_countries_are_left_out(tmp_path):
    rows = areas(40)
    assert len(read(tmp_path, NO_SIGN, [*rows, ["W01000001", 1, 1]], "imd_2015.csv").table) == 40
    with pytest.raises(SourceError, match="E01000000 twice"):
        read(tmp_path, NO_SIGN, [*rows, rows[0]], "imd_2015.csv")


def test_a_file_of_no_areas_is_refused(tmp_path):
    with pytest.raises(SourceError):
        read(tmp_path, NO_SIGN, [], "imd_2015.csv")


@pytest.mark.parametrize("edition", ["2015", "2019"])
def test_the_real_indices(opendata, edition):
    found = imd.read(opendata / f"imd/imd{edition}_england_lsoa11.csv.gz")
    assert (found.edition, found.lsoa_year) == (edition, 2011)
    assert len(found.table) == 32844
    assert found.table["decile"].value_counts().between(3284, 3285).all()
    # A few areas share a rank.
    assert found.table["rank"].agg(["min", "max"]).tolist() == [1, 32844]


def test_the_real_index_of_2019_needs_its_name(opendata, tmp_path):
    copy = tmp_path / "deprivation.csv"
    with gzip.open(opendata / "imd/imd2019_england_lsoa11.csv.gz") as packed:
        copy.write_bytes(packed.read())
    with pytest.raises(SourceError, match="32,844 areas without a sign"):
        imd.read(copy)


def test_the_real_index_of_2025(opendata, tmp_path):
    frames = pyreadr.read_r(opendata / "imd/imd2025_england_lsoa21.rda")
    path = tmp_path / "deprivation.csv"
    next(iter(frames.values())).to_csv(path, index=False)
    found = imd.read(path)
    assert (found.edition, found.lsoa_year, len(found.table)) == ("2025", 2021, 33755)

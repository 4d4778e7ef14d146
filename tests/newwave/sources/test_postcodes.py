"""Postcodes and their small areas, from the directory and from the lookup."""

import gzip
import zipfile

import making
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newwave.errors import SourceError
from newwave.sources import postcodes

DIRECTORY = ["pcd", "pcd2", "pcds", "usertype", "lsoa11", "lsoa21"]
ROWS = [
    ["ZZ1 1AA", "ZZ1  1AA", "ZZ1 1AA", "0", "E01900001", "E01900011"],
    ["ZZ101AA", "ZZ10 1AA", "ZZ10 1AA", "0", "E01900002", "E01900012"],
    ["ZZ1 2AB", "ZZ1  2AB", "ZZ1 2AB", "0", "E99999999", ""],
]


def read(folder, header=DIRECTORY, rows=ROWS, wanted=None):
    return postcodes.read(making.write(folder, [header, *rows]), wanted)


def test_every_postcode_without_spaces_and_in_order(tmp_path):
    table = read(tmp_path)
    assert table["postcode"].tolist() == ["ZZ101AA", "ZZ11AA", "ZZ12AB"]
    assert table["lsoa11"].tolist()[:2] == ["E01900002", "E01900001"]
    assert table["lsoa21"].tolist()[:2] == ["E01900012", "E01900011"]
    assert set(table.dtypes.astype(str)) == {"string"}


def test_places_without_a_small_area_have_none(tmp_path):
    assert read(tmp_path, wanted=["ZZ12AB"])[["lsoa11", "lsoa21"]].isna().all().all()


@pytest.mark.parametrize("column", [0, 1, 2])
@pytest.mark.parametrize("name", ["pcd", "pcd2", "pcds", "pcd7", "pcd8", "PCDS"])
def test_each_spacing_under_each_name(tmp_path, column, name):
    rows = [[row[column], row[4]] for row in ROWS]
    table = read(tmp_path, [name, "lsoa11cd"], rows)
    assert table["postcode"].tolist() == ["ZZ101AA", "ZZ11AA", "ZZ12AB"]
    assert table["lsoa21"].isna().all()


def test_only_the_wanted_postcodes_in_any_spacing(tmp_path):
    wanted = [" zz1  1aa", "ZZ10 1AA", "ZZ99 9ZZ", None]
    assert read(tmp_path, wanted=wanted)["postcode"].tolist() == ["ZZ101AA", "ZZ11AA"]
    assert read(tmp_path, wanted=[]).empty


def test_a_postcode_that_stands_twice_counts_once(tmp_path):
    assert len(read(tmp_path, rows=[*ROWS, ROWS[0]])) == 3


def test_the_archive_of_the_publisher(tmp_path):
    path = making.packed(
        tmp_path / "ONSPD.zip",
        {
            "Documents/Names and codes.csv": b"code,name\n1,Elmshire\n",
            "Data/multi_csv/ONSPD_UK_ZZ.csv": making.text([DIRECTORY, ROWS[0]]).encode(),
            "Data/ONSPD_UK.csv": making.text([DIRECTORY, *ROWS]).encode(),
        },
    )
    assert len(postcodes.read(path)) == 3


def test_a_packed_table(tmp_path):
    path = tmp_path / "nspl.csv.gz"
    path.write_bytes(gzip.compress(making.text([DIRECTORY, *ROWS]).encode("utf-8-sig")))
    assert len(postcodes.read(path, ["ZZ1 1AA"])) == 1


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "a web page"),
        (b"", "an empty file"),
        (b"URN,LA\n900001,886\n", "no header row with"),
        (b"pcds,lat,long\nZZ1 1AA,1,2\n", "no header row with lsoa21"),
        (b"pcds,lsoa11\n" + b"ZZ1 1AA,E01900001\n" * 3000 + b'ZZ1 "', "a damaged row"),
    ],
)
def test_what_is_no_table_of_postcodes_is_refused(tmp_path, content, found):
    path = tmp_path / "postcodes.csv"
    path.write_bytes(content)
    with pytest.raises(SourceError, match=found):
        postcodes.read(path)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(SourceError, match="no such file"):
        postcodes.read(tmp_path / "postcodes.csv")


def test_a_damaged_archive_is_refused(tmp_path):
    rows = [[*row, str(n)] for n in range(2000) for row in ROWS]
    text = making.text([[*DIRECTORY, "more"], *rows]).encode()
    path = tmp_path / "postcodes.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Data/ONSPD_UK.csv", text)
    whole = path.read_bytes()
    for damaged in (whole[: len(whole) // 2], whole[:9000] + bytes(400) + whole[9400:]):
        path.write_bytes(damaged)
        with pytest.raises(SourceError, match=r"damaged|download it again"):
            postcodes.read(path)


@given(
    st.lists(
        st.from_regex(r"[A-Z]{1,2}[0-9]{1,2} ?[0-9][A-Z]{2}", fullmatch=True),
        min_size=1,
        max_size=20,
    )
)
def test_whatever_the_spacing_what_is_kept_is_what_was_wanted(tmp_path_factory, codes):
    rows = [[code, f"E01{n:06d}"] for n, code in enumerate(codes)]
    table = read(tmp_path_factory.mktemp("codes"), ["pcds", "lsoa11"], rows, codes[::2])
    assert table["postcode"].tolist() == sorted({code.replace(" ", "") for code in codes[::2]})


def test_all_and_wanted_agree(tmp_path):
    every = read(tmp_path)
    pd.testing.assert_frame_equal(every, read(tmp_path, wanted=every["postcode"]))

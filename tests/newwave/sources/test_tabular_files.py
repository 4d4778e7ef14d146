"""A table is found wherever it stands; what is no table is named in one message."""

from pathlib import Path

import making
import pandas as pd
import pytest

from newwave import progress
from newwave.errors import SourceError
from newwave.sources.tabular_files import (
    optional,
    plain,
    read_headers,
    read_table,
    read_tables,
    required,
)

COLUMNS = {
    "urn": required("URN"),
    "name": required("School Name", "Name of school"),
    "gifts": optional("I13 Donations and/or private funds"),
}
HEADER = ["LA", "URN", "Head teacher", "School Name", "I13  Donations and or\nprivate funds"]
ELM = [886, 900001, "A. Person", "Elm Road Primary School", 1200.5]
OAK = [886, 900002, "B. Person", "Oak Hill Infant School", 0]
FOUND = {
    "urn": ["900001", "900002"],
    "name": ["Elm Road Primary School", "Oak Hill Infant School"],
    "gifts": ["1200.5", "0"],
}


def read(path: Path) -> pd.DataFrame:
    return read_table(path, COLUMNS, "a table of gifts")


def refusal(path: Path) -> str:
    with pytest.raises(SourceError) as caught:
        read(path)
    assert str(path) in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("form", making.FORMS)
@pytest.mark.parametrize("stray", range(6))
def test_the_header_is_found_under_stray_rows_in_every_form(tmp_path, form, stray):
    above = [["Income of schools, 2016 to 2017", "(£)"], [], ["Source", "Elm Office"], [], ["a"]]
    path = making.write(tmp_path, [*above[:stray], HEADER, ELM, OAK], form)
    table = read(path)
    assert table.to_dict("list") == FOUND
    assert list(table.index) == [stray + 2, stray + 3]
    assert all(table.dtypes == "string")


def test_only_wanted_columns_are_kept_and_absent_ones_are_absent(tmp_path):
    path = making.write(tmp_path, [["School name", "URN", "Head teacher"], ["Elm", 1, "A. Person"]])
    assert list(read(path).columns) == ["urn", "name"]


def test_the_preferred_of_two_names_is_read(tmp_path):
    path = making.write(tmp_path, [["Name of school", "School Name", "URN"], ["old", "new", 1]])
    assert read(path)["name"].tolist() == ["new"]


def test_blank_lines_and_repeated_headers_are_dropped_and_short_rows_are_missing(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("URN,School Name,I13\n\n1,Elm\n , ,\nURN,School Name,I13\n2,,\n,,,,\n")
    table = read(path)
    assert table["urn"].tolist() == ["1", "2"]
    assert list(table.index) == [3, 6]
    assert table["name"].isna().tolist() == [False, True]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings(tmp_path, encoding):
    rows = [["URN", "School Name"], [1, "St Zoë\u2019s £5 School"]]
    assert read(making.write(tmp_path, rows, encoding=encoding))["name"].tolist() == [rows[1][1]]


def test_a_mixture_of_encodings_is_read_byte_by_byte(tmp_path):
    path = tmp_path / "table.csv"
    lines = [
        b"URN,School Name",
        "1,St Zoë £".encode(),
        "2,St Zoë \u2019£".encode("cp1252"),
        b"3,\x81",
    ]
    path.write_bytes(b"\n".join(lines))
    assert read(path)["name"].tolist() == ["St Zoë £", "St Zoë \u2019£", "\x81"]


def test_a_cell_of_a_workbook_is_text_as_in_a_csv(tmp_path):
    rows = [["URN", "School Name"], [900001.0, pd.Timestamp("2017-03-31")], [2, 0.1], [3, True]]
    table = read(making.write(tmp_path, rows, "xlsx"))
    assert table["urn"].tolist() == ["900001", "2", "3"]
    assert table["name"].tolist() == ["2017-03-31", "0.1", "True"]


def test_two_fitting_sheets_are_named(tmp_path):
    sheet = [HEADER, ELM]
    message = refusal(making.book(tmp_path / "two.xlsx", {"A": sheet, "B": sheet, "C": [["x"]]}))
    assert "sheet A and sheet B" in message


def test_two_fitting_members_are_named_and_unreadable_ones_left_aside(tmp_path):
    table = making.text([HEADER, ELM]).encode()
    members = {"a.csv": table, "empty.txt": b"", "page.csv": b"<html>", "notes.pdf": b"%PDF"}
    assert len(read(making.packed(tmp_path / "one.zip", members))) == 1
    message = refusal(making.packed(tmp_path / "two.zip", {**members, "sub/b.csv": table}))
    assert "member a.csv and member sub/b.csv" in message


def test_a_workbook_inside_an_archive(tmp_path):
    book = making.book(tmp_path / "in.xlsx", {"Data": [["Title"], HEADER, ELM, OAK]})
    path = making.packed(tmp_path / "table.zip", {"in.xlsx": book.read_bytes()})
    assert read(path).to_dict("list") == FOUND


def test_every_fitting_sheet_with_what_stands_above_its_header(tmp_path):
    sheets = {"One": [["Amounts in", "pounds"], HEADER, ELM], "Two": [HEADER, OAK], "No": [["x"]]}
    tables = read_tables(making.book(tmp_path / "b.xlsx", sheets), COLUMNS, "gifts")
    assert [table.where.rsplit(", ")[-1] for table in tables] == ["sheet One", "sheet Two"]
    assert [table.above for table in tables] == ["Amounts in pounds", ""]
    assert [table.cells["urn"].tolist() for table in tables] == [["900001"], ["900002"]]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "an empty file"),
        (b"\xef\xbb\xbf \r\n\r\n", "an empty file"),
        (b"\n <!DOCTYPE html><html><body>404</body></html>", "a web page"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><Error/>', "a web page"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an old or protected Excel workbook"),
        (b"URN,School Name\n\x00\x01\x02", "bytes that are no text"),
        (b'URN,School Name\n1,"Elm Road\n2,Oak', "text that is no table"),
        (b'URN,School Name\n1,"' + b"a" * 200_000, "text that is no table"),
        (b"PK\x03\x04 and no more", "a damaged or incomplete file"),
        (b"\x1f\x8b and no more", "a damaged or incomplete file"),
        (b"URN,School Name,URN\n1,Elm,1\n", "the column URN 2 times"),
        (b"URN,Kind,Dated\n1,Predecessor,2018\n", "no header row with School Name"),
        (b"URN,School Name\n1,Elm, Kent\n", "3 cells under 2 headers"),
    ],
)
def test_what_is_no_table_is_named(tmp_path, content, found):
    path = tmp_path / "table.csv"
    path.write_bytes(content)
    assert found in refusal(path)


def test_the_row_that_is_too_long_is_named_unless_its_extra_cells_are_blank(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("title\nURN,School Name,,\n1,Elm,,,,\n\n2,Oak,,x\n")
    assert "row 5: found 4 cells under 2 headers" in refusal(path)
    path.write_text("title\nURN,School Name,,\n1,Elm,,,,\n\n2,Oak,,\n")
    assert len(read(path)) == 2


def test_another_source_is_told_from_this_one(tmp_path):
    message = refusal(making.write(tmp_path, [["organisation_number", "income"], [1, 2]]))
    assert "no header row with URN, School Name (nearest row: organisation_number, inc" in message
    assert "expected a table of gifts" in message


@pytest.mark.parametrize("form", ["zip", "xlsx", "gz"])
def test_a_packed_file_cut_short(tmp_path, form):
    path = making.write(tmp_path, [HEADER, *([ELM] * 3000)], form)
    whole = path.read_bytes()
    for length in (30, len(whole) // 2, len(whole) - 10):
        path.write_bytes(whole[:length])
        assert "a damaged or incomplete file" in refusal(path)


@pytest.mark.parametrize("name", ["table.xlsx", "table.zip"])
@pytest.mark.parametrize("content", [b"<html>Not found</html>", b"Not found"])
def test_a_page_that_took_the_place_of_a_workbook(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    assert "a web page" in refusal(path) or "bytes that are no" in refusal(path)


def test_a_damaged_sheet_inside_a_sound_archive(tmp_path):
    parts = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook"}
    assert "a damaged or incomplete file" in refusal(making.packed(tmp_path / "b.xlsx", parts))


def test_an_archive_of_something_else_and_an_absent_file(tmp_path):
    archive = making.packed(tmp_path / "table.zip", {"picture.png": b"x"})
    assert "an archive of picture.png" in refusal(archive)
    assert "no such file" in refusal(tmp_path / "absent.csv")
    assert "no such file" in refusal(tmp_path)


def test_a_header_without_rows_is_an_empty_table(tmp_path):
    assert read(making.write(tmp_path, [HEADER])).to_dict("list") == {key: [] for key in FOUND}


def test_headers_of_every_sheet(tmp_path):
    path = making.book(tmp_path / "b.xlsx", {"One": [["Title"], HEADER], "Two": [["A b", "C-d"]]})
    assert read_headers(path) == [
        frozenset(map(plain, HEADER)),
        frozenset({"ab", "cd"}),
    ]


def test_a_bar_names_the_file_without_its_folder(tmp_path, monkeypatch):
    shown = []
    monkeypatch.setattr(progress, "steps", lambda rows, what: shown.append(what) or rows)
    read(making.write(tmp_path, [HEADER, ELM, OAK], "xlsx"))
    assert shown == ["Reading table.xlsx, sheet Data"]


def test_plain_names():
    assert plain("I13  Donations and or\nprivate funds") == "i13donationsandorprivatefunds"
    assert plain("\ufeffLSOA code (2011)") == "lsoacode2011"


def test_real_workbooks_and_archives(opendata):
    wanted = {"urn": required("URN"), "code": required("POSTCODE", "Postcode")}
    spine = read_table(opendata / "schools/england_spine_2017-18.xlsx", wanted, "spine")
    assert len(spine) == 26_078
    gias = read_table(opendata / "layouts/dfe/gias_2018_first_rows.csv", wanted, "schools")
    assert gias["urn"].notna().all()

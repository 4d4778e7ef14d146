"""Cells of a workbook: nothing that a spreadsheet program shows is taken for missing."""

import re
import zipfile
from datetime import date, datetime, time

import making
import openpyxl
import pytest

from newwave.errors import SourceError
from newwave.sources.tabular_files import read_headers, read_table, required

COLUMNS = {"urn": required("URN"), "gifts": required("Gifts")}
HEADER = ["URN", "Gifts", "Note"]
SHEET = "xl/worksheets/sheet1.xml"


def read(path):
    return read_table(path, COLUMNS, "a table of gifts")


def refusal(path):
    with pytest.raises(SourceError) as caught:
        read(path)
    assert str(path) in str(caught.value)
    return str(caught.value)


def changed(path, pattern, cell):
    """The workbook with a piece of its sheet's XML replaced."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members[SHEET], times = re.subn(pattern, cell, members[SHEET])
    assert times
    return making.packed(path, members)


@pytest.fixture
def book(tmp_path):
    return making.book(tmp_path / "b.xlsx", {"Data": [HEADER, [1, 25, "x"], [2, 50, "y"]]})


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#DIV/0!", "#SPILL!", "#CALC!"])
@pytest.mark.parametrize("quote", [b'"', b"'"])
def test_an_error_is_the_text_that_a_spreadsheet_program_shows(book, error, quote):
    cell = b"<c r='B3' t=%be%b><f>A1</f><v>%b</v></c>" % (quote, quote, error.encode())
    changed(book, b'<c r="B3".*?</c>', cell)
    assert read(book)["gifts"].tolist() == ["25", error]


@pytest.mark.parametrize("value", [b"", b"<v/>", b"<v />", b"<v></v>"])
@pytest.mark.parametrize("attributes", [b"", b' s="0"', b' t="n"', b' t="b" s="0"'])
def test_a_formula_without_a_stored_value_is_refused(book, value, attributes):
    cell = b'<c r="B3"%b><f>SUM(B2:B2)</f>%b</c>' % (attributes, value)
    changed(book, b'<c r="B3".*?</c>', cell)
    assert "row 3: found a formula without a stored value under Gifts" in refusal(book)
    assert "spreadsheet program" in refusal(book)


def test_a_formula_is_no_matter_where_its_value_is_stored_or_no_one_reads_it(book):
    changed(book, b'<c r="B3".*?</c>', b'<c r="B3"><f>B2*2</f><v>50.0</v></c>')
    changed(book, b'<c r="C3".*?</c>', b'<c r="C3"><f>B2*2</f></c>')
    assert read(book)["gifts"].tolist() == ["25", "50"]


def test_an_empty_text_that_a_formula_gave_is_missing(book):
    changed(book, b'<c r="B3".*?</c>', b'<c r="B3" t="str"><f>""</f><v></v></c>')
    assert read(book)["gifts"].isna().tolist() == [False, True]


def test_a_prefix_of_the_namespace_changes_nothing(book):
    changed(book, b'<c r="B3".*?</c>', b'<c r="B3"><f>B2*2</f></c>')
    changed(book, rb"<(/?)(?=\w)", rb"<\1x:")
    changed(book, b"xmlns=", b"xmlns:x=")
    assert "row 3: found a formula without a stored value" in refusal(book)


def test_cells_far_beyond_the_table_are_refused_and_far_rows_read(book):
    changed(book, b'"C3"', b'"C1048576"')
    assert read(book)["gifts"].tolist() == ["25", "50"]
    changed(book, b"C1048576", b"XFD1048576")
    assert "1,048,576 rows and 16,384 columns" in refusal(book)


def test_whether_a_sheet_states_its_size_is_no_matter_and_a_wrong_one_neither(book):
    changed(book, b'<dimension ref="[^"]*"', b'<dimension ref="A1:A1"')
    assert read(book)["gifts"].tolist() == ["25", "50"]
    changed(book, b"<dimension [^>]*>", b"")
    assert read(book)["gifts"].tolist() == ["25", "50"]


def test_a_sheet_that_breaks_off_is_refused_as_soon_as_it_is_looked_at(tmp_path):
    book = making.book(tmp_path / "b.xlsx", {"Data": [HEADER, *([[1, 25, "x"]] * 2_000)]})
    changed(book, b'<row r="1500".*', b"")
    assert "a damaged or incomplete file" in refusal(book)
    with pytest.raises(SourceError, match="a damaged or incomplete file"):
        read_headers(book)


def test_a_workbook_of_an_unknown_build_can_be_saved_anew(book):
    changed(book, b't="[a-z]+"', b't="q"')
    assert "spreadsheet program" in refusal(book)


def test_a_workbook_in_binary_form_is_refused(book):
    with zipfile.ZipFile(book) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["xl/worksheets/sheet1.bin"] = members.pop(SHEET)
    assert "spreadsheet program" in refusal(making.packed(book, members))


def test_hidden_sheets_merged_cells_and_chart_sheets(tmp_path):
    path = making.book(tmp_path / "b.xlsx", {"A": [["Gifts of 2017"], HEADER, [1, 25], [2]]})
    book = openpyxl.load_workbook(path)
    book["A"].merge_cells("A1:C1")
    book["A"].merge_cells("B3:B4")
    book.create_chartsheet("Chart", 0)
    book.create_sheet("B").sheet_state = "hidden"
    book.save(path)
    assert read(path)["gifts"].isna().tolist() == [False, True]
    book["B"].append(HEADER)
    book.save(path)
    assert "sheet A and sheet B" in refusal(path)


def test_blank_rows_and_columns_before_and_behind_the_table(tmp_path):
    rows = [[], ["", *HEADER], [], ["", "007", " £5 ", ""], [], ["", "", "", "", "", "end"]]
    table = read(making.book(tmp_path / "b.xlsx", {"A": rows}))
    assert table.to_dict("list") == {"urn": ["007"], "gifts": ["£5"]}
    assert list(table.index) == [4]


@pytest.mark.parametrize("epoch", [datetime(1899, 12, 30), datetime(1904, 1, 1)])
def test_days_and_times(tmp_path, epoch):
    book = openpyxl.Workbook()
    book.epoch = epoch
    days = [date(2017, 3, 31), datetime(2017, 3, 31), datetime(2017, 3, 31, 14, 5), time(14, 5)]
    for row in (HEADER, *([1, day] for day in days)):
        book.active.append(row)
    book.save(tmp_path / "b.xlsx")
    expected = ["2017-03-31", "2017-03-31", "2017-03-31T14:05:00", "14:05:00"]
    assert read(tmp_path / "b.xlsx")["gifts"].tolist() == expected

"""A published file -> a table of text under our names, wherever its header row stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from newwave import progress
from newwave.errors import SourceError
from newwave.sources.sheets import Sheet, open_sheets
from newwave.sources.workbooks import UNSTORED


@dataclass(frozen=True)
class Column:
    """One wanted column, by the publisher's headers: the first that a file holds is read.

    `required`: a header row must hold it. `type`: one of `cell_values.READERS`, by which
    `school_rows.read_schools` reads its cells; other readers get them as text.
    """

    names: tuple[str, ...]
    required: bool
    type: str


def required(*names: str, type: str = "text") -> Column:
    """A column that every file holds under one of these headers, preferred first."""
    return Column(names, True, type)


def optional(*names: str, type: str = "text") -> Column:
    """A column that a file may lack."""
    return Column(names, False, type)


Columns = Mapping[str, Column]
"""Our name of a column -> the column."""


def plain(name: str) -> str:
    r"""The letters and digits of a header, in lower case.

    Spacing, line breaks and punctuation change from year to year and so must not matter:
    "I13  Donations and or\nprivate funds" becomes "i13donationsandorprivatefunds".
    """
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def missing_columns(columns: Columns, headers: Collection[str]) -> list[str]:
    """The required columns that a header row, given as plain names, does not hold."""
    return [
        column.names[0]
        for column in columns.values()
        if column.required and not any(plain(name) in headers for name in column.names)
    ]


@dataclass(frozen=True)
class Table:
    """One sheet: the file and sheet it is, the text of the rows above its header, its cells."""

    where: str
    above: str
    cells: pd.DataFrame


def read_table(path: Path, columns: Columns, expected: str) -> pd.DataFrame:
    """Read the one sheet of a file that holds all required columns.

    Returns text cells (dtype string, stripped, blank as NA) under our names, in the order of
    `columns`; other columns are never kept, optional ones that the file lacks are absent. Blank
    rows and repeated header rows are dropped. The index, `row`, is the row in the spreadsheet.
    Raises `SourceError` if no sheet fits or several do, if a wanted column stands twice, if a
    row of text has more cells than the header, if the value of a formula is not stored, and for
    damaged files and web pages.
    """
    tables = read_tables(path, columns, expected)
    if len(tables) > 1:
        places = " and ".join(table.where.removeprefix(f"{path}, ") for table in tables)
        raise SourceError(
            path,
            f"the columns in several places: {places}",
            f"one table: {expected}",
            "keep the one that is meant, and save it as a file of its own",
        )
    return tables[0].cells


def read_tables(path: Path, columns: Columns, expected: str) -> list[Table]:
    """Read every sheet that holds all required columns, in the file's order; at least one.

    As `read_table`, for sources that spread over several sheets of one workbook.
    """
    path = Path(path)
    with open_sheets(path) as sheets:
        headers = [header for sheet in sheets if (header := _find_header(sheet, columns))]
        if not headers:
            remedy = "check that this is the right file, unchanged as its publisher gave it"
            raise SourceError(path, _nearest_row(sheets, columns), expected, remedy)
        return [_read_below(header) for header in headers]


def read_headers(path: Path) -> list[frozenset[str]]:
    """The plain names of every row that may be a header, of every sheet of a file.

    For telling what a file is: each of the first 60 rows with two filled cells or more.
    Raises `SourceError` as `read_table` does.
    """
    with open_sheets(Path(path)) as sheets:
        return [
            frozenset(map(plain, row)) - {""}
            for sheet in sheets
            for row in sheet.beginning()
            if len(row) - row.count("") > 1
        ]


@dataclass(frozen=True)
class _Header:
    """A sheet's header: its row, its width in cells, the place of each of our columns in it."""

    sheet: Sheet
    row: int
    width: int
    places: dict[str, int]
    above: str


def _find_header(sheet: Sheet, columns: Columns) -> _Header | None:
    """The first row that holds all required columns."""
    above: list[str] = []
    for number, row in enumerate(sheet.beginning(), start=1):
        names = [plain(cell) for cell in row]
        if not missing_columns(columns, names):
            width = max(place for place, name in enumerate(names, start=1) if name)
            places = _places(names, columns, f"{sheet.where}, row {number}")
            return _Header(sheet, number, width, places, " ".join(above))
        above += filter(None, row)
    return None


def _places(names: list[str], columns: Columns, where: str) -> dict[str, int]:
    """Our name -> the cell in which the header row holds it."""
    places = {}
    for ours, column in columns.items():
        header = next((name for name in column.names if plain(name) in names), None)
        if header is None:
            continue
        times = names.count(plain(header))
        if times > 1:
            raise SourceError(
                where,
                f"the column {header} {times} times",
                "each column once",
                "delete or rename the column that is not meant",
            )
        places[ours] = names.index(plain(header))
    return places


def _read_below(header: _Header) -> Table:
    """The wanted cells of all rows below a header."""
    where, text = header.sheet.where, header.sheet.text
    rows: list[int] = []
    cells: list[tuple[str | None, ...]] = []
    names: tuple[str, ...] = ()
    for number, row in progress.steps(_rows(header), f"Reading {Path(where).name}"):
        wanted = tuple([text(row[place]) for place in header.places.values()])
        if number == header.row:
            names = wanted
        elif any(wanted) and wanted != names:
            if UNSTORED in wanted:
                raise SourceError(
                    f"{where}, row {number}",
                    f"{UNSTORED} under {names[wanted.index(UNSTORED)]}",
                    "the value itself",
                    "open the file in a spreadsheet program, which calculates it, and save it",
                )
            rows.append(number)
            cells.append(tuple([cell or None for cell in wanted]))
    index = pd.Index(rows, name="row", dtype="int64")
    table = pd.DataFrame(cells, index=index, columns=list(header.places), dtype="string")
    return Table(where, header.above, table)


def _rows(header: _Header) -> Iterator[tuple[int, list[Any]]]:
    """The header and the rows below it, each as wide as the header at least."""
    sheet, width = header.sheet, header.width
    for number, row in enumerate(sheet.cells(), start=1):
        if number < header.row:
            continue
        if len(row) < width:
            row += [""] * (width - len(row))
        elif sheet.shifts and any(map(sheet.text, row[width:])):
            raise SourceError(
                f"{sheet.where}, row {number}",
                f"{len(row)} cells under {width} headers",
                "no more cells than headers",
                "put quotes round the cell that holds a separator",
            )
        yield number, row


def _nearest_row(sheets: list[Sheet], columns: Columns) -> str:
    """Say what the row nearest to a header holds, and which required columns it lacks."""
    best: tuple[int, int, list[str], tuple[str, ...]] = (-len(columns) - 1, 0, [], ())
    for sheet in sheets:
        for row in sheet.beginning():
            names = {plain(cell) for cell in row} - {""}
            missing = missing_columns(columns, names)
            best = max(best, (-len(missing), len(names), missing, row))
    _, _, missing, row = best
    filled = [cell[:40] for cell in row if cell]
    shown = ", ".join(filled[:6]) + (f" and {len(filled) - 6} more" if len(filled) > 6 else "")
    return f"no header row with {', '.join(missing)} (nearest row: {shown or 'blank'})"

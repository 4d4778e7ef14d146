"""A published file -> a table of text under our names, wherever its header row stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import pandas as pd

from newwave import progress
from newwave.sources import sheets
from newwave.sources.errors import SourceError
from newwave.sources.layout import Columns, plain, required, wants
from newwave.sources.workbooks import UNSTORED


def read_table(path: Path, columns: Columns, expected: str) -> pd.DataFrame:
    """Read the one sheet of a file that holds all required columns.

    Returns text cells (dtype string, stripped, blank as NA) under our names, in the order of
    `columns`; other columns are never kept, optional ones that the file lacks are absent. Blank
    rows and repeated header rows are dropped. The index, `row`, is the row in the spreadsheet.
    Raises `SourceError` if no sheet fits or several do, if a wanted column stands twice, if a
    row of text has more cells than the header, and for damaged files and web pages.
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


@dataclass(frozen=True)
class Table:
    """One sheet: the file and sheet it is, the text of the rows above its header, its cells."""

    where: str
    above: str
    cells: pd.DataFrame


def read_tables(path: Path, columns: Columns, expected: str) -> list[Table]:
    """Read every sheet that holds all required columns, in the file's order; at least one.

    As `read_table`, for sources that spread over several sheets of one workbook.
    """
    path = Path(path)
    with sheets.opened(path) as found:
        fitting = [head for sheet in found if (head := _head(sheet, columns)) is not None]
        if not fitting:
            raise SourceError(path, _nearest(found, columns), expected, _REMEDY)
        return [_table(head, columns) for head in fitting]


_REMEDY = "check that this is the right file, unchanged as its publisher gave it"


def headers(path: Path) -> list[frozenset[str]]:
    """The plain names of every row that may be a header, of every sheet of a file.

    For recognising what a file is: each of the first 60 rows with two filled cells or more.
    Raises `SourceError` as `read_table` does.
    """
    with sheets.opened(Path(path)) as found:
        return [
            frozenset(map(plain, row)) - {""}
            for sheet in found
            for row in sheet.beginning()
            if len(row) - row.count("") > 1
        ]


@dataclass(frozen=True)
class _Head:
    """Where a sheet's header stands, and in which cell each of our columns."""

    sheet: sheets.Sheet
    row: int
    width: int
    places: dict[str, int]


def _head(sheet: sheets.Sheet, columns: Columns) -> _Head | None:
    """Find the header row: the first that holds all required columns."""
    for number, row in enumerate(sheet.beginning(), start=1):
        names = [plain(cell) for cell in row]
        if wants(columns, frozenset(names)):
            width = max(place for place, name in enumerate(names, start=1) if name)
            return _Head(
                sheet, number, width, _places(names, columns, f"{sheet.where}, row {number}")
            )
    return None


def _places(names: list[str], columns: Columns, where: str) -> dict[str, int]:
    """Our name -> the cell in which the header row holds it."""
    places = {}
    for ours, column in columns.items():
        held = next((name for name in column.names if plain(name) in names), None)
        if held is None:
            continue
        if names.count(plain(held)) > 1:
            raise SourceError(
                where,
                f"the column {held} {names.count(plain(held))} times",
                "each column once",
                "delete or rename the column that is not meant",
            )
        places[ours] = names.index(plain(held))
    return places


def _table(head: _Head, columns: Columns) -> Table:
    """Read the wanted cells of all rows below the header."""
    ours = [name for name in columns if name in head.places]
    places = [head.places[name] for name in ours]
    text = head.sheet.text
    rows: list[int] = []
    cells: list[tuple[str | None, ...]] = []
    heading: tuple[str, ...] = ()
    for number, row in progress.steps(_rows(head), f"Reading {Path(head.sheet.where).name}"):
        wanted = tuple([text(row[place]) for place in places])
        if number == head.row:
            heading = wanted
        elif any(wanted) and wanted != heading:
            if UNSTORED in wanted:
                raise _uncalculated(head.sheet.where, number, heading[wanted.index(UNSTORED)])
            rows.append(number)
            cells.append(tuple([cell or None for cell in wanted]))
    index = pd.Index(rows, name="row", dtype="int64")
    table = pd.DataFrame(cells, index=index, columns=ours, dtype="string")
    return Table(head.sheet.where, _above(head), table)


def _uncalculated(where: str, row: int, header: str) -> SourceError:
    return SourceError(
        f"{where}, row {row}",
        f"{UNSTORED} under {header}",
        "the value itself",
        "open the file in a spreadsheet program, which calculates it, and save it",
    )


def _above(head: _Head) -> str:
    rows = islice(head.sheet.beginning(), head.row - 1)
    return " ".join(cell for row in rows for cell in row if cell)


def _rows(head: _Head) -> Iterator[tuple[int, list[Any]]]:
    """The header and the rows below it, each as wide as the header at least."""
    fill = [""] * head.width
    for number, row in enumerate(head.sheet.cells(), start=1):
        if number < head.row:
            continue
        if len(row) < head.width:
            row += fill[len(row) :]
        elif head.sheet.shifts and any(map(str.strip, row[head.width :])):
            raise SourceError(
                f"{head.sheet.where}, row {number}",
                f"{len(row)} cells under {head.width} headers",
                "no more cells than headers",
                "put quotes round the cell that holds a separator",
            )
        yield number, row


def _nearest(found: list[sheets.Sheet], columns: Columns) -> str:
    """Say what the row nearest to a header holds, and which required columns it lacks."""
    wanted = required(columns)
    best: tuple[int, int, list[str], sheets.Row] = (-1, 0, [], ())
    for sheet in found:
        for row in sheet.beginning():
            names = {plain(cell) for cell in row} - {""}
            lacking = [
                columns[ours].names[0]
                for ours in columns
                if ours in wanted and not any(plain(name) in names for name in columns[ours].names)
            ]
            best = max(best, (len(wanted) - len(lacking), len(names), lacking, row))
    _, _, lacking, row = best
    seen = [cell[:40] for cell in row if cell]
    shown = ", ".join(seen[:6]) + (f" and {len(seen) - 6} more" if len(seen) > 6 else "")
    return f"no header row with {', '.join(lacking)} (nearest row: {shown or 'blank'})"

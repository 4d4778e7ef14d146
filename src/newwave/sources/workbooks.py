"""Workbooks (.xlsx) through python-calamine: every cell as the text that it would be in a .csv.

calamine leaves cells blank that are not missing, errors such as #REF! and formulas whose value is
not stored, and stops at some errors. In the XML of a sheet that has any, both are made text first.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import lru_cache, partial, reduce
from typing import IO, Any

from python_calamine import CalamineError, CalamineWorkbook

from newwave.errors import SourceError

UNSTORED = "a formula without a stored value"
"""The text of a cell whose value the program that wrote the workbook has not calculated."""

MOST_CELLS = 30_000_000
"""Cells between the first and the last of a sheet, for which calamine needs a gigabyte."""

_SHEETS = re.compile(r"xl/worksheets/[^/]+\.xml")
_BLOCK = 1 << 20
# No sheet has an error without one of the first two, or a formula without the third.
_MARKS = (b't="e"', b"t='e'", b"f>")
_FAR = re.compile(rb' r="(?:[A-Z]{3}|[A-Z]+[0-9]{6})')
# Of a cell that is not blank, <c r="B7" s="1"> and not <c r="B7" s="1"/>: its column and row.
_PLACE = re.compile(rb'<(?:\w+:)?c\b[^>]*? r="([A-Z]+)([0-9]+)"(?:[^>]*[^/>])?>')
_ERROR = re.compile(rb"""(<(?:\w+:)?c\b[^>]*\bt=)(["'])e\2""")
# A formula of text (t="str") may have an empty value, and that is stored.
_FORMULA = re.compile(
    rb"""<(?P<x>(?:\w+:)?)c\b(?![^>]*\bt=["']str)(?P<attributes>[^>]*)>\s*"""
    rb"""<(?P=x)f\b(?:[^>]*/>|[^>]*>[^<]*</(?P=x)f>)\s*"""
    rb"""(?:<(?P=x)v\s*/>|<(?P=x)v></(?P=x)v>)?\s*</(?P=x)c>"""
)
_TYPE = re.compile(rb"""\bt=["']\w*["']""")


def read_workbook(where: str, stream: IO[bytes]) -> dict[str, Callable[[], Iterator[list[Any]]]]:
    """The titles of a workbook's sheets, in order; each with what begins a reading of its rows.

    The first row is that of number 1; hidden sheets are sheets like any other. Raises
    `SourceError` for cells too far apart, and what zipfile and calamine raise on damage.
    """
    book = CalamineWorkbook.from_filelike(_with_notices(where, stream))
    # A sheet is looked through for its header, then read; several at once would fill the memory.
    load = lru_cache(maxsize=1)(book.get_sheet_by_name)
    return {
        title: partial(lambda name: iter(load(name).iter_rows()), title)
        for title in book.sheet_names
    }


def cell_text(cell: object) -> str:
    """The text of a cell as it would stand in a .csv, stripped: 2014 and not 2014.0."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == datetime.min.time():
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def _with_notices(where: str, stream: IO[bytes]) -> IO[bytes]:
    """The workbook, with text for its errors and its formulas without a value if it has any."""
    with zipfile.ZipFile(stream) as book:
        sheets = {name for name in book.namelist() if _SHEETS.fullmatch(name)}
        if not sheets:
            # calamine reads other forms of workbook too, but their errors cannot be found.
            raise CalamineError("no sheet")
        doubtful = {name for name in sheets if _is_doubtful(book, name)}
        if not doubtful:
            stream.seek(0)
            return stream
        copy = io.BytesIO()
        with zipfile.ZipFile(copy, "w") as written:
            for name in set(book.namelist()):
                part = book.read(name)
                if name in doubtful:
                    _refuse_sprawl(where, part)
                    part = _ERROR.sub(rb"\1\2str\2", _FORMULA.sub(_notice, part))
                written.writestr(name, part)
    copy.seek(0)
    return copy


def _is_doubtful(book: zipfile.ZipFile, name: str) -> bool:
    """Whether a sheet may hold errors or formulas, or cells that reach far."""
    with book.open(name) as xml:
        before = b""
        while block := xml.read(_BLOCK):
            both = before + block
            if any(mark in both for mark in _MARKS) or _FAR.search(both):
                return True
            before = block[-16:]
    return False


def _refuse_sprawl(where: str, xml: bytes) -> None:
    """Raise where the memory could not hold all that lies between the cells of a sheet."""
    places = _PLACE.findall(xml)
    height = max((int(row) for _, row in places), default=0)
    # The letters of a column are the digits of its number: A is 1, Z is 26, AA is 27.
    columns = [reduce(lambda n, letter: 26 * n + letter - 64, name, 0) for name, _ in places]
    width = max(columns, default=0)
    if width * height > MOST_CELLS:
        raise SourceError(
            where,
            f"cells as far from each other as {height:,} rows and {width:,} columns",
            "the cells of a table",
            "delete what stands far below the table or to the right of it",
        )


def _notice(formula: re.Match[bytes]) -> bytes:
    x, attributes = formula["x"], _TYPE.sub(b"", formula["attributes"])
    return b'<%bc%b t="str"><%bv>%b</%bv></%bc>' % (x, attributes, x, UNSTORED.encode(), x, x)

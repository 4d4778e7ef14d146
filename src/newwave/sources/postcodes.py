"""Postcodes and the small areas they lie in.

Publisher: Office for National Statistics; the Postcode Directory (ONSPD) or the National
Statistics Postcode Lookup (NSPL), about 2.6 million rows, as .csv or in the publisher's .zip.
"""

from __future__ import annotations

import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from newwave import progress
from newwave.sources import files, sheets, values
from newwave.sources.errors import SourceError
from newwave.sources.layout import Column, Columns, plain

if TYPE_CHECKING:
    import duckdb

EXPECTED = (
    "postcodes and their LSOAs (ONSPD or NSPL): a row per postcode with pcds and lsoa11 or lsoa21"
)

_POSTCODE = ("pcds", "pcd", "pcd7", "pcd8", "pcd2")
_AREAS = {"lsoa11": ("lsoa11", "lsoa11cd"), "lsoa21": ("lsoa21", "lsoa21cd")}

COLUMNS: Columns = {
    "postcode": Column(_POSTCODE, "postcode, in one of three spacings"),
    "lsoa": Column(_AREAS["lsoa21"] + _AREAS["lsoa11"], "small area of 2021 or 2011"),
}

# The options keep every cell as it stands, and let no odd row change how the others are read.
_TABLE = "read_csv(?, all_varchar = true, header = true, delim = ',', quote = '\"', escape = '\"')"
_PIECE = 1 << 24
_NOWHERE = r"^[A-Z]9+$"
"""What the directory writes for a place outside England and Wales, such as E99999999."""


def read(path: Path, wanted: Iterable[str] | None = None) -> pd.DataFrame:
    """postcode (no spaces), lsoa11, lsoa21 (string; NA where the file lacks the column).

    wanted: the postcodes to keep, in any spacing; all where None. One row per postcode, in order
    of postcode. Streams through DuckDB, so that memory does not grow with the file. Raises
    `SourceError` where the file is another, or damaged.
    """
    import duckdb

    path = Path(path)
    with ExitStack() as stack:
        table = _csv(path, stack)
        connection = stack.enter_context(duckdb.connect())
        stack.enter_context(_sound(path))
        headers = _headers(connection, table)
        if not _fits(headers):
            raise duckdb.Error
        columns = [f"{_clean(headers, _POSTCODE)} AS postcode"]
        columns += [f"{_area(headers, names)} AS {ours}" for ours, names in _AREAS.items()]
        query = f"SELECT {', '.join(columns)} FROM {_TABLE}"
        if wanted is not None:
            keep = values.postcodes(pd.Series(list(wanted), dtype="string")).dropna().unique()
            connection.register("keep", pd.DataFrame({"postcode": keep.astype(object)}))
            query = f"SELECT * FROM ({query}) SEMI JOIN keep USING (postcode)"
        found = connection.execute(query, [str(table)]).df().astype("string")
    found = found.dropna(subset=["postcode"]).drop_duplicates("postcode")
    return found.sort_values("postcode", ignore_index=True)


@contextmanager
def _sound(path: Path) -> Iterator[None]:
    """Turn whatever DuckDB finds wrong into one message."""
    import duckdb

    try:
        yield
    except duckdb.Error as error:
        # The slower reader tells best what the file is instead.
        for sheet in files.headers(path):
            if _fits(dict.fromkeys(sheet, "")):
                break
        else:
            files.read_table(path, COLUMNS, EXPECTED)
        raise SourceError(path, "a table with a damaged row", EXPECTED, sheets.AGAIN) from error


def _fits(headers: dict[str, str]) -> bool:
    areas = {name for names in _AREAS.values() for name in names}
    return bool(set(_POSTCODE) & set(headers)) and bool(areas & set(headers))


def _headers(connection: duckdb.DuckDBPyConnection, table: Path) -> dict[str, str]:
    """Plain name -> the header as it stands."""
    connection.execute(f"SELECT * FROM {_TABLE} LIMIT 0", [str(table)])
    return {plain(column[0]): column[0] for column in connection.description or ()}


def _clean(headers: dict[str, str], names: tuple[str, ...]) -> str:
    """SQL for the first of some columns: upper case, no spaces, NULL where blank."""
    held = next((headers[name] for name in names if name in headers), None)
    if held is None:
        return "CAST(NULL AS VARCHAR)"
    quoted = held.replace('"', '""')
    return f"nullif(upper(replace(\"{quoted}\", ' ', '')), '')"


def _area(headers: dict[str, str], names: tuple[str, ...]) -> str:
    code = _clean(headers, names)
    return f"CASE WHEN regexp_matches({code}, '{_NOWHERE}') THEN NULL ELSE {code} END"


def _csv(path: Path, stack: ExitStack) -> Path:
    """The table itself; unpacked for as long as it is read where it lies in a .zip."""
    with sheets.opened(path):
        # Opening refuses what is absent, empty, damaged or a web page, with a message.
        pass
    if not zipfile.is_zipfile(path):
        return path
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    try:
        return _unpacked(path, folder)
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise SourceError(path, "a damaged archive", EXPECTED, sheets.AGAIN) from error


def _unpacked(path: Path, folder: Path) -> Path:
    with zipfile.ZipFile(path) as archive:
        members = [m for m in archive.infolist() if m.filename.lower().endswith(".csv")]
        if not members:
            raise SourceError(
                path, "no .csv file in the archive", EXPECTED, "take the file as published"
            )
        # The publisher's archive holds the whole country in one file beside small lookups.
        largest = max(members, key=lambda member: member.file_size)
        with archive.open(largest) as packed, (folder / "postcodes.csv").open("wb") as plainly:
            pieces = iter(lambda: packed.read(_PIECE), b"")
            total = largest.file_size // _PIECE + 1
            for piece in progress.steps(pieces, f"Unpacking {path.name}", total):
                plainly.write(piece)
    return folder / "postcodes.csv"

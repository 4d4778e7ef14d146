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
from newwave.errors import SourceError
from newwave.sources.cell_values import read_postcodes
from newwave.sources.sheets import AGAIN, open_sheets
from newwave.sources.tabular_files import (
    Columns,
    missing_columns,
    plain,
    read_headers,
    read_table,
    required,
)

if TYPE_CHECKING:
    import duckdb

EXPECTED = (
    "postcodes and their LSOAs (ONSPD or NSPL): a row per postcode with pcds and lsoa11 or lsoa21"
)

_POSTCODE = ("pcds", "pcd", "pcd7", "pcd8", "pcd2")
_AREAS = {"lsoa11": ("lsoa11", "lsoa11cd"), "lsoa21": ("lsoa21", "lsoa21cd")}

COLUMNS: Columns = {
    "postcode": required(*_POSTCODE),
    "lsoa": required(*_AREAS["lsoa21"], *_AREAS["lsoa11"]),
}

# The options keep every cell as it stands, and let no odd row change how the others are read.
_TABLE = "read_csv(?, all_varchar = true, header = true, delim = ',', quote = '\"', escape = '\"')"
_BLOCK = 1 << 24
_NOWHERE = "[A-Z]9+"
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
        stack.enter_context(_refuse_damage(path))
        headers = _headers(connection, table)
        if missing_columns(COLUMNS, headers):
            raise duckdb.Error
        columns = [f"{_clean(headers, _POSTCODE)} AS postcode"]
        for ours, names in _AREAS.items():
            code = _clean(headers, names)
            columns.append(
                f"CASE WHEN NOT regexp_matches({code}, '{_NOWHERE}') THEN {code} END AS {ours}"
            )
        query = f"SELECT {', '.join(columns)} FROM {_TABLE}"
        if wanted is not None:
            keep = read_postcodes(pd.Series(list(wanted), dtype="string")).dropna().unique()
            connection.register("keep", pd.DataFrame({"postcode": keep.astype(object)}))
            query = f"SELECT * FROM ({query}) SEMI JOIN keep USING (postcode)"
        found = connection.execute(query, [str(table)]).df().astype("string")
    found = found.dropna(subset=["postcode"]).drop_duplicates("postcode")
    return found.sort_values("postcode", ignore_index=True)


@contextmanager
def _refuse_damage(path: Path) -> Iterator[None]:
    """Turn whatever DuckDB finds wrong into one message."""
    import duckdb

    try:
        yield
    except duckdb.Error as error:
        if all(missing_columns(COLUMNS, names) for names in read_headers(path)):
            # The slower reader says what the file is instead.
            read_table(path, COLUMNS, EXPECTED)
        raise SourceError(path, "a table with a damaged row", EXPECTED, AGAIN) from error


def _headers(connection: duckdb.DuckDBPyConnection, table: Path) -> dict[str, str]:
    """Plain name -> the header as it stands."""
    connection.execute(f"SELECT * FROM {_TABLE} LIMIT 0", [str(table)])
    return {plain(column[0]): column[0] for column in connection.description or ()}


def _clean(headers: dict[str, str], names: tuple[str, ...]) -> str:
    """SQL for the first of some columns: upper case, no spaces, NULL where blank."""
    header = next((headers[name] for name in names if name in headers), None)
    if header is None:
        return "CAST(NULL AS VARCHAR)"
    quoted = header.replace('"', '""')
    return f"nullif(upper(replace(\"{quoted}\", ' ', '')), '')"


def _csv(path: Path, stack: ExitStack) -> Path:
    """The table itself; unpacked for as long as it is read where it lies in a .zip."""
    with open_sheets(path):
        # Opening refuses what is absent, empty, damaged or a web page, with a message.
        pass
    if not zipfile.is_zipfile(path):
        return path
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    try:
        return _unpack(path, folder / "postcodes.csv")
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise SourceError(path, "a damaged archive", EXPECTED, AGAIN) from error


def _unpack(path: Path, table: Path) -> Path:
    with zipfile.ZipFile(path) as archive:
        members = [m for m in archive.infolist() if m.filename.lower().endswith(".csv")]
        if not members:
            raise SourceError(
                path, "no .csv file in the archive", EXPECTED, "take the file as published"
            )
        # The publisher's archive holds the whole country in one file beside small lookups.
        largest = max(members, key=lambda member: member.file_size)
        with archive.open(largest) as packed, table.open("wb") as unpacked:
            blocks = iter(lambda: packed.read(_BLOCK), b"")
            total = largest.file_size // _BLOCK + 1
            for block in progress.steps(blocks, f"Unpacking {path.name}", total):
                unpacked.write(block)
    return table

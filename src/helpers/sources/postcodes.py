"""Postcodes and the small areas they lie in.

Publisher: Office for National Statistics; the Postcode Directory (ONSPD) or the National
Statistics Postcode Lookup (NSPL), about 2.6 million rows, as .csv or in the publisher's .zip.
"""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

import pandas as pd

from helpers.sources import files
from helpers.sources.errors import SourceError
from helpers.sources.layout import Column, Columns, plain

EXPECTED = (
    "postcodes and their LSOAs (ONSPD or NSPL): a row per postcode with pcds and lsoa11 or lsoa21"
)

_POSTCODE = ("pcds", "pcd", "pcd7", "pcd8", "pcd2")
_AREAS = {"lsoa11": ("lsoa11", "lsoa11cd"), "lsoa21": ("lsoa21", "lsoa21cd")}

COLUMNS: Columns = {
    "postcode": Column(_POSTCODE, "postcode, in one of three spacings"),
    "lsoa": Column(_AREAS["lsoa21"] + _AREAS["lsoa11"], "small area of 2021 or 2011"),
}


def read(path: Path, wanted: Iterable[str] | None = None) -> pd.DataFrame:
    """postcode (no spaces), lsoa11, lsoa21 (string; NA where the file lacks the column).

    wanted: the postcodes to keep, in any spacing; all where None. Streams through DuckDB, so
    that memory does not grow with the file. Raises `SourceError` where the file is another.
    """
    import duckdb

    with ExitStack() as stack:
        table = _csv(Path(path), stack)
        headers = _headers(path, table)
        postcode = next(headers[plain(name)] for name in _POSTCODE if plain(name) in headers)
        areas = [f"{_column(headers, names)} AS {ours}" for ours, names in _AREAS.items()]
        connection = stack.enter_context(duckdb.connect())
        connection.execute("SET preserve_insertion_order = true")
        query = (
            f"SELECT DISTINCT upper(replace({_quoted(postcode)}, ' ', '')) AS postcode, "
            f"{', '.join(areas)} FROM read_csv(?, all_varchar = true, header = true, "
            "ignore_errors = false)"
        )
        if wanted is not None:
            keep = pd.DataFrame({"code": sorted({w.replace(" ", "").upper() for w in wanted})})
            keep["code"] = keep["code"].astype(object)
            connection.register("keep", keep)
            query = f"SELECT * FROM ({query}) WHERE postcode IN (SELECT code FROM keep)"
        found = connection.execute(f"{query} ORDER BY postcode", [str(table)]).df()
    return found.astype("string").replace("", pd.NA).drop_duplicates("postcode", ignore_index=True)


def _headers(path: Path, table: Path) -> dict[str, str]:
    """Plain name -> the header of the first row."""
    with table.open(encoding="utf-8-sig", errors="replace") as lines:
        first = [cell.strip().strip('"') for cell in lines.readline().split(",")]
    headers = {plain(name): name for name in first}
    if not (set(map(plain, _POSTCODE)) & set(headers)) or not (
        {plain(n) for names in _AREAS.values() for n in names} & set(headers)
    ):
        # The slower reader tells best what the file is instead.
        files.read_table(path, COLUMNS, EXPECTED)
        raise SourceError(
            path, "a header that is not in the first row", EXPECTED, "take the file as published"
        )
    return headers


def _column(headers: dict[str, str], names: tuple[str, ...]) -> str:
    held = [headers[name] for name in names if name in headers]
    return _quoted(held[0]) if held else "NULL"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _csv(path: Path, stack: ExitStack) -> Path:
    """The table itself; unpacked for as long as it is read where it lies in a .zip."""
    if not zipfile.is_zipfile(path):
        return path
    archive = stack.enter_context(zipfile.ZipFile(path))
    members = [m for m in archive.infolist() if m.filename.lower().endswith(".csv")]
    # The publisher's archive holds the whole country in one file beside small lookups.
    if not members:
        raise SourceError(
            path, "no .csv file in the archive", EXPECTED, "take the file as published"
        )
    largest = max(members, key=lambda member: member.file_size)
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    with archive.open(largest) as packed, (folder / "postcodes.csv").open("wb") as plainly:
        shutil.copyfileobj(packed, plainly, 1 << 20)
    return folder / "postcodes.csv"

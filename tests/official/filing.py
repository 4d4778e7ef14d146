"""Writing files as their publishers write them; the same table gives the same bytes."""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd

LAYOUTS = Path(__file__).parent / "layouts"
QUIETLY = "set enable_progress_bar = false"
DAY = (2024, 1, 2, 0, 0, 0)
_SAVED = re.compile(rb"(<dcterms:\w+[^>]*>)[^<]*")


def layout(name: str) -> list[str]:
    """The publisher's headers of one file, in order."""
    lines = (LAYOUTS / f"{name}.txt").read_text(encoding="utf-8").split("\n")
    return [line.replace("\\n", "\n") for line in lines if line]


def fill(
    columns: Sequence[str], given: dict[str, object], rows: pd.Index, rest: object
) -> pd.DataFrame:
    """A table with all columns of a layout, in its order; what is not given holds `rest`."""
    unknown = set(given) - set(columns)
    if unknown:
        raise KeyError(f"not in the layout: {sorted(unknown)}")
    return pd.DataFrame({name: given.get(name, rest) for name in columns}, index=rows)


def csv(table: pd.DataFrame, path: Path, encoding: str = "utf-8", above: str = "") -> Path:
    """A comma-separated file with a line above its header, if one is given."""
    text = table.to_csv(index=False, lineterminator="\r\n")
    path.write_bytes((above + text).encode(encoding, errors="replace"))
    return path


def workbook(sheets: dict[str, tuple[Sequence[str], pd.DataFrame]], path: Path) -> Path:
    """An Excel workbook: for each sheet its name, the lines above its header, and its table."""
    book = openpyxl.Workbook(write_only=True)
    for name, (above, table) in sheets.items():
        sheet = book.create_sheet(name)
        for line in above:
            sheet.append([line])
        sheet.append(list(table.columns))
        cells = table.astype(object).where(table.notna(), None)
        for row in cells.itertuples(index=False, name=None):
            sheet.append(_as_text(sheet, row))
    book.save(path)
    _undated(path)
    return path


def _as_text(sheet, row: tuple) -> list:
    """Formulas as the text that they are in the publisher's file."""
    cells = list(row)
    for n, cell in enumerate(cells):
        if isinstance(cell, str) and cell.startswith("="):
            cells[n] = openpyxl.cell.WriteOnlyCell(sheet, cell)
            cells[n].data_type = "s"
    return cells


def _undated(path: Path) -> None:
    """Put one fixed day in place of the time at which a workbook was saved."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts["docProps/core.xml"] = _SAVED.sub(
        rb"\g<1>2024-01-02T00:00:00Z", parts["docProps/core.xml"]
    )
    with zipfile.ZipFile(path, "w") as new:
        for name, content in parts.items():
            new.writestr(zipfile.ZipInfo(name, DAY), content, zipfile.ZIP_DEFLATED, 1)


def extract(
    query: str, tables: dict[str, pd.DataFrame], name: str, folder: Path, form: str
) -> Path:
    """A table of the register extract, zipped: `form` is json or txt."""
    path = folder / f"publicextract.{name}.zip"
    with tempfile.TemporaryDirectory() as scratch, duckdb.connect() as connection:
        connection.execute(QUIETLY)
        for alias, table in tables.items():
            connection.register(alias, table)
        plain = Path(scratch) / "plain"
        how = "format json, array true" if form == "json" else _TEXT
        connection.sql(f"copy ({query}) to '{plain}' ({how})")
        _zip(plain, path, f"publicextract.{name}.{form}")
    return path


# Tab separated and unquoted; the publisher ends a line with a carriage return as well.
_TEXT = "format csv, header true, delimiter '\t', quote '', escape ''"


def _zip(plain: Path, path: Path, member: str) -> None:
    json = member.endswith("json")
    info = zipfile.ZipInfo(member, DAY)
    info.compress_type = zipfile.ZIP_DEFLATED
    with (
        plain.open("rb") as read,
        zipfile.ZipFile(path, "w", compresslevel=1) as archive,
        archive.open(info, "w", force_zip64=True) as written,
    ):
        if json:
            written.write(b"\xef\xbb\xbf")
        while block := read.read(1 << 24):
            written.write(block if json else block.replace(b"\n", b"\r\n"))

"""The two tables that are linked and the table of links: read, checked, written."""

from __future__ import annotations

import codecs
import csv
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from boundtext import csv_text

CHARITY_COLUMNS = ("charity_number", "name", "activities", "objects", "postcode", "area", "status")
SCHOOL_COLUMNS = (
    "urn", "name", "street", "locality", "town", "postcode", "la_code", "phase", "status",
    "successor_urn",
)  # fmt: skip
LINK_COLUMNS = ("charity_number", "urn", "score", "reason", "decision")
BLOCK = 1 << 20
"""Bytes that are looked at together."""


def read_charities(path: Path | str) -> pd.DataFrame:
    """Read a CSV of charities: charity_number, name and any other of `CHARITY_COLUMNS`.

    Raises ValueError for a file that is no such table, OSError for one that cannot be read.
    """
    return charities(_read(Path(path), "charities", CHARITY_COLUMNS), str(path))


def read_schools(path: Path | str) -> pd.DataFrame:
    """Read a CSV of schools: urn, name and any other of `SCHOOL_COLUMNS`.

    Raises ValueError for a file that is no such table, OSError for one that cannot be read.
    """
    return schools(_read(Path(path), "schools", SCHOOL_COLUMNS), str(path))


def charities(table: pd.DataFrame, where: str = "charities") -> pd.DataFrame:
    """Check charities: all of `CHARITY_COLUMNS`, charity_number int64, one row per number."""
    return _checked(table, where, "charity_number", CHARITY_COLUMNS, ())


def schools(table: pd.DataFrame, where: str = "schools") -> pd.DataFrame:
    """Check schools: all of `SCHOOL_COLUMNS`, urn int64, one row per URN."""
    return _checked(table, where, "urn", SCHOOL_COLUMNS, ("la_code", "successor_urn"))


def write(links: pd.DataFrame, path: Path | str) -> None:
    """Write links as CSV. A cell that a spreadsheet would run as a formula is made text.

    The file is replaced whole, or not at all. Raises OSError where it cannot be written.
    """
    path = Path(path)
    if path.is_dir():
        raise IsADirectoryError(f"{path} is a folder: give the name of a file for the links")
    text = csv_text(links, numbers="%.1f")
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        Path(draft).chmod(0o644)
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def _read(path: Path, what: str, columns: tuple[str, ...]) -> pd.DataFrame:
    expected = f"expected a CSV of {what} with a header, with columns {columns[0]} and name"
    if path.is_dir():
        raise IsADirectoryError(f"{path} is a folder; {expected}")
    encoding, found = _looked_at(path)
    if found:
        raise ValueError(f"{path}: found {found}; {expected}; save the table as CSV")
    seen: list[str] = []

    def wanted(name: object) -> bool:
        seen.append(str(name).strip().lower())
        return seen[-1] in columns

    try:
        table = pd.read_csv(
            path,
            encoding=encoding,
            encoding_errors="replace",
            dtype="string",
            keep_default_na=False,
            usecols=wanted,
            quoting=csv.QUOTE_MINIMAL,
            index_col=False,
        )
    except (pd.errors.ParserError, pd.errors.EmptyDataError, ValueError) as error:
        raise ValueError(f"{path}: found no readable CSV ({error}); {expected}") from None
    _needed(dict.fromkeys(seen), str(path), columns[0])
    return table


def _looked_at(path: Path) -> tuple[str, str]:
    """The encoding of a file, and what it is if it is no CSV. Read in blocks: it may be large."""
    decoder: codecs.IncrementalDecoder = codecs.getincrementaldecoder("utf-8")()
    encoding, head = "utf-8-sig", b""
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            head = head or block.removeprefix(codecs.BOM_UTF8).lstrip()[:1]
            if b"\0" in block or head == b"<":
                return encoding, "no CSV (a web page or a binary file)"
            try:
                decoder.decode(block)
            except UnicodeDecodeError:
                encoding = "cp1252"
                decoder = codecs.getincrementaldecoder("latin-1")()
    return encoding, "" if head else "an empty file"


def _needed(found: Iterable[str], where: str, key: str) -> None:
    found = list(found)
    if missing := [name for name in (key, "name") if name not in found]:
        raise ValueError(
            f"{where}: found {', '.join(found) or 'no columns'}; expected columns {key} and name; "
            f"add or rename the column {missing[0]}"
        )


def _checked(
    table: pd.DataFrame, where: str, key: str, columns: tuple[str, ...], whole: tuple[str, ...]
) -> pd.DataFrame:
    table = table.rename(columns=lambda name: str(name).strip().lower())
    doubled = sorted({name for name in table.columns if list(table.columns).count(name) > 1})
    if wanted := [name for name in doubled if name in columns]:
        raise ValueError(f"{where}: found column {wanted[0]} twice; expected it once; remove one")
    _needed(map(str, table.columns), where, key)
    kept = pd.DataFrame(index=table.index)
    for name in columns:
        cells = table[name] if name in table.columns else pd.Series("", index=table.index)
        kept[name] = (
            _numbers(cells, where, name, name == key) if name in (key, *whole) else _text(cells)
        )
    return _once(kept.reset_index(drop=True), where, key)


def _text(cells: pd.Series) -> pd.Series:
    text = cells.astype("string").fillna("")
    return pd.Series([_tidy(cell) for cell in text], index=cells.index, dtype="string")


def _tidy(cell: str) -> str:
    tidy = " ".join(cell.split())
    # The cell itself where nothing changes: hundreds of thousands of texts need no second copy.
    return cell if tidy == cell else tidy


def _numbers(cells: pd.Series, where: str, name: str, needed: bool) -> pd.Series:
    text = _text(cells).str.removesuffix(".0")
    bad = ~text.str.fullmatch(r"[0-9]{1,18}") & (needed | (text != ""))
    if bad.any():
        at = int(bad.to_numpy().argmax())
        raise ValueError(
            f"{where}: found '{text.iloc[at]}' as {name} in row {at + 1}; "
            f"expected a whole number; correct or remove the row"
        )
    numbers = pd.to_numeric(text.where(text != "")).astype("Int64")
    return numbers.astype("int64") if needed else numbers


def _once(table: pd.DataFrame, where: str, key: str) -> pd.DataFrame:
    table = table.drop_duplicates(ignore_index=True)
    again = table[key].duplicated()
    if again.any():
        number = table.loc[again, key].iloc[0]
        raise ValueError(
            f"{where}: found {key} {number} in rows that differ; expected one row for each {key}; "
            f"keep the row that is right"
        )
    return table

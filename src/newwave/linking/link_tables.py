"""The two tables that are linked and the table of links: read, checked, written."""

from __future__ import annotations

import codecs
import os
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from boundtext import csv_text
from newwave.errors import NewWaveError

CHARITY_COLUMNS = ("charity_number", "name", "activities", "objects", "postcode", "area", "status")
SCHOOL_COLUMNS = (
    "urn", "name", "street", "locality", "town", "postcode", "la_code", "phase", "status",
    "successor_urn",
)  # fmt: skip
NUMBER_COLUMNS = ("charity_number", "urn", "la_code", "successor_urn")
LINK_TYPES = {
    "charity_number": "int64", "urn": "Int64", "score": "float64", "reason": "string",
    "decision": "string",
}  # fmt: skip
BLOCK = 1 << 20
"""Bytes of a file that are looked at at a time."""


def read_charities(path: Path | str) -> pd.DataFrame:
    """Read a CSV of charities: charity_number, name and any other of `CHARITY_COLUMNS`.

    Raises NewWaveError for a file that is no such table, OSError for one that cannot be read.
    """
    return _read(Path(path), "charities", CHARITY_COLUMNS)


def read_schools(path: Path | str) -> pd.DataFrame:
    """Read a CSV of schools: urn, name and any other of `SCHOOL_COLUMNS`.

    Raises NewWaveError for a file that is no such table, OSError for one that cannot be read.
    """
    return _read(Path(path), "schools", SCHOOL_COLUMNS)


def check_table(table: pd.DataFrame, where: str, columns: Sequence[str]) -> pd.DataFrame:
    """The table with all of `columns`, whole numbers and text; one row for each of `columns[0]`.

    Raises NewWaveError for a table without key and name, or with one key in differing rows.
    """
    key = columns[0]
    table = table.rename(columns=_plain)
    header = list(table.columns)
    if twice := sorted(name for name in columns if header.count(name) > 1):
        raise NewWaveError(f"{where}: found column {twice[0]} twice; expected it once; remove one")
    _check_header(header, where, key)
    checked = pd.DataFrame(index=table.index)
    for name in columns:
        text = _squeeze(table[name] if name in header else pd.Series("", index=table.index))
        checked[name] = _number(text, where, name, key) if name in NUMBER_COLUMNS else text
    checked = checked.drop_duplicates(ignore_index=True)
    again = checked[key].duplicated()
    if again.any():
        raise NewWaveError(
            f"{where}: found {key} {checked.loc[again, key].iloc[0]} in rows that differ; "
            f"expected one row for each {key}; keep the row that is right"
        )
    return checked


def write_links(links: pd.DataFrame, path: Path | str) -> None:
    """Write links as CSV. A cell that a spreadsheet would run as a formula is made text.

    The file is replaced whole, or not at all. Raises OSError where it cannot be written.
    """
    path = Path(path)
    if path.is_dir():
        raise IsADirectoryError(f"{path} is a folder: give the name of a file for the links")
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        draft.write_text(csv_text(links, numbers="%.1f"), encoding="utf-8", newline="")
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _read(path: Path, what: str, columns: Sequence[str]) -> pd.DataFrame:
    expected = f"expected a CSV of {what} with a header, with columns {columns[0]} and name"
    if path.is_dir():
        raise IsADirectoryError(f"{path} is a folder; {expected}")
    encoding, fault = _detect_encoding(path)
    if fault:
        raise NewWaveError(f"{path}: found {fault}; {expected}; save the table as CSV")
    header: list[str] = []

    def is_wanted(name: object) -> bool:
        header.append(_plain(name))
        return header[-1] in columns

    try:
        table = pd.read_csv(
            path,
            encoding=encoding,
            encoding_errors="replace",
            dtype="string",
            keep_default_na=False,
            usecols=is_wanted,
            index_col=False,
        )
    except ValueError as error:
        raise NewWaveError(f"{path}: found no readable CSV ({error}); {expected}") from None
    _check_header(list(dict.fromkeys(header)), str(path), columns[0])
    return check_table(table, str(path), columns)


def _detect_encoding(path: Path) -> tuple[str, str]:
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


def _plain(name: object) -> str:
    return str(name).strip().lower()


def _check_header(header: Sequence[str], where: str, key: str) -> None:
    if missing := [name for name in (key, "name") if name not in header]:
        raise NewWaveError(
            f"{where}: found {', '.join(header) or 'no columns'}; expected columns {key} and name; "
            f"add or rename the column {missing[0]}"
        )


def _squeeze(cells: pd.Series) -> pd.Series:
    """Cells as text, with single spaces; missing ones are empty."""
    text = [
        # The cell itself where nothing changes: hundreds of thousands need no second copy.
        cell if cell == (squeezed := " ".join(cell.split())) else squeezed
        for cell in cells.astype("string").fillna("")
    ]
    return pd.Series(text, index=cells.index, dtype="string")


def _number(text: pd.Series, where: str, name: str, key: str) -> pd.Series:
    text = text.str.removesuffix(".0")
    wrong = ~text.str.fullmatch(r"[0-9]{1,18}") & ((name == key) | (text != ""))
    if wrong.any():
        at = int(wrong.to_numpy().argmax())
        raise NewWaveError(
            f"{where}: found '{text.iloc[at]}' as {name} in row {at + 1}; "
            f"expected a whole number; correct or remove the row"
        )
    numbers = pd.to_numeric(text.where(text != "")).astype("Int64")
    return numbers.astype("int64") if name == key else numbers

"""Cells of text -> numbers, dates, truths. No code ever becomes a number: what is missing stays so.

Each function reads a column. `where` is the file, for the message where a cell is refused: it
names the column and, since the index is the row in the file, the row.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd

from newwave.errors import SourceError

CODES: frozenset[str] = frozenset(
    {"", "supp", "ns", "dns", "na", "n/a", "#n/a", "null", "z", "x", "c", "k", ":", "..", "-"}
)
"""What publishers write for suppressed, not submitted, not applicable or unknown; lower case."""

_NUMBER = re.compile(
    r"(?P<open>\()?(?P<sign>[-+]?)\s*£?\s*(?P<size>(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]*)?"
    r"|\.[0-9]+)(?P<power>e[-+]?[0-9]+)?(?(open)\))"
)
_TRUTHS = {
    **dict.fromkeys(("true", "t", "yes", "y", "1"), True),
    **dict.fromkeys(("false", "f", "no", "n", "0"), False),
}
_TIME_OF_DAY = r"^(\d{4}-\d{2}-\d{2})[ T].*$"
_DAYS = (
    (r"\d{4}-\d{2}-\d{2}", "%Y-%m-%d"),
    (r"\d{1,2}-\d{1,2}-\d{4}", "%d-%m-%Y"),
    (r"\d{1,2}/\d{1,2}/\d{4}", "%d/%m/%Y"),
    (r"\d{8}", "%Y%m%d"),
    (r"\d{1,2}-[A-Za-z]{3}-\d{4}", "%d-%b-%Y"),
    (r"\d{1,2} [A-Za-z]+ \d{4}", "%d %B %Y"),
)


def is_code(cell: str) -> bool:
    """Whether a cell stands for a missing value: one of `CODES`, in any case, padding, brackets."""
    bare = cell.strip().casefold()
    return bare.removeprefix("[").removesuffix("]").strip() in CODES


def are_missing(text: pd.Series) -> pd.Series:
    """Which cells stand for a missing value, as bool; blank cells do."""
    known = {cell: is_code(cell) for cell in text.dropna().unique()}
    return text.map(known).astype("boolean").fillna(True).astype(bool)


def read_numbers(text: pd.Series, where: Path | str) -> pd.Series:
    """Read numbers, as float64; blank cells and codes become NaN.

    Thousands separators, a pound sign and brackets for minus are tolerated. Raises `SourceError`
    at the first cell that is neither number nor code.
    """
    numbers = {cell: _number(cell) for cell in text.dropna().unique()}
    _refuse(text, {cell for cell, value in numbers.items() if value is None}, where, "a number")
    return text.map(numbers).astype("float64")


def read_whole_numbers(text: pd.Series, where: Path | str) -> pd.Series:
    """Read whole numbers, as Int64; blank cells and codes become NA, anything else raises."""
    numbers = {cell: _number(cell) for cell in text.dropna().unique()}
    strange = {
        cell
        for cell, value in numbers.items()
        if value is None or not (math.isnan(value) or (value.is_integer() and abs(value) < 2**53))
    }
    _refuse(text, strange, where, "a whole number")
    return text.map(numbers).astype("float64").astype("Int64")


def read_dates(text: pd.Series) -> pd.Series:
    """Read days, as datetime64[us]; what cannot be read becomes NaT.

    dd-mm-yyyy, dd/mm/yyyy, yyyy-mm-dd (with or without a time), yyyymmdd, 1-Sep-2013 and
    1 September 2013. A time of day is dropped.
    """
    days = pd.Series(pd.NaT, index=text.index, name=text.name, dtype="datetime64[us]")
    trimmed = text.astype("string").str.strip().str.replace(_TIME_OF_DAY, r"\1", regex=True)
    for pattern, form in _DAYS:
        fits = trimmed.str.fullmatch(pattern).fillna(False).astype(bool)
        if fits.any():
            read = pd.to_datetime(trimmed[fits].astype(object), format=form, errors="coerce")
            days[fits] = read.astype("datetime64[us]")
    return days


def read_postcodes(text: pd.Series) -> pd.Series:
    """Postcodes in upper case without spaces, as string; blank cells and codes become NA."""
    squeezed = text.astype("string").str.replace(r"\s+", "", regex=True).str.upper()
    return squeezed.mask(are_missing(squeezed))


def read_truths(text: pd.Series) -> pd.Series:
    """True/False, Yes/No, Y/N, T/F or 1/0 in any case, as boolean; anything else becomes NA."""
    truths = {cell: _TRUTHS.get(cell.strip().casefold()) for cell in text.dropna().unique()}
    return text.map(truths).astype("boolean")


def read_flags(text: pd.Series, where: Path | str) -> pd.Series:
    """As `read_truths`, but bool: raises `SourceError` for what is neither 0 nor 1."""
    flags = read_truths(text)
    if flags.isna().any():
        row = flags.index[flags.isna()][0]
        raise SourceError(
            where,
            f"{str(text[row])[:40]!r} in column {text.name}, row {row}",
            "0 or 1",
            "take the file as published",
        )
    return flags.astype(bool)


READERS: Mapping[str, Callable[[pd.Series, Path | str], pd.Series]] = {
    "text": lambda text, _: text,
    "text or code": lambda text, _: text.mask(are_missing(text)),
    "postcode": lambda text, _: read_postcodes(text),
    "number": read_numbers,
    "whole number": read_whole_numbers,
    "date": lambda text, _: read_dates(text),
    "flag": read_flags,
}
"""How the cells of a column are read, by its type."""


def _number(cell: str) -> float | None:
    """The number in a cell, NaN for a code, None for anything else."""
    if is_code(cell):
        return math.nan
    match = _NUMBER.fullmatch(cell.strip().casefold())
    if match is None:
        return None
    size = float(match["size"].replace(",", "") + (match["power"] or ""))
    if not math.isfinite(size):
        return None
    return -size if match["sign"] == "-" or match["open"] else size


def _refuse(text: pd.Series, strange: set[str], where: Path | str, expected: str) -> None:
    """Raise at the first cell of `text` that is among the `strange` ones."""
    if not strange:
        return
    cells = text[text.isin(strange)]
    more = f" (and {len(cells) - 1} more like it)" if len(cells) > 1 else ""
    raise SourceError(
        where,
        f"{str(cells.iloc[0])[:60]!r} in column {text.name}, row {cells.index[0]}{more}",
        f"{expected} or a code for a missing value",
        "correct the cell, or leave it blank if the value is not known",
    )

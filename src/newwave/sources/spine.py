"""The performance tables' list of schools ("spine"): every school of a year, and its address.

Publisher: Department for Education, Compare school performance; `england_spine.xlsx` or `.csv`.
It lists schools that were open in the year or had closed shortly before, each under its own URN.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from newwave.sources import accounts, files, values
from newwave.sources.errors import SourceError
from newwave.sources.layout import Column, Columns

EXPECTED = "the performance tables' list of schools: a row per school with URN, LA and ISPRIMARY"

COLUMNS: Columns = {
    "urn": Column(("URN",), "unique reference number"),
    "name": Column(("SCHNAME",), "name"),
    "la_code": Column(("LA",), "local authority, three digits"),
    "postcode": Column(("POSTCODE",), "postcode"),
    "street": Column(("STREET",), "street", required=False),
    "locality": Column(("LOCALITY",), "locality", required=False),
    "town": Column(("TOWN",), "town", required=False),
    "status": Column(
        ("ICLOSE", "SCHSTATUS"),
        "1 open, 2 closed, 3 open but to close, or in words",
        required=False,
    ),
    "opened": Column(("OPENDATE",), "day of opening, if recent", required=False),
    "closed": Column(("CLOSEDATE",), "day of closing", required=False),
    "minor_group": Column(("MINORGROUP",), "Maintained School, Academy ...", required=False),
    "school_type": Column(("NFTYPE", "SCHOOLTYPE"), "type of school", required=False),
    "primary": Column(("ISPRIMARY",), "1 if it has pupils of primary age"),
    "secondary": Column(("ISSECONDARY",), "1 if it has pupils of secondary age"),
    "low_age": Column(("AGEL",), "youngest age taught", required=False),
    "high_age": Column(("AGEH",), "oldest age taught", required=False),
}

_DAYS = ("opened", "closed")
_WHOLE = ("la_code", "low_age", "high_age")
_FLAGS = ("primary", "secondary")
_STATUS = {"1": "open", "2": "closed", "3": "open, to close", "4": "proposed"}


def read(path: Path) -> pd.DataFrame:
    """Every school of the list, one row per URN.

    Columns as `COLUMNS`, in that order: urn, la_code, low_age, high_age Int64; opened, closed
    datetime64[us]; primary, secondary bool; the rest string, postcodes without spaces. status is
    "open", "closed", "open, to close" or "proposed". A column that the file lacks is all missing.
    Raises `SourceError` where the file is no such list, where a flag is neither 0 nor 1, and
    where one URN stands in two rows that differ.
    """
    cells = accounts.schools(files.read_table(path, COLUMNS, EXPECTED), [], path)
    table = pd.DataFrame({"urn": cells["urn"]})
    for name in list(COLUMNS)[1:]:
        told = accounts.text(cells, name)
        if name in _DAYS:
            table[name] = values.dates(told)
        elif name in _WHOLE:
            table[name] = values.whole(told, path)
        elif name in _FLAGS:
            table[name] = _flag(told, path)
        else:
            table[name] = told
    table["postcode"] = values.postcodes(table["postcode"])
    # A status that is already in words stays as it is.
    table["status"] = table["status"].replace(_STATUS).str.casefold()
    table = table.drop_duplicates().reset_index(drop=True)
    accounts.refuse_twice(table, path)
    return table


def _flag(told: pd.Series, where: Path) -> pd.Series:
    flags = values.truths(told)
    if flags.isna().any():
        row = flags.index[flags.isna()][0]
        raise SourceError(
            where,
            f"{str(told[row])[:40]!r} in column {COLUMNS[str(told.name)].names[0]}, row {row}",
            "0 or 1",
            "take the file as published",
        )
    return flags.astype(bool)

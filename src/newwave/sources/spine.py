"""The performance tables' list of schools ("spine"): every school of a year, and its address.

Publisher: Department for Education, Compare school performance; `england_spine.xlsx` or `.csv`.
It lists schools that were open in the year or had closed shortly before, each under its own URN.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from newwave.sources.school_rows import read_schools
from newwave.sources.tabular_files import Column, Columns, optional

EXPECTED = "the performance tables' list of schools: a row per school with URN, LA and ISPRIMARY"

COLUMNS: Columns = {
    "urn": Column(("URN",), "unique reference number"),
    "name": Column(("SCHNAME",), "name"),
    "la_code": Column(("LA",), "local authority, three digits", type="whole number"),
    "postcode": Column(("POSTCODE",), "postcode", type="postcode"),
    "street": optional(("STREET",), "street"),
    "locality": optional(("LOCALITY",), "locality"),
    "town": optional(("TOWN",), "town"),
    "status": optional(
        ("ICLOSE", "SCHSTATUS"), "1 open, 2 closed, 3 open but to close, or in words"
    ),
    "opened": optional(("OPENDATE",), "day of opening, if recent", type="date"),
    "closed": optional(("CLOSEDATE",), "day of closing", type="date"),
    "minor_group": optional(("MINORGROUP",), "Maintained School, Academy ..."),
    "school_type": optional(("NFTYPE", "SCHOOLTYPE"), "type of school"),
    "primary": Column(("ISPRIMARY",), "1 if it has pupils of primary age", type="flag"),
    "secondary": Column(("ISSECONDARY",), "1 if it has pupils of secondary age", type="flag"),
    "low_age": optional(("AGEL",), "youngest age taught", type="whole number"),
    "high_age": optional(("AGEH",), "oldest age taught", type="whole number"),
}

_STATUS = {"1": "open", "2": "closed", "3": "open, to close", "4": "proposed"}


def read(path: Path) -> pd.DataFrame:
    """Every school of the list, one row per URN.

    Columns and types as `COLUMNS`, postcodes without spaces. status is "open", "closed",
    "open, to close" or "proposed". A column that the file lacks is all missing. Raises
    `SourceError` where the file is no such list, where a flag is neither 0 nor 1, and where one
    URN stands in two rows that differ.
    """
    table = read_schools(path, COLUMNS, EXPECTED)
    # A status that is already in words stays as it is.
    table["status"] = table["status"].replace(_STATUS).str.casefold()
    return table

"""The performance tables' list of schools ("spine"): every school of a year, and its address.

Publisher: Department for Education, Compare school performance; `england_spine.xlsx` or `.csv`.
It lists schools that were open in the year or had closed shortly before, each under its own URN.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from newwave.sources.school_rows import read_schools
from newwave.sources.tabular_files import Columns, optional, required

EXPECTED = "the performance tables' list of schools: a row per school with URN, LA and ISPRIMARY"

COLUMNS: Columns = {
    "urn": required("URN"),
    "name": required("SCHNAME"),
    "la_code": required("LA", type="whole number"),
    "postcode": required("POSTCODE", type="postcode"),
    "street": optional("STREET"),
    "locality": optional("LOCALITY"),
    "town": optional("TOWN"),
    "status": optional("ICLOSE", "SCHSTATUS"),
    # Given for schools that opened lately.
    "opened": optional("OPENDATE", type="date"),
    "closed": optional("CLOSEDATE", type="date"),
    # Maintained School, Academy ...
    "minor_group": optional("MINORGROUP"),
    "school_type": optional("NFTYPE", "SCHOOLTYPE"),
    # Whether it has pupils of primary, of secondary age.
    "primary": required("ISPRIMARY", type="flag"),
    "secondary": required("ISSECONDARY", type="flag"),
    "low_age": optional("AGEL", type="whole number"),
    "high_age": optional("AGEH", type="whole number"),
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

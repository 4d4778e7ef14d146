"""Get Information about Schools (GIAS): every establishment, open or closed, one row per URN.

Publisher: Department for Education; `edubasealldataYYYYMMDD.csv`. The file names head teachers,
inspectors and proprietors: none of those columns is among `COLUMNS`, so none is ever read.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from newwave.sources.school_rows import read_schools
from newwave.sources.tabular_files import Column, Columns, optional

EXPECTED = (
    "the register of schools (GIAS, all establishments): a row per school with URN, LA (code)"
)

COLUMNS: Columns = {
    "urn": Column(("URN",), "unique reference number"),
    "name": Column(("EstablishmentName",), "name"),
    "la_code": Column(("LA (code)",), "local authority, three digits", type="whole number"),
    "la_name": optional(("LA (name)",), "local authority"),
    "phase": Column(("PhaseOfEducation (name)",), "phase of education"),
    "type": Column(("TypeOfEstablishment (name)",), "type of establishment"),
    "type_group": optional(("EstablishmentTypeGroup (name)",), "group of types"),
    "status": Column(("EstablishmentStatus (name)",), "open, closed, proposed ..."),
    "opened": optional(("OpenDate",), "day of opening", type="date"),
    "closed": optional(("CloseDate",), "day of closing", type="date"),
    "low_age": optional(("StatutoryLowAge",), "youngest age taught", type="whole number"),
    "high_age": optional(("StatutoryHighAge",), "oldest age taught", type="whole number"),
    "pupils": optional(("NumberOfPupils",), "pupils on roll (headcount)", type="number"),
    "postcode": optional(("Postcode",), "postcode", type="postcode"),
    "street": optional(("Street",), "street"),
    "locality": optional(("Locality",), "locality"),
    "town": optional(("Town",), "town"),
    "lsoa": optional(("LSOA (code)",), "small area (LSOA) of the postcode", type="text or code"),
    "ofsted": optional(
        ("OfstedRating (name)",), "grade of the latest inspection", type="text or code"
    ),
}


def read(path: Path) -> pd.DataFrame:
    """Every school of the file, one row per URN.

    Columns and types as `COLUMNS`, postcodes without spaces. A column that the file lacks is all
    missing. Raises `SourceError` where the file is no GIAS extract and where one URN stands in
    two rows that differ.
    """
    return read_schools(path, COLUMNS, EXPECTED)

"""Get Information about Schools (GIAS): every establishment, open or closed, one row per URN.

Publisher: Department for Education; `edubasealldataYYYYMMDD.csv`. The file names head teachers,
inspectors and proprietors: none of those columns is among `COLUMNS`, so none is ever read.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from newwave.sources.school_rows import read_schools
from newwave.sources.tabular_files import Columns, optional, required

EXPECTED = (
    "the register of schools (GIAS, all establishments): a row per school with URN, LA (code)"
)

COLUMNS: Columns = {
    "urn": required("URN"),
    "name": required("EstablishmentName"),
    "la_code": required("LA (code)", type="whole number"),
    "la_name": optional("LA (name)"),
    "phase": required("PhaseOfEducation (name)"),
    "type": required("TypeOfEstablishment (name)"),
    "type_group": optional("EstablishmentTypeGroup (name)"),
    # Open, closed, proposed ...
    "status": required("EstablishmentStatus (name)"),
    "opened": optional("OpenDate", type="date"),
    "closed": optional("CloseDate", type="date"),
    "low_age": optional("StatutoryLowAge", type="whole number"),
    "high_age": optional("StatutoryHighAge", type="whole number"),
    # Headcount.
    "pupils": optional("NumberOfPupils", type="number"),
    "postcode": optional("Postcode", type="postcode"),
    "street": optional("Street"),
    "locality": optional("Locality"),
    "town": optional("Town"),
    "lsoa": optional("LSOA (code)", type="text or code"),
    # The grade of the latest inspection.
    "ofsted": optional("OfstedRating (name)", type="text or code"),
}


def read(path: Path) -> pd.DataFrame:
    """Every school of the file, one row per URN.

    Columns and types as `COLUMNS`, postcodes without spaces. A column that the file lacks is all
    missing. Raises `SourceError` where the file is no GIAS extract and where one URN stands in
    two rows that differ.
    """
    return read_schools(path, COLUMNS, EXPECTED)

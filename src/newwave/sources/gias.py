"""Get Information about Schools (GIAS): every establishment, open or closed, one row per URN.

Publisher: Department for Education; `edubasealldataYYYYMMDD.csv`. The file names head teachers,
inspectors and proprietors: none of those columns is among `COLUMNS`, so none is ever read.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from newwave.sources import accounts, files, values
from newwave.sources.layout import Column, Columns

EXPECTED = (
    "the register of schools (GIAS, all establishments): a row per school with URN, LA (code)"
)

COLUMNS: Columns = {
    "urn": Column(("URN",), "unique reference number"),
    "name": Column(("EstablishmentName",), "name"),
    "la_code": Column(("LA (code)",), "local authority, three digits"),
    "la_name": Column(("LA (name)",), "local authority", required=False),
    "phase": Column(("PhaseOfEducation (name)",), "phase of education"),
    "type": Column(("TypeOfEstablishment (name)",), "type of establishment"),
    "type_group": Column(("EstablishmentTypeGroup (name)",), "group of types", required=False),
    "status": Column(("EstablishmentStatus (name)",), "open, closed, proposed ..."),
    "opened": Column(("OpenDate",), "day of opening", required=False),
    "closed": Column(("CloseDate",), "day of closing", required=False),
    "low_age": Column(("StatutoryLowAge",), "youngest age taught", required=False),
    "high_age": Column(("StatutoryHighAge",), "oldest age taught", required=False),
    "pupils": Column(("NumberOfPupils",), "pupils on roll (headcount)", required=False),
    "postcode": Column(("Postcode",), "postcode", required=False),
    "street": Column(("Street",), "street", required=False),
    "locality": Column(("Locality",), "locality", required=False),
    "town": Column(("Town",), "town", required=False),
    "lsoa": Column(("LSOA (code)",), "small area (LSOA) of the postcode", required=False),
    "ofsted": Column(("OfstedRating (name)",), "grade of the latest inspection", required=False),
}

_DAYS = ("opened", "closed")
_WHOLE = ("la_code", "low_age", "high_age")


def read(path: Path) -> pd.DataFrame:
    """Every school of the file.

    Columns as `COLUMNS`, in that order: urn, la_code, low_age, high_age Int64; pupils float64;
    opened, closed datetime64[us]; the rest string, postcodes without spaces. A column that the
    file lacks is all missing. Raises `SourceError` where the file is no GIAS extract and where
    one URN stands in two rows that differ.
    """
    cells = files.read_table(path, COLUMNS, EXPECTED)
    cells = accounts.schools(cells, [], path)
    table = cells.reindex(columns=list(COLUMNS))
    for name in table.columns.difference(cells.columns):
        table[name] = pd.Series(pd.NA, index=table.index, dtype="string")
    for name in _DAYS:
        table[name] = values.dates(table[name])
    for name in _WHOLE:
        table[name] = values.whole(table[name], path)
    table["pupils"] = values.numbers(table["pupils"], path)
    table["postcode"] = values.postcodes(table["postcode"])
    for name in ("lsoa", "ofsted"):
        table[name] = table[name].mask(values.codes(table[name]))
    table = table.drop_duplicates().reset_index(drop=True)
    accounts.refuse_twice(table, path)
    return table

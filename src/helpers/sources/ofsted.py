"""Ofsted's inspections of state-funded schools: the overall grade and its date.

Publisher: Ofsted, management information. Some files have a title above the header. Inspections
since autumn 2024 give no single grade: theirs is "none", as is that of a school "not judged".
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from helpers.sources import files, values
from helpers.sources.errors import SourceError
from helpers.sources.layout import Column, Columns

EXPECTED = "Ofsted's inspections: a row per school with URN, overall effectiveness, date"

COLUMNS: Columns = {
    "urn": Column(("URN",), "unique reference number"),
    "grade": Column(
        ("Overall effectiveness", "Latest OEIF overall effectiveness", "Rating"),
        "1 to 4, 9 or Not judged, or in words",
    ),
    "inspected": Column(
        (
            "Inspection start date",
            "Inspection start date of latest OEIF graded inspection",
            "Inspection date",
            "Publication date",
        ),
        "day of the inspection",
    ),
}

_GRADES = {
    "1": "outstanding",
    "2": "good",
    "3": "requires improvement",
    "4": "inadequate",
    "9": "none",
    "outstanding": "outstanding",
    "good": "good",
    "requires improvement": "requires improvement",
    "satisfactory": "requires improvement",
    "inadequate": "inadequate",
    "special measures": "inadequate",
    "serious weaknesses": "inadequate",
    "not judged": "none",
    "not applicable": "none",
}


def read(path: Path) -> pd.DataFrame:
    """Every inspection with a date: urn (Int64), inspected (datetime64[us]), grade (string).

    grade is outstanding, good, requires improvement, inadequate or none; "satisfactory", as it
    was called until 2012, counts as requires improvement. Rows whose grade is a code for a
    missing value are dropped. Raises `SourceError` for a grade that is none of Ofsted's words.
    """
    cells = files.read_table(path, COLUMNS, EXPECTED)
    told = cells["grade"].mask(values.codes(cells["grade"])).str.casefold()
    grade = told.str.replace(r"\.0$", "", regex=True).map(_GRADES).astype("string")
    strange = told[told.notna() & grade.isna()]
    if len(strange):
        raise SourceError(
            path,
            f"the grade {strange.iloc[0]!r} in row {strange.index[0]}",
            "1 to 4, 9, or Ofsted's words for them",
            "check that this is Ofsted's file, unchanged",
        )
    table = pd.DataFrame(
        {
            "urn": values.whole(cells["urn"], path),
            "inspected": values.dates(cells["inspected"]),
            "grade": grade,
        }
    )
    return table.dropna().drop_duplicates().reset_index(drop=True)

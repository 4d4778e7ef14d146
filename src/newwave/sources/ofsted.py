"""Ofsted's inspections of state-funded schools: the overall grade and its date.

Publisher: Ofsted, management information ("latest inspections", and the files of all inspections
of a year). Some files have a title above the header. A file of latest inspections also tells the
one before: both are read. What has no single grade is "none": a school "not judged", inspections
since autumn 2024, and the report cards since autumn 2025, for which files give a date alone.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from newwave.sources import accounts, files, values
from newwave.sources.errors import SourceError
from newwave.sources.layout import Column, Columns

EXPECTED = "Ofsted's inspections: a row per school with URN, overall effectiveness, date"

COLUMNS: Columns = {
    "urn": Column(("URN",), "unique reference number"),
    "grade": Column(
        (
            "Overall effectiveness",
            "Latest OEIF overall effectiveness",
            "Overall effectiveness: how good is the school",
            "Rating",
        ),
        "1 to 4, 9 or Not judged, or in words",
    ),
    "inspected": Column(
        ("Inspection start date", "Inspection date", "First date of inspection"),
        "day of the inspection; of the report card, in files that have those",
    ),
    "urn_then": Column(
        (
            "URN at time of latest OEIF graded inspection",
            "URN at time of latest graded inspection",
            "URN at time of latest full inspection",
        ),
        "URN of the school when it was graded",
        required=False,
    ),
    "graded": Column(
        ("Inspection start date of latest OEIF graded inspection",),
        "day of the latest inspection with grades, in files with report cards",
        required=False,
    ),
    "grade_before": Column(
        (
            "Previous graded inspection overall effectiveness",
            "Previous full inspection overall effectiveness",
            "Previous overall effectiveness",
        ),
        "grade of the inspection before",
        required=False,
    ),
    "inspected_before": Column(
        ("Previous inspection start date", "Previous full inspection date"),
        "day of the inspection before",
        required=False,
    ),
    "urn_before": Column(
        (
            "URN at time of previous graded inspection",
            "URN at time of previous full inspection",
            "URN at time of previous inspection",
        ),
        "URN of the school at the inspection before",
        required=False,
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
    was called until 2012, counts as requires improvement. An inspection made under an earlier
    URN stands under that and under the school's present one, since Ofsted counts it for both.
    Rows without a date, or whose grade is a code for a missing value, are dropped. Raises
    `SourceError` for a grade that is none of Ofsted's words and for a date that is none.
    """
    cells = accounts.schools(files.read_table(path, COLUMNS, EXPECTED), [], path)
    day = "graded" if "graded" in cells else "inspected"
    found = _inspections(cells, "urn_then", day, "grade", path)
    found += _inspections(cells, "urn_before", "inspected_before", "grade_before", path)
    if "graded" in cells:
        cards = pd.DataFrame({"urn": cells["urn"], "inspected": _days(cells["inspected"], path)})
        found.append(cards.assign(grade=pd.Series("none", index=cells.index, dtype="string")))
    table = pd.concat(found).dropna().drop_duplicates()
    return table.sort_values(["urn", "inspected", "grade"], ignore_index=True)


def _inspections(
    cells: pd.DataFrame, then: str, day: str, grade: str, where: Path
) -> list[pd.DataFrame]:
    """One inspection of each school, under its present URN and under the one it had then."""
    if day not in cells or grade not in cells:
        return []
    told = pd.DataFrame(
        {
            "urn": cells["urn"],
            "inspected": _days(cells[day], where),
            "grade": _grades(cells[grade], where),
        }
    )
    return [told, told.assign(urn=values.whole(accounts.text(cells, then), where))]


def _days(text: pd.Series, where: Path) -> pd.Series:
    days = values.dates(text)
    _refuse(text[days.isna() & ~values.codes(text)], where, "date", "a day such as 15/03/2017")
    return days


def _grades(text: pd.Series, where: Path) -> pd.Series:
    told = text.mask(values.codes(text)).str.casefold()
    grades = told.str.replace(r"\.0$", "", regex=True).map(_GRADES).astype("string")
    _refuse(told[told.notna() & grades.isna()], where, "grade", "1 to 4, 9, or Ofsted's words")
    return grades


def _refuse(strange: pd.Series, where: Path, what: str, expected: str) -> None:
    if len(strange):
        raise SourceError(
            where,
            f"the {what} {strange.iloc[0][:40]!r} in row {strange.index[0]}",
            expected,
            "check that this is Ofsted's file, unchanged",
        )

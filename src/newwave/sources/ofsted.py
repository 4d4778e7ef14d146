"""Ofsted's inspections of state-funded schools: the overall grade and its date.

Publisher: Ofsted, management information ("latest inspections", and the files of all inspections
of a year). Some files have a title above the header. A file of latest inspections also gives the
one before: both are read. What has no single grade is "none": a school "not judged", inspections
since autumn 2024, and the report cards since autumn 2025, for which files give a date alone.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from newwave.errors import SourceError
from newwave.sources.cell_values import are_missing, read_dates, read_whole_numbers
from newwave.sources.school_rows import keep_schools, text_column
from newwave.sources.tabular_files import Columns, optional, read_table, required

EXPECTED = "Ofsted's inspections: a row per school with URN, overall effectiveness, date"

COLUMNS: Columns = {
    "urn": required("URN"),
    # 1 to 4, 9 or Not judged, or in words.
    "grade": required(
        "Overall effectiveness",
        "Latest OEIF overall effectiveness",
        "Overall effectiveness: how good is the school",
        "Rating",
    ),
    # The day of the report card, in files that have those.
    "inspected": required("Inspection start date", "Inspection date", "First date of inspection"),
    # The school's URN when it was graded.
    "urn_then": optional(
        "URN at time of latest OEIF graded inspection",
        "URN at time of latest graded inspection",
        "URN at time of latest full inspection",
    ),
    # The day of the latest inspection with grades, in files with report cards.
    "graded": optional("Inspection start date of latest OEIF graded inspection"),
    "grade_before": optional(
        "Previous graded inspection overall effectiveness",
        "Previous full inspection overall effectiveness",
        "Previous overall effectiveness",
    ),
    "inspected_before": optional("Previous inspection start date", "Previous full inspection date"),
    "urn_before": optional(
        "URN at time of previous graded inspection",
        "URN at time of previous full inspection",
        "URN at time of previous inspection",
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
    text = keep_schools(read_table(path, COLUMNS, EXPECTED), [], path)
    day = "graded" if "graded" in text else "inspected"
    found = _inspections(text, "urn_then", day, "grade", path)
    found += _inspections(text, "urn_before", "inspected_before", "grade_before", path)
    if "graded" in text:
        cards = pd.DataFrame({"urn": text["urn"], "inspected": _days(text["inspected"], path)})
        found.append(cards.assign(grade=pd.Series("none", index=text.index, dtype="string")))
    table = pd.concat(found).dropna().drop_duplicates()
    return table.sort_values(["urn", "inspected", "grade"], ignore_index=True)


def _inspections(
    text: pd.DataFrame, then: str, day: str, grade: str, where: Path
) -> list[pd.DataFrame]:
    """One inspection of each school, under its present URN and under the one it had then."""
    if day not in text or grade not in text:
        return []
    days, grades = _days(text[day], where), _grades(text[grade], where)
    table = pd.DataFrame({"urn": text["urn"], "inspected": days, "grade": grades})
    urn_then = read_whole_numbers(text_column(text, then), where)
    return [table, table.assign(urn=urn_then)]


def _days(text: pd.Series, where: Path) -> pd.Series:
    days = read_dates(text)
    strange = text[days.isna() & ~are_missing(text)]
    _refuse(strange, where, "date", "a day such as 15/03/2017")
    return days


def _grades(text: pd.Series, where: Path) -> pd.Series:
    words = text.mask(are_missing(text)).str.casefold()
    grades = words.str.replace(r"\.0$", "", regex=True).map(_GRADES).astype("string")
    _refuse(words[words.notna() & grades.isna()], where, "grade", "1 to 4, 9, or Ofsted's words")
    return grades


def _refuse(strange: pd.Series, where: Path, what: str, expected: str) -> None:
    if len(strange):
        raise SourceError(
            where,
            f"the {what} {strange.iloc[0][:40]!r} in row {strange.index[0]}",
            expected,
            "check that this is Ofsted's file, unchanged",
        )

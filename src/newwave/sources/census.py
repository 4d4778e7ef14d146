"""The school census: how many pupils each school has, and how many have free school meals.

Publisher: Department for Education. Two files are read: the performance tables' census file
(`england_census.csv`, URN, NOR, NUMFSM) and the release file "Schools, pupils and their
characteristics" (URN, headcount of pupils). Both count heads, not full-time equivalents.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from newwave.sources.school_rows import read_schools
from newwave.sources.tabular_files import Column, Columns, optional

EXPECTED = "the school census: a row per school with URN and its number of pupils (NOR)"

COLUMNS: Columns = {
    "urn": Column(("URN",), "unique reference number"),
    "pupils": Column(("NOR", "headcount of pupils"), "pupils on roll (headcount)", type="number"),
    "fsm": optional(
        (
            "NUMFSM",
            # The release file cuts its headers off after 64 letters.
            "number of pupils known to be eligible for and claiming free scho",
            "number of pupils known to be eligible for and claiming free school meals",
            "number of pupils known to be eligible for free school meals",
        ),
        "pupils who are eligible for free school meals",
        type="number",
    ),
    "fsm_ever": optional(
        ("NUMFSMEVER",),
        "pupils eligible for free school meals in the last six years",
        type="number",
    ),
    "eal": optional(
        (
            "NUMEAL",
            "number of pupils whose first language is known or believed to be other than English",
        ),
        "pupils whose first language is not English",
        type="number",
    ),
}


def read(path: Path) -> pd.DataFrame:
    """Every school of the census, one row per URN: urn Int64, the rest float64 (headcounts).

    Suppressed (SUPP) and inapplicable (NA) counts are NaN; so is a column that the file lacks.
    Rows of totals are dropped. Raises `SourceError` where the file is no census, and where one
    URN stands in two rows that differ.
    """
    return read_schools(path, COLUMNS, EXPECTED)

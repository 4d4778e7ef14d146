"""The school census: how many pupils each school has, and how many have free school meals.

Publisher: Department for Education. Two files are read: the performance tables' census file
(`england_census.csv`, URN, NOR, NUMFSM) and the release file "Schools, pupils and their
characteristics" (URN, headcount of pupils). Both count heads, not full-time equivalents.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from newwave.sources.school_rows import read_schools
from newwave.sources.tabular_files import Columns, optional, required

EXPECTED = "the school census: a row per school with URN and its number of pupils (NOR)"

COLUMNS: Columns = {
    "urn": required("URN"),
    "pupils": required("NOR", "headcount of pupils", type="number"),
    # Eligible for free school meals; the release file cuts its headers off after 64 letters.
    "fsm": optional(
        "NUMFSM",
        "number of pupils known to be eligible for and claiming free scho",
        "number of pupils known to be eligible for and claiming free school meals",
        "number of pupils known to be eligible for free school meals",
        type="number",
    ),
    # In the last six years.
    "fsm_ever": optional("NUMFSMEVER", type="number"),
    # Whose first language is not English.
    "eal": optional(
        "NUMEAL",
        "number of pupils whose first language is known or believed to be other than English",
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

"""Ofsted's grade: of the latest inspection before the end of the finance year."""

from __future__ import annotations

import pandas as pd

from helpers.waves.vocabulary import OFSTED
from newwave.assemble.options import WaveOptions
from newwave.assemble.rule_log import RuleLog
from newwave.assemble.source_tables import SourceTables
from newwave.assemble.succession import Succession

_WORDS = {
    "satisfactory": "requires improvement",
    "special measures": "inadequate",
    "serious weaknesses": "inadequate",
}
"""Grades of other times -> those of the contract."""


def ofsted_grades(
    schools: pd.DataFrame, tables: SourceTables, options: WaveOptions, log: RuleLog
) -> pd.Series:
    """Grade of each school, string, one of the contract's words; NA where unknown.

    From Ofsted's file; an inspection of a school before it changed its URN counts where it has
    none of its own. GIAS gives the grade on the day of its file, and stands in only for schools
    that Ofsted's file does not have at all: a later grade is not the grade of that year.
    """
    of_gias = _in_words(schools["gias_ofsted"])
    if tables.inspections is None:
        log.add("Ofsted grade from GIAS, as on the day of that file", of_gias.notna())
        return of_gias
    every = _inspections_of_each(schools, tables.inspections, tables.succession)
    cutoff = every["academy"].map({False: options.ends, True: options.academies_end})
    within = every[every["inspected"] <= pd.to_datetime(cutoff)]
    latest = within.sort_values(["own", "inspected", "grade"]).drop_duplicates("urn", keep="last")
    latest = latest.set_index("urn")
    found = _in_words(schools["urn"].map(latest["grade"]))
    own = schools["urn"].map(latest["own"]).astype("boolean").fillna(False)
    absent = ~schools["urn"].isin(every["urn"])
    log.add(
        "Ofsted grade of the latest inspection before the end of the finance year",
        found.notna() & own,
    )
    log.add("Ofsted grade of the school under an earlier URN", found.notna() & ~own)
    log.add(
        "Ofsted grade from GIAS, as on the day of that file: Ofsted's file lacks the school",
        absent & of_gias.notna(),
    )
    log.add(
        "Missing Ofsted grade: every inspection came after the end of the finance year",
        found.isna() & ~absent,
    )
    return found.fillna(of_gias.where(absent))


def _inspections_of_each(
    schools: pd.DataFrame, inspections: pd.DataFrame, succession: Succession
) -> pd.DataFrame:
    """Inspections of each school: urn, academy, own (not a predecessor's), inspected, grade."""
    rows = [
        (int(urn), bool(academy), inspected, inspected == urn)
        for urn, academy in schools[["urn", "academy"]].itertuples(index=False)
        for inspected in ({int(urn)} | succession.earlier(int(urn)))
    ]
    names = pd.DataFrame(rows, columns=["urn", "academy", "named", "own"])
    dated = inspections.dropna(subset=["urn", "inspected"]).rename(columns={"urn": "named"})
    return names.merge(dated.astype({"named": "int64"}), on="named")


def _in_words(grades: pd.Series) -> pd.Series:
    words = grades.astype("string").str.strip().str.casefold().replace(_WORDS)
    return words.where(words.isin(OFSTED))

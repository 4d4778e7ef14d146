"""Ofsted's grade: of the latest inspection before the end of the finance year."""

from __future__ import annotations

import pandas as pd

from helpers.waves.vocabulary import OFSTED
from newwave.assemble.inputs import Inputs
from newwave.assemble.ledger import Ledger
from newwave.assemble.lineage import Lineage
from newwave.assemble.options import Options

_WORDS = {
    "satisfactory": "requires improvement",
    "special measures": "inadequate",
    "serious weaknesses": "inadequate",
}
"""Grades of other times -> those of the contract."""


def grades(
    frame: pd.DataFrame, inputs: Inputs, options: Options, lineage: Lineage, ledger: Ledger
) -> pd.Series:
    """Grade of each school, string, one of the contract's words; NA where unknown.

    From Ofsted's file; an inspection of a school before it changed its URN counts where it has
    none of its own. GIAS gives the grade on the day of its file, and stands in only for schools
    that Ofsted's file does not have at all: a later grade is not the grade of that year.
    """
    told = _in_words(frame["gias_ofsted"])
    if inputs.inspections is None:
        ledger.add("Ofsted grade from GIAS, as on the day of that file", told.notna())
        return told
    every = _of_each(frame, inputs.inspections, lineage)
    cutoff = every["academy"].map({False: options.ends, True: options.academies_end})
    within = every[every["inspected"] <= pd.to_datetime(cutoff)]
    latest = within.sort_values(["own", "inspected", "grade"]).drop_duplicates("urn", keep="last")
    latest = latest.set_index("urn")
    found = _in_words(frame["urn"].map(latest["grade"]))
    own = frame["urn"].map(latest["own"]).astype("boolean").fillna(False)
    ledger.add(
        "Ofsted grade of the latest inspection before the end of the finance year",
        found.notna() & own,
    )
    ledger.add("Ofsted grade of the school under an earlier URN", found.notna() & ~own)
    absent = ~frame["urn"].isin(every["urn"])
    ledger.add(
        "Ofsted grade from GIAS, as on the day of that file: Ofsted's file lacks the school",
        absent & told.notna(),
    )
    ledger.add(
        "Missing Ofsted grade: every inspection came after the end of the finance year",
        found.isna() & ~absent,
    )
    return found.fillna(told.where(absent))


def _of_each(frame: pd.DataFrame, inspections: pd.DataFrame, lineage: Lineage) -> pd.DataFrame:
    """Inspections of each school: urn, academy, own (not a predecessor's), inspected, grade."""
    rows = [
        (int(urn), bool(academy), inspected, inspected == urn)
        for urn, academy in frame[["urn", "academy"]].itertuples(index=False)
        for inspected in ({int(urn)} | lineage.earlier(int(urn)))
    ]
    names = pd.DataFrame(rows, columns=["urn", "academy", "named", "own"])
    dated = inspections.dropna(subset=["urn", "inspected"]).rename(columns={"urn": "named"})
    return names.merge(dated.astype({"named": "int64"}), on="named")


def _in_words(grades: pd.Series) -> pd.Series:
    words = grades.astype("string").str.strip().str.casefold().replace(_WORDS)
    return words.where(words.isin(OFSTED))

"""From inputs to the tables of a wave: each rule in its turn, entered in the ledger."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from helpers.waves.columns import SCHOOLS
from newwave.assemble.associations import Associations, associations
from newwave.assemble.deprivation import deciles
from newwave.assemble.frame import frame
from newwave.assemble.inputs import Inputs
from newwave.assemble.inspections import grades
from newwave.assemble.ledger import Ledger
from newwave.assemble.lineage import Lineage
from newwave.assemble.money import amounts
from newwave.assemble.names import harmless
from newwave.assemble.options import Options
from newwave.assemble.survey import survey

VARIABLES = (
    "pupils", "total_income", "direct_donations", "pta_income", "pupil_premium", "ofsted",
    "imd_decile",
)  # fmt: skip
"""Columns of schools.csv that a source may lack."""

_LACKING = {
    "pupils": "neither the accounts nor GIAS tell how many there are",
    "total_income": "the accounts have no line for it",
    "direct_donations": "the accounts have no line for it",
    "pupil_premium": "the accounts have no line for it",
    "pta_income": "no accounts of an association close to the finance year were found",
    "ofsted": "neither Ofsted's file nor GIAS tells a grade of that time",
    "imd_decile": "no school could be placed",
}


@dataclass(frozen=True)
class Tables:
    """Schools and survey, typed as the contract has them, and what the register told."""

    schools: pd.DataFrame
    survey: pd.DataFrame | None
    linked: Associations


def tables(inputs: Inputs, options: Options, ledger: Ledger) -> Tables:
    """Apply every rule to the tables of the sources. Raises SourceError for what cannot be read."""
    lineage = Lineage(inputs.links)
    here = frame(inputs, options, ledger)
    money = amounts(here, ledger)
    decile = deciles(here, inputs, ledger)
    ofsted = grades(here, inputs, options, lineage, ledger)
    linked = associations(here, money["pupils"], inputs, options, lineage, ledger)
    schools = pd.DataFrame(
        {
            "urn": here["urn"].astype("int64"),
            "la_code": here["la_code"].astype("int64"),
            "name": _names(here, ledger),
            "phase": here["phase"],
            **money,
            **linked.table,
            "ofsted": ofsted,
            "imd_decile": decile,
        }
    )
    schools = schools[[column for column in SCHOOLS if column in schools]]
    _note_lacking(schools, ledger)
    asked = survey(options.survey, schools, ledger) if options.survey else None
    return Tables(schools, asked, linked)


def _names(here: pd.DataFrame, ledger: Ledger) -> pd.Series:
    given = here["gias_name"].fillna(here["name"])
    names = harmless(given, here["urn"])
    changed = names != given.astype("string").str.split().str.join(" ")
    ledger.add(
        "Names without the signs at their front that a spreadsheet takes for a formula", changed
    )
    return names


def _note_lacking(schools: pd.DataFrame, ledger: Ledger) -> None:
    told = " ".join(ledger.notes)
    for variable in VARIABLES:
        if schools[variable].isna().all() and f"{variable} " not in told:
            ledger.note(f"{variable} is missing throughout: {_LACKING[variable]}.")

"""schools.csv, column by column, and survey.csv: each rule in its turn, entered in the log."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import pandas as pd

from helpers.waves.columns import SCHOOLS
from newwave.assemble.associations import SchoolAssociations, find_associations
from newwave.assemble.deprivation import imd_deciles
from newwave.assemble.inspections import ofsted_grades
from newwave.assemble.options import WaveOptions
from newwave.assemble.primary_schools import select_primary_schools
from newwave.assemble.rule_log import RuleLog
from newwave.assemble.source_tables import SourceTables
from newwave.assemble.survey_import import import_survey

FULL_YEAR = 12

_LACKING = {
    "pupils": "neither the accounts nor GIAS tell how many there are",
    "total_income": "the accounts have no line for it",
    "direct_donations": "the accounts have no line for it",
    "pta_income": "no accounts of an association close to the finance year were found",
    "pupil_premium": "the accounts have no line for it",
    "ofsted": "neither Ofsted's file nor GIAS tells a grade of that time",
    "imd_decile": "no school could be placed",
}
"""Columns of schools.csv that a source may lack, and what it means if all of one is missing."""

VARIABLES = tuple(_LACKING)

_FORMULA_SIGNS = re.compile("[\\s'=+\\-@\uff1d\uff0b\uff0d\uff20]+")
"""What a cell may not begin with: a spreadsheet takes it for a formula, in full width as well."""


class WaveTables(NamedTuple):
    """Schools and survey in the contract's columns, and what the register of charities says."""

    schools: pd.DataFrame
    survey: pd.DataFrame | None
    associations: SchoolAssociations


def make_tables(tables: SourceTables, options: WaveOptions, log: RuleLog) -> WaveTables:
    """Apply every rule to the tables of the sources. Raises SourceError for what cannot be read."""
    schools = select_primary_schools(tables, options, log)
    amounts = _amounts(schools, log)
    schools = schools.assign(pupils=_pupils(schools, log))
    deciles = imd_deciles(schools, tables, log)
    grades = ofsted_grades(schools, tables, options, log)
    associations = find_associations(schools, tables, options, log)
    table = pd.DataFrame(
        {
            "urn": schools["urn"].astype("int64"),
            "la_code": schools["la_code"].astype("int64"),
            "name": _names(schools, log),
            "phase": schools["phase"],
            "pupils": schools["pupils"],
            **amounts,
            **associations.table,
            "ofsted": grades,
            "imd_decile": deciles,
        }
    )
    noted = " ".join(log.notes)
    for variable, reason in _LACKING.items():
        if table[variable].isna().all() and f"{variable} " not in noted:
            log.note(f"{variable} is missing throughout: {reason}.")
    table = table[[column for column in SCHOOLS if column in table]]
    survey = import_survey(options.survey, table, log) if options.survey else None
    return WaveTables(table, survey, associations)


def _amounts(schools: pd.DataFrame, log: RuleLog) -> pd.DataFrame:
    """Columns total_income, direct_donations, pupil_premium; float64, NaN where missing.

    A joint return of a federation is no one school's, a return of fewer than 12 months no
    year's, and what was not sent is not zero: all three leave the amounts missing.
    """
    amounts = schools[["total_income", "donations", "pupil_premium"]].astype("float64")
    amounts = amounts.rename(columns={"donations": "direct_donations"})
    joint = schools["federation"].isin(["lead", "member"])
    unsent = ~schools["submitted"] & ~joint
    short = (schools["months"] < FULL_YEAR) & schools["submitted"] & ~joint
    log.add(
        "Missing amounts: the school belongs to a federation that sent one return for all its "
        "schools, so that no amount is any one school's",
        joint,
    )
    log.add("Missing amounts: no return was sent", unsent)
    log.add(
        f"Missing amounts: the return covers fewer than {FULL_YEAR} months, as that of a school "
        "which became an academy in the year",
        short,
    )
    amounts = amounts.mask(joint | unsent | short)
    below = amounts < 0
    log.add("Missing amounts: below zero, which is a correction of other years", below.any(axis=1))
    return amounts.mask(below)


def _pupils(schools: pd.DataFrame, log: RuleLog) -> pd.Series:
    """Full-time equivalents of the accounts; headcount of GIAS where these have none."""
    own = schools["pupils"].astype("float64")
    # A lead's pupils are those of the whole federation.
    own = own.mask((schools["federation"] == "lead") | (own <= 0))
    head = schools["gias_pupils"].astype("float64")
    head = head.mask(head <= 0)
    log.add(
        "Pupils from GIAS, as headcount and of the day of that file, where the accounts have no "
        "number for the school alone",
        own.isna() & head.notna(),
    )
    return own.fillna(head)


def _names(schools: pd.DataFrame, log: RuleLog) -> pd.Series:
    given = schools["gias_name"].fillna(schools["name"]).astype("string")
    names = [harmless_name(name, urn) for name, urn in zip(given, schools["urn"], strict=True)]
    written = pd.Series(names, index=schools.index, dtype="string")
    log.add(
        "Names without the signs at their front that a spreadsheet takes for a formula",
        written != given.str.split().str.join(" "),
    )
    return written


def harmless_name(name: Any, urn: int) -> str:
    """A name on one line, without the signs at its front that would make it a formula.

    A name of which nothing is left, or that is missing, becomes "School" and the URN.
    """
    text = "" if pd.isna(name) else str(name)
    printable = "".join(sign if sign.isprintable() else " " for sign in text)
    front = _FORMULA_SIGNS.match(printable)
    bare = printable[front.end() :] if front else printable
    return " ".join(bare.split()) or f"School {urn}"

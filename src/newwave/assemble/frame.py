"""The frame: whose accounts are at hand, in which area, and which of these are primary schools."""

from __future__ import annotations

import pandas as pd

from newwave.assemble.inputs import Inputs
from newwave.assemble.ledger import Ledger
from newwave.assemble.options import Options
from newwave.assemble.phases import phase_of
from newwave.sources.errors import SourceError

STRAY_SHARE = 0.01
"""More schools than this share, closed or unopened in the year, mean the year is another."""

_REGISTER = (
    "urn", "name", "la_code", "la_name", "phase", "type", "type_group", "status", "opened",
    "closed", "low_age", "high_age", "pupils", "postcode", "lsoa", "ofsted",
)  # fmt: skip


def frame(inputs: Inputs, options: Options, ledger: Ledger) -> pd.DataFrame:
    """The schools of a wave, one row per URN, in order of URN.

    Columns of the accounts (`sources.cfr`), those of GIAS with the prefix gias_, academy (bool)
    and phase (a word of the contract). What is dropped stands in the ledger, with the reason.
    Raises SourceError where accounts and GIAS are not of one country or year, or where the
    area is not in them.
    """
    table = _returns(inputs, options, ledger)
    table = _joined(table, inputs)
    table = _of_area(table, inputs, options, ledger)
    if options.academies == "exclude":
        _count_academies(inputs.schools, options, ledger)
    _refuse_other_year(table, inputs, options)
    unknown = table["gias_urn"].isna()
    ledger.add("Dropped: the URN of the accounts is not in GIAS", unknown)
    table = table[~unknown]
    phases, reasons = phase_of(table)
    for reason in reasons.dropna().unique():
        ledger.add(f"Dropped: {reason}", reasons == reason)
    table = table.assign(phase=phases)[reasons.isna()]
    if table.empty:
        raise SourceError(
            inputs.where("accounts"),
            f"no primary school among the accounts of area {options.area}",
            "at least one",
            "check that the file is the one for maintained schools",
        )
    ledger.add("Kept: primary schools (infant, junior, first, middle deemed primary)", len(table))
    return table.sort_values("urn", ignore_index=True)


def _returns(inputs: Inputs, options: Options, ledger: Ledger) -> pd.DataFrame:
    """Accounts of maintained schools and, if asked for, of academies, one under the other."""
    parts = [inputs.accounts.assign(academy=False)]
    ledger.add("Read: accounts of maintained schools (CFR)", len(inputs.accounts))
    if options.academies == "include":
        if inputs.academies is None:
            raise SourceError(
                "accounts of academies (AAR)",
                "none",
                f"those of {options.finance_year}",
                "put the file into the folder of official files, or give --academies exclude",
            )
        ledger.add("Read: accounts of academies (AAR)", len(inputs.academies))
        both = inputs.academies["urn"].isin(inputs.accounts["urn"])
        ledger.add("Academies that stand among the maintained schools too: kept there", both)
        parts.append(inputs.academies[~both].assign(academy=True))
    return pd.concat(parts, ignore_index=True)


def _joined(table: pd.DataFrame, inputs: Inputs) -> pd.DataFrame:
    """The accounts with what GIAS has on each school; the la_code of GIAS where they have none."""
    known = inputs.schools.reindex(columns=_REGISTER).add_prefix("gias_")
    joined = table.merge(known, how="left", left_on="urn", right_on="gias_urn")
    if joined["gias_urn"].isna().all():
        raise SourceError(
            f"{inputs.where('accounts')} and {inputs.where('schools')}",
            f"no URN that stands in both ({len(table)} in the accounts, such as "
            f"{_shown(table['urn'])}; {len(known)} in GIAS, such as {_shown(known['gias_urn'])})",
            "the same schools in both files",
            "give GIAS's list of all establishments, open and closed, of England",
        )
    joined["la_code"] = joined["la_code"].fillna(joined["gias_la_code"])
    return joined


def _of_area(table: pd.DataFrame, inputs: Inputs, options: Options, ledger: Ledger) -> pd.DataFrame:
    """The rows of the area; of all England, those whose authority is known."""
    if options.national:
        lost = table["la_code"].isna()
        ledger.add("Dropped: neither the accounts nor GIAS tell the local authority", lost)
        return table[~lost]
    here = (table["la_code"] == options.area).fillna(False).astype(bool)
    if not here.any():
        raise SourceError(
            inputs.where("accounts"),
            f"no school of area {options.area}; it has {_areas(table, inputs.schools)}",
            "the three-digit code of a local authority with schools in the accounts",
            "give --area one of these codes, or all",
        )
    ledger.add(f"Kept: accounts of schools in area {options.area}", here)
    if table.loc[here, "gias_urn"].isna().all():
        raise SourceError(
            f"{inputs.where('accounts')} and {inputs.where('schools')}",
            f"none of the {here.sum()} schools of area {options.area} in GIAS",
            "the same schools in both files",
            "give GIAS's list of all establishments, open and closed, of England",
        )
    return table[here]


def _count_academies(schools: pd.DataFrame, options: Options, ledger: Ledger) -> None:
    """Enter how many schools are not in the wave because they are academies."""
    group = schools["type_group"].str.casefold().fillna("")
    there = group.str.contains("academ|free school") & schools["phase"].str.casefold().eq("primary")
    there &= schools["status"].str.casefold().str.startswith("open")
    if not options.national:
        there &= schools["la_code"] == options.area
    ledger.add(
        "Left out: academies and free schools of the area, primary and open on the day of the "
        "GIAS file, which file other accounts",
        there,
    )


def _areas(table: pd.DataFrame, schools: pd.DataFrame) -> str:
    """The areas in the accounts, with the names that GIAS has for them."""
    names = names_of_areas(schools)
    codes = sorted(table["la_code"].dropna().unique())
    return ", ".join(f"{code} {names.get(int(code), '')}".strip() for code in codes) or "none"


def names_of_areas(schools: pd.DataFrame) -> dict[int, str]:
    """Code of a local authority -> its name, as GIAS has them."""
    known = schools[["la_code", "la_name"]].dropna().drop_duplicates("la_code")
    return {int(code): str(name) for code, name in known.itertuples(index=False)}


def _refuse_other_year(table: pd.DataFrame, inputs: Inputs, options: Options) -> None:
    """Raise SourceError if too many schools were closed or unopened in the finance year."""
    last = options.academies_end if options.academies == "include" else options.ends
    before = (table["gias_closed"] < pd.Timestamp(options.starts)).fillna(False)
    after = (table["gias_opened"] > pd.Timestamp(last)).fillna(False)
    stray = int((before | after).sum())
    if stray > max(2, STRAY_SHARE * len(table)):
        raise SourceError(
            inputs.where("accounts"),
            f"{stray} of {len(table)} schools that by GIAS had closed before the finance year "
            f"{options.finance_year} or opened after it",
            f"accounts of {options.finance_year}",
            "check the year of the file, or give another --finance-year",
        )


def _shown(urns: pd.Series) -> str:
    return ", ".join(str(urn) for urn in urns.dropna().head(2)) or "none"

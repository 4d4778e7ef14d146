"""The schools of a wave: whose accounts are at hand, in which area, and which are primary."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from newwave.assemble.options import WaveOptions
from newwave.assemble.rule_log import RuleLog
from newwave.assemble.source_tables import SourceTables
from newwave.errors import SourceError

STRAY_SHARE = 0.01
"""More schools than this share, closed or unopened in the year, mean the year is another."""

_OF_GIAS = (
    "urn", "name", "la_code", "la_name", "phase", "type", "type_group", "status", "opened",
    "closed", "low_age", "high_age", "pupils", "postcode", "lsoa", "ofsted",
)  # fmt: skip

_NOT_PRIMARY = (
    (("all-through", "all through"), "all-through school, not primary alone"),
    (("special",), "special school"),
    (("pru", "pupil referral", "alternative provision"), "pupil referral unit or the like"),
    (("middle deemed secondary", "deemed secondary"), "secondary school"),
    (("secondary", "16 plus", "post 16", "post-16", "sixth form"), "secondary school"),
)
_PRIMARY = ("primary", "infant", "junior", "first", "middle")


def select_primary_schools(
    tables: SourceTables, options: WaveOptions, log: RuleLog
) -> pd.DataFrame:
    """The schools of a wave, one row per URN, in order of URN.

    Columns of the accounts (`sources.cfr`), those of GIAS with the prefix gias_, academy (bool)
    and phase (a word of the contract). What is dropped stands in the log, with the reason.
    Raises SourceError where accounts and GIAS are not of one country or year, or where the
    area is not in them.
    """
    schools = _join_gias(_stack_accounts(tables, options, log), tables)
    schools = _of_area(schools, tables, options, log)
    if options.academies == "exclude":
        _count_academies(tables.schools, options, log)
    _refuse_other_year(schools, tables, options)
    unknown = schools["gias_urn"].isna()
    log.add("Dropped: the URN of the accounts is not in GIAS", unknown)
    schools = schools[~unknown]
    phases = [_phase(school) for school in schools.to_dict("records")]
    schools = schools.assign(phase=pd.array([phase for phase, _ in phases], dtype="string"))
    reasons = pd.Series([reason for _, reason in phases], index=schools.index, dtype="string")
    for reason in reasons.dropna().unique():
        log.add(f"Dropped: {reason}", reasons == reason)
    schools = schools[reasons.isna()]
    if schools.empty:
        raise SourceError(
            tables.file_of("accounts"),
            f"no primary school among the accounts of area {options.area}",
            "at least one",
            "check that the file is the one for maintained schools",
        )
    log.add("Kept: primary schools (infant, junior, first, middle deemed primary)", len(schools))
    return schools.sort_values("urn", ignore_index=True)


def _stack_accounts(tables: SourceTables, options: WaveOptions, log: RuleLog) -> pd.DataFrame:
    """Accounts of maintained schools and, if asked for, of academies, one under the other."""
    maintained = tables.accounts.assign(academy=False)
    log.add("Read: accounts of maintained schools (CFR)", len(maintained))
    if options.academies == "exclude":
        return maintained.reset_index(drop=True)
    if tables.academies is None:
        raise SourceError(
            "accounts of academies (AAR)",
            "none",
            f"those of {options.finance_year}",
            "put the file into the folder of official files, or give --academies exclude",
        )
    log.add("Read: accounts of academies (AAR)", len(tables.academies))
    both = tables.academies["urn"].isin(maintained["urn"])
    log.add("Academies that stand among the maintained schools too: kept there", both)
    academies = tables.academies[~both].assign(academy=True)
    return pd.concat([maintained, academies], ignore_index=True)


def _join_gias(accounts: pd.DataFrame, tables: SourceTables) -> pd.DataFrame:
    """The accounts with what GIAS has on each school; the la_code of GIAS where they have none."""
    known = tables.schools.reindex(columns=_OF_GIAS).add_prefix("gias_")
    joined = accounts.merge(known, how="left", left_on="urn", right_on="gias_urn")
    if joined["gias_urn"].isna().all():
        found = (
            f"no URN that stands in both ({len(accounts)} in the accounts, such as "
            f"{_examples(accounts['urn'])}; {len(known)} in GIAS, such as "
            f"{_examples(known['gias_urn'])})"
        )
        raise _not_in_gias(tables, found)
    joined["la_code"] = joined["la_code"].fillna(joined["gias_la_code"])
    return joined


def _not_in_gias(tables: SourceTables, found: str) -> SourceError:
    return SourceError(
        f"{tables.file_of('accounts')} and {tables.file_of('schools')}",
        found,
        "the same schools in both files",
        "give GIAS's list of all establishments, open and closed, of England",
    )


def _examples(urns: pd.Series) -> str:
    return ", ".join(str(urn) for urn in urns.dropna().head(2)) or "none"


def _of_area(
    schools: pd.DataFrame, tables: SourceTables, options: WaveOptions, log: RuleLog
) -> pd.DataFrame:
    """The rows of the area; of all England, those whose authority is known."""
    if options.national:
        lost = schools["la_code"].isna()
        log.add("Dropped: neither the accounts nor GIAS tell the local authority", lost)
        return schools[~lost]
    here = (schools["la_code"] == options.area).fillna(False).astype(bool)
    if not here.any():
        codes = sorted(schools["la_code"].dropna().unique())
        names = [f"{code} {tables.area_names.get(int(code), '')}".strip() for code in codes]
        raise SourceError(
            tables.file_of("accounts"),
            f"no school of area {options.area}; it has {', '.join(names) or 'none'}",
            "the three-digit code of a local authority with schools in the accounts",
            "give --area one of these codes, or all",
        )
    log.add(f"Kept: accounts of schools in area {options.area}", here)
    if schools.loc[here, "gias_urn"].isna().all():
        raise _not_in_gias(
            tables, f"none of the {here.sum()} schools of area {options.area} in GIAS"
        )
    return schools[here]


def _count_academies(schools: pd.DataFrame, options: WaveOptions, log: RuleLog) -> None:
    """Enter how many schools are not in the wave because they are academies."""
    group = schools["type_group"].str.casefold().fillna("")
    there = group.str.contains("academ|free school") & schools["phase"].str.casefold().eq("primary")
    there &= schools["status"].str.casefold().str.startswith("open")
    if not options.national:
        there &= schools["la_code"] == options.area
    log.add(
        "Left out: academies and free schools of the area, primary and open on the day of the "
        "GIAS file, which file other accounts",
        there,
    )


def _refuse_other_year(schools: pd.DataFrame, tables: SourceTables, options: WaveOptions) -> None:
    """Raise SourceError if too many schools were closed or unopened in the finance year."""
    before = (schools["gias_closed"] < pd.Timestamp(options.starts)).fillna(False)
    after = (schools["gias_opened"] > pd.Timestamp(options.last_day)).fillna(False)
    stray = int((before | after).sum())
    if stray > max(2, STRAY_SHARE * len(schools)):
        raise SourceError(
            tables.file_of("accounts"),
            f"{stray} of {len(schools)} schools that by GIAS had closed before the finance year "
            f"{options.finance_year} or opened after it",
            f"accounts of {options.finance_year}",
            "check the year of the file, or give another --finance-year",
        )


def _phase(school: Mapping[Any, Any]) -> tuple[str | None, str | None]:
    """(phase, why dropped): one of the two is None.

    The phase of the accounts counts, being that of the year; where they have none, GIAS's
    `PhaseOfEducation (name)`, and its `TypeOfEstablishment (name)` for special schools and
    referral units, whose phase GIAS calls not applicable.
    """
    for name in ("phase", "gias_phase", "gias_type"):
        text = _lower(school.get(name))
        for signs, reason in _NOT_PRIMARY:
            if any(sign in text for sign in signs):
                return None, reason
        if any(sign in text for sign in _PRIMARY):
            return _primary_phase(school, text), None
        if "nursery" in text:
            return None, "nursery school"
    return None, "neither the accounts nor GIAS tell the phase"


def _primary_phase(school: Mapping[Any, Any], text: str) -> str:
    """Middle schools by their phase; others by GIAS's ages of pupils, else by the words."""
    if "middle" in text or "middle" in _lower(school.get("gias_phase")):
        return "Middle deemed primary"
    low, high = school.get("gias_low_age"), school.get("gias_high_age")
    if pd.isna(low) or pd.isna(high):
        named = [phase for phase in ("Infant", "Junior", "First") if phase.lower() in text]
        return named[0] if len(named) == 1 and "primary" not in text else "Primary"
    if low >= 7:
        return "Junior"
    if high <= 7:
        return "Infant"
    return "First" if high <= 10 else "Primary"


def _lower(cell: Any) -> str:
    return "" if pd.isna(cell) else str(cell).casefold()

"""The columns of a wave's tables: rules, and the words of the data dictionary.

Every column says what it holds, in which unit, from which official source, and what a
missing value means.
"""

from __future__ import annotations

from typing import Any

import pandera.pandas as pa

from helpers.waves.vocabulary import OFSTED, PHASES, PTA_STATUS, SURVEY_ITEMS

EMPTY = "leave the cell empty if it is not known"


def _column(
    dtype: Any, title: str, description: str, missing: str, *checks: pa.Check, **more: Any
) -> pa.Column:
    details = {key: more.pop(key, "") for key in ("unit", "values")} | {"missing": missing}
    more.setdefault("nullable", missing != "not allowed")
    return pa.Column(
        dtype, checks=list(checks), title=title, description=description, metadata=details, **more
    )


def _one_of(values: tuple[str, ...], remedy: str) -> pa.Check:
    return pa.Check.isin(values, error=f"must be one of {', '.join(values)}; {remedy}")


def _not_negative(what: str) -> pa.Check:
    return pa.Check.ge(0, error=f"{what} must be 0 or more; correct it, or {EMPTY}")


def _positive_pupils() -> pa.Check:
    return pa.Check.gt(0, error=f"must be more than 0 pupils; correct it, or {EMPTY}")


def _money(title: str, description: str, missing: str) -> pa.Column:
    check = _not_negative("an amount of money")
    return _column(float, title, description, missing, check, unit="GBP per year", values=">= 0")


SCHOOLS: dict[str, pa.Column] = {
    "urn": _column(
        "int64",
        "Unique reference number",
        "Identifies a school in the official register of schools, Get Information about "
        "Schools (GIAS). Synthetic schools bear numbers that no real school has.",
        "not allowed",
        unique=True,
        values="real: 100000 to 900000; synthetic: 900001 to 999999; no two rows alike",
    ),
    "la_code": _column(
        "int64",
        "Local authority",
        "Code of the local authority in whose area the school lies (Department for Education).",
        "not allowed",
        pa.Check.in_range(100, 999, error="must be the three digits of a local authority"),
        values="three digits",
    ),
    "name": _column(
        str, "School name", "Name of the school (GIAS). Invented for synthetic schools.",
        "not allowed", values="text",
    ),
    "phase": _column(
        str, "Phase", "Ages taught: infant 4 to 7, junior 7 to 11, primary 4 to 11 (GIAS).",
        "not allowed", _one_of(PHASES, "see PhaseOfEducation and the age range in GIAS"),
        values=", ".join(PHASES),
    ),
    "pupils": _column(
        float, "Pupils", "Full-time equivalent number of pupils in the finance year "
        "(Consistent Financial Reporting, CFR, or the academies' accounts return).",
        "the number was suppressed or not submitted", _positive_pupils(),
        unit="pupils (FTE)", values="> 0",
    ),
    "total_income": _money(
        "Total income", "Income of the school without catering and community income "
        "(CFR: total of I01 to I08, I11 to I15 and I18).",
        "the school's return was suppressed, joint with another school, or not submitted",
    ),
    "direct_donations": _money(
        "Direct donations", "Donations and voluntary funds received by the school itself "
        "(CFR line I13; for academies the line of the same name). May contain money that "
        "an association handed over.",
        "not reported; a school that reported no donations has 0",
    ),
    "pta_status": _column(
        str, "Parent association", "Whether the school has a parent association or group "
        "of friends, and whether that is a charity in the register of the Charity Commission.",
        "not allowed", _one_of(PTA_STATUS, "write unknown if nobody looked"),
        values=", ".join(PTA_STATUS),
    ),
    "pta_income": _money(
        "Income of the parent association", "Gross income in the accounting year closest to "
        "the school's finance year (Charity Commission, annual return).",
        "no registered accounts were found; an association that need not register may still "
        "raise money",
    ),
    "pupil_premium": _money(
        "Pupil premium", "Grant for pupils from poorer homes (CFR line I05).",
        "not reported",
    ),
    "ofsted": _column(
        str, "Ofsted grade", "Overall effectiveness at the latest inspection before the end "
        "of the finance year (Ofsted management information).",
        "not known; a school without a grade has none",
        _one_of(OFSTED, EMPTY), values=", ".join(OFSTED),
    ),
    "imd_decile": _column(
        "Int64", "Deprivation decile", "Tenth of England's small areas, by the Index of "
        "Multiple Deprivation, in which the school's own postcode lies: "
        "1 most deprived, 10 least.",
        "the postcode could not be placed",
        pa.Check.in_range(1, 10, error=f"must be a whole number from 1 to 10; {EMPTY}"),
        unit="tenth of areas", values="1 to 10",
    ),
}  # fmt: skip

SURVEY: dict[str, pa.Column] = {
    "respondent": _column(
        "int64", "Questionnaire", "Running number of the questionnaire; it names nobody.",
        "not allowed", unique=True, values="whole number; no two rows alike",
    ),
    "urn": _column(
        "Int64", "School", "URN of the school that the questionnaire speaks of.",
        "the questionnaire could not be matched to a school",
        values="a URN of schools.csv",
    ),
    "pupils": _column(
        float, "Pupils", "Number of pupils that the minutes are divided by (questionnaire).",
        "not answered", _positive_pupils(), unit="pupils", values="> 0",
    ),
    "volunteer_minutes": _column(
        float, "Volunteer time", "Minutes of voluntary help that the whole school receives in "
        "a usual week, governors' time excluded (questionnaire).",
        "not answered; no help at all is 0", _not_negative("time"),
        unit="minutes per school per week", values=">= 0",
    ),
}  # fmt: skip

SURVEY |= {
    item: _column(
        "boolean", item.replace("_", " ").capitalize(), f"The school {words} (questionnaire).",
        "not answered; missing throughout where the wave's survey did not ask",
        values="True or False",
    )
    for item, words in SURVEY_ITEMS.items()
}  # fmt: skip

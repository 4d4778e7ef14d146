"""The contract of a wave: pandera schemas for `schools.csv` and `survey.csv`, told row by row.

The schemas hold, beside the rules, the words of the data dictionary: what a column
says, in which unit, from which official source, and what a missing value means.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, get_args

import pandas as pd
import pandera.pandas as pa

from helpers.results import EVIDENCE, Evidence

SYNTHETIC_URNS = (900001, 999999)
"""Synthetic schools bear numbers in this range; real URNs lie far below it."""

PHASES = ("Primary", "Infant", "Junior", "First", "Middle deemed primary", "All-through")
PTA_STATUS = ("registered", "unregistered", "none", "unknown")
OFSTED = ("outstanding", "good", "requires improvement", "inadequate", "none")

SURVEY_ITEMS: dict[str, str] = {
    "pressure_to_raise": "feels under pressure to raise more money through fundraising",
    "fundraising_core_focus": "says that fundraising is a core strategic focus of the school",
    "volunteer_focus_up": "put more strategic weight on volunteers over the past year",
    "volunteer_support_up": "raised the amount of volunteer help the school receives",
    "sought_business": "asked local businesses for support",
    "school_partnerships": "works with other schools to raise funds or find volunteers",
    "relies_for_statutory": "relies in part on voluntary help for core statutory provision",
    "relies_for_general": "relies on raised money for the general activities of the school",
    "reduced_specialist_staff": "cut specialist staff and used skilled volunteers instead",
}
"""What each yes-or-no column of the survey says when it is true, in plain words."""

EMPTY = "leave the cell empty if it is not known"


class ContractError(ValueError):
    """A table breaks the contract; the message lists every offending row and column."""


@dataclass(frozen=True)
class Problem:
    """One broken rule: `row` is the line in the file (the header is line 1), None for a column."""

    row: int | None
    urn: Any
    column: str
    value: Any
    rule: str

    def __str__(self) -> str:
        if self.row is None:
            return f"column {self.column}: {self.rule}"
        value = "empty" if pd.isna(self.value) else repr(_plain(self.value))
        urn = "none" if pd.isna(self.urn) else _plain(self.urn)
        return f"row {self.row} (urn {urn}), {self.column} = {value}: {self.rule}"


def _plain(value: Any) -> Any:
    value = value.item() if hasattr(value, "item") else value
    return int(value) if isinstance(value, float) and value.is_integer() else value


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


def _urn_rule(evidence: Evidence) -> pa.Check:
    low, high = SYNTHETIC_URNS
    if evidence == "synthetic":
        says = f"a synthetic school's URN lies between {low} and {high}; renumber the school"
        return pa.Check.in_range(low, high, error=says)
    says = f"this number is kept for synthetic schools; give the real URN, below {low}"
    return pa.Check.in_range(1, low - 1, error=says)


def _accounts_only_if_registered() -> pa.Check:
    def holds(table: pd.DataFrame) -> pd.Series:
        return table["pta_income"].isna() | table["pta_status"].eq("registered")

    return pa.Check(
        holds,
        name="pta_income",
        error="only a registered association has accounts; leave pta_income empty, "
        "or set pta_status to registered",
    )


def schools_schema(evidence: Evidence) -> pa.DataFrameSchema:
    """The contract of `schools.csv`: one row per school, for a wave of this evidence."""
    columns = {
        "urn": _column(
            "int64",
            "Unique reference number",
            "Identifies a school in the official register of schools, Get Information about "
            "Schools (GIAS). Synthetic schools bear numbers that no real school has.",
            "not allowed",
            _urn_rule(evidence),
            unique=True,
            values="real: below 900001; synthetic: 900001 to 999999; no two rows alike",
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
    return pa.DataFrameSchema(columns, checks=[_accounts_only_if_registered()], strict=True)


def survey_schema(known_urns: Iterable[int] | None = None) -> pa.DataFrameSchema:
    """The contract of `survey.csv`: one row per questionnaire; URNs must be among `known_urns`."""
    known = pa.Check.isin(
        [] if known_urns is None else sorted(known_urns),
        error="no school of this wave has this URN; correct it, or leave the cell empty if the "
        "questionnaire cannot be matched to a school",
    )
    columns = {
        "respondent": _column(
            "int64", "Questionnaire", "Running number of the questionnaire; it names nobody.",
            "not allowed", unique=True, values="whole number; no two rows alike",
        ),
        "urn": _column(
            "Int64", "School", "URN of the school that the questionnaire speaks of.",
            "the questionnaire could not be matched to a school",
            *([] if known_urns is None else [known]), values="a urn of schools.csv",
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
    for item, words in SURVEY_ITEMS.items():
        columns[item] = _column(
            "boolean", item.replace("_", " ").capitalize(), f"The school {words} (questionnaire).",
            "not answered; missing throughout where the wave's survey did not ask",
            values="True or False",
        )  # fmt: skip
    return pa.DataFrameSchema(columns, strict=True)


def dictionary() -> pd.DataFrame:
    """The data dictionary, one row per column of both tables, made from the schemas.

    Columns: table, column, title, type, unit, values allowed, missing means, description.
    """
    schemas = {"schools": schools_schema("observed"), "survey": survey_schema()}
    rows = [
        {
            "table": table,
            "column": name,
            "title": column.title,
            "type": str(column.dtype),
            "unit": column.metadata["unit"],
            "values allowed": column.metadata["values"],
            "missing means": column.metadata["missing"],
            "description": column.description,
        }
        for table, schema in schemas.items()
        for name, column in schema.columns.items()
    ]
    return pd.DataFrame(rows)


def check_schools(raw: pd.DataFrame, evidence: Evidence, where: str) -> pd.DataFrame:
    """The typed schools table from the text of `where`, or one ContractError for all problems."""
    if evidence not in get_args(Evidence):
        raise ValueError(f"evidence {evidence!r} is none of {', '.join(EVIDENCE)}")
    return _check(raw, schools_schema(evidence), where)


def check_survey(raw: pd.DataFrame, schools: pd.DataFrame, where: str) -> pd.DataFrame:
    """The typed survey table from the text of `where`, or one ContractError for all problems."""
    return _check(raw, survey_schema(schools["urn"].tolist()), where)


def _check(raw: pd.DataFrame, schema: pa.DataFrameSchema, where: str) -> pd.DataFrame:
    table, problems = _typed(raw, schema)
    try:
        table = schema.validate(table, lazy=True)[list(schema.columns)]
    except pa.errors.SchemaErrors as broken:
        problems += _told(broken.failure_cases, raw)
    if problems:
        raise ContractError(_message(problems, where))
    return table


def _message(problems: list[Problem], where: str) -> str:
    first: dict[tuple[int | None, str], Problem] = {}
    for problem in problems:
        first.setdefault((problem.row, problem.column), problem)
    ordered = sorted(first.values(), key=lambda problem: (problem.row or 0, problem.column))
    lines = "\n".join(f"  {problem}" for problem in ordered)
    noun = "problem" if len(ordered) == 1 else "problems"
    return f"{where} breaks the contract of a wave ({len(ordered)} {noun}):\n{lines}"


def _typed(raw: pd.DataFrame, schema: pa.DataFrameSchema) -> tuple[pd.DataFrame, list[Problem]]:
    """Text cells as the schema's types; a cell that is not of its type is told and left missing."""
    table, problems = pd.DataFrame(index=raw.index), []
    for name in raw.columns:
        text = raw[name]
        if name not in schema.columns:
            table[name] = text
            continue
        values, wrong, rule = _parsed(text, str(schema.columns[name].dtype))
        problems += [Problem(i + 2, _urn(raw, i), name, text[i], rule) for i in text.index[wrong]]
        table[name] = values
    return table, problems


def _parsed(text: pd.Series, dtype: str) -> tuple[pd.Series, pd.Series, str]:
    """Values of `dtype`, which cells are not of it, and the rule those cells break."""
    if dtype == "boolean":
        values = text.str.strip().str.lower().map({"true": True, "false": False}).astype("boolean")
        return values, text.notna() & values.isna(), f"must be True or False; {EMPTY}"
    if dtype not in ("float64", "int64", "Int64"):
        return text, pd.Series(False, index=text.index), ""
    values = pd.to_numeric(text, errors="coerce")
    values = values.where(values.abs() != float("inf"))
    rule = f"must be a number, without words, codes, currency signs or commas; {EMPTY}"
    wrong = text.notna() & values.isna()
    if dtype != "float64":
        fraction = values.notna() & (values % 1 != 0)
        rule = f"must be a whole number, without words or codes; {EMPTY}"
        wrong |= fraction
        values = values.mask(fraction).astype("Int64")
        if dtype == "int64" and not values.isna().any():
            values = values.astype("int64")
    else:
        values = values.astype(float)
    return values, wrong, rule


def _told(cases: pd.DataFrame, raw: pd.DataFrame) -> list[Problem]:
    """pandera's failure cases, each as a problem with its row in the file."""
    problems = []
    for case in cases.to_dict("records"):
        check = str(case["check"])
        if check == "column_in_dataframe":
            rule = "is missing from the file; add it, with empty cells where nothing is known"
            problems.append(Problem(None, None, str(case["failure_case"]), None, rule))
        elif check == "column_in_schema":
            rule = "is not known to the contract; remove it or correct its name"
            problems.append(Problem(None, None, str(case["failure_case"]), None, rule))
        elif pd.notna(case["index"]):
            row = int(case["index"])
            whole = case["schema_context"] == "DataFrameSchema"
            column = "pta_income" if whole else str(case["column"])
            rule = _RULES.get(check, check)
            problems.append(Problem(row + 2, _urn(raw, row), column, raw[column][row], rule))
    return problems


_RULES = {
    "not_nullable": "must not be empty; fill it in, or remove the row",
    "field_uniqueness": "stands in more than one row; keep one",
}


def _urn(raw: pd.DataFrame, row: int) -> Any:
    return raw["urn"][row] if "urn" in raw.columns else None

"""The contract of a wave: pandera schemas for `schools.csv` and `survey.csv`, told row by row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pandera.pandas as pa

from boundtext import evidence_names
from helpers.evidence_kinds import SYNTHETIC
from helpers.waves.columns import (
    EMPTY,
    SCHOOLS,
    SURVEY,
)
from helpers.waves.errors import ContractError
from helpers.waves.vocabulary import PTA_STATUS, REAL_URNS_FROM, SYNTHETIC_URNS


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


def _urn_rule(evidence: str) -> pa.Check:
    low, high = SYNTHETIC_URNS
    if evidence == SYNTHETIC:
        says = f"a synthetic school's URN lies between {low} and {high}; renumber the school"
        return pa.Check.in_range(low, high, error=says)
    least = REAL_URNS_FROM
    says = f"a real school's URN lies between {least} and {low - 1}, higher ones are kept for "
    says += "synthetic schools; give the URN that the register of schools has"
    return pa.Check.in_range(least, low - 1, error=says)


def _accounts_only_if_registered() -> pa.Check:
    def holds(table: pd.DataFrame) -> pd.Series:
        # An unknown word in pta_status is told by its own rule.
        other = table["pta_status"].isin(set(PTA_STATUS) - {"registered"})
        return table["pta_income"].isna() | ~other

    return pa.Check(
        holds,
        name="pta_income",
        error="only a registered association has accounts; leave pta_income empty, "
        "or set pta_status to registered",
    )


def schools_schema(evidence: str) -> pa.DataFrameSchema:
    """The contract of `schools.csv`: one row per school, for a wave of this evidence."""
    schema = pa.DataFrameSchema(SCHOOLS, checks=[_accounts_only_if_registered()], strict=True)
    return schema.update_column("urn", checks=[_urn_rule(evidence)])


def survey_schema(known_urns: Iterable[int]) -> pa.DataFrameSchema:
    """The contract of `survey.csv`: one row per questionnaire; URNs must be among `known_urns`."""
    known = pa.Check.isin(
        sorted(known_urns),
        error="no school of this wave has this URN; correct it, or leave the cell empty if the "
        "questionnaire cannot be matched to a school",
    )
    return pa.DataFrameSchema(SURVEY, strict=True).update_column("urn", checks=[known])


def dictionary() -> pd.DataFrame:
    """The data dictionary, one row per column of both tables, made from the schemas.

    Columns: table, column, title, type, unit, values allowed, missing means, description.
    """
    rows = [
        {
            "table": table,
            "column": name,
            "title": column.title,
            "type": str(column.dtype).partition("[")[0],
            "unit": column.metadata["unit"],
            "values allowed": column.metadata["values"],
            "missing means": column.metadata["missing"],
            "description": column.description,
        }
        for table, columns in (("schools", SCHOOLS), ("survey", SURVEY))
        for name, column in columns.items()
    ]
    return pd.DataFrame(rows)


def check_schools(raw: pd.DataFrame, evidence: str, where: str) -> pd.DataFrame:
    """The typed schools table from the text of `where`, or one ContractError for all problems."""
    if evidence not in evidence_names():
        raise ValueError(f"evidence {evidence!r} is none of {', '.join(evidence_names())}")
    return _check(raw, schools_schema(evidence), where)


def check_survey(raw: pd.DataFrame, schools: pd.DataFrame, where: str) -> pd.DataFrame:
    """The typed survey table from the text of `where`, or one ContractError for all problems."""
    return _check(raw, survey_schema(schools["urn"].tolist()), where)


def _check(raw: pd.DataFrame, schema: pa.DataFrameSchema, where: str) -> pd.DataFrame:
    if raw.empty:
        raise ContractError(f"{where} holds no rows; give one below the header for each case")
    table, problems = _convert(raw, schema)
    try:
        table = schema.validate(table, lazy=True)[list(schema.columns)]
    except pa.errors.SchemaErrors as broken:
        problems += _problems_of(broken.failure_cases, raw)
    if problems:
        raise ContractError(_list_problems(problems, where))
    return table


def _list_problems(problems: list[Problem], where: str) -> str:
    first: dict[tuple[int | None, str], Problem] = {}
    for problem in problems:
        first.setdefault((problem.row, problem.column), problem)
    ordered = sorted(first.values(), key=lambda problem: (problem.row or 0, problem.column))
    lines = "\n".join(f"  {problem}" for problem in ordered)
    noun = "problem" if len(ordered) == 1 else "problems"
    return f"{where} breaks the contract of a wave ({len(ordered)} {noun}):\n{lines}"


def _convert(raw: pd.DataFrame, schema: pa.DataFrameSchema) -> tuple[pd.DataFrame, list[Problem]]:
    """Text cells as the schema's types; a cell that is not of its type is told and left missing."""
    table, problems = pd.DataFrame(index=raw.index), []
    for name in raw.columns:
        text = raw[name]
        if name not in schema.columns:
            table[name] = text
            continue
        values, wrong, rule = _parse(text, str(schema.columns[name].dtype))
        problems += [Problem(i + 2, _urn(raw, i), name, text[i], rule) for i in text.index[wrong]]
        table[name] = values
    return table, problems


def _parse(text: pd.Series, dtype: str) -> tuple[pd.Series, pd.Series, str]:
    """Values of `dtype`, which cells are not of it, and the rule those cells break."""
    if dtype == "boolean":
        truths = text.str.strip().str.lower().map({"true": True, "false": False}).astype("boolean")
        return truths, text.notna() & truths.isna(), f"must be True or False; {EMPTY}"
    if dtype == "float64":
        numbers = _numbers(text)
        rule = f"must be a number, without words, codes, currency signs or commas; {EMPTY}"
        return numbers, text.notna() & numbers.isna(), rule
    if dtype in ("int64", "Int64"):
        numbers = _numbers(text)
        whole = numbers.where(numbers % 1 == 0).astype("Int64")
        rule = f"must be a whole number, without words or codes; {EMPTY}"
        wrong = text.notna() & whole.isna()
        complete = dtype == "int64" and not whole.isna().any()
        return whole.astype("int64") if complete else whole, wrong, rule
    return text, pd.Series(False, index=text.index), ""


def _numbers(text: pd.Series) -> pd.Series:
    """The cells as floats; NaN where a cell is empty, no number, or not finite."""
    numbers = pd.to_numeric(text, errors="coerce").astype(float)
    return numbers.where(numbers.abs() != float("inf"))


def _problems_of(cases: pd.DataFrame, raw: pd.DataFrame) -> list[Problem]:
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

"""Questionnaires as CSV -> survey.csv, through a small mapping beside the file.

The mapping has the file's name and ends in `.yml`. It gives, for each of our columns, the heading
of the column that holds it; what it does not name is never read, and nothing that names a person
needs naming. Our columns are urn, pupils, volunteer_minutes and the items of `waves.SURVEY_ITEMS`:

    urn: School URN
    pupils: Number on roll
    volunteer_minutes: {column: Hours of help in a week, unit: hours, per: week}
    pressure_to_raise: {column: Q4, yes: [Agree], no: [Disagree], unanswered: [Do not know]}
    sought_business: Q9

unit is minutes or hours; per is week (for the whole school) or pupil (times the pupils of the
questionnaire, else those of the accounts). An item given by its heading alone is answered by
yes or no, true or false, in any case. A blank cell is an unanswered question.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.waves.columns import SURVEY
from helpers.waves.vocabulary import SURVEY_ITEMS
from newwave.assemble.ledger import Ledger
from newwave.assemble.mapping import read_mapping
from newwave.sources import files, values
from newwave.sources.errors import SourceError
from newwave.sources.layout import Column

_HOUR = 60
_YES, _NO = ("yes", "true", "y"), ("no", "false", "n")


def survey(path: Path, schools: pd.DataFrame, ledger: Ledger) -> pd.DataFrame:
    """The questionnaires of a file, typed as survey.csv, numbered in order of URN and answers.

    schools: the schools of the wave. The order of the file, which may be that in which people
    answered, is not kept. Raises SourceError for a mapping or an answer that cannot be read,
    and for a URN that is not in the wave.
    """
    path = Path(path)
    if not path.is_file():
        raise FileNotFoundError(f"{path}: found no such file; expected the questionnaires as CSV")
    mapping = read_mapping(path)
    table = _read(path, mapping)
    urns = _urns(table, schools, path)
    pupils = _amount(table, "pupils", path)
    _refuse(table, "pupils", pupils == 0, path, "more than 0 pupils, or a blank cell")
    known = pupils.fillna(urns.map(schools.set_index("urn")["pupils"]).astype("float64"))
    ledger.add("Questionnaires read", len(table))
    ledger.add("Questionnaires that name no school", urns.isna())
    ledger.add(
        "Pupils of a questionnaire taken from the accounts, where it gives none",
        pupils.isna() & known.notna(),
    )
    answers = pd.DataFrame({"urn": urns, "pupils": known})
    answers["volunteer_minutes"] = _minutes(table, mapping, known, path)
    for item in SURVEY_ITEMS:
        answers[item] = _truths(table, item, mapping, path)
    answers = answers.sort_values(list(answers.columns), na_position="last", ignore_index=True)
    answers.insert(0, "respondent", pd.Series(range(1, len(answers) + 1), dtype="int64"))
    return answers[list(SURVEY)]


def _read(path: Path, mapping: Mapping[str, Mapping[str, Any]]) -> pd.DataFrame:
    """The mapped columns alone, as text under our names; the index is the row in the file."""
    columns = {
        name: Column((str(given["column"]),), f"mapped by {path.with_suffix('.yml').name}")
        for name, given in mapping.items()
    }
    headings = ", ".join(column.names[0] for column in columns.values())
    return files.read_table(path, columns, f"questionnaires with the columns {headings}")


def _urns(table: pd.DataFrame, schools: pd.DataFrame, path: Path) -> pd.Series:
    """The school of each questionnaire, Int64; NA where the cell is blank."""
    if "urn" not in table:
        return pd.Series(pd.NA, index=table.index, dtype="Int64")
    urns = values.whole(table["urn"], path)
    strange = urns.notna() & ~urns.isin(schools["urn"])
    if strange.any():
        shown = ", ".join(f"row {row}: {urns[row]}" for row in strange.index[strange][:20])
        raise SourceError(
            path,
            f"{int(strange.sum())} URNs that are not in the wave ({shown})",
            "the URN of a school of the wave, or a blank cell",
            "correct them; leave the cell blank if the school is not in the wave",
        )
    return urns


def _amount(table: pd.DataFrame, name: str, path: Path) -> pd.Series:
    """A column of numbers that are not below 0, float64; all missing if it is not mapped."""
    if name not in table:
        return pd.Series(float("nan"), index=table.index)
    numbers = values.numbers(table[name], path)
    _refuse(table, name, numbers < 0, path, "a number that is not below 0, or a blank cell")
    return numbers


def _minutes(
    table: pd.DataFrame, mapping: Mapping[str, Mapping[str, Any]], pupils: pd.Series, path: Path
) -> pd.Series:
    """Minutes per school and week."""
    given = mapping.get("volunteer_minutes", {})
    minutes = _amount(table, "volunteer_minutes", path)
    if given.get("unit") == "hours":
        minutes = minutes * _HOUR
    return minutes * pupils if given.get("per") == "pupil" else minutes


def _truths(
    table: pd.DataFrame, item: str, mapping: Mapping[str, Mapping[str, Any]], path: Path
) -> pd.Series:
    if item not in mapping:
        return pd.Series(pd.NA, index=table.index, dtype="boolean")
    given = mapping[item]
    yes, no = given.get("yes", _YES), given.get("no", _NO)
    silent = given.get("unanswered", ())
    said = table[item].str.casefold()
    bad = said.notna() & ~said.isin([*yes, *no, *silent])
    _refuse(table, item, bad, path, f"one of {', '.join([*yes, *no, *silent])}, or a blank cell")
    return said.map({**dict.fromkeys(yes, True), **dict.fromkeys(no, False)}).astype("boolean")


def _refuse(table: pd.DataFrame, name: str, bad: pd.Series, path: Path, expected: str) -> None:
    if bad.any():
        found = ", ".join(sorted({repr(str(cell)[:40]) for cell in table.loc[bad, name]})[:10])
        rows = ", ".join(str(row) for row in table.index[bad][:10])
        raise SourceError(
            path,
            f"{found} for {name}, in row {rows}",
            expected,
            f"correct the cells, or the mapping in {path.with_suffix('.yml').name}",
        )

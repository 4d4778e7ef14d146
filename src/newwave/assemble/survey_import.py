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
import yaml

from helpers.waves.columns import SURVEY
from helpers.waves.vocabulary import SURVEY_ITEMS
from newwave.assemble.rule_log import RuleLog
from newwave.errors import SourceError
from newwave.sources.cell_values import read_numbers, read_whole_numbers
from newwave.sources.tabular_files import read_table, required

UNITS = {"minutes": 1, "hours": 60}
"""Unit -> minutes."""

PER = ("week", "pupil")
ANSWERS: dict[str, tuple[str, ...]] = {
    "yes": ("yes", "true", "y"),
    "no": ("no", "false", "n"),
    "unanswered": (),
}
"""What a cell may say -> the words for it, where the mapping gives no others."""

KEYS: dict[str, tuple[str, ...]] = {
    "urn": ("column",),
    "pupils": ("column",),
    "volunteer_minutes": ("column", "unit", "per"),
    **dict.fromkeys(SURVEY_ITEMS, ("column", *ANSWERS)),
}
"""Our column -> what may be said of it."""

_TRUTHS = {True: "yes", False: "no"}
"""YAML takes a bare yes or no for a truth, as a key and as an answer alike."""


def import_survey(path: Path, schools: pd.DataFrame, log: RuleLog) -> pd.DataFrame:
    """The questionnaires of a file, typed as survey.csv, numbered in order of URN and answers.

    schools: the schools of the wave. The order of the file, which may be that in which people
    answered, is not kept. Raises SourceError for a mapping or an answer that cannot be read,
    and for a URN that is not in the wave; FileNotFoundError without the file.
    """
    given = _Questionnaires(Path(path))
    urns, pupils = given.urns(schools["urn"]), given.amounts("pupils")
    given.refuse("pupils", pupils == 0, "more than 0 pupils, or a blank cell")
    known = pupils.fillna(urns.map(schools.set_index("urn")["pupils"]).astype("float64"))
    log.add("Questionnaires read", len(urns))
    log.add("Questionnaires that name no school", urns.isna())
    log.add(
        "Pupils of a questionnaire taken from the accounts, where it gives none",
        pupils.isna() & known.notna(),
    )
    answers = pd.DataFrame(
        {"urn": urns, "pupils": known, "volunteer_minutes": given.minutes(known)}
    )
    for item in SURVEY_ITEMS:
        answers[item] = given.truths(item)
    answers = answers.sort_values(list(answers.columns), na_position="last", ignore_index=True)
    answers.insert(0, "respondent", pd.Series(range(1, len(answers) + 1), dtype="int64"))
    return answers[list(SURVEY)]


class _Questionnaires:
    """The mapped columns of a file, as text under our names; the index is the row in the file."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise FileNotFoundError(
                f"{path}: found no such file; expected the questionnaires as CSV"
            )
        self.path, self.mapping_path = path, path.with_suffix(".yml")
        self.mapping = read_mapping(path)
        columns = {name: required(str(given["column"])) for name, given in self.mapping.items()}
        headings = ", ".join(column.names[0] for column in columns.values())
        expected = f"questionnaires with the columns {headings}"
        self.table = read_table(path, columns, expected)

    def urns(self, known: pd.Series) -> pd.Series:
        """The school of each questionnaire, Int64; NA where the cell is blank."""
        if "urn" not in self.table:
            return pd.Series(pd.NA, index=self.table.index, dtype="Int64")
        urns = read_whole_numbers(self.table["urn"], self.path)
        strange = urns.notna() & ~urns.isin(known)
        if strange.any():
            shown = ", ".join(f"row {row}: {urns[row]}" for row in strange.index[strange][:20])
            raise SourceError(
                self.path,
                f"{int(strange.sum())} URNs that are not in the wave ({shown})",
                "the URN of a school of the wave, or a blank cell",
                "correct them; leave the cell blank if the school is not in the wave",
            )
        return urns

    def amounts(self, name: str) -> pd.Series:
        """A column of numbers that are not below 0, float64; all missing if it is not mapped."""
        if name not in self.table:
            return pd.Series(float("nan"), index=self.table.index)
        numbers = read_numbers(self.table[name], self.path)
        self.refuse(name, numbers < 0, "a number that is not below 0, or a blank cell")
        return numbers

    def minutes(self, pupils: pd.Series) -> pd.Series:
        """Minutes per school and week."""
        given = self.mapping.get("volunteer_minutes", {})
        minutes = self.amounts("volunteer_minutes") * UNITS[given.get("unit", "minutes")]
        return minutes * pupils if given.get("per") == "pupil" else minutes

    def truths(self, item: str) -> pd.Series:
        """The answers to one item, boolean; NA where unanswered or not asked."""
        if item not in self.mapping:
            return pd.Series(pd.NA, index=self.table.index, dtype="boolean")
        words = {answer: self.mapping[item].get(answer, usual) for answer, usual in ANSWERS.items()}
        cells = self.table[item].str.casefold()
        known = [word for answer in words.values() for word in answer]
        bad = cells.notna() & ~cells.isin(known)
        self.refuse(item, bad, f"one of {', '.join(known)}, or a blank cell")
        truths = dict.fromkeys(words["yes"], True) | dict.fromkeys(words["no"], False)
        return cells.map(truths).astype("boolean")

    def refuse(self, name: str, bad: pd.Series, expected: str) -> None:
        """Raise SourceError if any row is bad."""
        if bad.any():
            cells = {repr(str(cell)[:40]) for cell in self.table.loc[bad, name]}
            rows = ", ".join(str(row) for row in self.table.index[bad][:10])
            raise SourceError(
                self.path,
                f"{', '.join(sorted(cells)[:10])} for {name}, in row {rows}",
                expected,
                f"correct the cells, or the mapping in {self.mapping_path.name}",
            )


def read_mapping(questionnaires: Path) -> dict[str, dict[str, Any]]:
    """Our column -> {"column": heading, ...}; answers as tuples in lower case.

    Read from the file of the same name that ends in `.yml`. Raises SourceError where that is
    missing, no YAML, or says what no column can have.
    """
    path = questionnaires.with_suffix(".yml")
    expected = f"our columns ({', '.join(KEYS)}), each with a heading of {questionnaires.name}"
    if not path.is_file():
        raise SourceError(path, "no file", expected, "write it, one line for each column")
    try:
        mapping = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SourceError(path, f"no YAML ({error})", expected, "correct it") from None
    if not isinstance(mapping, dict) or not mapping:
        raise SourceError(path, "no mapping", expected, "write one line for each column")
    if strange := [str(name) for name in mapping if name not in KEYS]:
        raise SourceError(path, f"the name {strange[0]!r}", expected, "correct or remove the line")
    return {name: _column(path, name, given) for name, given in mapping.items()}


def _column(path: Path, name: str, given: Any) -> dict[str, Any]:
    """What is said of one column, in full and checked."""
    if not isinstance(given, dict):
        given = {"column": given}
    said = {str(_TRUTHS.get(key, key)): value for key, value in given.items()}
    if fault := _fault(name, said):
        raise SourceError(
            path,
            f"{name}: {fault}",
            f"{', '.join(KEYS[name])}: column is a heading of the file, unit one of "
            f"{', '.join(UNITS)}, per one of {', '.join(PER)}, yes and no come together",
            "correct the line",
        )
    return said | {key: _words(said[key]) for key in ANSWERS if key in said}


def _fault(name: str, said: Mapping[str, Any]) -> str:
    """What is wrong with what is said of a column, or nothing."""
    strange = [key for key in said if key not in KEYS[name]]
    if strange:
        return f"the key {strange[0]!r}"
    column = said.get("column")
    if isinstance(column, bool) or not isinstance(column, (str, int)) or column == "":
        return f"the column {column!r}"
    if said.get("unit", "minutes") not in tuple(UNITS):
        return f"the unit {said['unit']!r}"
    if said.get("per", PER[0]) not in PER:
        return f"per {said['per']!r}"
    if ("yes" in said) != ("no" in said):
        return "yes without no, or no without yes"
    answers = [word for key in ANSWERS if key in said for word in _words(said[key])]
    doubled = [word for word in answers if answers.count(word) > 1]
    return f"the answer {doubled[0]!r} twice" if doubled else ""


def _words(given: Any) -> tuple[str, ...]:
    listed = given if isinstance(given, list) else [given]
    words = [_TRUTHS[answer] if isinstance(answer, bool) else str(answer) for answer in listed]
    return tuple(word.strip().casefold() for word in words)

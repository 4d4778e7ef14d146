"""The mapping of a survey: which column of the questionnaires holds what, and in which words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from helpers.waves.vocabulary import SURVEY_ITEMS
from newwave.sources.errors import SourceError

UNITS = ("minutes", "hours")
PER = ("week", "pupil")
ANSWERS = ("yes", "no", "unanswered")

KEYS: dict[str, tuple[str, ...]] = {
    "urn": ("column",),
    "pupils": ("column",),
    "volunteer_minutes": ("column", "unit", "per"),
    **dict.fromkeys(SURVEY_ITEMS, ("column", *ANSWERS)),
}
"""Our column -> what may be said of it."""

_TRUTHS = {True: "yes", False: "no"}
"""YAML takes a bare yes or no for a truth, as a key and as an answer alike."""


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
        told = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SourceError(path, f"no YAML ({error})", expected, "correct it") from None
    if not isinstance(told, dict) or not told:
        raise SourceError(path, "no mapping", expected, "write one line for each column")
    if strange := [str(name) for name in told if name not in KEYS]:
        raise SourceError(path, f"the name {strange[0]!r}", expected, "correct or remove the line")
    return {name: _column(path, name, given) for name, given in told.items()}


def _column(path: Path, name: str, given: Any) -> dict[str, Any]:
    """What is said of one column, in full and checked."""
    if not isinstance(given, dict):
        given = {"column": given}
    told = {str(_TRUTHS.get(key, key)): value for key, value in given.items()}
    problem = _problem(name, told)
    if problem:
        raise SourceError(
            path,
            f"{name}: {problem}",
            f"{', '.join(KEYS[name])}: column is a heading of the file, unit one of "
            f"{', '.join(UNITS)}, per one of {', '.join(PER)}, yes and no come together",
            "correct the line",
        )
    return told | {key: _answers(told[key]) for key in ANSWERS if key in told}


def _problem(name: str, told: dict[str, Any]) -> str:
    """What is wrong with the words said of a column, or nothing."""
    strange = [key for key in told if key not in KEYS[name]]
    if strange:
        return f"the key {strange[0]!r}"
    if not isinstance(told.get("column"), (str, int)) or told["column"] in ("", True, False):
        return f"the column {told.get('column')!r}"
    if told.get("unit", UNITS[0]) not in UNITS:
        return f"the unit {told['unit']!r}"
    if told.get("per", PER[0]) not in PER:
        return f"per {told['per']!r}"
    if ("yes" in told) != ("no" in told):
        return "yes without no, or no without yes"
    answers = [answer for key in ANSWERS if key in told for answer in _answers(told[key])]
    doubled = [answer for answer in answers if answers.count(answer) > 1]
    return f"the answer {doubled[0]!r} twice" if doubled else ""


def _answers(given: Any) -> tuple[str, ...]:
    listed = given if isinstance(given, list) else [given]
    words = [_TRUTHS[answer] if isinstance(answer, bool) else str(answer) for answer in listed]
    return tuple(word.strip().casefold() for word in words)

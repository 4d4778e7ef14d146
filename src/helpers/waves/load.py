"""Reading waves: `data/waves/<id>/` with `wave.yml`, `schools.csv` and, if asked, `survey.csv`."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

import pandas as pd
import yaml

from helpers import project
from helpers.results import EVIDENCE, Evidence
from helpers.waves import contract

REQUIRED = (
    "id",
    "title",
    "finance_year",
    "survey_year",
    "imd_edition",
    "area",
    "evidence",
    "sources",
)
SOURCE_KEYS = ("title", "publisher", "licence", "address", "retrieved", "sha256")

IncomeKind = Literal["direct", "pta", "recorded"]

ALL = "all"
"""In place of an area's code: a wave of every local authority."""


class WaveError(ValueError):
    """A wave is unknown, incomplete, or its `wave.yml` is not as agreed."""


class AreaError(WaveError):
    """A wave holds no school of the local authority that was asked for."""


@dataclass(frozen=True)
class Wave:
    """One wave of data, validated.

    schools: one row per school; money in GBP per year, NaN where missing.
    area_code: of its local authority, or "all".
    notes: what had to be assumed in making it, in sentences.
    survey: one row per questionnaire, or None where the wave has no survey.
    rules: what was done to make it from its files, as {rule, rows touched}, in order.
    options: the choices with which it was made, by name.
    Columns and what a missing value means: `waves.dictionary()`.
    """

    id: str
    title: str
    finance_year: str
    survey_year: str | None
    imd_edition: str
    area_code: int | str
    area_name: str
    evidence: Evidence
    seed: int | None
    sources: list[dict[str, Any]]
    notes: list[str]
    schools: pd.DataFrame = field(repr=False)
    survey: pd.DataFrame | None = field(repr=False)
    rules: list[dict[str, Any]] = field(default_factory=list, repr=False)
    options: dict[str, Any] = field(default_factory=dict, repr=False)


def folder() -> Path:
    """Where the waves lie."""
    return project.root() / "data" / "waves"


def ids() -> list[str]:
    """Identifiers of the waves, in order."""
    return sorted(path.parent.name for path in folder().glob("*/wave.yml"))


def all() -> list[Wave]:
    """Every wave, in order; raises what `load` raises."""
    return [load(wave) for wave in ids()]


def load(wave: str, area: str | int = "") -> Wave:
    """The wave of this identifier, from the project's `data/waves`.

    area: the code of one local authority, to have its schools alone of a wave of several.
    Questionnaires that name no school are then left out.
    Raises WaveError for an unknown wave, a missing file or a faulty `wave.yml`, AreaError for
    an area it does not hold, ContractError where a table breaks the contract.
    """
    home = folder() / str(wave)
    if not (home / "wave.yml").is_file():
        there = ", ".join(ids()) or "none"
        raise WaveError(
            f"there is no wave {str(wave)!r} in {folder()} (waves there: {there}); "
            f"a wave is a folder with wave.yml, schools.csv and, if there was one, survey.csv"
        )
    whole = read(home)
    return _of_area(whole, str(area)) if str(area) else whole


def _of_area(wave: Wave, area: str) -> Wave:
    """The schools of one authority, and their questionnaires."""
    here = wave.schools["la_code"].astype(str) == area
    if not here.any():
        codes = sorted(wave.schools["la_code"].unique().tolist())
        more = f" and {len(codes) - 20} more" if len(codes) > 20 else ""
        raise AreaError(
            f"wave {wave.id} has no school of the area {area!r}; its areas are "
            f"{', '.join(map(str, codes[:20]))}{more}"
        )
    if str(wave.area_code) == area:
        return wave
    schools = wave.schools[here].reset_index(drop=True)
    survey = wave.survey
    if survey is not None:
        survey = survey[survey["urn"].isin(schools["urn"])].reset_index(drop=True)
    return replace(
        wave,
        title=f"{wave.title}: local authority {area} alone",
        area_code=int(area),
        area_name=f"local authority {area}",
        schools=schools,
        survey=survey,
    )


def read(home: Path) -> Wave:
    """The wave in the folder `home`; raises as `load` does."""
    facts = _facts(home / "wave.yml")
    path = home / "schools.csv"
    if not path.is_file():
        raise WaveError(f"{path} is missing; put one row per school there, or remove {home}")
    schools = contract.check_schools(cells(path), facts["evidence"], str(path))
    _check_area(schools, facts["area"]["code"], path)
    return Wave(
        id=facts["id"],
        title=facts["title"],
        finance_year=facts["finance_year"],
        survey_year=facts["survey_year"],
        imd_edition=facts["imd_edition"],
        area_code=facts["area"]["code"],
        area_name=facts["area"]["name"],
        evidence=facts["evidence"],
        seed=facts.get("seed"),
        sources=facts["sources"],
        notes=facts.get("notes", []),
        schools=schools,
        survey=_survey(home / "survey.csv", schools, facts["survey_year"]),
        rules=facts.get("rules") or [],
        options=facts.get("options") or {},
    )


def _check_area(schools: pd.DataFrame, code: int | str, path: Path) -> None:
    strangers = schools["la_code"][schools["la_code"] != code]
    if code != ALL and len(strangers):
        raise WaveError(
            f"{path} has schools outside area {code} of wave.yml ({len(strangers)} of "
            f"{len(schools)}), the first in row {strangers.index[0] + 2} with la_code "
            f"{strangers.iloc[0]}; remove them, or give {ALL} as the area's code"
        )


def income(schools: pd.DataFrame, kind: IncomeKind) -> pd.Series:
    """Income from donations and fundraising, GBP per school and year; NaN where missing.

    direct: donations to the school itself. pta: income in the accounts of its registered
    association. recorded: direct donations plus association income where accounts were
    found; missing where direct donations are missing. Recorded income is a lower bound for
    a school whose association files no accounts; it is the reading under which the paper's
    combined figures are means over all schools.

    Raises ValueError for any other kind.
    """
    if kind == "direct":
        return schools["direct_donations"].rename("direct")
    if kind == "pta":
        return schools["pta_income"].rename("pta")
    if kind == "recorded":
        # Missing accounts add nothing to what is recorded; they do not make it missing.
        return (schools["direct_donations"] + schools["pta_income"].fillna(0)).rename("recorded")
    raise ValueError(f"income kind {kind!r} is none of direct, pta, recorded")


def _survey(path: Path, schools: pd.DataFrame, year: str | None) -> pd.DataFrame | None:
    if not path.is_file():
        if year is None:
            return None
        raise WaveError(
            f"{path} is missing although wave.yml names the survey year {year}; "
            "put the questionnaires there, or set survey_year to null"
        )
    if year is None:
        raise WaveError(f"{path} is there, but survey_year in wave.yml is null; give the year")
    return contract.check_survey(cells(path), schools, str(path))


def cells(path: Path) -> pd.DataFrame:
    """The cells of a CSV file as text; only an empty cell is missing, so codes stay visible.

    Raises WaveError where the file cannot be read as a table.
    """
    unreadable = (
        pd.errors.ParserError,
        pd.errors.ParserWarning,
        pd.errors.EmptyDataError,
        UnicodeDecodeError,
    )
    try:
        with warnings.catch_warnings():
            # A row with more cells than the header would otherwise be cut or shifted silently.
            warnings.simplefilter("error", pd.errors.ParserWarning)
            return pd.read_csv(
                path,
                dtype=str,
                keep_default_na=False,
                na_values=[""],
                index_col=False,
                skip_blank_lines=False,
            )
    except unreadable as broken:
        raise WaveError(f"{path} cannot be read as comma-separated UTF-8 text: {broken}") from None


def _facts(path: Path) -> dict[str, Any]:
    try:
        facts = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as broken:
        raise WaveError(f"{path} is not valid YAML: {broken}") from None
    problems = _faults(facts, path.parent.name)
    if problems:
        lines = "\n".join(f"  {problem}" for problem in problems)
        raise WaveError(f"{path} is not as the contract of a wave says:\n{lines}")
    return facts


def _faults(facts: Any, home: str) -> list[str]:
    """What is wrong with the facts of a wave, one sentence per key."""
    if not isinstance(facts, dict):
        return [f"it must give the keys {', '.join(REQUIRED)}"]
    missing = [key for key in REQUIRED if key not in facts]
    if missing:
        return [f"key {key} is missing; add it" for key in missing]
    problems = [
        f"key {key} must be text in quotation marks, not {facts[key]!r}"
        for key in ("id", "title", "finance_year", "survey_year", "imd_edition")
        if not (isinstance(facts[key], str) or (key == "survey_year" and facts[key] is None))
    ]
    if facts["id"] != home:
        problems.append(f"key id is {facts['id']!r}, but the folder is {home!r}; make them alike")
    if facts["evidence"] not in EVIDENCE:
        problems.append(
            f"key evidence is {facts['evidence']!r}; it must be one of {', '.join(EVIDENCE)}"
        )
    if facts["evidence"] == "synthetic" and not isinstance(facts.get("seed"), int):
        problems.append("key seed must be a whole number for a synthetic wave")
    area = facts["area"]
    if not (isinstance(area, dict) and {"code", "name"} <= set(area)):
        problems.append("key area must give code and name of the local authority")
    elif type(area["code"]) is not int and area["code"] != ALL:
        problems.append(f"key area has the code {area['code']!r}; it must be a number, or {ALL}")
    return problems + _option_faults(facts) + _source_faults(facts["sources"])


def _option_faults(facts: dict[str, Any]) -> list[str]:
    """What is wrong with the keys that a wave may have and need not."""
    problems = []
    rules, options = facts.get("rules") or [], facts.get("options") or {}
    if not isinstance(rules, list) or any(
        not isinstance(rule, dict) or not {"rule", "rows"} <= set(rule) for rule in rules
    ):
        problems.append("key rules must be a list, each entry with rule and rows")
    if not isinstance(options, dict):
        problems.append("key options must give each option by its name")
    return problems


def _source_faults(sources: Any) -> list[str]:
    if not isinstance(sources, list) or not sources:
        return ["key sources must list at least one source file"]
    return [
        f"source {number} lacks the key {key}; add it, with null if it is not known"
        for number, source in enumerate(sources, start=1)
        for key in SOURCE_KEYS
        if not isinstance(source, dict) or key not in source
    ]

"""Reading waves: `data/waves/<id>/` with `wave.yml`, `schools.csv` and, if asked, `survey.csv`.

Every build asks for the order of waves, so what reads tables is imported only to read some.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from boundtext import Unmeasured
from helpers import project
from helpers.waves import order
from helpers.waves.errors import AreaError, WaveError
from helpers.waves.facts import ALL, read_facts

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Wave:
    """One wave of data, validated.

    schools: one row per school; money in GBP per year, NaN where missing.
    area_code: of its local authority, or "all".
    notes: what had to be assumed in making it, in sentences.
    survey: one row per questionnaire, or None where the wave has no survey.
    rules: what was done to make it from its files, as {rule, rows touched}, in order.
    options: the choices with which it was made, by name.
    areas: code of a local authority -> its name, where the wave is of several and was told.
    Columns and what a missing value means: `contract.dictionary()`.
    """

    id: str
    title: str
    finance_year: str
    survey_year: str | None
    imd_edition: str
    area_code: int | str
    area_name: str
    evidence: str
    seed: int | None
    sources: list[dict[str, Any]]
    notes: list[str]
    schools: pd.DataFrame = field(repr=False)
    survey: pd.DataFrame | None = field(repr=False)
    rules: list[dict[str, Any]] = field(default_factory=list, repr=False)
    options: dict[str, Any] = field(default_factory=dict, repr=False)
    areas: dict[int, str] = field(default_factory=dict, repr=False)


def folder() -> Path:
    """Where the waves lie."""
    return project.root() / "data" / "waves"


def ids() -> list[str]:
    """Identifiers of the waves, in order."""
    return sorted(path.parent.name for path in folder().glob("*/wave.yml"))


def latest() -> str:
    """Identifier of the last wave. Raises WaveError where there is none."""
    if not ids():
        raise WaveError(f"found no wave in {folder()}; expected a folder with wave.yml; add one")
    return ids()[-1]


def before(wave: str) -> str:
    """Identifier of the wave that one is compared with, "" where there is none.

    That is the one before it of the same area and the same evidence.
    """
    return order.baselines(folder()).get(wave, "")


def earlier(baseline: str, area: str | int = "") -> Wave | Unmeasured:
    """The wave called `baseline`, of one area if asked, for measures of change.

    Where there is none, or none of the area, the reason: every change since is then unmeasured.
    Raises as `load` for a wave that is named and not there.
    """
    if not baseline:
        return Unmeasured(
            "This is the first wave of its area and kind: there is none to compare it with."
        )
    try:
        return load(baseline, area)
    except AreaError:
        return Unmeasured(f"The earlier wave, {baseline}, has no schools of this area.")


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
    if str(wave) not in ids():
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
    name = wave.areas.get(int(area), f"local authority {area}")
    return replace(
        wave,
        title=f"{wave.title}: {name} alone",
        area_code=int(area),
        area_name=name,
        schools=schools,
        survey=survey,
    )


def read(home: Path) -> Wave:
    """The wave in the folder `home`; raises as `load` does."""
    from helpers.waves import contract

    facts = read_facts(home / "wave.yml")
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
        areas=facts.get("areas") or {},
    )


def _check_area(schools: pd.DataFrame, code: int | str, path: Path) -> None:
    strangers = schools["la_code"][schools["la_code"] != code]
    if code != ALL and len(strangers):
        raise WaveError(
            f"{path} has schools outside area {code} of wave.yml ({len(strangers)} of "
            f"{len(schools)}), the first in row {strangers.index[0] + 2} with la_code "
            f"{strangers.iloc[0]}; remove them, or give {ALL} as the area's code"
        )


def _survey(path: Path, schools: pd.DataFrame, year: str | None) -> pd.DataFrame | None:
    if not path.is_file():
        if year is None:
            return None
        kept_back = path.with_name(".gitignore").is_file()
        why = "its authors do not publish it; ask them for the file" if kept_back else "it is gone"
        raise WaveError(
            f"{path} is missing although wave.yml names the survey year {year}: {why}; "
            "put the questionnaires there, or set survey_year to null to go without them"
        )
    if year is None:
        raise WaveError(f"{path} is there, but survey_year in wave.yml is null; give the year")
    from helpers.waves import contract

    return contract.check_survey(cells(path), schools, str(path))


def cells(path: Path) -> pd.DataFrame:
    """The cells of a CSV file as text; only an empty cell is missing, so codes stay visible.

    Raises WaveError where the file cannot be read as a table.
    """
    import pandas as pd

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

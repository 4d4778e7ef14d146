"""Both synthetic waves as tables and as folders, byte for byte the same each time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from helpers import paper, project
from newwave.synthetic import calibration, questionnaires, recorded_income, school_population
from newwave.synthetic.given_numbers import (
    QUESTIONNAIRES,
    REAL_SCHOOLS,
    SCHOOLS,
    WAVES,
    printed_number,
)
from newwave.wave_files import csv_text, describe_source, yaml_text

SEED = 2021

NOTES = (
    "No row describes a real school; the tables show the method and support no finding.",
    "Which schools left between the waves is not known: leavers are drawn at random within "
    "each decile.",
    "The status of associations in 2016 was not printed: a school has the status of 2018, and "
    "schools that left get the shares of 2018.",
    "The number of pupils in a questionnaire is that of the school in the finance year.",
)
"""What had to be assumed, besides the readings that the calibration report gives."""

AREA = {"code": 886, "name": "Kent"}
IMD_EDITION = "2015"
PREMIUM_PER_HEAD = {"2016": 950, "2018": 1320}
"""Pupil premium, GBP per pupil who attracts it."""


def write_waves(seed: int = SEED, folder: Path | None = None) -> list[Path]:
    """Write both synthetic waves and their calibration under `folder` (by default data/waves).

    Returns the paths written, in order. Existing files are replaced.
    """
    folder = folder or project.root() / "data" / "waves"
    written = []
    for wave, (schools, survey) in generate_tables(seed).items():
        home = folder / wave
        home.mkdir(parents=True, exist_ok=True)
        written += [
            _write(home / "wave.yml", yaml_text(_facts(wave, seed))),
            _write(home / "schools.csv", csv_text(schools)),
            _write(home / "survey.csv", csv_text(survey)),
        ]
    report = csv_text(calibration.measure_targets(folder))
    return [*written, _write(folder / calibration.FILE, report)]


def generate_tables(seed: int) -> dict[str, tuple[pd.DataFrame, pd.DataFrame]]:
    """Schools and survey of both waves, by wave, as the contract has them."""
    rng = np.random.Generator(np.random.PCG64(seed))
    sizes = [int(printed_number(SCHOOLS[wave])) for wave in WAVES]
    schools = school_population.draw_schools(rng, *sizes)
    schools = recorded_income.draw_propensities(rng, schools)
    schools = recorded_income.place_on_curve(schools)
    schools = recorded_income.split_2018(rng, schools)
    schools = recorded_income.add_incomes_2016(rng, schools)
    of_wave = {"2016": schools, "2018": schools[schools["stays"]].reset_index(drop=True)}
    return {
        wave: (_schools_table(wave, rows), _survey_table(rng, wave, rows))
        for wave, rows in of_wave.items()
    }


def _schools_table(wave: str, schools: pd.DataFrame) -> pd.DataFrame:
    entitled = np.round(schools["premium"].to_numpy() * schools[f"pupils_{wave}"].to_numpy())
    return pd.DataFrame(
        {
            "urn": schools["urn"],
            "la_code": AREA["code"],
            "name": schools["name"],
            "phase": schools["phase"],
            "pupils": schools[f"pupils_{wave}"],
            "total_income": schools[f"income_{wave}"],
            "direct_donations": schools[f"direct_{wave}"],
            "pta_status": schools["status"],
            "pta_income": schools[f"association_{wave}"],
            "pupil_premium": entitled * PREMIUM_PER_HEAD[wave],
            "ofsted": schools[f"ofsted_{wave}"],
            "imd_decile": schools["decile"].astype("Int64"),
        }
    )


def _survey_table(rng: np.random.Generator, wave: str, schools: pd.DataFrame) -> pd.DataFrame:
    count = int(printed_number(QUESTIONNAIRES[wave]))
    rows = questionnaires.draw_respondents(rng, schools["decile"].to_numpy(), count)
    answering = schools.iloc[rows]
    pupils, decile = answering[f"pupils_{wave}"].to_numpy(), answering["decile"].to_numpy()
    table = pd.DataFrame(
        {
            "respondent": np.arange(1, count + 1),
            "urn": answering["urn"].to_numpy(),
            "pupils": pupils,
            "volunteer_minutes": questionnaires.draw_minutes(rng, wave, pupils, decile),
        }
    )
    return table.join(questionnaires.draw_items(rng, wave, decile))


def _facts(wave: str, seed: int) -> dict[str, Any]:
    return {
        "id": wave,
        "title": f"Synthetic stand-in for the {wave} wave",
        "finance_year": paper.figure(f"meth-{wave}-fy").printed,
        "survey_year": wave,
        "imd_edition": IMD_EDITION,
        "area": AREA,
        "evidence": "synthetic",
        "seed": seed,
        "notes": list(NOTES),
        "sources": [
            _source(
                "data/published/figures.csv",
                "Printed figures of Body and Hogg (2021), as a table",
                "this project",
                "CC BY 4.0",
            ),
            _source(
                REAL_SCHOOLS,
                "Facts about the primary schools of Kent, counted from official files",
                "Department for Education; Department for Communities and Local Government",
                "Open Government Licence v3.0",
            ),
        ],
    }


def _source(file: str, title: str, publisher: str, licence: str) -> dict[str, Any]:
    return describe_source(project.root() / file, title, publisher, licence) | {"file": file}


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8", newline="")
    return path

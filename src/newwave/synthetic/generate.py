"""Making both synthetic waves: `build()` writes their folders, byte for byte the same each time."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import yaml

from helpers import paper, project
from newwave.synthetic import calibration, frame, money, questionnaires
from newwave.synthetic.calibration import FILE
from newwave.synthetic.money import printed

SEED = 2021

NOTES = (
    "No row describes a real school; the tables show the method and support no finding.",
    "Which schools left between the waves is not known: leavers are drawn at random within "
    "each decile.",
    "The status of associations in 2016 was not printed: a school has the status of 2018, and "
    "schools that left get the shares of 2018.",
    "The number of pupils in a questionnaire is that of the school in the finance year.",
)
"""What had to be assumed, beside the readings that the calibration report gives."""

AREA = {"code": 886, "name": "Kent"}
IMD_EDITION = "2015"
WAVES = ("2016", "2018")


def build(seed: int = SEED, folder: Path | None = None) -> list[Path]:
    """Write both synthetic waves and their calibration under `folder` (by default data/waves).

    Returns the paths written, in order. Existing files are replaced.
    """
    folder = folder or project.root() / "data" / "waves"
    written = []
    for wave, (schools, survey) in tables(seed).items():
        home = folder / wave
        home.mkdir(parents=True, exist_ok=True)
        facts = yaml.safe_dump(_facts(wave, seed), sort_keys=False, allow_unicode=True, width=99)
        written += [
            _write(home / "wave.yml", facts),
            _write(home / "schools.csv", _csv(schools)),
            _write(home / "survey.csv", _csv(survey)),
        ]
    written.append(_write(folder / FILE, _csv(calibration.measure(folder))))
    return written


def tables(seed: int) -> dict[str, tuple[pd.DataFrame, pd.DataFrame]]:
    """Schools and survey of both waves, by wave, as the contract has them."""
    rng = np.random.Generator(np.random.PCG64(seed))
    first, later = (int(printed(f"meth-{wave}-n-schools")) for wave in WAVES)
    schools = frame.draw_schools(rng, first, later)
    latent = money.draw_latent(rng, schools)
    order = money.places(schools, latent)
    curve = money.recorded_curve(later)
    pupils = money.pupils_2018(schools, order, curve)
    recorded = np.full(first, np.nan)
    recorded[order] = curve
    status = money.statuses(
        schools, latent, recorded / pupils, order[-money.part(later, money.HUNDREDTH) :]
    )
    money_2018 = _money_2018(rng, schools, latent, recorded, pupils, status)
    pupils_2016 = _pupils_2016(rng, schools, pupils)
    wanted = money.wanted_2016(rng, schools, latent, status)
    direct = money.direct_2016(rng, wanted[0], pupils_2016)
    association = money.association_2016(wanted[1], pupils_2016, status == "registered")
    earlier = _schools("2016", schools, pupils_2016, direct, association, status)
    second = _schools("2018", schools, pupils, *money_2018, status)[schools["stays"]]
    return {
        wave: (table, _survey(rng, wave, table.reset_index(drop=True)))
        for wave, table in zip(WAVES, (earlier, second), strict=True)
    }


def _money_2018(
    rng: np.random.Generator,
    schools: pd.DataFrame,
    latent: money.Latent,
    recorded: money.Array,
    pupils: money.Array,
    status: Any,
) -> tuple[money.Array, money.Array]:
    stays = schools["stays"].to_numpy()
    direct, association = np.full((2, len(schools)), np.nan)
    direct[stays], association[stays] = money.split_2018(
        rng,
        recorded[stays],
        pupils[stays],
        status[stays] == "registered",
        latent.through_association[stays],
    )
    return direct, association


def _pupils_2016(
    rng: np.random.Generator, schools: pd.DataFrame, pupils: money.Array
) -> money.Array:
    """Pupils three years earlier; a school that left has what its budget makes plausible."""
    income, size = schools["income_2016"].to_numpy(), schools["size"].to_numpy()
    before = pupils / rng.lognormal(0.03, 0.04, len(schools))
    model = frame.pupils_from_income(income, size, float(np.nanmedian(before)))
    return np.asarray(np.round(np.where(np.isnan(before), model, before)), dtype=np.float64)


def _schools(
    wave: str,
    schools: pd.DataFrame,
    pupils: money.Array,
    direct: money.Array,
    association: money.Array,
    status: Any,
) -> pd.DataFrame:
    per_head = {"2016": 950, "2018": 1320}[wave]
    return pd.DataFrame(
        {
            "urn": schools["urn"],
            "la_code": AREA["code"],
            "name": schools["name"],
            "phase": schools["phase"],
            "pupils": pupils,
            "total_income": schools[f"income_{wave}"],
            "direct_donations": direct,
            "pta_status": status,
            "pta_income": association,
            "pupil_premium": np.round(schools["premium"].to_numpy() * pupils) * per_head,
            "ofsted": schools[f"ofsted_{wave}"],
            "imd_decile": schools["decile"].astype("Int64"),
        }
    )


def _survey(rng: np.random.Generator, wave: str, schools: pd.DataFrame) -> pd.DataFrame:
    decile = schools["imd_decile"].to_numpy(dtype=np.int64)
    count = int(printed({"2016": "meth-2016-n-quest", "2018": "abs-n-questionnaires"}[wave]))
    rows = questionnaires.respondents(rng, decile, count)
    pupils = schools["pupils"].to_numpy()[rows]
    table = pd.DataFrame(
        {
            "respondent": np.arange(1, count + 1),
            "urn": schools["urn"].to_numpy()[rows],
            "pupils": pupils,
            "volunteer_minutes": questionnaires.minutes(rng, wave, pupils, decile[rows]),
        }
    )
    return table.join(questionnaires.items(rng, wave, decile[rows]))


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
                "Printed figures of Body and Hogg (2021), as a table",
                "this project",
                "CC BY 4.0",
                "data/published/figures.csv",
            ),
            _source(
                "Facts about the primary schools of Kent, counted from official files",
                "Department for Education; Department for Communities and Local Government",
                "Open Government Licence v3.0",
                "data/reference/kent_frame.csv",
            ),
        ],
    }


def _source(title: str, publisher: str, licence: str, file: str) -> dict[str, Any]:
    content = (project.root() / file).read_bytes()
    return {
        "title": title,
        "publisher": publisher,
        "licence": licence,
        "address": None,
        "file": file,
        "retrieved": None,
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def _csv(table: pd.DataFrame) -> str:
    return table.to_csv(index=False, float_format="%.15g", lineterminator="\n")


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8", newline="")
    return path

"""Small waves made by hand: known values, a few missing ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from boundtext import Unmeasured
from helpers import waves


def schools_of(**columns: Any) -> pd.DataFrame:
    """A table of schools under the contract; unnamed columns are filled with something valid."""
    n = len(next(iter(columns.values())))
    table = pd.DataFrame({"urn": np.arange(900_001, 900_001 + n)} | columns)
    filling: dict[str, Any] = {
        "la_code": 886,
        "name": "School",
        "phase": "Primary",
        "pupils": 100.0,
        "total_income": 1_000_000.0,
        "direct_donations": np.nan,
        "pta_status": "unknown",
        "pta_income": np.nan,
        "pupil_premium": 0.0,
        "ofsted": "good",
        "imd_decile": 5,
    }
    for column, value in filling.items():
        if column not in table:
            table[column] = value
    return table.astype({"pupils": float, "direct_donations": float, "imd_decile": "Int64"})


def survey_of(**columns: Any) -> pd.DataFrame:
    """A survey under the contract; items not given are missing throughout."""
    n = len(next(iter(columns.values())))
    table = pd.DataFrame({"respondent": np.arange(1, n + 1)} | columns)
    for item in waves.SURVEY_ITEMS:
        table[item] = pd.array(table[item] if item in table else [pd.NA] * n, dtype="boolean")
    for column, value in {"pupils": 100.0, "volunteer_minutes": np.nan, "urn": pd.NA}.items():
        if column not in table:
            table[column] = value
    return table.astype({"urn": "Int64", "pupils": float, "volunteer_minutes": float})


def wave_of(
    schools: pd.DataFrame,
    survey: pd.DataFrame | None = None,
    wave: str = "2018",
    finance_year: str = "2016/17",
    evidence: Any = "synthetic",
) -> waves.Wave:
    """A wave around the tables."""
    return waves.Wave(
        id=wave,
        title=f"Wave {wave}",
        finance_year=finance_year,
        survey_year=wave if survey is not None else None,
        imd_edition="2015",
        area_code=886,
        area_name="Kent",
        evidence=evidence,
        seed=1,
        sources=[],
        notes=[],
        schools=schools,
        survey=survey,
    )


def many(seed: int, n: int = 120, growth: float = 1.0) -> pd.DataFrame:
    """Schools whose income rises with size and decile, some values missing."""
    draw = np.random.default_rng(seed)
    pupils = np.random.default_rng(7).integers(60, 500, n).astype(float)
    decile = np.random.default_rng(8).integers(1, 11, n)
    direct = np.round(growth * pupils * (30 + 3 * decile) * draw.lognormal(0, 0.6, n))
    found = draw.random(n) < 0.7
    return schools_of(
        pupils=pupils,
        imd_decile=decile,
        direct_donations=np.where(draw.random(n) < 0.05, np.nan, direct),
        pta_status=np.where(found, "registered", "unregistered"),
        pta_income=np.where(found, np.round(direct * (3 + decile) / 10), np.nan),
    )


def answers(schools: pd.DataFrame, seed: int, n: int = 60) -> pd.DataFrame:
    """Questionnaires of the first schools; reliance falls with the decile, minutes rise."""
    draw = np.random.default_rng(seed)
    head = schools.head(n)
    decile = head["imd_decile"].to_numpy(dtype=float)
    return survey_of(
        urn=head["urn"].to_numpy(),
        pupils=head["pupils"].to_numpy(),
        volunteer_minutes=np.round(head["pupils"] * 3 * decile * draw.lognormal(0, 0.3, n)),
        relies_for_statutory=draw.random(n) < 1 / (1 + np.exp(0.5 * (decile - 5))),
        pressure_to_raise=draw.random(n) < 0.7,
    )


def reason_of(result: object) -> str:
    """Why a measure gave no value; of a measure of several values, why it gave none of them."""
    lacking = list(result.values()) if isinstance(result, Mapping) else [result]
    reasons = {one.reason if isinstance(one, Unmeasured) else one for one in lacking}
    assert len(reasons) == 1, f"not one reason: {reasons}"
    (reason,) = reasons
    assert isinstance(reason, str), f"measured: {reason}"
    return reason

"""Real schools of a wave's area and year, counted from official files: `data/reference/frames.csv`.

The counts are facts, made by `data/reference/make_frames.py`; nothing is estimated here.
"""

from __future__ import annotations

from functools import cache

import pandas as pd

from boundtext import Estimate
from helpers import project, waves
from helpers.measures.basis import (
    Interval,
    NotMeasurable,
    Provenance,
    values_or_reasons,
)

FIRST = "2013/14"
"""The year from which schools are followed."""

Facts = dict[str, Estimate]

FRAME = ("schools", "deprived", "affluent", "income_mean", "income_median")
LEAVERS = (
    *("left", "became_academies", "left_income", "stayed_income"),
    *("left_deprived", "stayed_deprived", "same_income_then", "same_income_later"),
)
NOT_COUNTED = "The official files do not tell it for this area and year."


@cache
def _frames() -> pd.DataFrame:
    path = project.root() / "data" / "reference" / "frames.csv"
    return pd.read_csv(path, dtype={"area_code": str, "group": str})


class _Area:
    """The facts of one area, by the part of their id that follows the area's name."""

    def __init__(self, wave: waves.Wave) -> None:
        rows = _frames()[_frames()["area_code"] == str(wave.area_code)]
        if rows.empty:
            raise NotMeasurable(f"Nobody has counted the official files for {wave.area_name}.")
        area = str(rows["area"].iloc[0]).lower().replace(" ", "-")
        self.rows = rows.set_index(rows["id"].str.removeprefix(f"{area}-"))
        self.wave = wave

    def number(self, ident: str) -> int:
        """A count, 0 where the files do not tell it: of a whole country no decile is known."""
        return int(float(str(self.rows["value"].get(ident, 0))))

    def fact(self, ident: str, n: int, of: str = "schools") -> Estimate:
        row = self.rows.loc[ident]
        provenance = Provenance("observed", self.wave.id, str(row["period"]), of)
        return provenance.estimate(
            Interval(float(str(row["value"]))), n, str(row["unit"]), "counted from official files"
        )


@values_or_reasons(FRAME, left_out=NOT_COUNTED)
def official_frame(wave: waves.Wave) -> Facts:
    """Every maintained primary school of the wave's area and finance year, as it was.

    Keys: schools; deprived, affluent (percent in deciles 1 to 3 and 8 to 10); income_mean,
    income_median (GBP per school). Unmeasured where area or year was not counted.
    """
    area, year = _Area(wave), wave.finance_year.replace("/", "-")
    if f"n-{year}" not in area.rows.index:
        raise NotMeasurable(f"Nobody has counted the official files of {wave.finance_year}.")
    schools, known = area.number(f"n-{year}"), area.number(f"decile-known-{year}")
    told = {"schools": area.fact(f"n-{year}", schools)}
    if known:
        told |= {key: area.fact(f"{key}-{year}", known) for key in ("deprived", "affluent")}
    for key in ("income_mean", "income_median"):
        told[key] = area.fact(f"{key.replace('_', '-')}-{year}", schools)
    return told


@values_or_reasons(LEAVERS, left_out=NOT_COUNTED)
def official_leavers(wave: waves.Wave) -> Facts:
    """What became, by the wave's finance year, of the schools of 2013/14, and how they differed.

    Keys: left (percent), became_academies (schools), left_income and stayed_income (GBP per
    school, in 2013/14), left_deprived and stayed_deprived (percent in deciles 1 to 3),
    same_income_then and same_income_later (GBP per school, of those that stayed).
    Unmeasured where area or year was not followed.
    """
    area, year = _Area(wave), wave.finance_year.replace("/", "-")
    if f"left-share-{year}" not in area.rows.index:
        raise NotMeasurable(f"The schools of {FIRST} were not followed to {wave.finance_year}.")
    first = area.number(f"n-{FIRST.replace('/', '-')}")
    stayed = area.number(f"fate-stayed-{year}")
    ids = {
        "left": ("left-share", first),
        "became_academies": ("fate-academy", first),
        "left_income": ("left-income-mean", first - stayed),
        "stayed_income": ("stayed-income-mean", stayed),
        "left_deprived": ("left-deprived", first - stayed),
        "stayed_deprived": ("stayed-deprived", stayed),
        "same_income_then": ("same-income-then", stayed),
        "same_income_later": ("same-income-later", stayed),
    }
    there = {key: (f"{ident}-{year}", n) for key, (ident, n) in ids.items()}
    return {
        key: area.fact(ident, n) for key, (ident, n) in there.items() if ident in area.rows.index
    }

"""Real schools of a wave's area and year, as counted from official files, beside the sample.

The counts are facts in `data/reference/frames.csv`, made by `data/reference/scripts/frames.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pandas as pd

from boundtext import Estimate, count
from helpers import project, waves
from helpers.evidence_kinds import OBSERVED
from helpers.measures.basis import (
    DECILES,
    NO_DECILE,
    Interval,
    NotMeasurable,
    Provenance,
    of_schools,
    require,
    value_or_reason,
    values_or_reasons,
)
from helpers.measures.groups import counts_by

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
        """A count; zero where none was made, as of England's deciles."""
        return int(float(str(self.rows["value"].get(ident, 0))))

    def fact(self, ident: str, n: int, of: str = "schools") -> Estimate:
        row = self.rows.loc[ident]
        provenance = Provenance(OBSERVED, self.wave.id, str(row["period"]), of)
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
    facts = {"schools": area.fact(f"n-{year}", schools)}
    if known:
        facts |= {key: area.fact(f"{key}-{year}", known) for key in ("deprived", "affluent")}
    for key in ("income_mean", "income_median"):
        facts[key] = area.fact(f"{key.replace('_', '-')}-{year}", schools)
    return facts


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


@value_or_reason
def reference_deciles(wave: waves.Wave) -> dict[int, int]:
    """Real number of schools in each decile in the wave's area and finance year.

    Unmeasured where these were not counted, or the decile of some school is unknown.
    """
    try:
        area, year = _Area(wave), wave.finance_year.replace("/", "-")
    except NotMeasurable:
        raise NotMeasurable(_not_at_hand(wave.area_name)) from None
    if f"n-{year}" not in area.rows.index:
        raise NotMeasurable(_not_at_hand(wave.finance_year))
    ids = [f"decile-{decile}-{year}" for decile in range(1, 11)]
    counts = [area.number(ident) for ident in ids if ident in area.rows.index]
    if sum(counts) < area.number(f"n-{year}"):
        raise NotMeasurable(_not_at_hand(wave.area_name))
    return dict(enumerate(counts, start=1))


@value_or_reason
def reference_schools(wave: waves.Wave) -> Estimate:
    """How many real schools there were in the wave's area and year; as `reference_deciles`."""
    counted = require(reference_deciles(wave))
    return count(sum(counted.values()), "schools", OBSERVED, wave.id, period=wave.finance_year)


def _not_at_hand(what: str) -> str:
    return f"The counts of all schools in {what} are not at hand."


@values_or_reasons(DECILES, left_out=NO_DECILE)
def gap_by_decile(reference: Mapping[int, int], wave: waves.Wave) -> dict[int, Estimate]:
    """Share of the sample in each decile minus the share of `reference`, in percentage points.

    reference: number of schools by decile. No intervals: both are counts of what is there.
    """
    gaps, n = _gaps(reference, wave)
    provenance = of_schools(wave)
    method = "share in the sample minus share of all schools"
    return {
        decile: provenance.estimate(Interval(100 * gap), n, "percentage points", method)
        for decile, gap in gaps.items()
    }


@value_or_reason
def dissimilarity(reference: Mapping[int, int], wave: waves.Wave) -> Estimate:
    """Percent of the sample that would have to stand in another decile to match `reference`.

    The index of dissimilarity, half the sum of the absolute gaps (Duncan and Duncan 1955,
    American Sociological Review 20): 0 where sample and reference agree, 100 where disjoint.
    """
    gaps, n = _gaps(reference, wave)
    distance = 100 * sum(map(abs, gaps.values())) / 2
    method = "index of dissimilarity between sample and all schools, over deciles"
    return of_schools(wave).estimate(Interval(distance), n, "percent", method)


def _gaps(reference: Mapping[int, int], wave: waves.Wave) -> tuple[dict[int, float], int]:
    """Sample share minus reference share by decile (0 to 1), and the schools with a decile."""
    sample = {int(decile): k for decile, k in counts_by(wave.schools, "decile").items()}
    n, total = sum(sample.values()), sum(reference.values())
    if not n or not total:
        raise NotMeasurable("Sample and reference both need schools with a known decile.")
    deciles = sorted(sample.keys() | reference.keys())
    return {d: sample.get(d, 0) / n - reference.get(d, 0) / total for d in deciles}, n

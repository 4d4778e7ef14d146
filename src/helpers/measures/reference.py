"""The sample against the real frame of schools."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from boundtext import Estimate, count
from helpers import project, waves
from helpers.measures.basis import (
    DECILES,
    NO_DECILE,
    Interval,
    NotMeasurable,
    of_schools,
    value_or_reason,
    values_or_reasons,
)
from helpers.measures.groups import counts_by

KENT = 886
"""Code of the local authority whose counts are at hand."""


@value_or_reason
def reference_deciles(wave: waves.Wave) -> dict[int, int]:
    """Real number of schools in each decile in the wave's finance year, from official counts.

    Unmeasured where `data/reference/kent_frame.csv`, which is of Kent, has no counts
    for the wave's area and year.
    """
    return _reference_deciles(wave)


def _reference_deciles(wave: waves.Wave) -> dict[int, int]:
    if wave.area_code != KENT:
        raise NotMeasurable(f"The counts of all schools in {wave.area_name} are not at hand.")
    frame = pd.read_csv(project.root() / "data" / "reference" / "kent_frame.csv")
    rows = frame[
        (frame["quantity"] == "schools in decile") & (frame["period"] == wave.finance_year)
    ]
    if rows.empty:
        raise NotMeasurable(f"The counts of all schools in {wave.finance_year} are not at hand.")
    counts = zip(rows["group"].astype(int), rows["value"].astype(int), strict=True)
    return dict(sorted(counts))


@value_or_reason
def reference_schools(wave: waves.Wave) -> Estimate:
    """How many real schools there were in the wave's area and year; as `reference_deciles`."""
    counted = _reference_deciles(wave)
    return count(sum(counted.values()), "schools", "observed", wave.id, period=wave.finance_year)


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

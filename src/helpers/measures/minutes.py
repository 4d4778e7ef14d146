"""How much time volunteers give: levels, spread over deciles, and change. Needs a survey."""

from __future__ import annotations

import pandas as pd

from boundtext import Estimate
from helpers import waves
from helpers.measures import basis, disclosure
from helpers.measures.basis import (
    DECILES,
    NO_DECILE,
    Interval,
    NotMeasurable,
    deciles_of,
    in_both,
    of_change,
    of_questionnaires,
    value_or_reason,
    values_or_reasons,
    with_decile,
)
from helpers.measures.groups import DECILES_OF_HALVES
from helpers.measures.resampling import bootstrap, mean_interval
from helpers.measures.statistic import (
    CHANGE,
    MINUTES,
    NO_GROWTH,
    STATISTICS,
    change_of,
    find_statistic,
    level_of,
)
from helpers.measures.trends import LINE, line_of

PER_PUPIL = "minutes per pupil per week"
PER_WEEK = "minutes per week"


def known_minutes(wave: waves.Wave) -> pd.DataFrame:
    """`basis.known_minutes`; NotMeasurable also where they are the answers of a few heads."""
    known = basis.known_minutes(wave)
    disclosure.refuse_few(wave, len(known))
    return known


def _level(wave: waves.Wave, statistic: str) -> Estimate:
    known = known_minutes(wave)
    return level_of(known, STATISTICS[statistic], of_questionnaires(wave), MINUTES)


@value_or_reason
def minutes_per_pupil(wave: waves.Wave) -> Estimate:
    """Mean over questionnaires of minutes per pupil per week (mean of ratios), governors excluded.

    Interval: BCa bootstrap. Unmeasured without a survey or with too few answers.
    """
    return _level(wave, "mean per pupil")


@value_or_reason
def median_minutes_per_pupil(wave: waves.Wave) -> Estimate:
    """Median over questionnaires of minutes per pupil per week; as `minutes_per_pupil`."""
    disclosure.refuse_median(wave, len(known_minutes(wave)))
    return _level(wave, "median per pupil")


@value_or_reason
def total_minutes_per_pupil(wave: waves.Wave) -> Estimate:
    """All minutes over all pupils (ratio of totals), per pupil per week; as `minutes_per_pupil`."""
    return _level(wave, "total per pupil")


@values_or_reasons(("lowest_per_school", "highest_per_school", "highest_per_pupil"))
def minutes_range(wave: waves.Wave) -> dict[str, Estimate]:
    """Lowest and highest minutes per week of a school, highest per pupil; extremes, no intervals.

    Keys: lowest_per_school, highest_per_school, highest_per_pupil.
    """
    known = known_minutes(wave)
    disclosure.refuse_single(wave)
    extremes = {
        "lowest_per_school": (known["amount"].min(), PER_WEEK, "minimum"),
        "highest_per_school": (known["amount"].max(), PER_WEEK, "maximum"),
        "highest_per_pupil": (known["per_pupil"].max(), PER_PUPIL, "maximum"),
    }
    provenance = of_questionnaires(wave)
    return {
        key: provenance.estimate(Interval(value), len(known), unit, method)
        for key, (value, unit, method) in extremes.items()
    }


@values_or_reasons(DECILES, left_out=NO_DECILE)
def minutes_by_decile(wave: waves.Wave) -> dict[int, Estimate]:
    """Mean minutes per pupil per week by deprivation decile of the school, with t intervals.

    Only deciles that somebody answered from; a single questionnaire has no interval.
    """
    known = known_minutes(wave)
    placed = with_decile(known, wave)
    provenance = of_questionnaires(wave)
    counts = {decile: len(group) for decile, group in deciles_of(placed)}
    hidden = len(known) - len(placed)
    kept = disclosure.select_groups(wave, counts, hidden=hidden, subtotals=DECILES_OF_HALVES)
    return {
        decile: provenance.estimate(
            mean_interval(group["per_pupil"].to_numpy()), len(group), PER_PUPIL, "mean of ratios"
        )
        for decile, group in deciles_of(placed)
        if decile in kept
    }


@values_or_reasons(("poorer", "wealthier", "ratio"))
def minutes_by_half(wave: waves.Wave) -> dict[str, Estimate]:
    """Mean minutes per pupil per week in deciles 1 to 5 and 6 to 10, and their ratio.

    Keys: poorer, wealthier, ratio (wealthier over poorer). Intervals: BCa bootstrap.
    Unmeasured where a half has fewer than two questionnaires.
    """
    known = known_minutes(wave)
    placed = with_decile(known, wave)
    poor = placed["decile"] <= 5
    halves = [placed.loc[rows, "per_pupil"].to_numpy() for rows in (poor, ~poor)]
    if min(map(len, halves)) < 2:
        raise NotMeasurable(
            f"A half of the deprivation deciles has fewer than two questionnaires "
            f"in wave {wave.id}."
        )
    disclosure.refuse_few(wave, *map(len, halves), len(known) - len(placed))
    intervals = bootstrap(
        lambda poorer, wealthier: [
            poorer.mean(-1),
            wealthier.mean(-1),
            wealthier.mean(-1) / poorer.mean(-1),
        ],
        [halves[0]],
        [halves[1]],
    )
    poorer, wealthier, ratio = intervals
    told = of_questionnaires(wave).estimate
    mean = "mean of ratios, deciles"
    return {
        "poorer": told(poorer, len(halves[0]), PER_PUPIL, f"{mean} 1 to 5"),
        "wealthier": told(wealthier, len(halves[1]), PER_PUPIL, f"{mean} 6 to 10"),
        "ratio": told(ratio, len(placed), "ratio", "wealthier half over poorer half"),
    }


@values_or_reasons(LINE)
def minutes_trend(wave: waves.Wave) -> dict[str, Estimate]:
    """Least-squares line of minutes per pupil per week on decile: "slope" and "intercept".

    Source: statsmodels OLS with HC3 errors; the unit of the slope is per decile.
    """
    placed = with_decile(known_minutes(wave), wave)
    disclosure.refuse_few(wave, len(placed))
    return line_of(placed, "per_pupil", of_questionnaires(wave), PER_PUPIL)


@values_or_reasons(CHANGE, left_out=NO_GROWTH)
def minutes_change(
    before: waves.Wave, now: waves.Wave, statistic: str = "mean per pupil"
) -> dict[str, Estimate]:
    """Change of minutes per week over all questionnaires of each wave, resampled independently.

    statistic: a key of STATISTICS. Keys: absolute, relative (percent).
    """
    return _change(before, now, statistic, paired=False)


@values_or_reasons(CHANGE, left_out=NO_GROWTH)
def paired_minutes_change(
    before: waves.Wave, now: waves.Wave, statistic: str = "mean per pupil"
) -> dict[str, Estimate]:
    """Change of minutes per week in schools that answered in both waves, resampled in pairs.

    Keys as `minutes_change`. Unmeasured where fewer than two schools answered twice.
    """
    return _change(before, now, statistic, paired=True)


def _change(
    before: waves.Wave, now: waves.Wave, statistic: str, *, paired: bool
) -> dict[str, Estimate]:
    chosen = find_statistic(statistic, STATISTICS)
    earlier, later = known_minutes(before), known_minutes(now)
    if paired:
        earlier, later = in_both(earlier, later)
    for wave, known in ((before, earlier), (now, later)):
        disclosure.refuse_few(wave, len(known))
        if statistic.startswith("median"):
            disclosure.refuse_median(wave, len(known))
    provenance = of_change(of_questionnaires(before), of_questionnaires(now))
    return change_of(earlier, later, chosen, provenance, paired=paired, amount=MINUTES)

from functools import partial

import numpy as np
import pandas as pd
import pytest
from hand_made import reason_of, schools_of, wave_of

from helpers import measures, waves


@pytest.fixture
def four() -> waves.Wave:
    """Four schools, one of them with no known donations."""
    schools = schools_of(
        pupils=[100, 200, 50, 400],
        direct_donations=[1000, 0, 2000, np.nan],
        pta_status=["registered", "none", "unknown", "registered"],
        pta_income=[12_000, np.nan, np.nan, 9_000],
        imd_decile=[1, 5, 10, 10],
    )
    return wave_of(schools)


@pytest.mark.parametrize(
    ("measure", "value", "unit"),
    [
        (partial(measures.level, statistic="mean per school"), 1000, "GBP per school"),
        (partial(measures.level, statistic="median per school"), 1000, "GBP per school"),
        (partial(measures.level, statistic="mean per pupil"), (10 + 0 + 40) / 3, "GBP per pupil"),
        (partial(measures.level, statistic="median per pupil"), 10, "GBP per pupil"),
        (partial(measures.level, statistic="total per pupil"), 3000 / 350, "GBP per pupil"),
        (measures.maximum_per_pupil, 40, "GBP per pupil"),
        (measures.maximum_per_school, 2000, "GBP per school"),
    ],
)
def test_levels_by_hand(four, measure, value, unit):
    estimate = measure(four, "direct")
    assert estimate.value == pytest.approx(value)
    assert (estimate.unit, estimate.n, estimate.of) == (unit, 3, "schools")
    assert (estimate.evidence, estimate.run, estimate.period) == ("synthetic", "2018", "2016/17")


def test_recorded_income_splits_into_direct_and_pta_part(four):
    recorded, direct, part = (
        measures.level(four, kind, "mean per school").value
        for kind in ("recorded", "direct", "pta_part")
    )
    assert recorded == pytest.approx(direct + part)
    assert part == pytest.approx(12_000 / 3)
    assert measures.level(four, "pta", "mean per school").value == pytest.approx(21_000 / 2)


def test_share_above_is_strict_and_counts_known_schools(four):
    share = measures.share_above(four, "direct", 1000)
    assert share.value == pytest.approx(100 / 3)
    assert (share.n, share.unit) == (3, "percent")
    assert share.low < share.value < share.high


def test_budget_share_is_ratio_of_totals(four):
    assert measures.budget_share(four, "direct").value == pytest.approx(100 * 3000 / 3_000_000)


def test_maximum_has_no_interval(four):
    assert measures.maximum_per_pupil(four, "direct").low is None


def test_bootstrap_of_a_mean_agrees_with_theory(now):
    income = now.schools["direct_donations"].dropna()
    error = income.std() / np.sqrt(len(income))
    estimate = measures.level(now, "direct", "mean per school")
    assert estimate.low < estimate.value < estimate.high
    assert estimate.high - estimate.low == pytest.approx(2 * 1.96 * error, rel=0.2)


def test_same_call_gives_the_same_interval(now):
    assert measures.level(now, "recorded", "mean per pupil") == measures.level(
        now, "recorded", "mean per pupil"
    )


@pytest.mark.parametrize(
    "measure",
    [
        *(lambda wave, s=name: measures.level(wave, "direct", s) for name in measures.STATISTICS),
        *(lambda wave, b=by: measures.gini(wave, "direct", b) for by in ("schools", "pupils")),
        lambda wave: measures.theil(wave, "recorded"),
        lambda wave: measures.top_share(wave, "recorded", 0.1),
        lambda wave: measures.share_above(wave, "direct"),
        lambda wave: measures.slope_index(wave, "direct"),
        lambda wave: measures.relative_index(wave, "direct"),
        lambda wave: measures.concentration_index(wave, "recorded"),
        lambda wave: measures.by_decile(wave, "direct"),
        lambda wave: measures.pta_share_by_decile(wave),
        lambda wave: measures.deprivation_fit(wave, "direct"),
        lambda wave: measures.trend(wave, "pta"),
    ],
)
def test_schools_with_missing_values_change_nothing(now, measure):
    unknown = schools_of(pupils=[300, 30, 99], imd_decile=[1, 5, None])
    unknown["urn"] += 50_000
    more = wave_of(pd.concat([now.schools, unknown], ignore_index=True))
    assert measure(more) == measure(now)


def test_too_few_known_values_are_told():
    wave = wave_of(schools_of(pupils=[100, 100], direct_donations=[5, np.nan]))
    assert "Fewer than two schools of wave 2018" in reason_of(
        measures.level(wave, "direct", "mean per school")
    )


def test_all_alike_falls_back_to_percentiles_and_says_so():
    wave = wave_of(schools_of(pupils=[100] * 5, direct_donations=[7.0] * 5))
    estimate = measures.level(wave, "direct", "mean per school")
    assert (estimate.low, estimate.high) == (7, 7)
    assert "percentile" in estimate.method


@pytest.mark.parametrize(
    "call",
    [
        lambda wave: measures.level(wave, "direct", "mode"),
        lambda wave: measures.level(wave, "total", "mean per school"),
        lambda wave: measures.gini(wave, "direct", by="heads"),
        lambda wave: measures.trend(wave, "direct", "total per pupil"),
        lambda wave: measures.composition(wave, "postcode"),
    ],
)
def test_unknown_names_are_refused_with_the_known_ones(four, call):
    with pytest.raises(ValueError, match="is none of"):
        call(four)

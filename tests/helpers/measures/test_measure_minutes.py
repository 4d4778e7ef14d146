import numpy as np
import pytest
from hand_made import reason_of, schools_of, survey_of, wave_of

from helpers import measures, waves
from helpers.measures.basis import only_measured


@pytest.fixture
def five() -> waves.Wave:
    """Five questionnaires: one without minutes, one that names no school."""
    schools = schools_of(urn=[1, 2, 3, 4], pupils=[100.0] * 4, imd_decile=[1, 1, 10, 10])
    survey = survey_of(
        urn=[1, 2, 3, 4, None],
        pupils=[100, 100, 50, 50, 200],
        volunteer_minutes=[100, 300, 1000, np.nan, 600],
    )
    return wave_of(schools, survey)


def test_mean_of_ratios_and_ratio_of_totals_differ(five):
    assert measures.minutes_per_pupil(five).value == pytest.approx((1 + 3 + 20 + 3) / 4)
    assert measures.total_minutes_per_pupil(five).value == pytest.approx(2000 / 450)
    assert measures.median_minutes_per_pupil(five).value == 3
    assert measures.minutes_per_pupil(five).unit == "minutes per pupil per week"
    assert measures.minutes_per_pupil(five).n == 4


def test_range(five):
    extremes = measures.minutes_range(five)
    assert {key: extreme.value for key, extreme in extremes.items()} == {
        "lowest_per_school": 100,
        "highest_per_school": 1000,
        "highest_per_pupil": 20,
    }


def test_deciles_take_only_schools_that_are_named(five):
    bars = measures.minutes_by_decile(five)
    assert {decile: (bar.value, bar.n) for decile, bar in only_measured(bars).items()} == {
        1: (2, 2),
        10: (20, 1),
    }
    assert bars[10].low is None
    assert bars[1].low == 0


def test_halves_and_their_ratio(now):
    halves = measures.minutes_by_half(now)
    assert halves["ratio"].value == pytest.approx(
        halves["wealthier"].value / halves["poorer"].value
    )
    assert halves["poorer"].n + halves["wealthier"].n == halves["ratio"].n == 50


def test_a_half_with_one_answer_is_told(five):
    assert "fewer than two questionnaires" in reason_of(measures.minutes_by_half(five))


def test_changes(before, now):
    whole = measures.minutes_change(before, now)
    expected = measures.minutes_per_pupil(now).value - measures.minutes_per_pupil(before).value
    assert whole["absolute"].value == pytest.approx(expected)
    assert whole["absolute"].unit == "minutes per pupil per week"
    paired = measures.paired_minutes_change(before, now)
    assert paired["absolute"].n == 40


def test_nobody_answered_twice(before, five):
    assert "known in both waves" in reason_of(measures.paired_minutes_change(before, five))


def test_trend_is_the_least_squares_line(now):
    decile = now.survey["urn"].map(now.schools.set_index("urn")["imd_decile"]).astype(float)
    slope, intercept = np.polyfit(decile, now.survey["volunteer_minutes"] / now.survey["pupils"], 1)
    line = measures.minutes_trend(now)
    assert line["slope"].value == pytest.approx(slope)
    assert line["intercept"].value == pytest.approx(intercept)

from itertools import starmap

import numpy as np
import pandas as pd
import pytest
from hand_made import reason_of, schools_of, survey_of, wave_of
from statsmodels.stats.power import NormalIndPower
from statsmodels.stats.proportion import proportion_effectsize

from helpers import measures, waves
from helpers.measures.basis import only_measured

PRINTED = measures.Provenance("published", "2018", "2018", "questionnaires")


@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [(((48, 80), (56, 70)), 5.24, 33.39), (((3, 10), (9, 10)), 17.05, 80.90)],
)
def test_newcombe_reference_values(counts, low, high):
    """Newcombe (1998), Statistics in Medicine 17, table II."""
    change = measures.change_of_counts(*starmap(measures.Answers, counts), PRINTED)["difference"]
    assert (change.low, change.high) == (
        pytest.approx(low, abs=0.005),
        pytest.approx(high, abs=0.005),
    )
    assert change.unit == "percentage points"
    assert change.evidence == "published"


def test_fisher_on_the_lady_tasting_tea():
    p = measures.change_of_counts(measures.Answers(3, 4), measures.Answers(1, 4), PRINTED)["p"]
    assert p.value == pytest.approx(34 / 70)
    assert p.low is None


def test_wilson_reference_value():
    """Wilson's interval of 81 in 263 is 0.2553 to 0.3662: Newcombe (1998), table I."""
    share = measures.share_of_counts(measures.Answers(81, 263), PRINTED)
    assert (share.low, share.high) == (
        pytest.approx(25.53, abs=0.005),
        pytest.approx(36.62, abs=0.005),
    )


def test_impossible_counts_are_refused():
    with pytest.raises(ValueError, match="is not a share"):
        measures.share_of_counts(measures.Answers(5, 4), PRINTED)
    nobody = measures.Answers(0, 0)
    assert "at least one answer" in reason_of(measures.share_of_counts(nobody, PRINTED))
    change = measures.change_of_counts(measures.Answers(3, 4), nobody, PRINTED)
    assert "at least one answer" in reason_of(change)


def test_missing_answers_are_not_no():
    survey = survey_of(pressure_to_raise=[True, False, True, pd.NA, pd.NA])
    share = measures.item_share(wave_of(schools_of(pupils=[100]), survey), "pressure_to_raise")
    assert share.value == pytest.approx(200 / 3)
    assert (share.n, share.of, share.period) == (3, "questionnaires", "2018")
    assert "chose" in share.caveat


def test_an_item_nobody_was_asked_is_told(now):
    shares = {item: measures.item_share(now, item) for item in waves.SURVEY_ITEMS}
    assert set(only_measured(shares)) == {"pressure_to_raise", "relies_for_statutory"}
    assert "no answers on this question" in reason_of(measures.item_share(now, "sought_business"))


def test_item_change_agrees_with_its_counts(before, now):
    yes = [int(wave.survey["pressure_to_raise"].sum()) for wave in (before, now)]
    change = measures.item_change(before, now, "pressure_to_raise")["difference"]
    assert change.value == pytest.approx(100 * (yes[1] / 50 - yes[0] / 60))
    assert (change.n, change.run, change.period) == (110, "2018", "2016 to 2018")


def test_detectable_difference_has_the_power_it_claims():
    rise = measures.detectable_difference(114, 70, 0.28) / 100
    effect = proportion_effectsize(0.28 + rise, 0.28)
    power = NormalIndPower().power(effect, nobs1=114, alpha=0.05, ratio=70 / 114)
    assert power == pytest.approx(0.8, abs=1e-4)
    assert measures.detectable_difference(1140, 700, 0.28) / 100 < rise


def test_no_room_for_a_rise_is_told():
    assert "not even a rise" in reason_of(measures.detectable_difference(20, 20, 0.95))


def test_association_finds_the_slope_that_was_put_in():
    draw = np.random.default_rng(11)
    decile = draw.integers(1, 11, 3000)
    pupils = draw.integers(50, 600, 3000).astype(float)
    schools = schools_of(pupils=pupils, imd_decile=decile)
    chance = 1 / (1 + np.exp(0.3 * (decile - 5) - 0.5 * (pupils / 100 - 3)))
    survey = survey_of(
        urn=schools["urn"], pupils=pupils, relies_for_statutory=draw.random(3000) < chance
    )
    ratios = measures.association(wave_of(schools, survey), "relies_for_statutory")
    assert ratios["per_decile"].low < np.exp(-0.3) < ratios["per_decile"].high
    assert ratios["per_100_pupils"].low < np.exp(0.5) < ratios["per_100_pupils"].high
    assert ratios["per_decile"].unit == "odds ratio"


def test_association_warns_of_few_answers(now):
    ratio = measures.association(now, "relies_for_statutory")["per_decile"]
    assert "fewer than the 10" in ratio.caveat


def test_separated_answers_have_no_odds_ratio():
    schools = schools_of(pupils=np.arange(20) * 10.0 + 100, imd_decile=[1] * 10 + [10] * 10)
    survey = survey_of(
        urn=schools["urn"],
        pupils=schools["pupils"][::-1],
        pressure_to_raise=[True] * 10 + [False] * 10,
    )
    assert "separate" in reason_of(
        measures.association(wave_of(schools, survey), "pressure_to_raise")
    )


def test_unanimous_answers_have_no_odds_ratio():
    schools = schools_of(pupils=[100.0, 200, 300])
    survey = survey_of(urn=schools["urn"], pressure_to_raise=[True] * 3)
    assert "said the same" in reason_of(
        measures.association(wave_of(schools, survey), "pressure_to_raise")
    )


@pytest.mark.parametrize(
    "call",
    [
        lambda wave: measures.item_share(wave, "pressure_to_raise"),
        lambda wave: measures.association(wave, "pressure_to_raise"),
        measures.minutes_per_pupil,
        measures.minutes_range,
        measures.minutes_by_decile,
        measures.response,
        lambda wave: measures.response_by(wave, "decile"),
        measures.responders_minus_others,
    ],
)
def test_a_wave_without_a_survey_says_so(tables_only, call):
    assert "Wave 2018 has no survey" in reason_of(call(tables_only))

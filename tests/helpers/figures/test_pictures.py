"""Alt texts say what the estimates say; pictures draw what they are given."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sample_estimates import WAVE, bars, estimate, line

from helpers import figures
from helpers.figures import style


@pytest.mark.parametrize(
    ("slope", "half", "words"),
    [
        (1000, 100, "rises"),
        (-1000, 100, "falls"),
        (50, 100, "shows no clear rise or fall"),
        (0, 100, "shows no clear rise or fall"),
    ],
)
def test_the_gradient_is_named_by_its_interval(slope: float, half: float, words: str) -> None:
    picture = figures.draw_minutes_by_decile(WAVE, bars(slope), line(slope, half))
    assert picture.alt.startswith("Synthetic data. ")
    assert f"per pupil and week {words} from the most to the least deprived" in picture.alt


def test_figure_1_stacks_its_parts_and_counts_schools() -> None:
    direct, pta = bars(100), bars(300)
    total = {d: estimate(direct[d].value + pta[d].value, 500) for d in direct}
    picture = figures.draw_income_by_decile(WAVE, direct, pta, total, line(400, 10))
    axes = picture.fig.axes[0]
    lower, upper = axes.containers
    tops = [bar.get_y() + bar.get_height() for bar in upper]
    assert tops == pytest.approx([total[d].value for d in sorted(total)])
    assert [bar.get_height() for bar in lower] == [direct[d].value for d in sorted(direct)]
    assert axes.get_xticklabels()[0].get_text() == "1\n(12)"
    assert "1 = most deprived" in axes.get_xlabel()
    assert "Deciles rest on 12 schools each." in picture.alt
    assert list(picture.data["recorded"]) == [total[d].value for d in sorted(total)]


def test_a_decile_without_interval_is_drawn_without_one() -> None:
    shares = {1: estimate(40, None, "percent"), 3: estimate(60, 5, "percent")}
    picture = figures.draw_dots_by_decile(WAVE, shares, title="Answered", axis="%", name="response")
    assert "highest in decile 3 (60%) and lowest in decile 1 (40%)" in picture.alt
    assert len(picture.fig.axes[0].lines) == 2
    assert picture.data["value_low"].isna().tolist() == [True, False]


def test_change_counts_schools_and_names_the_direction() -> None:
    schools = pd.DataFrame({"before": [1, 5, 3, None, 2], "after": [4, 2, 3, 9, 8]})
    for half, verdict in ((1, "a rise"), (9, "no clear change")):
        mean = estimate(1.5, half, "GBP per pupil")
        picture = figures.draw_paired_change(
            WAVE, schools, mean, quantity="Donations", name="change"
        )
        assert "Of 4 schools present in both waves, 2 rose, 1 fell and 1 stayed" in picture.alt
        assert picture.alt.endswith(f": {verdict}.")
    assert picture.data["change"].tolist() == [-3, 0, 3, 6]


def test_lorenz_tells_every_coefficient() -> None:
    share = np.linspace(0, 1, 5)
    curves = {
        "by schools": ((share, share**2), estimate(0.33, 0.02, "index")),
        "by pupils": ((share, share**3), estimate(0.5, 0.1, "index")),
    }
    picture = figures.draw_lorenz(WAVE, curves)
    assert "by schools: Gini 0.330" in picture.alt
    assert "by pupils: Gini 0.500" in picture.alt
    assert len(picture.data) == 10


def test_survey_items_leave_out_what_a_wave_did_not_ask() -> None:
    words = {"pressure": "feels under pressure", "business": "asked businesses", "other": "never"}
    answers = {
        "2016": {"pressure": estimate(66, 8, "percent")},
        "2018": {"pressure": estimate(94, 4, "percent"), "business": estimate(50, 11, "percent")},
    }
    picture = figures.draw_survey_items(WAVE, answers, words)
    assert (
        "Feels under pressure: 66% (58% to 74%) in 2016, 94% (90% to 98%) in 2018." in picture.alt
    )
    assert "Asked businesses: 50% (39% to 61%) in 2018." in picture.alt
    assert "never" not in picture.alt.lower()
    assert len(picture.data) == 3


def test_spread_names_the_widest_decile() -> None:
    schools = pd.DataFrame({"decile": [1, 1, 2, 2, None], "per_pupil": [10, 20, 5, 105, 900]})
    picture = figures.draw_spread_by_decile(WAVE, schools, estimate(8, 2, "percent"))
    assert "Deprivation explains 8% (6% to 10%)" in picture.alt
    assert "inside decile 2: from £5 to £105 per pupil" in picture.alt
    assert len(picture.data) == 4


def test_shares_by_decile_name_the_largest_difference() -> None:
    counts = pd.DataFrame({"decile": [1, 2], "all schools": [50, 50], "this sample": [5, 15]})
    picture = figures.draw_shares_by_decile(WAVE, counts, title="Sample and frame", name="frame")
    assert "all schools" in picture.alt
    assert "50% of all schools, 25% of this sample" in picture.alt


def test_every_picture_is_stamped() -> None:
    picture = figures.draw_minutes_by_decile(WAVE, bars(1), line(1, 0.5))
    assert style.evidence_of(picture.fig) == "synthetic"


@pytest.fixture
def country() -> pd.DataFrame:
    """More schools than are drawn one by one."""
    draw = np.random.default_rng(5)
    return pd.DataFrame(
        {
            "decile": draw.integers(1, 11, 4000),
            "per_pupil": draw.lognormal(3, 1, 4000),
            "before": 10.0,
            "after": 10 + draw.integers(-5, 6, 4000),
        }
    )


def test_of_a_country_a_sample_is_drawn_and_said_so(country: pd.DataFrame) -> None:
    picture = figures.draw_spread_by_decile(WAVE, country, estimate(8, 2, "percent"))
    assert len(picture.data) == 1500
    assert picture.note.startswith("1,500 of 4,000 schools, drawn at random, are shown")
    assert "between 4,000 schools" in picture.alt
    again = figures.draw_spread_by_decile(WAVE, country, estimate(8, 2, "percent"))
    assert picture.data.equals(again.data)


def test_a_sample_of_changes_keeps_its_place_among_all(country: pd.DataFrame) -> None:
    picture = figures.draw_paired_change(
        WAVE, country, estimate(0), quantity="Gifts", name="change"
    )
    rose = int((country["after"] > 10).sum())
    assert f"Of 4,000 schools present in both waves, {rose:,} rose" in picture.alt
    assert len(picture.data) == 1500
    assert picture.data["change"].is_monotonic_increasing
    places = np.concatenate([line.get_xdata() for line in picture.fig.axes[0].lines[:2]])
    assert 3000 < places.max() <= 4000


def test_a_county_is_drawn_whole(country: pd.DataFrame) -> None:
    county = country.head(1500)
    assert figures.draw_spread_by_decile(WAVE, county, estimate(8, 2, "percent")).note == ""
    picture = figures.draw_paired_change(WAVE, county, estimate(0), quantity="Gifts", name="change")
    assert (picture.note, len(picture.data)) == ("", 1500)


def test_a_long_curve_keeps_its_shape() -> None:
    share = np.linspace(0, 1, 17_001)
    curve = (share, share**2), estimate(0.33, 0.02, "index")
    picture = figures.draw_lorenz(WAVE, {"a": curve})
    assert len(picture.data) == 1001
    assert np.abs(picture.data["income"] - picture.data["population"] ** 2).max() < 1e-6

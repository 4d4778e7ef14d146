import numpy as np
import pytest
import statsmodels.api as sm
from hand_made import reason_of, schools_of, wave_of

from helpers import measures
from helpers.measures.basis import only_measured

POPULATION = [7291, 7997, 6105, 7666, 5790, 6934, 5918, 5974, 7147, 7534]
VALUES = [
    75.933459,
    78.344238,
    83.836063,
    83.63754,
    80.465503,
    81.115676,
    81.693084,
    84.190006,
    80.595564,
    86.289435,
]


def test_public_health_reference():
    slope, relative = measures.slope_and_relative_index(POPULATION, VALUES)
    assert slope == pytest.approx(6.93462, abs=5e-6)
    assert relative == pytest.approx(1.08882, abs=5e-6)


def test_slope_is_statsmodels_weighted_least_squares():
    shares = np.array(POPULATION) / sum(POPULATION)
    ranks = np.cumsum(shares) - shares / 2
    fit = sm.WLS(VALUES, sm.add_constant(ranks), weights=shares).fit()
    slope, relative = measures.slope_and_relative_index(POPULATION, VALUES)
    assert slope == pytest.approx(fit.params[1])
    assert relative == pytest.approx(1 + fit.params[1] / fit.params[0])


def _deciles(values, population):
    """One wave with a school per decile that has this many pupils and income per pupil."""
    pupils = np.array(population, dtype=float)
    return wave_of(
        schools_of(
            pupils=pupils,
            imd_decile=np.arange(1, 11),
            direct_donations=pupils * np.array(values),
        )
    )


def test_indices_of_a_wave_are_those_of_its_deciles():
    wave = _deciles(VALUES, POPULATION)
    assert measures.slope_index(wave, "direct").value == pytest.approx(6.93462, abs=5e-6)
    assert measures.relative_index(wave, "direct").value == pytest.approx(1.08882, abs=5e-6)
    assert measures.slope_index(wave, "direct").unit == "GBP per pupil"


def test_concentration_index_is_the_convenient_regression(now):
    known = now.schools.dropna(subset="direct_donations")
    pupils = known["pupils"].to_numpy()
    shares = pupils / pupils.sum()
    by_decile = known.assign(share=shares).groupby("imd_decile")["share"].sum()
    middle = by_decile.cumsum() - by_decile / 2
    rank = known["imd_decile"].map(middle).to_numpy(dtype=float)
    income = known["direct_donations"].to_numpy() / pupils
    mean = (shares * income).sum()
    variance = (shares * (rank - 0.5) ** 2).sum()
    fit = sm.WLS(2 * variance * income / mean, sm.add_constant(rank), weights=shares).fit()
    assert measures.concentration_index(now, "direct").value == pytest.approx(fit.params[1])


def test_where_all_raise_the_same_there_is_no_gradient():
    wave = _deciles([20] * 10, POPULATION)
    assert measures.slope_index(wave, "direct").value == pytest.approx(0, abs=1e-9)
    assert measures.relative_index(wave, "direct").value == pytest.approx(1)
    assert measures.concentration_index(wave, "direct").value == pytest.approx(0, abs=1e-9)


def test_relative_index_of_a_line_that_falls_to_zero_is_told():
    wave = _deciles([0] * 9 + [100], POPULATION)
    assert reason_of(measures.relative_index(wave, "direct"))


def test_a_single_decile_has_no_gradient():
    wave = wave_of(schools_of(pupils=[10.0, 20, 30], direct_donations=[1, 2, 3]))
    for measure in (measures.slope_index, measures.relative_index, measures.trend):
        assert reason_of(measure(wave, "direct"))


def test_bars_rest_on_known_schools():
    wave = wave_of(
        schools_of(
            pupils=[100.0, 300, 100, 100, 50],
            imd_decile=[1, 1, 1, 9, None],
            direct_donations=[1000, 600, np.nan, 50, 999],
        )
    )
    bars = {
        statistic: measures.by_decile(wave, "direct", statistic)
        for statistic in ("mean per school", "mean per pupil", "total per pupil")
    }
    assert [bar[1].value for bar in bars.values()] == pytest.approx([800, 6, 4])
    for bar in bars.values():
        assert {decile: told.n for decile, told in only_measured(bar).items()} == {1: 2, 9: 1}
        assert bar[1].low is not None
        assert bar[9].low is None


def test_pta_share_is_a_ratio_of_totals_of_recorded_income():
    wave = wave_of(
        schools_of(
            pupils=[100.0] * 4,
            imd_decile=[1, 1, 2, 3],
            direct_donations=[100, 300, np.nan, 0],
            pta_status=["registered", "none", "registered", "none"],
            pta_income=[400, np.nan, 500, np.nan],
        )
    )
    shares = measures.pta_share_by_decile(wave)
    assert list(only_measured(shares)) == [1]
    assert (shares[1].value, shares[1].n) == (pytest.approx(50), 2)


def test_fit_on_deprivation_agrees_with_a_plain_regression(now):
    known = now.schools.dropna(subset="direct_donations")
    ratio = (known["direct_donations"] / known["pupils"]).to_numpy()
    decile = known["imd_decile"].to_numpy(dtype=float)
    fit = sm.OLS(ratio, sm.add_constant(decile)).fit()
    told = measures.deprivation_fit(now, "direct")
    assert told["r_squared"].value == pytest.approx(100 * fit.rsquared)
    assert told["residual_spread"].value == pytest.approx(np.sqrt(fit.mse_resid))
    assert told["slope"].value == pytest.approx(fit.params[1])


def test_quantile_slopes_follow_a_fan():
    """Income per pupil is the decile times 1 to 9: each quantile has its own slope."""
    decile, factor = (grid.ravel() for grid in np.meshgrid(np.arange(1, 11), np.arange(1, 10)))
    wave = wave_of(
        schools_of(
            pupils=np.full(90, 100.0), imd_decile=decile, direct_donations=100.0 * decile * factor
        )
    )
    told = measures.deprivation_fit(wave, "direct")
    slopes = [told[f"slope_{quantile}"].value for quantile in (10, 50, 90)]
    assert slopes == pytest.approx([1, 5, 9], rel=1e-3)


def test_trend_line_passes_through_the_means(now):
    line = measures.trend(now, "direct")
    known = now.schools.dropna(subset="direct_donations")
    middle = line["intercept"].value + line["slope"].value * known["imd_decile"].mean()
    assert middle == pytest.approx(measures.level(now, "direct", "mean per school").value)
    assert line["slope"].unit == "GBP per school per decile"

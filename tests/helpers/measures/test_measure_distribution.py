from pathlib import Path

import libpysal
import numpy as np
import pandas as pd
import pytest
from hand_made import reason_of, schools_of, wave_of
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from inequality.gini import Gini
from inequality.theil import Theil

from helpers import measures
from helpers.measures import gini_of, lorenz, theil_of, top_share_of

US_MEANS = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]
US_COUNTS = [482, 825, 722, 690, 661, 760, 745, 2140, 1911, 1024]
"""Incomes of the USA in 1968 in ten classes: the example of `Lc` in R's package ineq."""

incomes = arrays("float64", st.integers(2, 40), elements=st.integers(0, 10**6).map(float)).filter(
    lambda values: values.sum() > 0
)
measure = pytest.mark.parametrize(
    "measure", [gini_of, theil_of, lambda values, weights=None: top_share_of(values, 0.1, weights)]
)


def test_mexico_1940():
    """The known value in the documentation of PySAL."""
    path = Path(libpysal.__file__).parent / "examples/mexico/mexico.csv"
    assert gini_of(pd.read_csv(path)["pcgdp1940"]) == pytest.approx(0.35372371, abs=1e-8)


def test_us_1968_as_in_r():
    """R's `ineq(x)` on the ten class means gives 0.4620911."""
    assert gini_of(US_MEANS) == pytest.approx(0.4620911, abs=5e-8)


def test_grouped_incomes_agree_with_pysal_on_the_people_behind_them():
    people = np.repeat(US_MEANS, US_COUNTS).astype(float)
    assert gini_of(US_MEANS, US_COUNTS) == pytest.approx(Gini(people).g)
    assert theil_of(US_MEANS, US_COUNTS) == pytest.approx(Theil(people).T)


@given(incomes)
def test_gini_and_theil_agree_with_pysal(values):
    assert gini_of(values) == pytest.approx(Gini(values.copy()).g, abs=1e-9)
    positive = values + 1
    assert theil_of(positive) == pytest.approx(Theil(positive).T, abs=1e-9)


@measure
@given(values=incomes, scale=st.floats(0.01, 1000))
def test_scale_changes_nothing(measure, values, scale):
    assert measure(values * scale) == pytest.approx(measure(values), abs=1e-9)


@measure
@given(values=incomes, times=st.integers(2, 4))
def test_replication_changes_nothing_and_weights_replicate(measure, values, times):
    assert measure(np.tile(values, times)) == pytest.approx(measure(values), abs=1e-9)
    assert measure(values, np.full(len(values), times)) == pytest.approx(measure(values), abs=1e-9)


@given(st.floats(1, 1e6), st.integers(2, 30))
def test_equal_shares_are_no_inequality(amount, n):
    values = np.full(n, amount)
    assert gini_of(values) == pytest.approx(0, abs=1e-9)
    assert theil_of(values) == pytest.approx(0, abs=1e-9)
    assert top_share_of(values, 0.25) == pytest.approx(0.25)


@given(incomes, st.floats(1, 1e6))
def test_the_same_for_everybody_lowers_inequality(values, gift):
    assert gini_of(values + gift) <= gini_of(values) + 1e-9
    assert theil_of(values + gift) <= theil_of(values) + 1e-9


def test_one_has_all():
    values = [0, 0, 0, 100]
    assert gini_of(values) == pytest.approx(3 / 4)
    assert theil_of(values) == pytest.approx(np.log(4))
    assert top_share_of(values, 0.25) == pytest.approx(1)


@given(incomes, st.lists(st.floats(0, 1), min_size=2, max_size=6))
def test_top_share_rises_with_the_fraction(values, fractions):
    shares = [float(top_share_of(values, fraction)) for fraction in sorted([0, *fractions, 1])]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0, pytest.approx(1))


@given(incomes, st.data())
def test_lorenz_curve_runs_from_corner_to_corner_and_bends_one_way(values, data):
    weights = data.draw(arrays("float64", len(values), elements=st.floats(1, 100)))
    population, share = lorenz(values, weights)
    assert (population[0], share[0]) == (0, 0)
    assert (population[-1], share[-1]) == (1, 1)
    slopes = np.diff(share) / np.diff(population)
    assert (np.diff(slopes) >= -1e-6 * slopes.max()).all()
    area = np.trapezoid(share, population)
    assert gini_of(values, weights) == pytest.approx(1 - 2 * area, abs=1e-9)


def test_rows_are_measured_one_by_one():
    rows = np.array([[1.0, 2, 3, 10], [4, 4, 4, 4]])
    weights = np.array([[1.0, 2, 3, 4], [4, 3, 2, 1]])
    for of in (gini_of, theil_of, lambda v, w=None: top_share_of(v, 0.3, w)):
        assert of(rows, weights).tolist() == pytest.approx(
            [float(of(*pair)) for pair in zip(rows, weights, strict=True)]
        )


def test_nothing_to_share_out_is_told():
    assert "nothing to share out" in reason_of(lorenz([0, 0]))
    wave = wave_of(schools_of(pupils=[10.0, 20], direct_donations=[0, 0]))
    assert "divide by zero" in reason_of(measures.gini(wave, "direct"))


def test_a_negative_income_is_told():
    wave = wave_of(schools_of(pupils=[10.0, 20], direct_donations=[-5, 10]))
    assert "negative" in reason_of(measures.gini(wave, "direct"))


@pytest.mark.parametrize("fraction", [-0.1, 1.1])
def test_fractions_lie_between_none_and_all(fraction):
    with pytest.raises(ValueError, match="between 0 and 1"):
        top_share_of([1, 2], fraction)


def test_schools_and_pupils_are_not_the_same():
    """One big and one small school raise the same per pupil: unequal schools, equal pupils."""
    wave = wave_of(schools_of(pupils=[100.0, 300], direct_donations=[1000, 3000]))
    assert measures.gini(wave, "direct", by="schools").value == pytest.approx(0.25)
    assert measures.gini(wave, "direct", by="pupils").value == pytest.approx(0)


def test_estimates_carry_intervals_and_units(now):
    for by in ("schools", "pupils"):
        gini = measures.gini(now, "recorded", by=by)
        assert 0 < gini.low < gini.value < gini.high < 1
        top = measures.top_share(now, "recorded", 0.1, by=by)
        assert 10 < top.low < top.value < top.high < 100
        assert top.unit == "percent"
        theil = measures.theil(now, "recorded", by=by)
        assert 0 < theil.low < theil.value < theil.high
    population, share = measures.lorenz_curve(now, "recorded", by="pupils")
    assert 1 - 2 * np.trapezoid(share, population) == pytest.approx(gini.value)

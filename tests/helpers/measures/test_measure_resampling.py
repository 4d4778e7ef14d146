"""Intervals of small samples are what they always were; large ones are told as they are made."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from helpers.measures import resampling
from helpers.measures.resampling import bootstrap


@pytest.fixture
def county() -> list[np.ndarray]:
    """Income of as many schools as the paper has in its two waves."""
    draw = np.random.default_rng(11)
    return [draw.lognormal(8, 1, size) for size in (380, 306)]


def test_a_county_is_resampled_all_at_once_with_bca(county):
    (interval,) = bootstrap(lambda a, b: [b.mean(-1) - a.mean(-1)], [county[0]], [county[1]])
    whole = stats.bootstrap(
        county,
        lambda a, b, axis: b.mean(axis) - a.mean(axis),
        n_resamples=resampling.RESAMPLES,
        method="BCa",
        rng=np.random.default_rng(resampling.SEED),
    ).confidence_interval
    assert (interval.low, interval.high) == pytest.approx((whole.low, whole.high), rel=1e-12)
    assert interval.how == "BCa bootstrap"


def test_drawing_in_several_goes_gives_the_same_interval_of_one_sample(county, monkeypatch):
    (at_once,) = bootstrap(lambda a: [a.mean(-1)], [county[0]])
    monkeypatch.setattr(resampling, "AT_ONCE", 10_000)
    (in_goes,) = bootstrap(lambda a: [a.mean(-1)], [county[0]])
    assert (in_goes.low, in_goes.high) == pytest.approx((at_once.low, at_once.high), rel=1e-12)


def test_a_country_gets_percentiles_close_to_theory_and_says_so():
    values = np.random.default_rng(2).normal(50, 10, 17_000)
    (interval,) = bootstrap(lambda a: [a.mean(-1)], [values])
    assert interval.how == "percentile bootstrap"
    half = 1.96 * values.std() / np.sqrt(len(values))
    assert interval.low == pytest.approx(values.mean() - half, abs=0.1 * half)
    assert interval.high == pytest.approx(values.mean() + half, abs=0.1 * half)


def test_a_country_where_a_few_resamples_are_undefined_says_so():
    values = np.ones(6000)
    values[0] = 2.0

    def undefined_without_the_first(a):
        return [np.where(a.max(-1) > 1, a.mean(-1), np.nan)]

    (interval,) = bootstrap(undefined_without_the_first, [values])
    assert interval.how == "no interval: undefined in too many resamples"
    values[:5] = 2.0
    (interval,) = bootstrap(undefined_without_the_first, [values])
    assert interval.how == "percentile bootstrap, where it is defined"
    assert interval.low is not None

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import boundtext
from boundtext import Estimate


def make(**changes):
    fields = {
        "value": 41.0,
        "low": 38.0,
        "high": 44.0,
        "level": 0.95,
        "n": 380,
        "unit": "GBP per pupil",
        "method": "mean",
        "evidence": "synthetic",
        "run": "2016",
    }
    return Estimate(**(fields | changes))


def test_numpy_scalars_become_plain_python_numbers():
    estimate = make(value=np.float64(1.5), low=np.float32(1), high=np.int64(2), n=np.int64(9))
    assert [type(x) for x in (estimate.value, estimate.low, estimate.high, estimate.n)] == [
        float,
        float,
        int,
        int,
    ]


@pytest.mark.parametrize("value", [math.nan, math.inf, None])
def test_what_is_missing_or_infinite_is_no_estimate(value):
    with pytest.raises(ValueError, match=r"missing|not finite|value"):
        make(value=value)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"evidence": "guessed"}, "synthetic, published, observed"),
        ({"high": None}, "together"),
        ({"level": None}, "together"),
        ({"low": 50.0}, "backwards"),
        ({"value": True}, "claim"),
    ],
)
def test_fields_that_would_mislead_are_refused(changes, message):
    with pytest.raises(ValueError, match=message):
        make(**changes)


@given(st.floats(min_value=-1e12, max_value=1e12))
def test_a_recorded_value_survives_the_journey_to_json_and_back(value):
    estimate = make(value=value, low=None, high=None, level=None)
    assert Estimate.from_dict(estimate.to_dict()) == estimate
    assert math.isclose(estimate.value, value, rel_tol=1e-9)


def test_above_and_below_need_the_whole_interval():
    assert make(low=1, high=3).above()
    assert not make(low=-1, high=3).above()
    assert not make(low=0, high=3).above()
    assert make(low=-3, high=-1).below()
    assert make(low=20, high=40).below(50)
    assert not make(low=20, high=60).below(50)
    assert not make(low=None, high=None, level=None).above()
    assert make(low=-3, high=-1).clear_of()
    assert not make(low=-3, high=1).clear_of()


def test_a_count_has_no_interval():
    assert boundtext.count(306, "schools", "published", "2018").low is None

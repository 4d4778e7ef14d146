"""What a claim says of an estimate, and when it holds."""

import pytest

from boundtext import (
    Estimate,
    Predicate,
    Unmeasured,
    above,
    agrees_with,
    at_least_times,
    below,
    between,
    counted_below,
    differs_from,
    disagrees_with,
    falls,
    rises,
    unclear,
)

LACKING = Unmeasured("Nobody asked.")


def within(low: float | None, high: float | None) -> Estimate:
    """An estimate with such an interval, or with none."""
    level = None if low is None else 0.95
    value = 5 if low is None or high is None else (low + high) / 2
    return Estimate(value, low, high, level, 9, "pounds", "mean", "observed", "2018")


NO_INTERVAL = within(None, None)


@pytest.mark.parametrize(
    ("predicate", "truth"),
    [
        (rises(within(1, 2)), True),
        (rises(within(0, 2)), False),
        (rises(NO_INTERVAL), False),
        (falls(within(-2, -1)), True),
        (falls(within(-2, 1)), False),
        (unclear(within(-2, 1)), True),
        (unclear(within(1, 2)), False),
        (unclear(NO_INTERVAL), True),
        (above(within(3, 4), 2), True),
        (above(within(3, 4), 3), False),
        (above(within(3, 4), within(1, 2)), True),
        (above(within(3, 4), within(1, 3.5)), False),
        (below(within(3, 4), 5), True),
        (below(within(3, 4), within(5, 6)), True),
        (below(within(3, 4), within(3.5, 6)), False),
        (between(within(3, 4), 3, 4), True),
        (between(within(3, 5), 3, 4), False),
        (between(NO_INTERVAL, 0, 9), False),
        (at_least_times(within(2, 3), 2), True),
        (at_least_times(within(1.9, 3), 2), False),
        (differs_from(within(2, 3), 1), True),
        (differs_from(within(-3, -2), 1), True),
        (differs_from(within(0.5, 3), 1), False),
        (agrees_with(within(1, 2), within(2, 3)), True),
        (agrees_with(within(1, 2), within(2.1, 3)), False),
        (disagrees_with(within(1, 2), within(2.1, 3)), True),
        (disagrees_with(within(1, 2), within(2, 3)), False),
        (counted_below(NO_INTERVAL, 6), True),
        (counted_below(NO_INTERVAL, 5), False),
    ],
)
def test_a_predicate_holds_of_the_whole_interval_or_not_at_all(predicate, truth):
    assert predicate.truth is truth


@pytest.mark.parametrize(
    "predicate",
    [
        rises(LACKING),
        unclear(LACKING),
        above(LACKING, 1),
        above(within(1, 2), LACKING),
        between(LACKING, 1, 2),
        agrees_with(within(1, 2), LACKING),
        agrees_with(LACKING, within(1, 2)),
        counted_below(LACKING, 1),
    ],
    ids=lambda predicate: predicate.name,
)
def test_what_was_not_measured_is_neither_true_nor_false(predicate):
    assert predicate.truth == LACKING


def test_a_predicate_knows_what_was_tested():
    predicate = above(within(3, 4), within(1, 2))
    assert isinstance(predicate, Predicate)
    assert predicate.to_dict() == {
        "name": "above",
        "parameters": {"line": 2},
        "tested": "its whole interval lies above the whole interval of the other",
    }
    assert "between 3 and 4" in between(within(3, 4), 3, 4).tested


def test_what_was_not_measured_has_no_truth():
    with pytest.raises(TypeError, match="Nobody asked"):
        bool(rises(LACKING).truth)
    assert rises(LACKING).holds is False
    assert rises(within(1, 2)).holds is True


@pytest.mark.parametrize("subject", [None, 0.3, {"absolute": within(1, 2)}])
def test_a_predicate_is_about_one_result(subject):
    with pytest.raises(TypeError, match="rises takes an Estimate"):
        rises(subject)


def test_an_estimate_with_an_interval_was_not_counted():
    with pytest.raises(ValueError, match="use below"):
        counted_below(within(1, 9), 5)


def test_lines_that_cross_are_refused():
    with pytest.raises(ValueError, match="lower line first"):
        between(within(1, 2), 3, 0)


@pytest.mark.parametrize("reason", ["", "  ", None])
def test_a_reason_has_words(reason):
    with pytest.raises(ValueError, match="needs a reason"):
        Unmeasured(reason)

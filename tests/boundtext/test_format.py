import pytest

import boundtext
from boundtext import Estimate


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (41, "GBP per pupil", "£41"),
        (41.304, "GBP per pupil", "£41.30"),
        (0.33, "GBP per pupil", "£0.33"),
        (19883.4, "GBP per school", "£19,883"),
        (-3.1, "GBP per pupil", "\N{MINUS SIGN}£3.10"),
        (94, "percent", "94%"),
        (93.74, "percent", "93.7%"),
        (14.25, "percentage points", "14.2"),
        (0.41234, "", "0.412"),
        (2.345, "ratio", "2.35"),
        (12.5, "minutes per pupil per week", "12.5"),
        (-0.5, "", "\N{MINUS SIGN}0.500"),
        (123456.7, "schools", "123,457"),
    ],
)
def test_numbers_are_printed_to_about_three_digits(value, unit, expected):
    assert boundtext.number(value, unit) == expected


def estimate(**changes):
    fields = {
        "value": 51.25,
        "low": 47.0,
        "high": 55.5,
        "level": 0.95,
        "n": 1306,
        "unit": "GBP per pupil",
        "method": "mean of ratios",
        "evidence": "synthetic",
        "run": "2018",
        "of": "schools",
        "period": "2016/17",
        "caveat": "respondents chose to answer",
    }
    return Estimate(**(fields | changes))


def test_text_interval_and_mark():
    assert boundtext.text(estimate()) == "£51.25 per pupil"
    assert boundtext.interval(estimate()) == "£47 to £55.50"
    assert boundtext.mark(estimate()) == "synthetic 2018 (2016/17)"
    assert boundtext.mark(estimate(period="2018")) == "synthetic 2018"
    assert boundtext.rests_on(estimate()) == "1,306 schools"


def test_what_follows_from_printed_figures_belongs_to_no_run():
    computed = estimate(evidence="published", run="paper", period="2016 to 2018")
    assert boundtext.mark(computed) == "from printed figures, 2016 to 2018"
    assert boundtext.mark(estimate(evidence="published", period="")) == "from printed figures"


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (0.0535, "p-value", "p = 0.053"),
        (0.0000012, "p-value", "p < 0.001"),
        (1, "minutes per school per week", "1 minute per school per week"),
        (1, "GBP per pupil", "£1 per pupil"),
    ],
)
def test_units_that_read_differently(value, unit, expected):
    assert boundtext.text(estimate(value=value, unit=unit, low=0, high=9)) == expected


def test_a_ratio_is_printed_without_its_unit():
    assert boundtext.text(estimate(value=5.1, unit="ratio")) == "5.10"


def test_percent_keeps_the_rest_of_its_unit():
    assert boundtext.text(estimate(value=10.0, unit="percent of schools")) == "10% of schools"


def test_detail_says_level_interval_sample_method_and_caveat():
    assert boundtext.detail(estimate()) == (
        "95% interval £47 to £55.50 per pupil; 1,306 schools; mean of ratios; "
        "respondents chose to answer"
    )


def test_bounds_that_nothing_can_leave_are_called_so():
    assert boundtext.detail(estimate(level=1.0)).startswith("bounds £47 to £55.50 per pupil")


def test_a_count_has_no_interval_in_its_detail():
    assert "interval" not in boundtext.detail(boundtext.count(3, "schools", "observed", "2018"))

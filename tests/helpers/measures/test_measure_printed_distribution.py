"""What the printed figures imply for what was not printed, against hand arithmetic."""

from __future__ import annotations

from pathlib import Path

import pytest
from hand_made import reason_of

import boundtext
from helpers.measures import printed_distribution as implied

YEARS = ("meth-2016-fy", "meth-2018-fy")  # 2013/14 and 2016/17
DIRECT = {"direct": ("t1-don-2016", "t1-don-2018")}  # 41 to 51


def test_the_share_of_the_top_three_is_their_printed_sum_over_the_total() -> None:
    share = implied.income_bounds("top share", "percent", percent=1)
    assert share.low == pytest.approx(100 * 476783.5 / (306 * 19883.5), rel=1e-6)
    assert share.high == pytest.approx(100 * 476784.5 / (306 * 19882.5), rel=1e-6)
    assert (share.n, share.of, share.level) == (306, "schools", 1.0)


def test_the_top_tenth_keeps_its_printed_share() -> None:
    share = implied.income_bounds("top share", "percent", percent=10)
    assert (share.low, share.high) == pytest.approx((24.5, 25.5), abs=1e-4)


def test_the_median_is_at_most_the_mean_where_a_third_lie_above_it() -> None:
    median = implied.income_bounds("median", "GBP per school per year")
    assert median.high == pytest.approx(19883.5)
    assert median.low is not None
    assert 0 < median.low < median.value
    assert median.value == pytest.approx((median.low + 19883.5) / 2)


def test_gini_is_no_less_than_the_gap_between_the_top_tenth_and_its_number() -> None:
    gini = implied.income_bounds("gini", "Gini coefficient")
    # 31 of 306 schools have 24.5% at least: the Lorenz curve's largest gap bounds the Gini below.
    assert gini.low is not None
    assert gini.high is not None
    assert 0.245 - 31 / 306 <= gini.low < gini.high < 1
    assert "midpoint" in gini.method


def test_pupils_are_pounds_per_school_over_pounds_per_pupil() -> None:
    pupils = implied.implied_pupils("rq3-mean-19883", "t1-don-2018", "t1-pta-2018")
    assert pupils.value == pytest.approx(19883 / (51 + 45))
    assert pupils.low == pytest.approx(19882.5 / (51.5 + 45.5))
    assert pupils.high == pytest.approx(19883.5 / (50.5 + 44.5))


def test_hours_are_minutes_times_pupils_over_sixty() -> None:
    pupils = implied.implied_pupils("rq3-mean-19883", "t1-don-2018", "t1-pta-2018")
    hours = implied.implied_hours("t2-vol-mean-2018", pupils)
    assert hours.value == pytest.approx(21 * 19883 / 96 / 60)
    assert hours.low == pytest.approx(20.5 * 19882.5 / 97 / 60)


def test_seventy_questionnaires_are_seven_per_decile() -> None:
    each = implied.per_group("abs-n-questionnaires", "meth-imd-deciles")
    assert (each.low, each.value, each.high) == (7, 7, 7)
    reach = implied.reach_of_one("t2-vol-maxpp-2018", each)
    assert reach.value == pytest.approx(75 / 7)
    assert reach.high == pytest.approx(75.5 / 7)


def test_without_an_index_real_growth_is_refused_in_words(tmp_path: Path) -> None:
    assert "No price index is supplied" in reason_of(
        implied.real_growth(DIRECT, YEARS, tmp_path / "none.csv")
    )


def test_real_growth_takes_the_rise_of_prices_out(tmp_path: Path) -> None:
    file = _index(tmp_path, "2013/14,100,invented\n2016/17,110,invented\n")
    growth = implied.real_growth(DIRECT, YEARS, file)["direct"]
    assert growth.value == pytest.approx(100 * (51 / 41 / 1.1 - 1))
    assert growth.low == pytest.approx(100 * (50.5 / 41.5 / 1.1 - 1))
    assert "invented" in growth.method


def test_an_index_that_lacks_a_year_is_said(tmp_path: Path) -> None:
    file = _index(tmp_path, "2013/14,100,invented\n")
    assert "no row for 2016/17" in reason_of(implied.real_growth(DIRECT, YEARS, file))


@pytest.mark.parametrize(
    "rows",
    [
        "2013/14,0,invented\n",
        "2013/14,much,invented\n",
        "2013/14,100,\n",
        "2013/14,1,a\n2013/14,2,a\n",
    ],
)
def test_a_broken_index_is_refused_with_its_row(tmp_path: Path, rows: str) -> None:
    with pytest.raises(ValueError, match=r"rows \d: each year stands once"):
        implied.price_index(_index(tmp_path, rows))


def test_an_index_without_source_column_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "price_index.csv"
    file.write_text("year,index\n2013/14,100\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no column source"):
        implied.price_index(file)


def test_hours_need_bounds_on_pupils() -> None:
    pupils = boundtext.count(200, "pupils per school", "published", "paper")
    with pytest.raises(ValueError, match="without bounds"):
        implied.implied_hours("t2-vol-mean-2018", pupils)


def _index(folder: Path, rows: str) -> Path:
    file = folder / "price_index.csv"
    file.write_text("year,index,source\n" + rows, encoding="utf-8")
    return file

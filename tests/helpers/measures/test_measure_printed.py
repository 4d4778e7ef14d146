"""What follows from printed figures alone, against hand arithmetic."""

from __future__ import annotations

import pytest

from boundtext import Estimate, agrees_with
from helpers import figures, measures
from helpers.measures import printed


def test_growth_has_the_bounds_that_rounding_allows() -> None:
    growth = printed.growth("t1-don-2016", "t1-don-2018")  # 41 to 51
    assert growth.value == pytest.approx(100 * (51 / 41 - 1))
    assert growth.low == pytest.approx(100 * (50.5 / 41.5 - 1))
    assert growth.high == pytest.approx(100 * (51.5 / 40.5 - 1))
    assert (growth.evidence, growth.run) == ("published", "paper")


def test_difference_and_ratio_of_the_ends_of_deprivation() -> None:
    gap = printed.difference("rq3-vol-decile1", "rq3-vol-decile10")  # 10 and 51 minutes
    assert (gap.value, gap.low, gap.high) == (41, 40, 42)
    times = printed.ratio("rq3-vol-decile10", "rq3-vol-decile1")
    assert times.value == pytest.approx(5.1)
    assert times.low == pytest.approx(50.5 / 10.5)


def test_growth_per_year_is_compounded() -> None:
    yearly = printed.growth_per_year("t1-don-2016", "t1-don-2018", 3)
    assert yearly.value == pytest.approx(100 * ((51 / 41) ** (1 / 3) - 1))
    assert yearly.low == pytest.approx(100 * ((50.5 / 41.5) ** (1 / 3) - 1))
    assert yearly.high == pytest.approx(100 * ((51.5 / 40.5) ** (1 / 3) - 1))
    with pytest.raises(ValueError, match="at least one year"):
        printed.growth_per_year("t1-don-2016", "t1-don-2018", 0)


def test_accounts_lie_three_years_apart_and_surveys_two() -> None:
    assert printed.years_between("meth-2016-fy", "meth-2018-fy") == 3
    assert printed.years_between("intro-2016-first", "intro-second-wave-2018") == 2


def test_difference_of_figures_printed_elsewhere() -> None:
    gap = printed.difference(  # less than 5, and 27
        "ctx-2016-minutes-deprived", "ctx-2016-minutes-affluent", elsewhere=True
    )
    assert (gap.low, gap.high) == (21.5, 27.5)


def test_a_printed_percentage_becomes_a_count() -> None:
    share = printed.share("rq2-pressure-2018")  # 94% of 70
    assert share.n == 70
    assert share.value == pytest.approx(100 * 66 / 70)
    assert "no whole number" not in share.caveat


def test_a_percentage_that_no_count_gives_is_said() -> None:
    assert "no whole number of 70 heads" in printed.share("rq2-general-2018").caveat  # 75%


def test_change_uses_the_counts_of_both_waves() -> None:
    change = printed.share_change("rq2-statutory-2016", "rq2-statutory-2018")
    told = measures.Provenance("published", "paper", "2016 to 2018", "questionnaires")
    counts = measures.change_of_counts(measures.Answers(32, 114), measures.Answers(30, 70), told)
    assert change["difference"].low == counts["difference"].low
    assert change["p"].value == counts["p"].value


def test_part_of_all_multiplies_the_mean_by_the_schools() -> None:
    part = printed.part_of_all("rq3-top1-476784", "rq3-mean-19883", "meth-2018-n-schools")
    assert part.value == pytest.approx(100 * 476784 / (19883 * 306))


@pytest.mark.parametrize(("low", "high", "agrees"), [(23, 24, True), (24.6, 26, False)])
def test_agreement_is_overlap_of_bounds(low: float, high: float, agrees: bool) -> None:
    recomputed = Estimate(high, low, high, 1, 2, "percent", "growth", "published", "paper")
    assert agrees_with(recomputed, printed.as_printed("rq1-donations-24pct")).truth is agrees


def test_words_are_refused() -> None:
    with pytest.raises(ValueError, match="no positive number"):
        printed.growth("rq1-increasing", "t1-don-2018")


def test_a_wave_the_paper_does_not_report_is_said() -> None:
    estimate = Estimate(50, 40, 60, 0.95, 9, "GBP per pupil", "mean", "observed", "2021")
    table = figures.compare_with_printed(
        {"Then": ("t1-don-2018", estimate), "Now": ("t1-don-2021", estimate)}
    )
    assert table.iloc[0, 1].startswith("£51 per pupil per year (lines ")
    assert table.iloc[1, 1] == "not printed for this wave"


def test_silence_leaves_wide_bounds() -> None:
    all_heads = printed.share_of_all_asked("rq2-pressure-2018", "meth-2018-n-schools")
    # 66 of 70 said yes, 306 were asked: 66/306 at the least, (66 + 236)/306 at the most
    assert all_heads.low == pytest.approx(100 * 66 / 306)
    assert all_heads.high == pytest.approx(100 * 302 / 306)
    assert all_heads.value == pytest.approx(100 * 66 / 70)
    assert all_heads.n == 306

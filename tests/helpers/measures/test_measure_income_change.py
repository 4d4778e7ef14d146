import numpy as np
import pytest
from hand_made import reason_of, schools_of, wave_of

from helpers import measures
from helpers.measures.basis import only_measured


def test_paired_change_uses_the_schools_in_both():
    before = wave_of(
        schools_of(urn=[1, 2, 3], pupils=[100] * 3, direct_donations=[100, 300, 9000]),
        wave="2016",
        finance_year="2013/14",
    )
    now = wave_of(schools_of(urn=[2, 1, 4], pupils=[100] * 3, direct_donations=[500, 100, 7]))
    change = measures.paired_change(before, now, "direct", "mean per school")
    assert change["absolute"].value == pytest.approx(100)
    assert change["relative"].value == pytest.approx(50)
    assert change["absolute"].n == 2
    assert change["absolute"].period == "2013/14 to 2016/17"
    assert (change["absolute"].unit, change["relative"].unit) == ("GBP per school", "percent")


def test_parts_add_up_to_the_whole_change(before, now):
    statistic = "mean per pupil"
    stayers = np.intersect1d(
        before.schools.dropna(subset="direct_donations")["urn"],
        now.schools.dropna(subset="direct_donations")["urn"],
    )
    per_pupil = now.schools["direct_donations"] / now.schools["pupils"]
    arrivals = per_pupil.mean() - per_pupil[now.schools["urn"].isin(stayers)].mean()
    whole = measures.whole_change(before, now, "direct", statistic)["absolute"].value
    paired = measures.paired_change(before, now, "direct", statistic)["absolute"].value
    composition = measures.composition_effect(before, now, "direct", statistic).value
    assert whole == pytest.approx(paired + composition + arrivals)


@pytest.mark.parametrize("statistic", ["mean per school", "mean per pupil", "total per pupil"])
def test_composition_alone_is_no_paired_change(before, statistic):
    stayed = wave_of(before.schools.iloc[40:].reset_index(drop=True))
    effect = measures.composition_effect(before, stayed, "direct", statistic)
    whole = measures.whole_change(before, stayed, "direct", statistic)["absolute"]
    paired = measures.paired_change(before, stayed, "direct", statistic)["absolute"]
    assert paired.value == 0
    assert whole.value == pytest.approx(effect.value)
    assert effect.low < effect.value < effect.high


def test_pairing_narrows_the_interval_where_schools_stay_alike(before):
    table = before.schools.assign(direct_donations=before.schools["direct_donations"] + 500)
    later = wave_of(table)
    paired = measures.paired_change(before, later, "direct", "mean per school")["absolute"]
    whole = measures.whole_change(before, later, "direct", "mean per school")["absolute"]
    assert paired.value == pytest.approx(whole.value) == pytest.approx(500)
    assert paired.high - paired.low < 1 < whole.high - whole.low


def test_share_above_change_in_points(before):
    table = before.schools.assign(direct_donations=before.schools["direct_donations"] * 0)
    change = measures.share_above_change(before, wave_of(table), "direct", 5000)
    assert change.value == pytest.approx(-measures.share_above(before, "direct", 5000).value)
    assert change.unit == "percentage points"


def test_a_change_from_nothing_has_no_relative_part():
    nothing = schools_of(pupils=[100] * 3, direct_donations=[0, 0, 0])
    something = schools_of(pupils=[100] * 3, direct_donations=[1, 2, 3])
    change = measures.paired_change(wave_of(nothing), wave_of(something), "direct")
    assert list(only_measured(change)) == ["absolute"]
    assert "no growth in percent" in reason_of(change["relative"])


def test_evidence_of_a_change_is_the_weaker_one(before, now):
    observed = wave_of(now.schools, evidence="observed")
    change = measures.paired_change(before, observed, "direct")
    assert change["absolute"].evidence == "synthetic"


def test_no_school_in_both_is_told(before, now):
    moved = wave_of(now.schools.assign(urn=now.schools["urn"] + 10_000))
    assert "known in both waves" in reason_of(measures.paired_change(before, moved, "direct"))


@pytest.mark.parametrize("measure", measures.INEQUALITIES)
@pytest.mark.parametrize("paired", [True, False])
def test_no_measure_of_inequality_changes_when_nothing_does(before, measure, paired):
    change = measures.inequality_change(before, before, "recorded", measure, paired=paired)
    assert only_measured(change)["absolute"]
    for estimate in only_measured(change).values():
        assert estimate.value == 0
        assert estimate.low <= 0 <= estimate.high


def test_change_of_gini_is_the_difference_of_ginis(before, now):
    change = measures.inequality_change(before, now, "direct", "gini by schools", paired=False)
    difference = measures.gini(now, "direct").value - measures.gini(before, "direct").value
    assert change["absolute"].value == pytest.approx(difference)
    top = measures.inequality_change(before, now, "direct", "top 10% by schools")
    assert top["absolute"].unit == "percentage points"

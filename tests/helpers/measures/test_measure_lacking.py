"""What a wave lacks is never taken for zero: accounts of associations, deciles, pupils."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hand_made import many, reason_of, wave_of

from boundtext import Estimate, Unmeasured
from helpers import figures, measures, waves
from helpers.measures.basis import only_measured


def without_accounts(wave: waves.Wave) -> waves.Wave:
    return replace(wave, schools=wave.schools.assign(pta_income=np.nan, pta_status="unknown"))


def test_recorded_income_without_accounts_is_said_to_be_direct_alone(now):
    recorded = measures.level(without_accounts(now), "recorded", "mean per pupil")
    assert recorded.value == measures.level(now, "direct", "mean per pupil").value
    assert recorded.caveat == "direct donations alone: the wave has no accounts of associations"
    assert "direct donations alone" not in measures.level(now, "recorded", "mean per pupil").caveat


def test_the_part_of_associations_is_not_zero_where_none_was_looked_for(now):
    for measure in (
        lambda wave: measures.by_decile(wave, "pta_part"),
        measures.pta_share_by_decile,
    ):
        assert "no accounts of parents' associations" in reason_of(measure(without_accounts(now)))


def test_a_wave_with_accounts_is_not_compared_with_one_without(before, now):
    for pair in ((before, without_accounts(now)), (without_accounts(before), now)):
        for change in (measures.paired_change, measures.whole_change):
            assert "not the same thing" in reason_of(change(*pair, "recorded"))
        assert "not the same thing" in reason_of(
            measures.inequality_change(*pair, "recorded", "gini by schools")
        )
        assert only_measured(measures.paired_change(*pair, "direct"))
    neither = without_accounts(before), without_accounts(now)
    assert measures.paired_change(*neither, "recorded")["absolute"].value == pytest.approx(
        measures.paired_change(before, now, "direct")["absolute"].value
    )


def test_groups_that_nobody_knows_are_said_to_be_unknown(now):
    unknown = now.schools.assign(imd_decile=pd.array([pd.NA] * len(now.schools), "Int64"))
    placeless = replace(now, schools=unknown.assign(pupils=np.nan))
    for by in ("half", "decile", "size"):
        assert "of no school of wave 2018 is known" in reason_of(
            measures.composition(placeless, by)
        )
    assert "No school's group is known" in reason_of(measures.attrition_by(placeless, now, "half"))


def test_an_empty_half_has_a_share_of_zero():
    schools = many(1)
    wealthy = wave_of(schools[schools["imd_decile"] > 5].reset_index(drop=True))
    shares = {half: share.value for half, share in measures.composition(wealthy, "half").items()}
    assert shares == {"poorer half": 0, "wealthier half": 100}


def test_a_wave_that_the_paper_does_not_report_is_said_to_be_one():
    mean = Estimate(41.3, 38.1, 44.9, 0.95, 306, "GBP per pupil", "mean", "observed", "2022")
    assert "paper printed nothing of this wave" in reason_of(
        figures.compare_with_printed({"Mean": ("t1-don-2022", mean)})
    )


def test_a_row_that_cannot_be_measured_leaves_the_others(now):
    table = figures.compare_with_printed(
        {
            "Mean": ("t1-don-2018", measures.level(now, "direct", "mean per pupil")),
            "PTA": (
                "t1-pta-2018",
                measures.level(without_accounts(now), "pta", "mean per pupil"),
            ),
            "Later": ("t1-don-2022", measures.level(now, "direct", "mean per pupil")),
        }
    )
    mean, lacking, later = table.iloc[:, 2]
    assert isinstance(mean, Estimate)
    assert isinstance(lacking, Unmeasured)
    assert "Fewer than two schools" in lacking.reason
    assert later == mean
    assert table.iloc[2, 1] == "not printed for this wave"


def test_a_picture_without_associations_has_bars_of_direct_donations_alone(now):
    alone = without_accounts(now)
    parts = [measures.by_decile(alone, kind) for kind in ("direct", "recorded")]
    picture = figures.draw_income_by_decile(
        alone,
        parts[0],
        measures.by_decile(alone, "pta_part"),
        parts[1],
        measures.trend(alone, "recorded"),
    )
    assert len(picture.fig.axes[0].containers) == 1
    labels = [text.get_text() for text in picture.fig.axes[0].get_legend().get_texts()]
    assert labels == ["Trend line", "Direct donations", "95% interval"]


def test_counts_of_real_schools_are_for_their_own_area_alone(now):
    assert measures.reference_deciles(now)
    assert "all schools in Camden are not at hand" in reason_of(
        measures.reference_deciles(replace(now, area_code=202, area_name="Camden"))
    )
    assert "all schools in England are not at hand" in reason_of(
        measures.reference_deciles(replace(now, area_code="all", area_name="England"))
    )

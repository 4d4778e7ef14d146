"""Small counts are withheld from every measure of a survey of people, and from none of invented."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from hand_made import answers, many, reason_of, schools_of, survey_of, wave_of
from hypothesis import given
from hypothesis import strategies as st

from boundtext import Estimate
from helpers import measures, waves
from helpers.figures import answers_by_wave, draw_survey_items
from helpers.measures import disclosure
from helpers.measures.basis import NotMeasurable, only_measured
from helpers.measures.groups import DECILES_OF_HALVES


def observed(deciles: list[int], yes: int = 0, **columns) -> waves.Wave:
    """A wave of real records: a questionnaire from each decile named, `yes` say yes.

    Beside each school that answered stand ten of the same decile that did not.
    """
    n = len(deciles)
    schools = schools_of(
        imd_decile=deciles + 10 * deciles,
        pupils=np.linspace(100, 300, 11 * n),
        direct_donations=np.linspace(0, 9000, 11 * n),
    )
    given = {
        "urn": schools["urn"].head(n).to_numpy(),
        "pupils": schools["pupils"].head(n).to_numpy(),
        "volunteer_minutes": np.linspace(100, 4000, n),
        "pressure_to_raise": [i < yes for i in range(n)],
    }
    return wave_of(schools, survey_of(**(given | columns)), evidence="observed")


def invented(wave: waves.Wave) -> waves.Wave:
    return replace(wave, evidence="synthetic")


EVEN = [d for d in range(1, 11) for _ in range(6)]


@pytest.mark.parametrize(("yes", "n"), [(1, 60), (4, 60), (56, 60), (59, 60), (2, 4), (0, 4)])
def test_a_share_with_few_of_one_answer_is_withheld(yes, n):
    wave = observed(EVEN[:n], yes)
    assert "Fewer than 5 heads answered, or gave one of" in reason_of(
        measures.item_share(wave, "pressure_to_raise")
    )
    assert measures.item_share(invented(wave), "pressure_to_raise").n == n


@pytest.mark.parametrize("yes", [0, 5, 30, 55, 60])
def test_a_share_with_enough_of_each_answer_is_shown(yes):
    share = measures.item_share(observed(EVEN, yes), "pressure_to_raise")
    assert share.value == pytest.approx(100 * yes / 60)


def test_a_change_needs_enough_in_both_waves():
    enough, short = observed(EVEN, 30), observed(EVEN, 3)
    assert measures.item_change(enough, enough, "pressure_to_raise")["difference"].value == 0
    for pair in ((enough, short), (short, enough)):
        assert "Fewer than 5" in reason_of(measures.item_change(*pair, "pressure_to_raise"))
        assert "Fewer than 5" in reason_of(measures.detectable_change(*pair, "pressure_to_raise"))


def test_an_association_counts_those_who_can_be_placed_and_tells_no_count():
    wave = observed(EVEN, pressure_to_raise=[True, False, False] * 20)
    told = measures.association(wave, "pressure_to_raise")["per_100_pupils"].caveat
    assert "at least 10 answers" in told or "fewer than 10 answers" in told
    survey = wave.survey.assign(urn=wave.survey["urn"].where(~wave.survey["pressure_to_raise"]))
    survey.loc[:9, "urn"] = wave.survey.loc[:9, "urn"]
    assert "Fewer than 5" in reason_of(
        measures.association(replace(wave, survey=survey), "pressure_to_raise")
    )


def test_the_picture_of_answers_leaves_out_what_is_withheld():
    wave = observed(EVEN, 3, sought_business=[True, False] * 30)
    items = {item: item for item in waves.SURVEY_ITEMS}
    shares = answers_by_wave(wave, wave)
    assert list(shares[wave.id]) == list(waves.SURVEY_ITEMS)
    assert list(only_measured(shares[wave.id])) == ["sought_business"]
    assert draw_survey_items(wave, shares, items).data["item"].tolist() == ["sought_business"]
    later = replace(observed(EVEN, 3), id="2022")
    lacking = draw_survey_items(later, answers_by_wave(wave, later), items)
    assert "no answers that can be shown" in reason_of(lacking)


@pytest.mark.parametrize(
    "measure",
    [
        measures.minutes_per_pupil,
        measures.median_minutes_per_pupil,
        measures.total_minutes_per_pupil,
        measures.minutes_by_decile,
        measures.minutes_by_half,
        measures.minutes_trend,
        measures.response,
        lambda wave: measures.response_by(wave, "half"),
        measures.responders_minus_others,
        lambda wave: measures.minutes_change(wave, wave),
        lambda wave: measures.paired_minutes_change(wave, wave),
    ],
)
def test_nothing_rests_on_four_questionnaires(measure):
    wave = observed([1, 2, 9, 10])
    assert reason_of(measure(wave))
    shown = measure(invented(wave))
    assert isinstance(shown, Estimate) or only_measured(shown)


def test_a_pair_of_waves_needs_five_schools_that_answered_twice():
    wave = observed(EVEN)
    later = replace(
        wave, survey=wave.survey.assign(urn=wave.survey["urn"].where(wave.survey.index < 4))
    )
    assert "Fewer than 5" in reason_of(measures.paired_minutes_change(wave, later))
    assert "Fewer than 5" in reason_of(
        measures.paired_minutes_change(invented(later), wave.__class__(**{**vars(later)}))
    )
    assert measures.paired_minutes_change(invented(wave), invented(later))["absolute"].n == 4


def test_an_extreme_is_the_answer_of_one_head():
    assert "answer of one head" in reason_of(measures.minutes_range(observed(EVEN)))
    assert len(only_measured(measures.minutes_range(invented(observed(EVEN))))) == 3


def test_a_median_needs_five_on_either_side():
    nine, ten = observed([3, 8, 3, 8, 3, 8, 3, 8, 3]), observed([3, 8] * 5)
    assert "fewer than 5 heads on either side" in reason_of(measures.median_minutes_per_pupil(nine))
    assert "fewer than 5 heads on either side" in reason_of(
        measures.minutes_change(nine, ten, "median per pupil")
    )
    assert measures.median_minutes_per_pupil(ten).n == 10
    assert measures.minutes_per_pupil(nine).n == 9


def test_deciles_with_few_are_withheld_with_another_of_their_half():
    wave = observed([1] * 9 + [2] * 3 + [3] * 7 + [7] * 8 + [8] * 20)
    assert sorted(only_measured(measures.minutes_by_decile(wave))) == [1, 7, 8]
    assert sorted(only_measured(measures.minutes_by_decile(invented(wave)))) == [1, 2, 3, 7, 8]
    assert sorted(only_measured(measures.response_by(wave, "decile"))) == [1, 7, 8]


def test_those_without_a_place_are_a_gap_too():
    """The mean of all less that of all deciles would tell what the two without a school said."""
    wave = observed([2] * 20 + [9] * 7 + [10] * 9)
    survey = wave.survey.assign(urn=wave.survey["urn"].where(wave.survey.index >= 2))
    wave = replace(wave, survey=survey)
    assert sorted(only_measured(measures.minutes_by_decile(wave))) == [2, 10]
    assert "Fewer than 5" in reason_of(measures.minutes_by_half(wave))
    assert (
        "a few questionnaires name no school"
        in measures.response_by(wave, "half")["poorer half"].caveat
    )


def test_few_who_kept_silent_are_withheld_too():
    wave = observed(EVEN)
    quiet = wave.schools.iloc[60:].query("imd_decile == 4").index
    kept = wave.schools.drop(index=quiet[3:]).reset_index(drop=True)
    assert sorted(only_measured(measures.response_by(replace(wave, schools=kept), "decile"))) == [
        2,
        3,
        *range(5, 11),
    ]


def test_a_difference_of_those_who_answered_needs_five_known_on_each_side():
    wave = observed(EVEN)
    schools = wave.schools.copy()
    schools.loc[4:59, "direct_donations"] = np.nan
    traits = measures.responders_minus_others(replace(wave, schools=schools))
    assert sorted(only_measured(traits)) == ["decile", "pupils"]


counts = st.dictionaries(st.integers(1, 10), st.integers(0, 12), min_size=1)


@given(counts, st.integers(0, 12))
def test_no_subtraction_finds_a_small_count(table, hidden):
    wave = observed(EVEN)
    try:
        kept = disclosure.select_groups(wave, table, hidden=hidden, subtotals=DECILES_OF_HALVES)
    except NotMeasurable:
        return
    assert not [group for group in kept if 0 < table[group] < 5]
    parts = [(half, 0) for half in DECILES_OF_HALVES] + [(range(1, 11), hidden)]
    for part, more in parts:
        total = more + sum(n for group, n in table.items() if group in part)
        rest = total - sum(table[group] for group in kept if group in part)
        nothing_shown = not any(table[group] for group in kept if group in part)
        # A total below five is withheld itself.
        assert rest == 0 or rest >= 5 or nothing_shown


@given(counts)
def test_what_is_invented_is_shown_whole(table):
    assert disclosure.select_groups(invented(observed(EVEN)), table, hidden=1) == list(table)


def test_schools_are_public_and_not_withheld():
    wave = wave_of(many(3, 40), answers(many(3, 40), 4, n=40), evidence="observed")
    assert set(measures.sample_counts(wave, "decile")) == set(range(1, 11))
    few = [count.n for count in measures.sample_counts(wave, "decile").values() if count.n < 5]
    assert few
    assert not re.search("withheld", str(measures.composition(wave, "pta")))

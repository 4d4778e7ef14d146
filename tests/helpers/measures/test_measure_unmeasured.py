"""No measure raises because a wave lacks something: each value is there, or a reason in words."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hand_made import answers, many, reason_of, schools_of, survey_of, wave_of

from boundtext import Unmeasured
from helpers import figures, measures, project, waves
from helpers.measures import basis

Measure = Callable[[waves.Wave], Any]
Change = Callable[[waves.Wave | Unmeasured, waves.Wave], Any]

PRESSURE = "pressure_to_raise"

OF_INCOME: dict[str, Measure] = {
    "budget_share": lambda wave: measures.budget_share(wave, "recorded"),
    "by_decile": lambda wave: measures.by_decile(wave, "direct", "total per pupil"),
    "concentration_index": lambda wave: measures.concentration_index(wave, "direct"),
    "deprivation_fit": lambda wave: measures.deprivation_fit(wave, "recorded"),
    "gini": lambda wave: measures.gini(wave, "pta"),
    "level": lambda wave: measures.level(wave, "pta_part", "mean per pupil"),
    "lorenz_curve": lambda wave: measures.lorenz_curve(wave, "recorded", "pupils"),
    "maximum_per_pupil": lambda wave: measures.maximum_per_pupil(wave, "recorded"),
    "maximum_per_school": lambda wave: measures.maximum_per_school(wave, "direct"),
    "pta_share_by_decile": measures.pta_share_by_decile,
    "relative_index": lambda wave: measures.relative_index(wave, "recorded"),
    "share_above": lambda wave: measures.share_above(wave, "direct"),
    "slope_index": lambda wave: measures.slope_index(wave, "pta"),
    "theil": lambda wave: measures.theil(wave, "direct", "pupils"),
    "top_share": lambda wave: measures.top_share(wave, "recorded", 0.01),
    "trend": lambda wave: measures.trend(wave, "recorded"),
}
OF_ANSWERS: dict[str, Measure] = {
    "association": lambda wave: measures.association(wave, PRESSURE),
    "item_share": lambda wave: measures.item_share(wave, PRESSURE),
    "median_minutes_per_pupil": measures.median_minutes_per_pupil,
    "minutes_by_decile": measures.minutes_by_decile,
    "minutes_by_half": measures.minutes_by_half,
    "minutes_per_pupil": measures.minutes_per_pupil,
    "minutes_range": measures.minutes_range,
    "minutes_trend": measures.minutes_trend,
    "responders_minus_others": measures.responders_minus_others,
    "response_by": lambda wave: measures.response_by(wave, "size"),
    "total_minutes_per_pupil": measures.total_minutes_per_pupil,
}
OF_SCHOOLS: dict[str, Measure] = {
    "composition": lambda wave: measures.composition(wave, "size"),
    "response": measures.response,
    "sample_counts": lambda wave: measures.sample_counts(wave, "decile"),
}
OF_THE_AREA: dict[str, Measure] = {
    "dissimilarity": lambda wave: measures.dissimilarity(measures.reference_deciles(wave), wave),
    "gap_by_decile": lambda wave: measures.gap_by_decile(measures.reference_deciles(wave), wave),
    "official_frame": measures.official_frame,
    "official_leavers": measures.official_leavers,
    "reference_deciles": measures.reference_deciles,
    "reference_schools": measures.reference_schools,
}
CHANGES_OF_INCOME: dict[str, Change] = {
    "composition_effect": lambda *pair: measures.composition_effect(*pair, "direct"),
    "inequality_change": lambda *pair: measures.inequality_change(*pair, "direct", "slope index"),
    "paired_change": lambda *pair: measures.paired_change(*pair, "recorded"),
    "share_above_change": lambda *pair: measures.share_above_change(*pair, "direct"),
    "whole_change": lambda *pair: measures.whole_change(*pair, "pta"),
}
CHANGES_OF_ANSWERS: dict[str, Change] = {
    "detectable_change": lambda *pair: measures.detectable_change(*pair, PRESSURE),
    "item_change": lambda *pair: measures.item_change(*pair, PRESSURE),
    "minutes_change": measures.minutes_change,
    "paired_minutes_change": measures.paired_minutes_change,
}
CHANGES_OF_SCHOOLS: dict[str, Change] = {
    "attrition": measures.attrition,
    "attrition_by": lambda *pair: measures.attrition_by(*pair, "size"),
    "leavers_minus_stayers": measures.leavers_minus_stayers,
}
LEVELS = OF_INCOME | OF_ANSWERS | OF_SCHOOLS | OF_THE_AREA
CHANGES = CHANGES_OF_INCOME | CHANGES_OF_ANSWERS | CHANGES_OF_SCHOOLS

NOT_OF_WAVES = {
    *("gini_of", "theil_of", "top_share_of", "lorenz", "slope_and_relative_index", "group_of"),
    *("share_of_counts", "change_of_counts", "detectable_difference"),
}


def bare(**columns: Any) -> waves.Wave:
    """Two schools of an area that nobody counted, without any amount, and without a survey."""
    wave = wave_of(schools_of(pupils=[100.0, 200]).assign(**columns))
    return replace(wave, area_code=999, area_name="Elsewhere")


def placeless() -> waves.Wave:
    """The same, of which neither size nor decile is known."""
    return bare(pupils=np.nan, imd_decile=pd.array([pd.NA] * 2, "Int64"))


def silent() -> waves.Wave:
    """Two questionnaires that name no school and answer nothing."""
    return wave_of(schools_of(pupils=[100.0, 200]), survey_of(pupils=[np.nan, np.nan]))


def given(names: Mapping[str, Any]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("measure", names.values(), ids=names.keys())


def results_in(result: Any) -> Iterator[Any]:
    yield from result.values() if isinstance(result, Mapping) else [result]


def assert_told(result: Any) -> None:
    """Whatever was not measured has its reason in a sentence."""
    for one in results_in(result):
        if isinstance(one, Unmeasured):
            assert one.reason[:1].isupper()
            assert one.reason.endswith(".")
            assert " nan" not in one.reason.lower()


def test_every_public_measure_is_tried_here() -> None:
    public = {name for name, it in vars(measures).items() if inspect.isfunction(it)}
    assert public - NOT_OF_WAVES == set(LEVELS | CHANGES)


@given(LEVELS)
def test_where_nothing_is_lacking_there_are_values(measure: Measure, now: waves.Wave) -> None:
    lacking = [one for one in results_in(measure(now)) if isinstance(one, Unmeasured)]
    assert not lacking


@given(CHANGES)
def test_where_no_wave_lacks_anything_there_are_changes(
    measure: Change, before: waves.Wave, now: waves.Wave
) -> None:
    lacking = [one for one in results_in(measure(before, now)) if isinstance(one, Unmeasured)]
    assert not lacking


@given(OF_ANSWERS | {"response": measures.response})
def test_a_wave_without_survey_has_no_answers(measure: Measure, tables_only: waves.Wave) -> None:
    assert reason_of(measure(tables_only)) == "Wave 2018 has no survey of head-teachers."


@given(OF_INCOME | OF_THE_AREA | {"composition": OF_SCHOOLS["composition"]})
def test_a_wave_without_survey_has_the_rest(measure: Measure, tables_only: waves.Wave) -> None:
    assert not [one for one in results_in(measure(tables_only)) if isinstance(one, Unmeasured)]


@given(CHANGES_OF_ANSWERS)
def test_answers_change_between_two_surveys_alone(
    measure: Change, now: waves.Wave, tables_only: waves.Wave
) -> None:
    for pair in ((tables_only, now), (now, tables_only)):
        assert reason_of(measure(*pair)) == "Wave 2018 has no survey of head-teachers."


@given(CHANGES)
def test_there_is_no_change_since_a_wave_that_is_not_there(
    measure: Change, now: waves.Wave, tables_only: waves.Wave
) -> None:
    first = waves.earlier("")
    assert isinstance(first, Unmeasured)
    for wave in (now, tables_only, bare()):
        assert reason_of(measure(first, wave)) == first.reason
    assert_told(first)


@given(OF_INCOME | OF_ANSWERS | OF_THE_AREA)
@pytest.mark.parametrize("wave", [bare(), placeless()], ids=["bare", "placeless"])
def test_two_schools_without_any_amount_give_reasons(measure: Measure, wave: waves.Wave) -> None:
    result = measure(wave)
    assert reason_of(result)
    assert_told(result)


@given(CHANGES_OF_INCOME | CHANGES_OF_ANSWERS)
@pytest.mark.parametrize("wave", [bare(), placeless()], ids=["bare", "placeless"])
def test_nor_do_they_give_a_change(measure: Change, wave: waves.Wave, now: waves.Wave) -> None:
    for pair in ((wave, wave), (wave, now), (now, wave)):
        result = measure(*pair)
        assert reason_of(result)
        assert_told(result)


@given(OF_SCHOOLS)
def test_schools_without_any_amount_are_counted_all_the_same(measure: Measure) -> None:
    for wave in (bare(), placeless()):
        assert_told(measure(wave))
    assert measures.composition(bare(), "size")["100 to 199"].value == 50
    assert "number of pupils" in reason_of(measures.composition(placeless(), "size"))


@given(CHANGES_OF_SCHOOLS)
def test_schools_without_any_amount_leave_all_the_same(measure: Change, now: waves.Wave) -> None:
    for wave in (bare(), placeless()):
        for pair in ((wave, wave), (wave, now), (now, wave)):
            assert_told(measure(*pair))
    assert measures.attrition(placeless(), bare()).value == 0
    assert "group is known" in reason_of(measures.attrition_by(placeless(), bare(), "size"))


@given(OF_ANSWERS)
def test_a_survey_that_nobody_answered_gives_reasons(measure: Measure) -> None:
    result = measure(silent())
    assert reason_of(result)
    assert_told(result)


@given(CHANGES_OF_ANSWERS)
def test_nor_does_it_give_a_change(measure: Change, now: waves.Wave) -> None:
    for pair in ((silent(), now), (now, silent())):
        result = measure(*pair)
        assert reason_of(result)
        assert_told(result)


DECILES = list(range(1, 11))
TRAITS = ["pupils", "direct_per_school", "direct_per_pupil", "decile"]
SIZES = ["under 100", "100 to 199", "200 to 399", "400 and over"]
KEYS: dict[str, list[Any]] = {
    "by_decile": DECILES,
    "deprivation_fit": [
        *("r_squared", "residual_spread", "slope", "slope_10", "slope_50", "slope_90"),
    ],
    "pta_share_by_decile": DECILES,
    "trend": ["slope", "intercept"],
    "association": ["per_decile", "per_100_pupils"],
    "minutes_by_decile": DECILES,
    "minutes_by_half": ["poorer", "wealthier", "ratio"],
    "minutes_range": ["lowest_per_school", "highest_per_school", "highest_per_pupil"],
    "minutes_trend": ["slope", "intercept"],
    "responders_minus_others": TRAITS,
    "response_by": SIZES,
    "composition": SIZES,
    "gap_by_decile": DECILES,
    "official_frame": ["schools", "deprived", "affluent", "income_mean", "income_median"],
    "official_leavers": [
        *("left", "became_academies", "left_income", "stayed_income"),
        *("left_deprived", "stayed_deprived", "same_income_then", "same_income_later"),
    ],
    "inequality_change": ["absolute", "relative"],
    "paired_change": ["absolute", "relative"],
    "whole_change": ["absolute", "relative"],
    "item_change": ["difference", "p"],
    "minutes_change": ["absolute", "relative"],
    "paired_minutes_change": ["absolute", "relative"],
    "attrition_by": SIZES,
    "leavers_minus_stayers": TRAITS,
}


@pytest.mark.parametrize(("name", "keys"), KEYS.items(), ids=KEYS)
def test_the_keys_are_the_same_with_values_and_with_reasons(
    name: str, keys: list[Any], before: waves.Wave, now: waves.Wave
) -> None:
    if name in CHANGES:
        whole, lacking = CHANGES[name](before, now), CHANGES[name](waves.earlier(""), now)
    else:
        whole, lacking = LEVELS[name](now), LEVELS[name](placeless())
    assert list(whole) == list(lacking) == keys
    reason_of(lacking)


def test_every_measure_of_several_values_has_its_keys_told(
    before: waves.Wave, now: waves.Wave
) -> None:
    of_results = {name for name, measure in LEVELS.items() if isinstance(measure(now), dict)}
    of_results |= {
        name for name, change in CHANGES.items() if isinstance(change(before, now), dict)
    }
    counts = {"sample_counts", "reference_deciles"}  # numbers of schools, no results
    assert of_results - counts == set(KEYS)


@pytest.mark.parametrize(
    ("by", "groups"),
    [
        ("decile", DECILES),
        ("half", ["poorer half", "wealthier half"]),
        ("size", SIZES),
        ("pta", ["registered", "unregistered", "none", "unknown"]),
    ],
)
def test_every_group_has_its_reason(by: str, groups: list[Any], tables_only: waves.Wave) -> None:
    first = waves.earlier("")
    for lacking in (
        measures.response_by(tables_only, by),
        measures.response_by(tables_only, by=by),
        measures.attrition_by(first, tables_only, by),
        measures.composition(first, by),
    ):
        assert list(lacking) == groups
        assert reason_of(lacking)


def test_a_group_without_schools_has_its_reason_beside_the_others() -> None:
    schools = many(3)
    schools = schools[schools["imd_decile"] != 4].reset_index(drop=True)
    wave = wave_of(schools, answers(schools, 4))
    for bars in (
        measures.by_decile(wave, "direct"),
        measures.pta_share_by_decile(wave),
        measures.minutes_by_decile(wave),
        measures.response_by(wave, "decile"),
    ):
        assert list(bars) == DECILES
        assert [key for key, bar in bars.items() if isinstance(bar, Unmeasured)] == [4]
        assert_told(bars)


def test_every_area_and_year_of_the_official_files_has_facts_or_reasons() -> None:
    frames = pd.read_csv(project.root() / "data/reference/frames.csv", dtype={"area_code": str})
    areas = frames[["area_code", "area"]].drop_duplicates().itertuples(index=False)
    years = [f"20{first}/{first + 1}" for first in range(12, 24)]
    told = 0
    for code, area in areas:
        for year in years:
            wave = wave_of(schools_of(pupils=[100.0]), finance_year=year)
            wave = replace(wave, area_code=code, area_name=area)
            for facts in (measures.official_frame(wave), measures.official_leavers(wave)):
                assert_told(facts)
                told += not all(isinstance(fact, Unmeasured) for fact in facts.values())
    assert told


def test_tables_for_pictures_are_there_or_a_reason(now: waves.Wave) -> None:
    first, wave = waves.earlier(""), bare()
    assert reason_of(figures.pairs(first, now, "direct")) == first.reason
    for lacking in (
        figures.per_pupil(wave, "direct"),
        figures.pairs(wave, now, "direct"),
        figures.lorenz_curves(first, wave, "direct"),
        figures.counts_by_decile(
            measures.sample_counts(wave, "decile"), measures.reference_deciles(wave)
        ),
    ):
        assert reason_of(lacking)
        assert_told(lacking)
    assert list(figures.lorenz_curves(first, now, "direct")) == [
        "2018, by schools",
        "2018, by pupils",
    ]
    assert list(figures.answers_by_wave(first, now)) == ["2018"]
    assert_told(figures.answers_by_wave(first, wave)["2018"])


def test_a_mistake_of_the_program_is_not_taken_for_a_gap_in_the_data() -> None:
    @basis.value_or_reason
    def mistaken() -> None:
        raise KeyError("typo")

    @basis.values_or_reasons(["a"])
    def mistaken_twice() -> dict[str, Any]:
        raise ZeroDivisionError

    with pytest.raises(KeyError, match="typo"):
        mistaken()
    with pytest.raises(ZeroDivisionError):
        mistaken_twice()

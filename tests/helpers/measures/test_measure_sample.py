import pytest
from hand_made import reason_of, schools_of, survey_of, wave_of

from helpers import measures, waves
from helpers.measures.basis import only_measured


@pytest.fixture
def first() -> waves.Wave:
    schools = schools_of(
        urn=[1, 2, 3, 4, 5],
        pupils=[50.0, 150, 250, 450, 99],
        imd_decile=[1, 1, 6, 10, None],
        pta_status=["none", "registered", "registered", "unknown", "none"],
        direct_donations=[100, 200, 300, 400, None],
    )
    survey = survey_of(urn=[1, 4, None])
    return wave_of(schools, survey, "2016", "2013/14")


@pytest.fixture
def second(first) -> waves.Wave:
    return wave_of(first.schools.iloc[2:].reset_index(drop=True))


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("decile", {1: 2, 6: 1, 10: 1}),
        ("half", {"poorer half": 2, "wealthier half": 2}),
        ("size", {"under 100": 2, "100 to 199": 1, "200 to 399": 1, "400 and over": 1}),
        ("pta", {"none": 2, "registered": 2, "unknown": 1}),
    ],
)
def test_sample_by_group(first, by, expected):
    counts = measures.sample_counts(first, by)
    assert {group: told.value for group, told in counts.items()} == expected
    shares = measures.composition(first, by)
    assert sum(share.value for share in shares.values()) == pytest.approx(100)
    assert {share.n for share in shares.values()} == {sum(expected.values())}


def test_attrition(first, second):
    left = measures.attrition(first, second)
    assert (left.value, left.n, left.period) == (40, 5, "2013/14 to 2016/17")
    by_decile = measures.attrition_by(first, second, "decile")
    assert {decile: (told.value, told.n) for decile, told in by_decile.items()} == {
        1: (100, 2),
        6: (0, 1),
        10: (0, 1),
    }


def test_leavers_and_stayers(first, second):
    differences = measures.leavers_minus_stayers(first, second)
    assert differences["pupils"].value == pytest.approx(100 - 799 / 3)
    assert differences["direct_per_school"].value == pytest.approx(150 - 350)
    assert differences["direct_per_school"].n == 4


def test_where_nobody_left_there_is_nothing_to_compare(first):
    assert measures.attrition(first, first).value == 0
    assert "leavers minus stayers" in reason_of(measures.leavers_minus_stayers(first, first))


def test_response(first):
    assert measures.response(first).value == pytest.approx(60)
    by_half = measures.response_by(first, "half")
    assert {half: told.value for half, told in by_half.items()} == {
        "poorer half": 50,
        "wealthier half": 50,
    }
    assert "1 questionnaires name no school" in by_half["poorer half"].caveat
    assert measures.responders_minus_others(first)["pupils"].value == pytest.approx(250 - 499 / 3)


def test_questionnaires_that_name_no_school_cannot_be_placed():
    wave = wave_of(schools_of(pupils=[100.0, 100]), survey_of(pupils=[100, 100]))
    assert measures.response(wave).value == 100
    assert "names its school" in reason_of(measures.response_by(wave, "decile"))


def test_distance_to_the_reference(first):
    assert measures.dissimilarity({1: 20, 6: 10, 10: 10}, first).value == pytest.approx(0)
    assert measures.dissimilarity({3: 5}, first).value == pytest.approx(100)
    gaps = measures.gap_by_decile({1: 10, 6: 10}, first)
    assert {decile: gap.value for decile, gap in only_measured(gaps).items()} == {
        1: 0,
        6: -25,
        10: 25,
    }
    assert measures.dissimilarity({1: 10, 6: 10}, first).value == pytest.approx(25)


def test_reference_counts_are_those_of_the_finance_year(first):
    reference = measures.reference_deciles(first)
    assert sorted(reference) == list(range(1, 11))
    assert sum(reference.values()) == 378
    assert "1999/00" in reason_of(
        measures.reference_deciles(wave_of(first.schools, finance_year="1999/00"))
    )

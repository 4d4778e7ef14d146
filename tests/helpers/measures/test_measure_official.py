"""Facts counted from official files, found again for a wave's area and year."""

from dataclasses import replace

import pytest
from hand_made import many, reason_of, wave_of

from helpers.measures import official_frame, official_leavers


@pytest.fixture
def kent():
    return wave_of(many(1))


def test_the_frame_of_kent_in_the_second_accounts(kent):
    told = official_frame(kent)
    assert told["schools"].value == 313
    assert told["income_mean"].value == 1205326
    assert {fact.evidence for fact in told.values()} == {"observed"}
    assert {fact.period for fact in told.values()} == {"2016/17"}


def test_who_left_kent(kent):
    told = official_leavers(kent)
    assert (told["became_academies"].value, told["became_academies"].n) == (61, 378)
    assert told["left_income"].value > told["stayed_income"].value
    assert told["left_income"].n + told["stayed_income"].n == 378


def test_an_area_whose_deciles_nobody_knows_has_none(kent):
    manchester = replace(kent, area_code=352, area_name="Manchester")
    assert "do not tell it" in reason_of(official_frame(manchester)["deprived"])
    assert "do not tell it" in reason_of(official_leavers(manchester)["left_deprived"])
    assert official_frame(manchester)["schools"].value > 0


def test_what_was_not_counted_is_said(kent):
    assert "Elsewhere" in reason_of(
        official_frame(replace(kent, area_code=999, area_name="Elsewhere"))
    )
    assert "2030/31" in reason_of(official_frame(replace(kent, finance_year="2030/31")))
    assert "not followed" in reason_of(official_leavers(replace(kent, finance_year="2013/14")))

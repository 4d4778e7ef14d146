"""What was not measured is not drawn, and the page says why in its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sample_estimates import WAVE, bars, estimate, line

from boundtext import Unmeasured
from helpers import figures

WHY = Unmeasured("Wave 2018 has no survey of head-teachers.")


SHARES = np.linspace(0, 1, 5)
CURVES = {"by schools": ((SHARES, SHARES**2), estimate(0.33, 0.02, "index"))}
SCHOOLS = pd.DataFrame(
    {"decile": [1, 1, 2], "per_pupil": [5, 9, 7], "before": [1, 2, 3], "after": [3, 2, 1]}
)
COUNTS = pd.DataFrame({"decile": [1, 2], "all schools": [50, 50], "this sample": [5, 15]})
ANSWERS = {"2016": {"pressure": estimate(66)}, "2018": {"pressure": estimate(94)}}

Draw = Callable[..., figures.Picture | Unmeasured]

DRAWINGS: dict[str, tuple[Draw, list[Any]]] = {
    "draw_dots_by_decile": (
        lambda *given: figures.draw_dots_by_decile(WAVE, *given, title="T", axis="%", name="dots"),
        [bars(1)],
    ),
    "draw_income_by_decile": (
        lambda *given: figures.draw_income_by_decile(WAVE, *given),
        [bars(1), bars(2), bars(3), line(3, 1)],
    ),
    "draw_lorenz": (lambda *given: figures.draw_lorenz(WAVE, *given), [CURVES]),
    "draw_minutes_by_decile": (
        lambda *given: figures.draw_minutes_by_decile(WAVE, *given),
        [bars(1), line(3, 1)],
    ),
    "draw_paired_change": (
        lambda *given: figures.draw_paired_change(WAVE, *given, quantity="Gifts", name="change"),
        [SCHOOLS, estimate(0)],
    ),
    "draw_shares_by_decile": (
        lambda *given: figures.draw_shares_by_decile(WAVE, *given, title="Sample", name="frame"),
        [COUNTS],
    ),
    "draw_spread_by_decile": (
        lambda *given: figures.draw_spread_by_decile(WAVE, *given),
        [SCHOOLS, estimate(8, 2, "percent")],
    ),
    "draw_survey_items": (
        lambda answers: figures.draw_survey_items(WAVE, answers, {"pressure": "feels pressure"}),
        [ANSWERS],
    ),
}
PLACES = [(name, place) for name, (_, given) in DRAWINGS.items() for place in range(len(given))]
PTA = ("draw_income_by_decile", 1)
"""A wave without accounts of associations has none of these, and is drawn without them."""
OF_RESULTS = [
    (name, place)
    for name, place in PLACES
    # Curves are there or not as one: `lorenz_curves` gives Unmeasured in place of all.
    if isinstance(DRAWINGS[name][1][place], dict) and name != "draw_lorenz"
]
places = pytest.mark.parametrize(("name", "place"), PLACES)


def lacking(given: Any) -> Any:
    """The same argument with each of its results unmeasured."""
    if isinstance(given, Mapping):
        return {key: lacking(value) for key, value in given.items()}
    return WHY


def draw(name: str, place: int, instead: Any) -> figures.Picture | Unmeasured:
    """The picture of that name with something else in the place of one of its arguments."""
    function, given = DRAWINGS[name]
    return function(*given[:place], instead, *given[place + 1 :])


def test_every_picture_is_tried_here() -> None:
    assert {name for name in vars(figures) if name.startswith("draw_")} == set(DRAWINGS)
    for name, (_, given) in DRAWINGS.items():
        assert isinstance(draw(name, 0, given[0]), figures.Picture)


@places
def test_no_picture_is_drawn_of_what_was_not_measured(name: str, place: int) -> None:
    assert draw(name, place, WHY) == WHY


@pytest.mark.parametrize(("name", "place"), [it for it in OF_RESULTS if it != PTA])
def test_no_picture_is_drawn_where_no_result_was_measured(name: str, place: int) -> None:
    assert draw(name, place, lacking(DRAWINGS[name][1][place])) == WHY
    nothing = draw(name, place, {})
    assert isinstance(nothing, Unmeasured)
    assert nothing.reason.endswith(".")


def test_income_without_associations_is_drawn_as_direct_donations_alone() -> None:
    for none in (lacking(bars(1)), {}):
        picture = draw(*PTA, none)
        assert isinstance(picture, figures.Picture)
        assert len(picture.fig.axes[0].containers) == 1


@pytest.mark.parametrize(
    ("name", "place"), [("draw_dots_by_decile", 0), ("draw_minutes_by_decile", 0)]
)
def test_a_decile_that_was_not_measured_leaves_the_others(name: str, place: int) -> None:
    picture = draw(name, place, bars(1) | {4: WHY, 10: WHY})
    assert isinstance(picture, figures.Picture)
    assert picture.data["decile"].tolist() == [1, 2, 3, 5, 6, 7, 8, 9]
    assert len(picture.fig.axes[0].get_xticks()) == 8


def test_income_of_a_decile_that_was_not_measured_leaves_the_others() -> None:
    function, (direct, pta, recorded, trend) = DRAWINGS["draw_income_by_decile"]
    without = [given | {4: WHY} for given in (direct, pta, recorded)]
    picture = function(*without, trend)
    assert isinstance(picture, figures.Picture)
    assert picture.data["decile"].tolist() == [1, 2, 3, 5, 6, 7, 8, 9, 10]


def test_a_question_or_wave_that_was_not_measured_leaves_the_others() -> None:
    items = {"pressure": "feels pressure", "business": "asked businesses"}
    answers: dict[str, Any] = {
        "2016": {"pressure": WHY, "business": WHY},
        "2018": {"pressure": estimate(94), "business": WHY},
    }
    picture = figures.draw_survey_items(WAVE, answers, items)
    assert isinstance(picture, figures.Picture)
    assert picture.data[["item", "wave"]].to_numpy().tolist() == [["pressure", "2018"]]
    assert "business" not in picture.alt


def test_answers_that_lack_for_several_reasons_are_told_in_one() -> None:
    other = Unmeasured("The survey of wave 2018 has no answers on this question.")
    items = {"pressure": "feels pressure", "business": "asked businesses"}
    picture = figures.draw_survey_items(WAVE, {"2018": {"pressure": WHY, "business": other}}, items)
    assert picture == Unmeasured("The survey of wave 2018 has no answers that can be shown.")


@places
def test_the_page_says_why_in_place_of_the_picture(name: str, place: int, shown: list) -> None:
    figures.show(draw(name, place, WHY), "A caption of what is not there.")
    ((bundle, _),) = shown
    assert bundle["text/plain"] == f"Not shown: {WHY.reason}"
    assert bundle["text/html"] == f"<p>Not shown: {WHY.reason}</p>"


def test_the_page_says_why_in_place_of_the_comparison(shown: list) -> None:
    table = figures.compare_with_printed({"Mean": ("t1-don-2022", estimate(41))})
    figures.show_table(table, "Printed and recomputed", "comparison", "synthetic")
    ((bundle, _),) = shown
    words = "Not shown: The paper printed nothing of this wave to compare with."
    assert bundle["text/plain"] == words


def test_a_comparison_shows_the_reason_in_the_cell(shown: list) -> None:
    hours = figures.in_hours(WHY)
    table = figures.compare_with_printed(
        {"Mean": ("t1-don-2018", estimate(41)), "Most": ("t1-pta-2018", hours)}
    )
    figures.show_table(table, "Printed and recomputed", "comparison", "synthetic")
    assert f"<td>{WHY.reason}</td>" in shown[0][0]["text/html"]
    assert figures.in_hours(estimate(90, None, "minutes per week")).value == 1.5

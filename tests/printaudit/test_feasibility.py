"""Figures about one population: whether they can hold at once, and what they imply."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from printaudit.feasibility import KINDS, Answer, Constraint, bounds, feasible

SLACK = 1e-6


def gini(values: NDArray[np.float64]) -> float:
    """Mean absolute difference over twice the mean: the definition, not the sorted formula."""
    differences = np.abs(values[:, None] - values[None, :]).mean()
    return float(differences / (2 * values.mean()))


def measured(population: tuple[float, ...], figure: Constraint) -> float:
    """What a population says to a figure, worked out without the module's formulas."""
    values = np.sort(np.asarray(population, dtype="float64"))
    n, total = len(values), values.sum()
    simple = {
        "mean": values.mean(),
        "total": total,
        "minimum": values[0],
        "maximum": values[-1],
        "median": np.median(values),
    }
    if figure.kind in simple:
        return float(simple[figure.kind])
    if figure.kind == "quantile":
        assert figure.percent is not None
        return float(np.percentile(values, figure.percent))
    if figure.kind == "gini":
        return gini(values) if total else math.nan
    if figure.kind == "share above":
        return float(100 * (values > figure.threshold).mean())
    if figure.kind == "share at or above mean":
        return float(100 * (values >= values.mean()).mean())
    k = figure.k or figure.units(n)
    held = values[-k:].sum() if figure.kind.startswith("top") else values[:k].sum()
    if figure.kind.endswith("sum"):
        return float(held)
    return float(100 * held / total) if total else math.nan


def holds(population: tuple[float, ...], figure: Constraint) -> bool:
    """Whether a population meets a figure, edges closed, up to SLACK of the largest value."""
    values, slack = np.asarray(population), SLACK * max(1.0, *population)
    if figure.kind in ("share above", "share at or above mean"):
        line = values.mean() if figure.threshold is None else figure.threshold
        fewest, most = (values > line + slack).mean(), (values >= line - slack).mean()
        return 100 * fewest <= figure.high + SLACK and 100 * most >= figure.low - SLACK
    return figure.low - slack <= measured(population, figure) <= figure.high + slack


def fits(population: tuple[float, ...], figures: list[Constraint]) -> bool:
    return all(holds(population, figure) for figure in figures)


def drawn(kind: str, n: int, low: float, width: float, k: int, line: float) -> Constraint:
    """A figure of a kind from a few numbers, with the parameters its kind needs."""
    needs = KINDS[kind]
    return Constraint(
        kind, low, low + width, f"{kind} {low:g} {width:g} {k} {line:g}",
        k=min(k, n) if needs.startswith("k") else None,
        percent=25 * k if needs == "percent" else None,
        threshold=line if needs == "threshold" else None,
    )  # fmt: skip


@st.composite
def figures(draw: st.DrawFn, n: int) -> list[Constraint]:
    """Up to six figures about n numbers of the size 0 to 6, most often at odds."""
    listed = []
    for kind in draw(st.lists(st.sampled_from(sorted(KINDS)), min_size=1, max_size=6)):
        top = 100 if "share" in kind else 1 if kind == "gini" else 6
        low = draw(st.integers(0, 12)) * top / 12
        width = draw(st.sampled_from([0.0, top / 12, top / 4]))
        listed.append(drawn(kind, n, low, width, draw(st.integers(1, 3)), draw(st.integers(0, 5))))
    return listed


# Known answers


def test_a_top_share_that_the_maximum_forbids_is_named_with_its_opponents() -> None:
    # 4 units of mean 10 have 40; one of them has at most 12, which is 30% and not 50%.
    given_figures = [
        Constraint("mean", 9.95, 10.05, "mean"),
        Constraint("minimum", 0, 10, "minimum"),
        Constraint("maximum", 11.5, 12, "maximum"),
        Constraint("top share", 49.5, 50.5, "top", k=1),
    ]
    assert feasible(4, given_figures) == Answer(False, None, ("mean", "maximum", "top"))
    assert feasible(4, given_figures[:3]).feasible
    low, high = bounds(4, given_figures[:3], "top share", k=1)
    assert low == pytest.approx(100 * 11.5 / 40.2)
    assert high == pytest.approx(100 * 12 / 39.8)


def test_a_percentage_that_no_whole_number_of_units_gives_conflicts_by_itself() -> None:
    half = Constraint("share above", 49.5, 50.5, "half", threshold=10)
    assert feasible(7, [Constraint("mean", 9, 11, "mean"), half]).conflict == ("half",)
    assert feasible(8, [Constraint("mean", 9, 11, "mean"), half]).feasible


def test_two_different_counts_above_one_line_conflict() -> None:
    some = Constraint("share above", 40, 40, "some", threshold=10)
    more = Constraint("share above", 60, 60, "more", threshold=10)
    lower = Constraint("share above", 60, 60, "lower", threshold=9)
    assert feasible(5, [some, more]).conflict == ("some", "more")
    assert feasible(5, [some, lower]).feasible
    higher = Constraint("share above", 60, 60, "higher", threshold=11)
    assert feasible(5, [some, higher]).conflict == ("some", "higher")


def test_the_share_above_a_threshold_is_bounded_by_markov() -> None:
    # Of 10 units with 100 in all, at most 5 reach 20, and a mean of 10 needs none above it.
    total = [Constraint("total", 100, 100, "total")]
    assert bounds(10, total, "share above", threshold=20) == (0, 50)
    assert bounds(10, total, "share above", threshold=9) == (10, 100)
    capped = [*total, Constraint("maximum", 0, 20, "maximum")]
    assert bounds(10, capped, "share at or above mean") == (10, 100)
    third = [*total, Constraint("share at or above mean", 0, 100 / 3, "third")]
    assert bounds(10, third, "share at or above mean") == (10, 30)


def test_someone_is_always_at_or_above_the_mean() -> None:
    assert feasible(3, [Constraint("share at or above mean", 0, 20, "x")]).conflict == ("x",)


def test_without_figures_only_the_number_of_units_bounds_anything() -> None:
    assert bounds(4, [], "gini") == pytest.approx((0, 0.75))
    assert bounds(4, [], "top share", k=1) == pytest.approx((25, 100))
    assert bounds(4, [], "bottom share", k=2) == pytest.approx((0, 50))
    assert bounds(4, [], "maximum") == (0, math.inf)
    assert bounds(4, [Constraint("minimum", 3, 4, "x")], "mean") == pytest.approx((3, math.inf))


def test_lower_quartile_is_interpolated_between_neighbours() -> None:
    # Of 0, 1, 2, x with quartile at position 0.75: 0.75 whatever x.
    known = [Constraint("bottom sum", 1, 1, "two", k=2), Constraint("minimum", 0, 0, "least")]
    assert bounds(4, known, "quantile", percent=25) == pytest.approx((0.75, 0.75))


def test_nothing_but_zeros_has_no_shares() -> None:
    zeros = [Constraint("maximum", 0, 0, "maximum")]
    assert feasible(3, zeros).example == (0, 0, 0)
    share = Constraint("top share", 30, 60, "share", k=1)
    assert feasible(3, [*zeros, share]).conflict == ("maximum", "share")
    example = feasible(3, [share]).example
    assert example is not None
    assert 0.3 <= example[-1] / sum(example) <= 0.6
    with pytest.raises(ValueError, match="total can only be zero"):
        bounds(3, zeros, "gini")


def test_constraints_of_one_name_stand_and_fall_together() -> None:
    mean = [Constraint("mean", 5, 5, "figure"), Constraint("total", 10, 10, "figure")]
    assert feasible(2, [*mean, Constraint("minimum", 6, 6, "least")]).conflict == (
        "figure",
        "least",
    )


@pytest.mark.parametrize(("rounding", "held"), [("floor", 30), ("nearest", 31), ("ceil", 31)])
def test_a_percent_of_the_units_is_rounded_as_told(rounding: str, held: int) -> None:
    top = Constraint("top sum", 0, 1, "top", percent=10, rounding=rounding)
    assert top.units(306) == held
    assert top.units(30) == 3


# Brute force


@settings(max_examples=80, derandomize=True)
@given(st.data(), st.integers(3, 5))
def test_feasibility_agrees_with_brute_force(data: st.DataObject, n: int) -> None:
    listed = data.draw(figures(n))
    answer = feasible(n, listed)
    if answer.feasible:
        assert answer.example is not None
        assert not answer.conflict
        assert list(answer.example) == sorted(answer.example)
        assert answer.example[0] >= 0
        assert fits(answer.example, listed)
    else:
        grid = itertools.combinations_with_replacement(range(7), n)
        exact = [
            each for each in grid
            if all(figure.low <= measured(each, figure) <= figure.high for figure in listed)
        ]  # fmt: skip
        assert not exact


@settings(max_examples=80, derandomize=True)
@given(st.data(), st.integers(2, 5))
def test_a_conflict_is_one_and_needs_each_of_its_members(data: st.DataObject, n: int) -> None:
    listed = data.draw(figures(n))
    answer = feasible(n, listed)
    named = [figure for figure in listed if figure.name in answer.conflict]
    assert answer.feasible == (not named)
    assert feasible(n, named).feasible == answer.feasible
    for name in answer.conflict:
        assert feasible(n, [figure for figure in named if figure.name != name]).feasible


SETS: dict[str, tuple[int, list[tuple[str, float, float, dict[str, Any]]]]] = {
    "total and maximum": (4, [("total", 12, 12, {}), ("maximum", 6, 6, {})]),
    "total and range": (4, [("total", 12, 12, {}), ("maximum", 5, 7, {}), ("minimum", 1, 2, {})]),
    "sums": (5, [("total", 20, 20, {}), ("top sum", 12, 13, {"k": 2}), ("median", 3, 3, {})]),
    "shares": (4, [("top share", 50, 50, {"k": 1}), ("total", 12, 12, {})]),
    "counts": (5, [("total", 15, 15, {}), ("share above", 40, 40, {"threshold": 4})]),
    "few above the mean": (3, [("total", 9, 9, {}), ("share at or above mean", 30, 40, {})]),
}
SOUGHT: list[tuple[str, dict[str, Any]]] = [
    ("gini", {}),
    ("top share", {"k": 1}),
    ("top share", {"k": 2}),
    ("bottom share", {"k": 2}),
    ("median", {}),
    ("minimum", {}),
    ("maximum", {}),
    ("top sum", {"k": 2}),
    ("share above", {"threshold": 2.5}),
]


@pytest.mark.parametrize("case", SETS)
@pytest.mark.parametrize(("quantity", "more"), SOUGHT)
def test_bounds_hold_for_all_of_a_grid_and_are_attained(
    case: str, quantity: str, more: dict[str, Any]
) -> None:
    n, rows = SETS[case]
    listed = [Constraint(kind, low, high, kind, **extra) for kind, low, high, extra in rows]
    low, high = bounds(n, listed, quantity, **more)
    sought = Constraint(quantity, 0, 100, "sought", **more)
    grid = itertools.combinations_with_replacement(range(21), n)
    seen = [
        measured(each, sought)
        for each in grid
        if sum(each) in (9, 12, 15, 20) and fits(each, listed)
    ]
    assert seen
    assert low - SLACK <= min(seen)
    assert max(seen) <= high + SLACK
    for end in (low, high):
        at = Constraint(quantity, end - SLACK, end + SLACK, "sought", **more)
        example = feasible(n, [*listed, at]).example
        assert example is not None
        assert fits(example, [*listed, at])
        beyond = end + (10 * SLACK if end == high else -10 * SLACK)
        if beyond >= 0:
            over = Constraint(quantity, beyond, beyond, "sought", **more)
            assert not feasible(n, [*listed, over]).feasible


@pytest.mark.parametrize("case", ["total and maximum", "total and range", "shares"])
@pytest.mark.parametrize(("quantity", "more"), [("gini", {}), ("top share", {"k": 2})])
def test_where_the_extremes_are_halves_a_grid_of_halves_gives_the_same_bounds(
    case: str, quantity: str, more: dict[str, Any]
) -> None:
    n, rows = SETS[case]
    listed = [Constraint(kind, low, high, kind, **extra) for kind, low, high, extra in rows]
    sought = Constraint(quantity, 0, 100, "sought", k=more.get("k"))
    halves = itertools.combinations_with_replacement(np.arange(0, 12.5, 0.5), n)
    seen = [measured(each, sought) for each in halves if sum(each) == 12 and fits(each, listed)]
    assert bounds(n, listed, quantity, k=more.get("k")) == pytest.approx((min(seen), max(seen)))


# Properties of figures that do come from a population

money = st.floats(0, 1e6, allow_nan=False).map(lambda value: round(value, 2))
populations = st.lists(money, min_size=1, max_size=60).filter(any)


def printed_from(population: list[float], digits: int) -> list[Constraint]:
    """The figures a paper might print of a population, rounded, with their intervals."""
    n, listed = len(population), []
    for kind, needs in KINDS.items():
        if kind == "gini":
            continue
        figure = Constraint(
            kind, 0, math.inf, kind,
            k=(n + 9) // 10 if needs.startswith("k") else None,
            percent=75 if needs == "percent" else None,
            threshold=population[0] if needs == "threshold" else None,
        )  # fmt: skip
        value, half = round(measured(tuple(population), figure), digits), 0.5 * 10**-digits
        listed.append(replace(figure, low=value - half, high=value + half))
    return listed


@settings(max_examples=40, derandomize=True)
@given(populations, st.integers(-2, 2))
def test_rounded_figures_of_a_population_never_conflict(
    population: list[float], digits: int
) -> None:
    n, listed = len(population), printed_from(population, digits)
    assert feasible(n, listed).feasible
    low, high = bounds(n, listed, "gini")
    assert low - SLACK <= gini(np.asarray(population)) <= high + SLACK
    low, high = bounds(n, listed, "top share", k=1)
    assert low - SLACK <= 100 * max(population) / sum(population) <= high + SLACK


@settings(max_examples=40, derandomize=True)
@given(populations, st.sampled_from([-1, 1]))
def test_a_figure_moved_beyond_what_the_others_leave_is_caught(
    population: list[float], side: int
) -> None:
    n, listed = len(population), printed_from(population, 0)
    low, high = bounds(n, listed, "gini")
    moved = high + 0.001 if side > 0 else low - 0.001
    answer = feasible(n, [*listed, Constraint("gini", moved, moved, "moved")])
    assert not answer.feasible
    assert "moved" in answer.conflict


# Behaviour at large

LARGE = [
    Constraint("mean", 19882.5, 19883.5, "mean"),
    Constraint("minimum", 0.5, 1.5, "minimum"),
    Constraint("median", 9500, 10500, "median"),
    Constraint("maximum", 170000, 175000, "maximum"),
    Constraint("top sum", 500000, 620000, "top sum", percent=1),
    Constraint("bottom sum", 874.5, 1100.5, "bottom sum", percent=1),
    Constraint("top share", 29.5, 40.5, "top tenth", percent=10),
    Constraint("share above", 39.5, 50.5, "above", threshold=10000),
    Constraint("share at or above mean", 0, 100 / 3, "third"),
    Constraint("top share", 9.5, 10.5, "top hundredth", percent=1),
]


def test_ten_figures_about_400_units_repeat_exactly() -> None:
    answer = feasible(400, LARGE)
    assert answer.conflict == ("mean", "top sum", "top hundredth")
    found = bounds(400, LARGE[:-1], "gini"), bounds(400, LARGE[:-1], "share above", threshold=5e4)
    again = bounds(400, LARGE[:-1], "gini"), bounds(400, LARGE[:-1], "share above", threshold=5e4)
    assert found == again
    assert feasible(400, LARGE[:-1]) == feasible(400, LARGE[:-1])


def test_the_unit_of_money_changes_nothing() -> None:
    def times(factor: float) -> list[Constraint]:
        low = [Constraint("mean", 9 * factor, 11 * factor, "mean")]
        return [*low, Constraint("maximum", 30 * factor, 40 * factor, "maximum")]

    for factor in (1e-6, 1e9):
        assert bounds(50, times(factor), "gini") == pytest.approx(bounds(50, times(1), "gini"))


@pytest.mark.parametrize(
    ("n", "fields", "message"),
    [
        (0, {"kind": "mean"}, "whole number of units from 1 up"),
        (math.inf, {"kind": "mean"}, "whole number of units from 1 up"),
        (2.5, {"kind": "mean"}, "whole number of units from 1 up"),
        (3, {"kind": "average"}, "unknown kind 'average'"),
        (3, {"kind": "mean", "low": 2}, "from 2 to 1 is empty"),
        (3, {"kind": "mean", "high": math.nan}, "is empty"),
        (3, {"kind": "top sum"}, "takes k or percent, not nothing"),
        (3, {"kind": "top sum", "k": 1, "percent": 5}, "not k and percent"),
        (3, {"kind": "mean", "k": 1}, "takes no k, percent or threshold, not k"),
        (3, {"kind": "top share", "k": 4}, "4 of 3 units"),
        (3, {"kind": "top share", "percent": 1}, "0 of 3 units"),
        (3, {"kind": "quantile", "percent": 101}, "not between 0 and 100"),
        (3, {"kind": "share above"}, "takes threshold"),
        (3, {"kind": "share above", "threshold": -1}, "not a number from 0 up"),
        (3, {"kind": "top sum", "percent": 50, "rounding": "up"}, "nearest, floor, ceil"),
    ],
)
def test_what_makes_no_sense_is_refused_in_plain_words(
    n: int, fields: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        feasible(n, [Constraint(**{"low": 0, "high": 1, "name": "x", **fields})])


def test_bounds_of_figures_in_conflict_name_the_conflict() -> None:
    listed = [Constraint("mean", 5, 5, "mean"), Constraint("maximum", 4, 4, "maximum")]
    with pytest.raises(ValueError, match="conflict: mean, maximum"):
        bounds(3, listed, "gini")

"""Which printed figures cannot hold together: found by trying, never written down.

Each system is a set of figures and a test whether a subset of them can all hold. A target
that was not met conflicts with every figure that belongs to a smallest set which, together
with the target, cannot hold.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

from newwave.synthetic.given_numbers import (
    HUNDREDTH,
    LARGEST_ROLL,
    QUESTIONNAIRES,
    SCHOOLS,
    count_of,
    printed_interval,
    printed_number,
    real_number,
)
from newwave.synthetic.questionnaires import ITEM_FIGURES
from printaudit.feasibility import Constraint, feasible

Possible = Callable[[frozenset[str]], bool]


@dataclass(frozen=True)
class System:
    """Figures about the same quantities, and whether a subset of them can all hold at once."""

    figures: tuple[str, ...]
    possible: Possible


def conflicts_of(target: str) -> list[str]:
    """Ids of the figures that a target conflicts with, sorted; empty where none is known."""
    found: set[str] = set()
    for system in _systems():
        if target in system.figures:
            others = [id for id in system.figures if id != target]
            found.update(*smallest_conflicts(target, others, system.possible))
    return sorted(found)


def smallest_conflicts(
    target: str, others: list[str], possible: Possible, most: int = 3
) -> list[frozenset[str]]:
    """Every smallest set of at most `most` others with which the target cannot hold."""
    found: list[frozenset[str]] = []
    for size in range(1, most + 1):
        for chosen in map(frozenset, combinations(others, size)):
            if not any(known <= chosen for known in found) and not possible(chosen | {target}):
                found.append(chosen)
    return found


def _systems() -> list[System]:
    """Every system of figures that this book knows to bear on each other."""
    statutory = [items["relies_for_statutory"] for items in ITEM_FIGURES.values()]
    return [
        System(tuple(RECORDED_INCOME), incomes_possible),
        _all_at_once(_maxima_possible, "t1-max-2018", "rq3-max-pp"),
        _all_at_once(_bottom_possible, "rq3-bottom1-033pp", "rq3-bottom1-875", LARGEST_ROLL),
        _all_at_once(_attrition_possible, "meth-54-withdrawn", *SCHOOLS.values()),
        System(("disc-58pct", *statutory, *QUESTIONNAIRES.values()), _growth_possible),
        *(
            System((id, questionnaires), _share_possible(id, questionnaires))
            for wave, questionnaires in QUESTIONNAIRES.items()
            for id in ITEM_FIGURES[wave].values()
        ),
    ]


def _all_at_once(possible: Callable[[], bool], *figures: str) -> System:
    """A system in which nothing but all of the figures together can be impossible."""
    return System(figures, lambda ids: not ids.issuperset(figures) or possible())


RECORDED_INCOME: dict[str, tuple[str, float | None]] = {
    "rq3-mean-19883": ("mean", None),
    "rq3-min-total": ("minimum", None),
    "rq3-max-total": ("maximum", None),
    "rq3-top1-476784": ("top sum", 1),
    "rq3-bottom1-875": ("bottom sum", 1),
    "rq3-top1-10": ("top share", 1),
    "rq3-top10-25": ("top share", 10),
    "rq3-less-than-third": ("share at or above mean", None),
}
"""Figures on recorded income 2018: a kind of `feasibility`, and the percent of schools it is of."""


def incomes_possible(ids: frozenset[str]) -> bool:
    """Whether incomes exist with which all these figures on recorded income 2018 hold."""
    constraints = [
        Constraint(kind, *printed_interval(id), id, percent=percent)
        for id, (kind, percent) in RECORDED_INCOME.items()
        if id in ids
    ]
    return feasible(int(printed_number(SCHOOLS["2018"])), constraints).feasible


def _maxima_possible() -> bool:
    """Direct donations are part of recorded income, so their maximum cannot be larger."""
    return printed_interval("t1-max-2018")[0] < printed_interval("rq3-max-pp")[1]


def _bottom_possible() -> bool:
    """The bottom 1% need so many pupils as the sum over the rate says, in schools of real size."""
    needed = printed_interval("rq3-bottom1-875")[0] / printed_interval("rq3-bottom1-033pp")[1]
    schools = count_of(int(printed_number(SCHOOLS["2018"])), HUNDREDTH)
    return needed <= schools * real_number(LARGEST_ROLL)


def _attrition_possible() -> bool:
    first, second = map(printed_number, SCHOOLS.values())
    return first - second == printed_number("meth-54-withdrawn")


def _shares(id: str, questionnaires: str, ids: frozenset[str]) -> list[tuple[float, float]]:
    """The percentages that a printed share can stand for, as intervals that may be points."""
    low, high = printed_interval(id) if id in ids else (0.0, 100.0)
    if questionnaires not in ids:
        return [(low, high)]
    count = int(printed_number(questionnaires))
    points = [100 * yes / count for yes in range(count + 1)]
    return [(point, point) for point in points if low <= point <= high]


def _share_possible(id: str, questionnaires: str) -> Possible:
    return lambda ids: bool(_shares(id, questionnaires, ids))


def _growth_possible(ids: frozenset[str]) -> bool:
    if "disc-58pct" not in ids:
        return True
    before, after = (
        _shares(ITEM_FIGURES[wave]["relies_for_statutory"], questionnaires, ids)
        for wave, questionnaires in QUESTIONNAIRES.items()
    )
    low, high = (1 + bound / 100 for bound in printed_interval("disc-58pct"))
    return any(
        first[0] * low <= second[1] and second[0] <= first[1] * high
        for first in before
        for second in after
    )

"""Which printed figures cannot hold together: found by trying, never written down.

Each system is a set of figures and a test whether a subset of them can all hold. A target
that was not met conflicts with every figure that belongs to a smallest set which, together
with the target, cannot hold.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy.optimize import linprog

from helpers import paper
from newwave.synthetic import frame
from newwave.synthetic.fit import Array
from newwave.synthetic.money import HUNDREDTH, TENTH, part, printed
from newwave.synthetic.questionnaires import ITEM_FIGURES

Possible = Callable[[frozenset[str]], bool]
Interval = tuple[float, float]


@dataclass(frozen=True)
class System:
    """Figures about the same quantities, and whether a subset of them can all hold at once."""

    figures: tuple[str, ...]
    possible: Possible


def conflicts_of(target: str) -> list[str]:
    """Ids of the figures that a target conflicts with, sorted; empty where none is known."""
    found: set[str] = set()
    for system in systems():
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


def systems() -> list[System]:
    """Every system of figures that this book knows to bear on each other."""
    statutory = [ITEM_FIGURES[wave]["relies_for_statutory"] for wave in ("2016", "2018")]
    items = [
        System((id, questionnaires), _share_possible(id, questionnaires))
        for wave, questionnaires in QUESTIONNAIRES.items()
        for id in ITEM_FIGURES[wave].values()
    ]
    return [
        System(tuple(_LINES), totals_possible),
        System(("t1-max-2018", "rq3-max-pp"), _maxima_possible),
        System(("rq3-bottom1-033pp", "rq3-bottom1-875", "frame-roll-largest"), _bottom_possible),
        System(("meth-54-withdrawn", *SCHOOLS.values()), _attrition_possible),
        System(("disc-58pct", *statutory, *QUESTIONNAIRES.values()), _growth_possible),
        *items,
    ]


SCHOOLS = {"2016": "meth-2016-n-schools", "2018": "meth-2018-n-schools"}
QUESTIONNAIRES = {"2016": "meth-2016-n-quest", "2018": "abs-n-questionnaires"}


def interval(id: str) -> Interval:
    """The numbers that could have been printed so."""
    figure = paper.figure(id)
    if figure.low is None or figure.high is None:
        raise ValueError(f"the printed figure {id} is not a number")
    return figure.low, figure.high


# Recorded income 2018: a linear programme over the schools' incomes in ascending order


def _schools() -> int:
    return int(printed(SCHOOLS["2018"]))


def _last(share: float) -> Array:
    count = _schools()
    return (np.arange(count) >= count - part(count, share)).astype(float)


def _first(share: float) -> Array:
    return _last(share)[::-1]


def _rank(place: int) -> Array:
    row = np.zeros(_schools())
    row[place] = 1
    return row


def _every() -> Array:
    return np.ones(_schools())


def _within(id: str, amount: Array) -> list[tuple[Array, float]]:
    """Rows (coefficients, bound), coefficients @ incomes <= bound: the amount is as printed."""
    low, high = interval(id)
    return [(-amount, -low), (amount, high)]


def _share_within(id: str, amount: Array) -> list[tuple[Array, float]]:
    """The amount is the printed percentage of all income."""
    low, high = interval(id)
    return [(low / 100 * _every() - amount, 0.0), (amount - high / 100 * _every(), 0.0)]


def _few_reach_mean(id: str) -> list[tuple[Array, float]]:
    reaching = math.ceil(_schools() * interval(id)[1] / 100) - 1
    return [(_rank(-reaching - 1) - _every() / _schools(), 0.0)]


_LINES: dict[str, Callable[[str], list[tuple[Array, float]]]] = {
    "rq3-mean-19883": lambda id: _within(id, _every() / _schools()),
    "rq3-min-total": lambda id: _within(id, _rank(0)),
    "rq3-max-total": lambda id: _within(id, _rank(-1)),
    "rq3-top1-476784": lambda id: _within(id, _last(HUNDREDTH)),
    "rq3-bottom1-875": lambda id: _within(id, _first(HUNDREDTH)),
    "rq3-top1-10": lambda id: _share_within(id, _last(HUNDREDTH)),
    "rq3-top10-25": lambda id: _share_within(id, _last(TENTH)),
    "rq3-less-than-third": _few_reach_mean,
}


def totals_possible(ids: frozenset[str]) -> bool:
    """Whether incomes exist with which all these figures on recorded income 2018 hold."""
    rows = [row for id in sorted(ids) for row in _LINES[id](id)]
    count = _schools()
    ascending = np.eye(count)[:-1] - np.eye(count, k=1)[:-1]
    left = np.vstack([ascending, *(row for row, _ in rows)])
    right = np.concatenate([np.zeros(count - 1), [bound for _, bound in rows]])
    found = linprog(np.zeros(count), A_ub=left, b_ub=right, bounds=(0, None), method="highs")
    if found.status not in (0, 2):
        raise RuntimeError(f"the linear programme failed: {found.message}")
    return bool(found.status == 0)


# The others: arithmetic on intervals


def _maxima_possible(ids: frozenset[str]) -> bool:
    """Direct donations are part of recorded income, so their maximum cannot be larger."""
    if not {"t1-max-2018", "rq3-max-pp"} <= ids:
        return True
    return interval("t1-max-2018")[0] < interval("rq3-max-pp")[1]


def _bottom_possible(ids: frozenset[str]) -> bool:
    """The bottom 1% need so many pupils as the sum over the rate says, in schools of real size."""
    if not {"rq3-bottom1-033pp", "rq3-bottom1-875", "frame-roll-largest"} <= ids:
        return True
    needed = interval("rq3-bottom1-875")[0] / interval("rq3-bottom1-033pp")[1]
    return needed <= part(_schools(), HUNDREDTH) * frame.fact("frame-roll-largest")


def _attrition_possible(ids: frozenset[str]) -> bool:
    if not {"meth-54-withdrawn", *SCHOOLS.values()} <= ids:
        return True
    left = printed(SCHOOLS["2016"]) - printed(SCHOOLS["2018"])
    return left == printed("meth-54-withdrawn")


def _shares(id: str, questionnaires: str, ids: frozenset[str]) -> list[Interval]:
    """The percentages that a printed share can stand for, as intervals that may be points."""
    low, high = interval(id) if id in ids else (0.0, 100.0)
    if questionnaires not in ids:
        return [(low, high)]
    count = int(printed(questionnaires))
    points = [100 * yes / count for yes in range(count + 1)]
    return [(point, point) for point in points if low <= point <= high]


def _share_possible(id: str, questionnaires: str) -> Possible:
    return lambda ids: bool(_shares(id, questionnaires, ids))


def _growth_possible(ids: frozenset[str]) -> bool:
    if "disc-58pct" not in ids:
        return True
    before, after = (
        _shares(ITEM_FIGURES[wave]["relies_for_statutory"], QUESTIONNAIRES[wave], ids)
        for wave in ("2016", "2018")
    )
    low, high = (1 + bound / 100 for bound in interval("disc-58pct"))
    return any(
        first[0] * low <= second[1] and second[0] <= first[1] * high
        for first in before
        for second in after
    )

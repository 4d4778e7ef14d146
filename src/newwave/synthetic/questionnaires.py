"""Questionnaires: who answered, how much voluntary help they report, and their yes-or-no items."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers import paper
from helpers.waves.vocabulary import SURVEY_ITEMS
from newwave.synthetic import frame
from newwave.synthetic.fit import Array, shared_out, tilt
from newwave.synthetic.money import printed

MINUTES_PER_HOUR = 60

ITEM_FIGURES: dict[str, dict[str, str]] = {
    "2016": {
        "pressure_to_raise": "rq2-pressure-2016",
        "fundraising_core_focus": "rq2-strategic-2016",
        "sought_business": "rq2-business-2016",
        "school_partnerships": "rq2-partner-2016",
        "relies_for_statutory": "rq2-statutory-2016",
        "relies_for_general": "rq2-general-2016",
    },
    "2018": {
        "pressure_to_raise": "rq2-pressure-2018",
        "fundraising_core_focus": "rq2-strategic-2018",
        "volunteer_focus_up": "rq2-vol-strategic-2018",
        "volunteer_support_up": "rq2-vol-increased-2018",
        "sought_business": "rq2-business-2018",
        "school_partnerships": "rq2-partner-2018",
        "relies_for_statutory": "rq2-statutory-2018",
        "relies_for_general": "rq2-general-2018",
        "reduced_specialist_staff": "disc-third-specialist",
    },
}
"""The printed figure of every item that a wave's survey asked; the others were not asked."""

# How affluence of the area moves each answer, on the latent scale: a plausible sign, no more.
SLOPES = {
    "pressure_to_raise": -0.15,
    "relies_for_statutory": 0.10,
    "relies_for_general": 0.15,
    "reduced_specialist_staff": 0.10,
    "sought_business": -0.05,
}


def respondents(rng: np.random.Generator, decile: Array, count: int) -> NDArray[np.int64]:
    """Row numbers of the schools that answered: by decile in proportion, within it by chance."""
    sizes = np.bincount(decile, minlength=11)[1:]
    answered = []
    for group, number in zip(frame.DECILES, shared_out(count, sizes), strict=True):
        answered.append(rng.choice(np.flatnonzero(decile == group), number, replace=False))
    return np.sort(np.concatenate(answered))


def minutes(rng: np.random.Generator, wave: str, pupils: Array, decile: Array) -> Array:
    """Minutes of help per school and week, whole, in agreement with the printed figures.

    Three schools are set: one at the largest time per pupil, one at the largest in all, one
    at the smallest. The others keep below those and are tilted to the printed means.
    """
    most, most_per_pupil = _largest(wave)
    affluence = decile - frame.MIDDLE_DECILE
    wanted = np.exp(0.2 * affluence + rng.normal(0, 0.5, len(pupils)))
    wanted *= printed(f"t2-vol-mean-{wave}") / wanted.mean()
    set_to = _extremes(wave, pupils, decile, wanted, most, most_per_pupil)
    free = np.ones(len(pupils), dtype=bool)
    per_pupil = wanted.copy()
    for row, value in set_to.items():
        free[row], per_pupil[row] = False, value / pupils[row]
    low = np.full(len(pupils), 0.1)
    high = np.minimum(0.97 * most_per_pupil, 0.97 * most / pupils)
    for group, mean in _group_means(wave, decile):
        movable = group & free
        goal = mean * group.sum() - per_pupil[group & ~free].sum()
        ones = np.ones(int(movable.sum()))
        per_pupil[movable] = tilt(wanted[movable], low[movable], high[movable], ones, goal)
    return np.round(per_pupil * pupils)


def _largest(wave: str) -> tuple[float, float]:
    return (
        printed(f"t2-vol-max-{wave}") * MINUTES_PER_HOUR,
        printed(f"t2-vol-maxpp-{wave}"),
    )


def _extremes(
    wave: str, pupils: Array, decile: Array, wanted: Array, most: float, most_per_pupil: float
) -> dict[int, float]:
    """Total minutes of the three schools at the printed extremes, by row number."""
    affluent = decile >= 9
    room = affluent & (pupils > 1.15 * most / most_per_pupil)
    largest = int(np.argmax(np.where(room, wanted, -np.inf)))
    small = affluent & (pupils < most / most_per_pupil) & (np.arange(len(pupils)) != largest)
    dense = int(np.argmax(np.where(small, wanted, -np.inf)))
    deprived = (decile >= 2) & (decile <= 4)
    least = int(np.argmin(np.where(deprived, wanted, np.inf)))
    return {
        largest: most,
        dense: most_per_pupil * pupils[dense],
        least: printed(f"t2-vol-min-{wave}"),
    }


def _group_means(wave: str, decile: Array) -> list[tuple[NDArray[np.bool_], float]]:
    """Groups of schools that do not overlap, and the mean minutes per pupil that each must have."""
    everyone = np.ones(len(decile), dtype=bool)
    mean = printed(f"t2-vol-mean-{wave}")
    if wave != "2018":
        return [(everyone, mean)]
    ends = {1: printed("rq3-vol-decile1"), 10: printed("rq3-vol-decile10")}
    poorer, richer = decile <= 5, decile > 5
    # A little below the printed ratio of the halves, so that the statement holds clearly.
    ratio = 0.9 * printed("rq3-vol-half")
    richer_mean = mean * len(decile) / (richer.sum() + ratio * poorer.sum())
    groups = [(decile == end, value) for end, value in ends.items()]
    for half, half_mean, end in ((poorer, ratio * richer_mean, 1), (richer, richer_mean, 10)):
        inner, outer = half & (decile != end), half & (decile == end)
        rest = half_mean * half.sum() - ends[end] * outer.sum()
        groups.append((inner, rest / inner.sum()))
    return groups


def items(rng: np.random.Generator, wave: str, decile: Array) -> pd.DataFrame:
    """The yes-or-no items, nullable booleans; an item that was not asked is missing throughout.

    The nearest whole number of schools says yes; which ones, a latent index of affluence and
    chance decides, in which the same head leans the same way from item to item.
    """
    affluence = decile - frame.MIDDLE_DECILE
    leaning = rng.normal(size=len(decile))
    table = pd.DataFrame(index=range(len(decile)))
    for item in SURVEY_ITEMS:
        index = SLOPES.get(item, 0.0) * affluence + 0.5 * leaning + rng.normal(size=len(decile))
        id = ITEM_FIGURES[wave].get(item)
        if id is None:
            table[item] = pd.array([pd.NA] * len(decile), dtype="boolean")
            continue
        yes = np.zeros(len(decile), dtype=bool)
        yes[np.argsort(-index, kind="stable")[: affirmative(id, len(decile))]] = True
        table[item] = pd.array(yes, dtype="boolean")
    return table


def affirmative(id: str, answers: int) -> int:
    """How many of `answers` say yes: nearest to the printed share, or the first above it."""
    share = answers * printed(id) / 100
    return int(share) + 1 if _is_bound(id) else round(share)


def _is_bound(id: str) -> bool:

    return paper.figure(id).qualifier == ">"

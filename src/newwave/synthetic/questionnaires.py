"""Questionnaires: who answered, how much voluntary help they report, and their yes-or-no items."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers import paper
from helpers.waves.vocabulary import SURVEY_ITEMS
from newwave.synthetic.given_numbers import printed_number
from newwave.synthetic.numerics import Array, apportion, calibrate, mark_largest
from newwave.synthetic.school_population import MIDDLE_DECILE, draw_by_decile

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


def draw_respondents(rng: np.random.Generator, decile: Array, count: int) -> NDArray[np.int64]:
    """Row numbers of the schools that answered: by decile in proportion, within it by chance."""
    numbers = apportion(count, np.bincount(decile, minlength=11)[1:])
    return np.sort(draw_by_decile(rng, decile, numbers))


def draw_minutes(rng: np.random.Generator, wave: str, pupils: Array, decile: Array) -> Array:
    """Minutes of help per school and week, whole, in agreement with the printed figures.

    Three schools are set: one at the largest time per pupil, one at the largest in all, one
    at the smallest. The others keep below those and are calibrated to the printed means.
    """
    most = printed_number(f"t2-vol-max-{wave}") * MINUTES_PER_HOUR
    most_per_pupil = printed_number(f"t2-vol-maxpp-{wave}")
    wanted = np.exp(0.2 * (decile - MIDDLE_DECILE) + rng.normal(0, 0.5, len(pupils)))
    wanted *= printed_number(f"t2-vol-mean-{wave}") / wanted.mean()
    largest_total, densest, least = _extreme_schools(pupils, decile, wanted, most / most_per_pupil)
    per_pupil = wanted.copy()
    per_pupil[largest_total] = most / pupils[largest_total]
    per_pupil[densest] = most_per_pupil
    per_pupil[least] = printed_number(f"t2-vol-min-{wave}") / pupils[least]
    free = np.ones(len(pupils), dtype=bool)
    free[[largest_total, densest, least]] = False
    low = np.full(len(pupils), 0.1)
    high = np.minimum(0.97 * most_per_pupil, 0.97 * most / pupils)
    for group, mean in _group_means(wave, decile):
        movable = group & free
        goal = mean * group.sum() - per_pupil[group & ~free].sum()
        ones = np.ones(int(movable.sum()))
        per_pupil[movable] = calibrate(wanted[movable], low[movable], high[movable], ones, goal)
    return np.round(per_pupil * pupils)


def _extreme_schools(
    pupils: Array, decile: Array, wanted: Array, size: float
) -> tuple[int, int, int]:
    """Row numbers of the schools with the most time in all, the most per pupil, and the least.

    The first has clearly more pupils than `size`, the second fewer.
    """
    affluent, deprived = decile >= 9, (decile >= 2) & (decile <= 4)
    largest_total = int(np.argmax(np.where(affluent & (pupils > 1.15 * size), wanted, -np.inf)))
    small = affluent & (pupils < size) & (np.arange(len(pupils)) != largest_total)
    densest = int(np.argmax(np.where(small, wanted, -np.inf)))
    return largest_total, densest, int(np.argmin(np.where(deprived, wanted, np.inf)))


def _group_means(wave: str, decile: Array) -> list[tuple[NDArray[np.bool_], float]]:
    """Groups of schools that do not overlap, and the mean minutes per pupil that each must have."""
    everyone = np.ones(len(decile), dtype=bool)
    mean = printed_number(f"t2-vol-mean-{wave}")
    if wave != "2018":
        return [(everyone, mean)]
    ends = {1: printed_number("rq3-vol-decile1"), 10: printed_number("rq3-vol-decile10")}
    poorer, richer = decile <= 5, decile > 5
    # A little below the printed ratio of the halves, so that the statement holds clearly.
    ratio = 0.9 * printed_number("rq3-vol-half")
    richer_mean = mean * len(decile) / (richer.sum() + ratio * poorer.sum())
    groups = [(decile == end, value) for end, value in ends.items()]
    for half, half_mean, end in ((poorer, ratio * richer_mean, 1), (richer, richer_mean, 10)):
        inner, outer = half & (decile != end), half & (decile == end)
        rest = half_mean * half.sum() - ends[end] * outer.sum()
        groups.append((inner, rest / inner.sum()))
    return groups


def draw_items(rng: np.random.Generator, wave: str, decile: Array) -> pd.DataFrame:
    """The yes-or-no items, nullable booleans; an item that was not asked is missing throughout.

    The nearest whole number of schools says yes; which ones, a latent index of affluence and
    chance decides, in which the same head leans the same way from item to item.
    """
    affluence, count = decile - MIDDLE_DECILE, len(decile)
    leaning = rng.normal(size=count)
    table = pd.DataFrame(index=range(count))
    for item in SURVEY_ITEMS:
        index = SLOPES.get(item, 0.0) * affluence + 0.5 * leaning + rng.normal(size=count)
        id = ITEM_FIGURES[wave].get(item)
        yes = [pd.NA] * count if id is None else mark_largest(index, _affirmative(id, count))
        table[item] = pd.array(yes, dtype="boolean")
    return table


def _affirmative(id: str, answers: int) -> int:
    """How many of `answers` say yes: nearest to the printed share, or the first above it."""
    share = answers * printed_number(id) / 100
    return int(share) + 1 if paper.figure(id).qualifier == ">" else round(share)

"""The schools themselves: how many in which decile, of what size and income, and which left.

Deciles and total incomes follow the real schools of Kent. What is not known of these, above all
which of them left, is drawn at random.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers.waves.vocabulary import OFSTED, SYNTHETIC_URNS
from newwave.synthetic.given_numbers import FINANCE_YEARS, LARGEST_ROLL, real_number
from newwave.synthetic.numerics import Array, apportion, stretch_to

FORMS_OF_ENTRY = np.array([0.5, 0.75, 1.0, 1.5, 2.0, 3.0])
FORMS_SHARES = (0.22, 0.10, 0.33, 0.12, 0.19, 0.04)
"""Classes that start school each year, and how common they are: primary schools come in sizes."""

INCOME_ELASTICITY = 0.85
"""Income grows with this power of the size that a school was built for."""

DECILES = np.arange(1, 11)
MIDDLE_DECILE = 5.5


def decile_counts(wave: str, schools: int) -> NDArray[np.int64]:
    """The real schools' decile counts of a wave's finance year, scaled to `schools` schools."""
    real = [real_number(f"kent-decile-{decile}-{FINANCE_YEARS[wave]}") for decile in DECILES]
    return apportion(schools, np.array(real))


def draw_schools(rng: np.random.Generator, first: int, later: int) -> pd.DataFrame:
    """One row per school of the first wave; `stays` marks the `later` ones of the second.

    Columns: urn, name, decile, stays, income_2016, income_2018 (GBP), size (latent pupils
    per pound of income), phase, ofsted_2016, ofsted_2018, premium (share of pupils).
    """
    decile = rng.permutation(np.repeat(DECILES, decile_counts("2016", first)))
    number = np.arange(1, first + 1)
    schools = pd.DataFrame(
        {
            "urn": SYNTHETIC_URNS[0] - 1 + number,
            "name": [f"Synthetic School {n:03d}" for n in number],
            "decile": decile,
            # Which schools left is not known: within a decile, chance decides.
            "stays": np.isin(number - 1, draw_by_decile(rng, decile, decile_counts("2018", later))),
        }
    )
    schools["income_2016"], schools["income_2018"] = _incomes(rng, schools["stays"].to_numpy())
    schools["size"] = rng.normal(0, 0.13, first)
    schools["phase"] = rng.choice(["Primary", "Infant", "Junior"], first, p=[0.78, 0.12, 0.10])
    schools["ofsted_2016"] = _grades(rng, first)
    regraded = rng.random(first) < 0.3
    schools["ofsted_2018"] = np.where(regraded, _grades(rng, first), schools["ofsted_2016"])
    centre = 0.42 - 0.036 * schools["decile"].to_numpy()
    schools["premium"] = np.clip(centre * rng.lognormal(0, 0.3, first), 0.01, 0.75)
    return schools


def draw_by_decile(
    rng: np.random.Generator, decile: NDArray[Any], counts: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Row numbers of so many schools of each decile, drawn with equal chances within it."""
    return np.concatenate(
        [
            rng.choice(np.flatnonzero(decile == group), count, replace=False)
            for group, count in zip(DECILES, counts, strict=True)
        ]
    )


def _incomes(rng: np.random.Generator, stays: NDArray[np.bool_]) -> tuple[Array, Array]:
    """Total income in both finance years, GBP; the second is missing for schools that left."""
    forms = rng.choice(FORMS_OF_ENTRY, len(stays), p=FORMS_SHARES)
    drawn = forms**INCOME_ELASTICITY * rng.lognormal(0, 0.14, len(stays))
    first = _fit_incomes(drawn, "2016")
    second = np.full(len(stays), np.nan)
    growth = rng.lognormal(0, 0.06, int(stays.sum()))
    second[stays] = _fit_incomes(first[stays] * growth, "2018")
    return first, second


def _fit_incomes(values: Array, wave: str) -> Array:
    ids = [f"kent-income-{what}-{FINANCE_YEARS[wave]}" for what in ("mean", "median")]
    return np.round(stretch_to(values, *map(real_number, ids)))


def _grades(rng: np.random.Generator, count: int) -> NDArray[np.str_]:
    return rng.choice(OFSTED, count, p=[0.17, 0.68, 0.12, 0.02, 0.01])


def pupils_from_income(income: Array, size: Array, median: float) -> Array:
    """Pupils that a total income (GBP) goes with.

    `median` is the number of pupils of a school of median income; `size` is the school's own
    deviation on the log scale. Among real schools the roll grows about in proportion to the
    income; small schools are dearer per head because a low roll for the income is what makes
    a school small.
    """
    proportional = median * income / np.nanmedian(income) * np.exp(size)
    # A soft ceiling: large schools come close to the largest real roll, none passes it.
    largest, bend = real_number(LARGEST_ROLL), 6.0
    return (proportional**-bend + largest**-bend) ** (-1 / bend)

"""The schools themselves: how many in which decile, of what size and income, and who left.

Deciles and total incomes follow the real frame (data/reference/kent_frame.csv). What is
not known of the real schools, above all which of them left, is drawn at random.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers import project
from helpers.waves.vocabulary import SYNTHETIC_URNS
from newwave.synthetic.fit import Array, shared_out, with_mean_and_median

FINANCE_YEARS = {"2016": "2013/14", "2018": "2016/17"}
"""The finance year of each wave."""

FORMS_OF_ENTRY = np.array([0.5, 0.75, 1.0, 1.5, 2.0, 3.0])
FORMS_SHARES = (0.22, 0.10, 0.33, 0.12, 0.19, 0.04)
"""Classes that start school each year, and how common they are: primary schools come in sizes."""

INCOME_ELASTICITY = 0.85
"""Income grows with this power of the size that a school was built for."""

DECILES = np.arange(1, 11)
MIDDLE_DECILE = 5.5


def reference() -> pd.DataFrame:
    """Facts about the real frame of schools, indexed by their id; each with its source."""
    path = project.root() / "data" / "reference" / "kent_frame.csv"
    return pd.read_csv(path, index_col="id", dtype={"group": str})


def fact(id: str) -> float:
    """One fact of the real frame, in its unit."""
    return float(reference()["value"].loc[id])


def decile_counts(year: str, schools: int) -> NDArray[np.int64]:
    """The real schools' decile counts of a finance year, scaled to `schools` schools."""
    real = [fact(f"frame-decile-{decile}-{dashed(year)}") for decile in DECILES]
    return shared_out(schools, np.array(real))


def dashed(year: str) -> str:
    """A finance year as the ids of the reference file write it."""
    return year.replace("/", "-")


def draw_schools(rng: np.random.Generator, first: int, later: int) -> pd.DataFrame:
    """One row per school of the first wave; `stays` marks the `later` ones of the second.

    Columns: urn, name, decile, stays, income_2016, income_2018 (GBP), size (latent pupils
    per pound of income), phase, ofsted_2016, ofsted_2018, premium (share of pupils).
    """
    counts = decile_counts(FINANCE_YEARS["2016"], first)
    staying = decile_counts(FINANCE_YEARS["2018"], later)
    decile = rng.permutation(np.repeat(DECILES, counts))
    number = np.arange(1, first + 1)
    schools = pd.DataFrame(
        {
            "urn": SYNTHETIC_URNS[0] - 1 + number,
            "name": [f"Synthetic School {n:03d}" for n in number],
            "decile": decile,
            "stays": _stays(rng, decile, staying),
        }
    )
    schools["income_2016"], schools["income_2018"] = _incomes(rng, schools["stays"].to_numpy())
    schools["size"] = rng.normal(0, 0.13, first)
    schools["phase"] = rng.choice(["Primary", "Infant", "Junior"], first, p=[0.78, 0.12, 0.10])
    schools["ofsted_2016"] = _grades(rng, first)
    regraded = np.where(rng.random(first) < 0.3, _grades(rng, first), schools["ofsted_2016"])
    schools["ofsted_2018"] = regraded
    centre = 0.42 - 0.036 * schools["decile"].to_numpy()
    schools["premium"] = np.clip(centre * rng.lognormal(0, 0.3, first), 0.01, 0.75)
    return schools


def _stays(
    rng: np.random.Generator, decile: NDArray[np.int64], staying: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Within each decile, who stays is drawn with equal chances: the real leavers are unknown."""
    stays = np.zeros(len(decile), dtype=bool)
    for group, count in zip(DECILES, staying, strict=True):
        stays[rng.choice(np.flatnonzero(decile == group), count, replace=False)] = True
    return stays


def _incomes(rng: np.random.Generator, stays: NDArray[np.bool_]) -> tuple[Array, Array]:
    """Total income in both finance years, GBP; the second is missing for schools that left."""
    forms = rng.choice(FORMS_OF_ENTRY, len(stays), p=FORMS_SHARES)
    drawn = forms**INCOME_ELASTICITY * rng.lognormal(0, 0.14, len(stays))
    first = _fitted(drawn, FINANCE_YEARS["2016"])
    second = np.full(len(stays), np.nan)
    growth = rng.lognormal(0, 0.06, int(stays.sum()))
    second[stays] = _fitted(first[stays] * growth, FINANCE_YEARS["2018"])
    return first, second


def _fitted(values: Array, year: str) -> Array:
    mean, median = (fact(f"frame-income-{what}-{dashed(year)}") for what in ("mean", "median"))
    return np.round(with_mean_and_median(values, mean, median))


def _grades(rng: np.random.Generator, count: int) -> NDArray[np.str_]:
    grades = ["outstanding", "good", "requires improvement", "inadequate", "none"]
    return rng.choice(grades, count, p=[0.17, 0.68, 0.12, 0.02, 0.01])


def pupils_from_income(income: Array, size: Array, median: float) -> Array:
    """Pupils that a total income (GBP) goes with.

    `median` is the number of pupils of a school of median income; `size` is the school's own
    deviation on the log scale. Among real schools the roll grows about in proportion to the
    income; small schools are dearer per head because a low roll for the income is what makes
    a school small.
    """
    proportional = median * income / np.nanmedian(income) * np.exp(size)
    # A soft ceiling: large schools come close to the largest real roll, none passes it.
    largest, bend = fact("frame-roll-largest"), 6.0
    return (proportional**-bend + largest**-bend) ** (-1 / bend)

"""What the synthetic waves are made from: numbers the paper printed, and counts of real schools."""

from __future__ import annotations

from functools import cache

import pandas as pd

from helpers import paper, project
from newwave.errors import NewWaveError

WAVES = ("2016", "2018")
FINANCE_YEARS = {"2016": "2013-14", "2018": "2016-17"}
"""The finance year of each wave, as the ids of the real schools' counts write it."""

SCHOOLS = {wave: f"meth-{wave}-n-schools" for wave in WAVES}
QUESTIONNAIRES = {"2016": "meth-2016-n-quest", "2018": "abs-n-questionnaires"}
"""The printed figures of each wave's number of schools and of questionnaires."""

TENTH, HUNDREDTH = 0.10, 0.01
REAL_SCHOOLS = "data/reference/frames.csv"
LARGEST_ROLL = "kent-roll-largest"


def printed_number(id: str) -> float:
    """The number the paper printed under this id of the register; NewWaveError if it is none."""
    value = paper.figure(id).value
    if value is None:
        raise _not_a_number(id)
    return value


def printed_interval(id: str) -> tuple[float, float]:
    """The numbers that could have been printed so; NewWaveError if it is none."""
    figure = paper.figure(id)
    if figure.low is None or figure.high is None:
        raise _not_a_number(id)
    return figure.low, figure.high


def _not_a_number(id: str) -> NewWaveError:
    path = paper.path("figures.csv")
    return NewWaveError(
        f"{path}: {id}, which the synthetic waves rest on, is no number; correct it"
    )


@cache
def real_schools() -> pd.DataFrame:
    """Facts about real schools, indexed by their id; each with its source."""
    return pd.read_csv(project.root() / REAL_SCHOOLS, index_col="id", dtype={"group": str})


def real_number(id: str) -> float:
    """One fact about real schools, in its unit."""
    return float(real_schools()["value"].loc[id])


def count_of(schools: int, share: float) -> int:
    """How many of so many schools a share stands for, to the nearest whole school."""
    return round(schools * share)

"""The groups by which a sample of schools is described: decile, half, size, PTA status."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from helpers.measures.basis import DECILES
from helpers.waves.vocabulary import PTA_STATUS

SIZES = {"under 100": 0, "100 to 199": 100, "200 to 399": 200, "400 and over": 400}
"""Size bands by the number of pupils each begins with."""

HALVES = ("poorer half", "wealthier half")

DECILES_OF_HALVES = (range(1, 6), range(6, 11))
"""The deciles that make up each half."""

Group = int | str

GROUPINGS = ("decile", "half", "size", "pta")


def groups_by(by: str) -> list[Group]:
    """Every group that there may be, in order; `by` as in `group_of`."""
    if by not in GROUPINGS:
        raise ValueError(f"grouping {by!r} is none of: {', '.join(GROUPINGS)}")
    names: dict[str, Iterable[Group]] = {
        "decile": DECILES, "half": HALVES, "size": SIZES, "pta": PTA_STATUS,
    }  # fmt: skip
    return list(names[by])


def group_of(schools: pd.DataFrame, by: str) -> pd.Series:
    """The group of each school, missing where it is unknown; indexed as `schools`.

    by: "decile" (1 to 10), "half" (deciles 1 to 5, 6 to 10), "size" (pupils) or "pta" (status).
    """
    groups_by(by)  # refuses another grouping
    if by == "decile":
        return schools["imd_decile"].astype("Int64")
    if by == "half":
        return pd.cut(schools["imd_decile"].astype("float64"), [0, 5, 10], labels=list(HALVES))
    if by == "size":
        edges = [*map(float, SIZES.values()), np.inf]
        return pd.cut(schools["pupils"], edges, right=False, labels=list(SIZES))
    return schools["pta_status"]


def counts_by(schools: pd.DataFrame, by: str) -> dict[Group, int]:
    """How many schools are in each group, in the order of the groups; empty groups left out."""
    groups = group_of(schools, by)
    counts = groups.value_counts(sort=False).sort_index()
    return {
        int(str(group)) if by == "decile" else str(group): int(count)
        for group, count in counts.items()
        if count
    }

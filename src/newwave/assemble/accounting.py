"""The accounts closest to a school's finance year."""

from __future__ import annotations

import pandas as pd


def months_apart(ends: pd.Series, target: pd.Series) -> pd.Series:
    """Whole calendar months between two month ends, whichever comes first; int64."""
    months = (ends.dt.year - target.dt.year) * 12 + ends.dt.month - target.dt.month
    return months.abs().astype("int64")


def closest(pairs: pd.DataFrame, returns: pd.DataFrame, within: int) -> pd.DataFrame:
    """The annual return closest to each school's year: charity_number, school, income, apart.

    pairs: charity_number, school, ends (the last day of the school's year). returns: those of
    `sources.charities`; one that gives no income counts as none. Of two equally close the earlier
    is taken. Pairs without a return within so many months are left out.
    """
    told = returns.dropna(subset=["charity_number", "end", "income"])
    both = pairs.merge(told[["charity_number", "end", "income"]], on="charity_number")
    both = both.assign(apart=months_apart(both["end"], both["ends"]))
    both = both[both["apart"] <= within]
    nearest = both.sort_values(["charity_number", "school", "apart", "end", "income"])
    nearest = nearest.drop_duplicates(["charity_number", "school"])
    return nearest[["charity_number", "school", "income", "apart"]].reset_index(drop=True)

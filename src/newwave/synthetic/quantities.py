"""The quantities that the paper printed, measured on one wave or, for a change, on two."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.waves import Income, Wave, income
from newwave.synthetic.given_numbers import HUNDREDTH, TENTH, count_of


def per_pupil(wave: Wave, kind: Income) -> pd.Series:
    """Income per school over pupils, GBP per pupil; missing where the income is missing."""
    return income(wave.schools, kind) / wave.schools["pupils"]


def ranked(wave: Wave) -> pd.DataFrame:
    """Schools with `recorded` income, the largest first."""
    table = wave.schools.assign(recorded=recorded(wave))
    return table.sort_values("recorded", ascending=False, kind="stable")


def recorded(wave: Wave) -> pd.Series:
    """Recorded income per school, GBP per year."""
    return income(wave.schools, "recorded")


def top(wave: Wave, share: float) -> pd.DataFrame:
    """The schools of largest recorded income that make up a share of all schools."""
    return ranked(wave).head(count_of(len(wave.schools), share))


def bottom(wave: Wave, share: float) -> pd.DataFrame:
    """The schools of smallest recorded income that make up a share of all schools."""
    return ranked(wave).tail(count_of(len(wave.schools), share))


def percent(truths: pd.Series) -> float:
    """Percentage of the answers or schools that are true, missing ones left out."""
    return 100 * float(truths.dropna().astype(float).mean())


def top_share(wave: Wave, share: float) -> float:
    """Percentage of all recorded income that the top share of schools received."""
    return 100 * float(top(wave, share)["recorded"].sum() / ranked(wave)["recorded"].sum())


def rate(schools: pd.DataFrame) -> float:
    """Recorded income of some schools over their pupils, GBP per pupil."""
    return float(schools["recorded"].sum() / schools["pupils"].sum())


def survey(wave: Wave) -> pd.DataFrame:
    """The questionnaires of a wave that has some."""
    if wave.survey is None:
        raise ValueError(f"wave {wave.id} has no survey")
    return wave.survey


def minutes(wave: Wave) -> pd.DataFrame:
    """Questionnaires with `per_pupil` minutes and the decile of the school."""
    deciles = wave.schools[["urn", "imd_decile"]].astype({"urn": "Int64"})
    table = survey(wave).merge(deciles, on="urn", how="left")
    return table.assign(per_pupil=table["volunteer_minutes"] / table["pupils"])


def minutes_in(wave: Wave, deciles: range) -> float:
    """Mean minutes per pupil and week over the questionnaires of schools in some deciles."""
    table = minutes(wave)
    return float(table.loc[table["imd_decile"].isin(deciles), "per_pupil"].mean())


def yes(item: str, wave: Wave) -> float:
    """Percentage of the answers to an item of the survey that are yes."""
    return percent(survey(wave)[item])


def share_of_money(wave: Wave, deciles: range, kind: Income) -> float:
    """Percentage of the recorded income of all schools in some deciles that came one way."""
    inside = wave.schools["imd_decile"].isin(deciles)
    one_way = income(wave.schools, kind)[inside].sum()
    return 100 * float(one_way / recorded(wave)[inside].sum())


def growth(before: float, after: float) -> float:
    """Growth from one number to another, percent."""
    return 100 * (after / before - 1)


def growth_per_pupil(kind: Income, first: Wave, second: Wave) -> float:
    """Growth of the mean over schools of income per pupil, percent."""
    return growth(float(per_pupil(first, kind).mean()), float(per_pupil(second, kind).mean()))


def spread(values: pd.Series) -> float:
    """Largest less smallest value."""
    return float(values.max() - values.min())


def schools_in(decile: int, wave: Wave) -> float:
    """Number of schools in a decile."""
    return int(wave.schools["imd_decile"].eq(decile).sum())


def total_income(how: str, wave: Wave) -> float:
    """Mean or median of total income, GBP per school and year."""
    values = wave.schools["total_income"]
    return float(values.mean() if how == "mean" else values.median())


def slope_by_decile(wave: Wave) -> float:
    """Slope of the line through the deciles' mean recorded income, GBP per decile."""
    means = recorded(wave).groupby(wave.schools["imd_decile"]).mean()
    return float(np.polyfit(means.index.to_numpy(dtype=float), means.to_numpy(), 1)[0])


def budget_share(wave: Wave) -> float:
    """Recorded income of the top 1% of schools over their total income, percent."""
    leaders = top(wave, HUNDREDTH)
    return 100 * float(leaders["recorded"].sum() / leaders["total_income"].sum())


def inside_lowest_tenth(wave: Wave) -> float:
    """Of the schools without an association, the percentage in the lowest tenth per pupil."""
    schools = wave.schools
    lowest = per_pupil(wave, "recorded").nsmallest(count_of(len(schools), TENTH)).index
    return percent(schools.index.to_series().isin(lowest)[schools["pta_status"].eq("none")])

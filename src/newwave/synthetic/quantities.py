"""The quantities that the paper printed, measured on one wave or, for a change, on two."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from helpers.waves import Income, Wave, income
from newwave.synthetic.given_numbers import TENTH, count_of


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


def recorded_per(column: str, schools: pd.DataFrame) -> float:
    """Recorded income of some schools over their total of a column, GBP per unit of it."""
    return float(schools["recorded"].sum() / schools[column].sum())


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


def growth(measure: Callable[[Wave], float], first: Wave, second: Wave) -> float:
    """Growth of a measure from one wave to another, percent."""
    return 100 * (measure(second) / measure(first) - 1)


def spread(values: pd.Series) -> float:
    """Largest less smallest value."""
    return float(values.max() - values.min())


def slope_by_decile(wave: Wave) -> float:
    """Slope of the line through the deciles' mean recorded income, GBP per decile."""
    means = recorded(wave).groupby(wave.schools["imd_decile"]).mean()
    return float(np.polyfit(means.index.to_numpy(dtype=float), means.to_numpy(), 1)[0])


def inside_lowest_tenth(wave: Wave) -> float:
    """Of the schools without an association, the percentage in the lowest tenth per pupil."""
    schools = wave.schools
    lowest = per_pupil(wave, "recorded").nsmallest(count_of(len(schools), TENTH)).index
    return percent(schools.index.to_series().isin(lowest)[schools["pta_status"].eq("none")])

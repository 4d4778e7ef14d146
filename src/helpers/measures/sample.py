"""Who was studied: the sample, who left it, who answered, and the real frame of schools."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from boundtext import Estimate, count
from helpers import waves
from helpers.measures import disclosure
from helpers.measures.basis import (
    Interval,
    NotMeasurable,
    Provenance,
    of_change,
    of_schools,
    survey_of,
    value_or_reason,
    values_or_reasons,
)
from helpers.measures.groups import DECILES_OF_HALVES, HALVES, Group, counts_by, groups_by
from helpers.measures.resampling import bootstrap, share_interval

Groups = dict[Group, Estimate]

TOO_FEW = "Too few schools of this kind are known, or too few answered, for it to be shown."


def _groups_asked(*waves_and_by: Any, by: str = "") -> list[Group]:
    """The groups by which a measure was asked: `by` is its last argument."""
    return groups_by(by or waves_and_by[-1])


def sample_counts(wave: waves.Wave, by: str) -> Groups:
    """Number of schools in each group; `by` as in `groups.group_of`."""
    return {
        group: count(k, "schools", wave.evidence, wave.id, of="schools", period=wave.finance_year)
        for group, k in counts_by(wave.schools, by).items()
    }


@values_or_reasons(_groups_asked)
def composition(wave: waves.Wave, by: str) -> Groups:
    """Percent of the schools with a known group that each group makes up; no interval.

    The shares describe the sample itself, so chance has no part in them. Of the halves both
    are there, an empty one with none. Unmeasured where no school's group is known.
    """
    counts = counts_by(wave.schools, by)
    total = sum(counts.values())
    if not total:
        raise NotMeasurable(f"The {_GROUPED[by]} of no school of wave {wave.id} is known.")
    if by == "half":
        counts = {half: counts.get(half, 0) for half in HALVES}
    provenance = of_schools(wave)
    return {
        group: provenance.estimate(Interval(100 * k / total), total, "percent", "share of sample")
        for group, k in counts.items()
    }


_GROUPED = {
    "decile": "deprivation decile",
    "half": "deprivation decile",
    "size": "number of pupils",
    "pta": "parents' association",
}


def _stays(before: waves.Wave, now: waves.Wave) -> pd.Series:
    return before.schools["urn"].isin(now.schools["urn"])


@value_or_reason
def attrition(before: waves.Wave, now: waves.Wave) -> Estimate:
    """Percent of the schools of `before` whose URN is not in `now`, with Wilson's interval."""
    left = ~_stays(before, now)
    method = "share of the first wave's schools no longer there"
    provenance = of_change(of_schools(before), of_schools(now))
    interval = share_interval(int(left.sum()), len(left))
    return provenance.estimate(interval, len(left), "percent", method)


@values_or_reasons(_groups_asked)
def attrition_by(before: waves.Wave, now: waves.Wave, by: str) -> Groups:
    """`attrition` within each group of the first wave's schools; Unmeasured without any."""
    gone = counts_by(before.schools[~_stays(before, now)], by)
    provenance = of_change(of_schools(before), of_schools(now))
    return _shares(gone, counts_by(before.schools, by), provenance, "share no longer there")


def _shares(
    part: Mapping[Group, int],
    whole: Mapping[Group, int],
    provenance: Provenance,
    method: str,
) -> Groups:
    if not whole:
        raise NotMeasurable("No school's group is known.")
    return {
        group: provenance.estimate(share_interval(part.get(group, 0), n), n, "percent", method)
        for group, n in whole.items()
    }


_TRAITS: dict[str, tuple[Callable[[pd.DataFrame], pd.Series], str]] = {
    "pupils": (lambda schools: schools["pupils"], "pupils"),
    "direct_per_school": (lambda schools: schools["direct_donations"], "GBP per school"),
    "direct_per_pupil": (
        lambda schools: schools["direct_donations"] / schools["pupils"],
        "GBP per pupil",
    ),
    "decile": (lambda schools: schools["imd_decile"].astype("float64"), "deciles"),
}


def _differences(
    group: pd.DataFrame, others: pd.DataFrame, provenance: Provenance, who: str, least: int = 2
) -> dict[str, Estimate]:
    """Differences of means, `group` minus `others`, by trait, where both have `least` values."""
    differences = {}
    for trait, (of, unit) in _TRAITS.items():
        known = [of(schools).dropna().to_numpy(dtype="float64") for schools in (group, others)]
        if min(map(len, known)) < least:
            continue
        (interval,) = bootstrap(lambda a, b: [a.mean(-1) - b.mean(-1)], [known[0]], [known[1]])
        method = f"difference of means, {who} ({len(known[0])} and {len(known[1])})"
        differences[trait] = provenance.estimate(interval, sum(map(len, known)), unit, method)
    if not differences:
        raise NotMeasurable(f"Too few known values to compare: {who}.")
    return differences


@values_or_reasons(_TRAITS, left_out=TOO_FEW)
def leavers_minus_stayers(before: waves.Wave, now: waves.Wave) -> dict[str, Estimate]:
    """How schools that left differed, at the first wave, from those that stayed.

    Keys: pupils, direct_per_school, direct_per_pupil (GBP), decile; differences of means with
    BCa bootstraps, a trait left out where a side has fewer than two known values.
    Unmeasured where that is so for all, as when no school left.
    """
    stays = _stays(before, now)
    provenance = of_change(of_schools(before), of_schools(now))
    sides = before.schools[~stays], before.schools[stays]
    return _differences(*sides, provenance, "leavers minus stayers at the first wave")


def _answered(wave: waves.Wave) -> pd.Series:
    """Whether each school returned a questionnaire that names it."""
    urns = survey_of(wave)["urn"].dropna()
    if urns.empty:
        raise NotMeasurable(f"No questionnaire of wave {wave.id} names its school.")
    disclosure.refuse_few(wave, urns.nunique())
    return wave.schools["urn"].isin(urns)


def _response_provenance(wave: waves.Wave) -> Provenance:
    unnamed = int(survey_of(wave)["urn"].isna().sum())
    blurred = disclosure.guards(wave) and disclosure.few(unnamed)
    caveat = f"{'a few' if blurred else unnamed} questionnaires name no school" if unnamed else ""
    return Provenance(wave.evidence, wave.id, wave.survey_year or "", "schools", caveat)


@value_or_reason
def response(wave: waves.Wave) -> Estimate:
    """Questionnaires in percent of the wave's schools, with Wilson's interval.

    Unmeasured without a survey, or with more questionnaires than schools.
    """
    returned, schools = len(survey_of(wave)), len(wave.schools)
    disclosure.refuse_few(wave, returned, max(schools - returned, 0))
    if returned > schools:
        raise NotMeasurable(f"Wave {wave.id} has more questionnaires than schools.")
    provenance = Provenance(wave.evidence, wave.id, wave.survey_year or "", "schools")
    interval = share_interval(returned, schools)
    return provenance.estimate(interval, schools, "percent", "questionnaires over schools")


@values_or_reasons(_groups_asked, left_out=TOO_FEW)
def response_by(wave: waves.Wave, by: str) -> Groups:
    """Percent of the schools of each group that answered, with Wilson's intervals.

    Groups in which few answered, or few did not, are withheld as `disclosure.select_groups` says.
    Unmeasured without a survey, or where no questionnaire names its school.
    """
    answered = counts_by(wave.schools[_answered(wave)], by)
    everyone = counts_by(wave.schools, by)
    spoke = {group: answered.get(group, 0) for group in everyone}
    silent = {group: n - spoke[group] for group, n in everyone.items()}
    hidden = max(len(survey_of(wave)) - sum(spoke.values()), 0)
    halves = DECILES_OF_HALVES if by == "decile" else ()
    kept = disclosure.select_groups(wave, spoke, silent, hidden=hidden, subtotals=halves)
    whole = {group: everyone[group] for group in kept}
    return _shares(answered, whole, _response_provenance(wave), "share of schools that answered")


@values_or_reasons(_TRAITS, left_out=TOO_FEW)
def responders_minus_others(wave: waves.Wave) -> dict[str, Estimate]:
    """How schools that answered differ from the wave's other schools; as `leavers_minus_stayers`.

    Unmeasured without a survey, or where no questionnaire names its school.
    """
    answered = _answered(wave)
    sides = wave.schools[answered], wave.schools[~answered]
    least = disclosure.FEWEST if disclosure.guards(wave) else 2
    return _differences(*sides, _response_provenance(wave), "responders minus others", least)

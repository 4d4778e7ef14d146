"""What every measure stands on: known values, their provenance, and what cannot be measured."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import wraps
from typing import ParamSpec, TypeVar

import numpy as np
import pandas as pd

from boundtext import Estimate, Result, Unmeasured, weakest_evidence
from helpers import waves
from helpers.waves import INCOMES, Income

LEVEL = 0.95
"""Confidence level of every interval."""

CHOSE_TO_ANSWER = (
    "heads chose whether to answer; the interval covers chance alone, not who chose to answer"
)

DECILES = range(1, 11)
"""Deprivation deciles: 1 is the most deprived tenth of areas, 10 the least."""

NO_DECILE = "No school is known in this decile, or too few answered for it to be shown."

P = ParamSpec("P")
Value = TypeVar("Value")
Key = TypeVar("Key", bound=Hashable)


class NotMeasurable(Exception):  # noqa: N818 - it reads as the sentence a notebook prints
    """A wave holds too little for a measure; the message says why in a sentence for readers.

    It stays inside this package: callers get an `Unmeasured` in its place.
    """


def value_or_reason(measure: Callable[P, Value]) -> Callable[P, Value | Unmeasured]:
    """Let a measure return why there is no value, in place of raising NotMeasurable.

    The same where a wave that it needs is itself Unmeasured, as an earlier one may be.
    """

    @wraps(measure)
    def measure_or_reason(*args: P.args, **kwargs: P.kwargs) -> Value | Unmeasured:
        for given in (*args, *kwargs.values()):
            if isinstance(given, Unmeasured):
                return given
        try:
            return measure(*args, **kwargs)
        except NotMeasurable as reason:
            return Unmeasured(str(reason))

    return measure_or_reason


def values_or_reasons(
    keys: Iterable[Key] | Callable[..., Iterable[Key]], left_out: str = ""
) -> Callable[[Callable[P, dict[Key, Estimate]]], Callable[P, dict[Key, Result]]]:
    """The same for a measure of several values: each of its keys then has a value or the reason.

    keys: of the values, or a function of the measure's arguments that gives them.
    left_out: the reason for a key that the measure leaves out; without one it stays out.
    """

    def wrap(measure: Callable[P, dict[Key, Estimate]]) -> Callable[P, dict[Key, Result]]:
        @wraps(measure)
        def measure_or_reason(*args: P.args, **kwargs: P.kwargs) -> dict[Key, Result]:
            every = list(keys(*args, **kwargs) if callable(keys) else keys)
            found = value_or_reason(measure)(*args, **kwargs)
            if isinstance(found, Unmeasured):
                return dict.fromkeys(every, found)
            if not left_out:
                return dict(found)
            return {key: found.get(key, Unmeasured(left_out)) for key in every}

        return measure_or_reason

    return wrap


def require(result: Value | Unmeasured) -> Value:
    """The value itself, for a measure that rests on another; NotMeasurable where there is none."""
    if isinstance(result, Unmeasured):
        raise NotMeasurable(result.reason)
    return result


def only_measured(results: Mapping[Key, Result]) -> dict[Key, Estimate]:
    """Those of several results that were measured."""
    return {key: result for key, result in results.items() if isinstance(result, Estimate)}


def require_measured(results: Mapping[Key, Result]) -> dict[Key, Estimate]:
    """The same; NotMeasurable, with the first reason, where there is none."""
    found = only_measured(results)
    if not found:
        reasons = [result.reason for result in results.values() if isinstance(result, Unmeasured)]
        raise NotMeasurable(reasons[0] if reasons else "There is nothing to show.")
    return found


@dataclass(frozen=True)
class Interval:
    """A value with the ends of its interval of `LEVEL`, None where there is none, and how."""

    value: float
    low: float | None = None
    high: float | None = None
    how: str = ""


@dataclass(frozen=True)
class Provenance:
    """What an estimate must say about where it comes from; fields as in `Estimate`."""

    evidence: str
    run: str
    period: str
    of: str
    caveat: str = ""
    scope: str = ""

    def estimate(
        self, interval: Interval, n: int, unit: str, method: str, caveat: str = ""
    ) -> Estimate:
        """The estimate of `interval` in `unit`, resting on `n` of `self.of`."""
        return Estimate(
            interval.value,
            interval.low,
            interval.high,
            None if interval.low is None else LEVEL,
            n,
            unit,
            _join(method, interval.how),
            self.evidence,
            self.run,
            of=self.of,
            period=self.period,
            caveat=_join(self.caveat, caveat),
            scope=self.scope,
        )

    def with_caveat(self, caveat: str) -> Provenance:
        """The same provenance with one more caveat."""
        return replace(self, caveat=_join(self.caveat, caveat))


def _join(*parts: str) -> str:
    return "; ".join(filter(None, parts))


def of_schools(wave: waves.Wave, kind: Income | None = None) -> Provenance:
    """Provenance of a number about the schools of `wave`, in its finance year."""
    caveat = INCOMES[kind].caveat if kind else ""
    if kind == "recorded" and not waves.has_accounts(wave.schools):
        caveat = waves.DIRECT_ALONE
    return Provenance(
        wave.evidence, wave.id, wave.finance_year, "schools", caveat, str(wave.area_code)
    )


def of_questionnaires(wave: waves.Wave) -> Provenance:
    """Provenance of a number about the questionnaires of `wave`, in its survey year."""
    year, of = wave.survey_year or "", "questionnaires"
    return Provenance(wave.evidence, wave.id, year, of, CHOSE_TO_ANSWER, str(wave.area_code))


def of_change(before: Provenance, now: Provenance) -> Provenance:
    """Provenance of a change: of the later wave, and no better than the weaker evidence."""
    weakest = weakest_evidence((before.evidence, now.evidence))
    return replace(now, evidence=weakest, period=f"{before.period} to {now.period}")


def of_income_change(before: waves.Wave, now: waves.Wave, kind: Income) -> Provenance:
    """Provenance of a change in income of `kind`.

    Raises NotMeasurable where only one of the waves knows of associations' accounts: what
    changed would then be what is known, and not what was raised.
    """
    known = waves.has_accounts(before.schools), waves.has_accounts(now.schools)
    if kind in ("recorded", "pta_part") and known[0] != known[1]:
        without = now if known[0] else before
        raise NotMeasurable(
            f"Wave {without.id} has no accounts of associations, so recorded income of the two "
            "waves is not the same thing."
        )
    return of_change(of_schools(before, kind), of_schools(now, kind))


def known_income(wave: waves.Wave, kind: Income) -> pd.DataFrame:
    """Schools of `wave` whose income of `kind` and number of pupils are known; no zero is put in.

    Columns: urn (int64), amount (GBP), pupils, per_pupil (GBP), decile (1 to 10, NaN if missing).
    Raises ValueError for an unknown kind, NotMeasurable where fewer than two schools are known,
    and for pta_part where the wave has no accounts of associations.
    """
    schools = wave.schools
    amount = waves.income(schools, kind)
    if kind == "pta_part" and not waves.has_accounts(schools):
        raise NotMeasurable(f"Wave {wave.id} has no accounts of parents' associations.")
    known = _known(schools["urn"], amount, schools["pupils"], schools["imd_decile"])
    if len(known) < 2:
        raise NotMeasurable(
            f"Fewer than two schools of wave {wave.id} have a known {INCOMES[kind].name}."
        )
    return known


def _known(urn: pd.Series, amount: pd.Series, pupils: pd.Series, decile: pd.Series) -> pd.DataFrame:
    """Amounts beside pupils, per pupil and decile; rows without amount or pupils are left out."""
    size, total = pupils.astype("float64"), amount.astype("float64")
    table = pd.DataFrame(
        {
            "urn": urn,
            "amount": total,
            "pupils": size,
            "per_pupil": total / size,
            "decile": decile.astype("float64"),
        }
    )
    return table.dropna(subset=["amount", "pupils"]).reset_index(drop=True)


def survey_of(wave: waves.Wave) -> pd.DataFrame:
    """The questionnaires of `wave`; NotMeasurable where it has none."""
    if wave.survey is None or wave.survey.empty:
        raise NotMeasurable(f"Wave {wave.id} has no survey of head-teachers.")
    return wave.survey


def known_minutes(wave: waves.Wave) -> pd.DataFrame:
    """Questionnaires of `wave` that give volunteer minutes and pupils, with the school's decile.

    Columns as `known_income`, where `amount` is minutes per week and `per_pupil` minutes per
    pupil per week; urn is nullable and decile NaN where the school is not named.
    Raises NotMeasurable without a survey or with fewer than two such questionnaires.
    """
    survey = survey_of(wave)
    decile = survey["urn"].map(wave.schools.set_index("urn")["imd_decile"].astype("float64"))
    known = _known(survey["urn"], survey["volunteer_minutes"], survey["pupils"], decile)
    if len(known) < 2:
        raise NotMeasurable(
            f"Fewer than two questionnaires of wave {wave.id} tell how long volunteers helped."
        )
    return known


def with_decile(known: pd.DataFrame, wave: waves.Wave) -> pd.DataFrame:
    """The rows whose deprivation decile is known, decile as int64.

    Raises NotMeasurable where fewer than two rows remain.
    """
    placed = known.dropna(subset=["decile"]).astype({"decile": "int64"}).reset_index(drop=True)
    if len(placed) < 2:
        raise NotMeasurable(
            f"Fewer than two known values of wave {wave.id} can be placed in a deprivation decile."
        )
    return placed


def deciles_of(placed: pd.DataFrame) -> Iterator[tuple[int, pd.DataFrame]]:
    """Each decile of a table from `with_decile`, with its rows; most deprived first."""
    for decile in sorted(placed["decile"].unique()):
        yield int(decile), placed[placed["decile"] == decile]


def in_both(before: pd.DataFrame, now: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of schools known in both tables, in the same order of URN.

    Raises NotMeasurable where fewer than two schools are in both.
    """
    named = [table["urn"].dropna().astype("int64") for table in (before, now)]
    urns = np.intersect1d(named[0], named[1])
    if len(urns) < 2:
        raise NotMeasurable("Fewer than two schools are known in both waves.")
    pair = [table.drop_duplicates("urn").set_index("urn") for table in (before, now)]
    return pair[0].loc[urns].reset_index(), pair[1].loc[urns].reset_index()

"""What every measure stands on: known values, their provenance, and what cannot be measured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, get_args

import numpy as np
import pandas as pd

from boundtext import Estimate, weakest_evidence
from helpers import waves

LEVEL = 0.95
"""Confidence level of every interval."""

Kind = Literal["direct", "pta", "recorded", "pta_part"]
"""Which income: `pta` covers schools whose association's accounts were found; `pta_part` is
`recorded` minus `direct`, over all schools whose direct donations are known."""

CHOSE_TO_ANSWER = (
    "heads chose whether to answer; the interval covers chance alone, not who chose to answer"
)

_CAVEATS: dict[str, str] = {
    "direct": "gifts in kind are not in the accounts",
    "pta": "only schools whose association's registered accounts were found",
    "recorded": "a lower bound: an association without registered accounts adds nothing",
    "pta_part": "a lower bound: an association without registered accounts adds nothing",
}


class NotMeasurable(ValueError):  # noqa: N818 - it reads as the sentence a notebook prints
    """A wave holds too little for a measure; the message says why in a sentence for readers."""


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
            "; ".join(filter(None, (method, interval.how))),
            self.evidence,
            self.run,
            of=self.of,
            period=self.period,
            caveat="; ".join(filter(None, (self.caveat, caveat))),
        )

    def with_caveat(self, caveat: str) -> Provenance:
        """The same provenance with one more caveat."""
        return replace(self, caveat="; ".join(filter(None, (self.caveat, caveat))))


def of_schools(wave: waves.Wave, kind: Kind | None = None) -> Provenance:
    """Provenance of a number about the schools of `wave`, in its finance year."""
    caveat = _CAVEATS[kind] if kind else ""
    if kind == "recorded" and not has_accounts(wave):
        caveat = "direct donations alone: the wave has no accounts of associations"
    return Provenance(wave.evidence, wave.id, wave.finance_year, "schools", caveat)


def of_questionnaires(wave: waves.Wave) -> Provenance:
    """Provenance of a number about the questionnaires of `wave`, in its survey year."""
    year = wave.survey_year or ""
    return Provenance(wave.evidence, wave.id, year, "questionnaires", CHOSE_TO_ANSWER)


def between(before: Provenance, now: Provenance) -> Provenance:
    """Provenance of a change: of the later wave, and no better than the weaker evidence."""
    kinds = {before.evidence, now.evidence}
    weakest = weakest_evidence(kinds)
    return replace(now, evidence=weakest, period=f"{before.period} to {now.period}")


def has_accounts(wave: waves.Wave) -> bool:
    """Whether the wave has the accounts of any association; one made without a register has none.

    Without any, recorded income is direct donations alone.
    """
    return bool(wave.schools["pta_income"].notna().any())


def of_change(before: waves.Wave, now: waves.Wave, kind: Kind) -> Provenance:
    """Provenance of a change in income of `kind`.

    Raises NotMeasurable where only one of the waves knows of associations' accounts: what
    changed would then be what is known, and not what was raised.
    """
    if kind in ("recorded", "pta_part") and has_accounts(before) != has_accounts(now):
        without = now if has_accounts(before) else before
        raise NotMeasurable(
            f"Wave {without.id} has no accounts of associations, so recorded income of the two "
            "waves is not the same thing."
        )
    return between(of_schools(before, kind), of_schools(now, kind))


def known_income(wave: waves.Wave, kind: Kind) -> pd.DataFrame:
    """Schools of `wave` whose income of `kind` and number of pupils are known; no zero is put in.

    Columns: urn (int64), income (GBP), pupils, per_pupil (GBP), decile (1 to 10, NaN if missing).
    Raises ValueError for an unknown kind, NotMeasurable where fewer than two schools are known,
    and for pta_part where the wave has no accounts of associations.
    """
    schools = wave.schools
    if kind not in get_args(Kind):
        raise ValueError(f"kind {kind!r} is none of {', '.join(get_args(Kind))}")
    if kind == "pta_part":
        if not has_accounts(wave):
            raise NotMeasurable(f"Wave {wave.id} has no accounts of parents' associations.")
        income = waves.income(schools, "recorded") - waves.income(schools, "direct")
    else:
        income = waves.income(schools, kind)
    table = _table(schools["urn"], income, schools["pupils"], schools["imd_decile"])
    known = table.dropna(subset=["income", "pupils"]).reset_index(drop=True)
    if len(known) < 2:
        raise NotMeasurable(
            f"Fewer than two schools of wave {wave.id} have a known {_NAMES[kind]}."
        )
    return known


_NAMES: dict[str, str] = {
    "direct": "amount of direct donations",
    "pta": "income of their parents' association",
    "recorded": "amount of recorded voluntary income",
    "pta_part": "amount of recorded voluntary income",
}


def _table(urn: pd.Series, amount: pd.Series, pupils: pd.Series, decile: pd.Series) -> pd.DataFrame:
    size = pupils.astype("float64")
    total = amount.astype("float64")
    return pd.DataFrame(
        {
            "urn": urn,
            "income": total,
            "pupils": size,
            "per_pupil": total / size,
            "decile": decile.astype("float64"),
        }
    )


def survey_of(wave: waves.Wave) -> pd.DataFrame:
    """The questionnaires of `wave`; NotMeasurable where it has none."""
    if wave.survey is None or wave.survey.empty:
        raise NotMeasurable(f"Wave {wave.id} has no survey of head-teachers.")
    return wave.survey


def known_minutes(wave: waves.Wave) -> pd.DataFrame:
    """Questionnaires of `wave` that give volunteer minutes and pupils, with the school's decile.

    Columns as `known_income`, where `income` holds minutes per week and `per_pupil` minutes per
    pupil per week; urn is nullable and decile NaN where the school is not named.
    Raises NotMeasurable without a survey or with fewer than two such questionnaires.
    """
    survey = survey_of(wave)
    decile = survey["urn"].map(wave.schools.set_index("urn")["imd_decile"].astype("float64"))
    table = _table(survey["urn"], survey["volunteer_minutes"], survey["pupils"], decile)
    known = table.dropna(subset=["income", "pupils"]).reset_index(drop=True)
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

"""What the synthetic waves should agree with, each target under the one reading chosen for it.

A measure takes the waves as they were written to disk, so the calibration report is a check
on the files and no echo of how they were made. Percentages and the like are met when the
generated number, rounded as the printed one was, equals it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from helpers import paper, waves
from helpers.waves import Wave, income
from newwave.synthetic import quantities as q
from newwave.synthetic.conflicts import conflicts_of
from newwave.synthetic.given_numbers import (
    FINANCE_YEARS,
    HUNDREDTH,
    LARGEST_ROLL,
    QUESTIONNAIRES,
    SCHOOLS,
    TENTH,
    WAVES,
    printed_number,
    real_number,
    real_schools,
)
from newwave.synthetic.questionnaires import ITEM_FIGURES, MINUTES_PER_HOUR
from newwave.synthetic.recorded_income import THRESHOLD
from newwave.synthetic.school_population import DECILES, decile_counts

FILE = "calibration.csv"
COLUMNS = (
    "wave", "target", "statement", "reading", "printed", "generated", "unit", "met",
    "conflicts_with",
)  # fmt: skip

Pair = dict[str, Wave]
"""Both waves by their id."""

Measure = Callable[[Wave], float]
Change = Callable[[Wave, Wave], float]


def measure_targets(folder: Path) -> pd.DataFrame:
    """The report on the synthetic waves that lie in `folder`, columns as `read_report`."""
    pair = {wave: waves.read(folder / wave) for wave in WAVES}
    rows = []
    for target in list_targets():
        generated = float(target.measure(pair))
        met = target.met(generated)
        others = "" if met else ";".join(conflicts_of(target.id))
        shown = (target.printed, round(generated, 4), target.unit)
        rows.append((target.wave, target.id, target.statement, target.reading, *shown, met, others))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def read_report() -> pd.DataFrame:
    """What the synthetic waves should agree with, one row per target, and whether they do.

    Columns: wave (of a change, the later one); target (id in the register or in the reference
    file); statement; reading (how the target is measured); printed (as printed, or the real
    schools' number); generated (measured on the written tables, in `unit`); unit; met (bool);
    conflicts_with (ids joined by ";", empty where the target was met).

    Raises WaveError where the report is missing.
    """
    path = waves.folder() / FILE
    if not path.is_file():
        raise waves.WaveError(f"{path} is missing; make it with `edition wave synthetic`")
    return pd.read_csv(path, dtype={"printed": str, "wave": str}, keep_default_na=False)


@dataclass(frozen=True)
class Target:
    """One figure to be met: `low` to `high` is what the generated number must lie in.

    wave: the wave it speaks of; of a change, the later one. strict: a bound does not count.
    """

    wave: str
    id: str
    statement: str
    reading: str
    printed: str
    unit: str
    measure: Callable[[Pair], float]
    low: float
    high: float
    strict: bool = False

    def met(self, generated: float) -> bool:
        """Whether a number agrees with the target, to the rounding of what was printed."""
        if self.strict:
            return self.low < generated < self.high
        return self.low <= generated <= self.high


class Meaning(NamedTuple):
    """How a printed figure is read: in words, and as a measure on one wave or a change of two.

    A statement in words needs `within`, what its number must lie between, and its `unit`; a
    number brings the interval of its rounding.
    """

    id: str
    words: str
    measure: Measure | Change
    within: tuple[float, float] | None = None
    unit: str | None = None


def list_targets() -> list[Target]:
    """Every target of both waves, in the order of the report."""
    first = [*_counts("2016"), *_TABLE_1, *_TABLE_2, *_items("2016")]
    second = [*_counts("2018"), *_STATUSES, *_TABLE_1, *_TOTALS, *_TABLE_2, *_VOLUNTEERS]
    return [
        *_printed("2016", first),
        *_real_schools("2016"),
        *_printed("2018", [*second, *_items("2018"), *_IN_WORDS]),
        *_printed("2018", _CHANGES, ("2016", "2018")),
        *_real_schools("2018"),
    ]


def _printed(
    wave: str, readings: Iterable[Meaning], of: tuple[str, ...] | None = None
) -> Iterator[Target]:
    """Targets of the register, in whose ids {wave} stands for the wave's own."""
    for given in readings:
        figure = paper.figure(given.id.format(wave=wave))
        low, high = given.within or (figure.low, figure.high)
        if low is None or high is None:
            raise ValueError(f"{figure.id} is in words: say what its number must lie between")
        yield Target(
            wave=wave,
            id=figure.id,
            statement=figure.statement,
            reading=given.words,
            printed=figure.printed,
            unit=given.unit or figure.unit,
            measure=partial(_measure, given.measure, of or (wave,)),
            low=-math.inf if figure.qualifier == "<" else low,
            high=high,
            strict=figure.qualifier in ("<", ">"),
        )


def _measure(measure: Callable[..., float], of: tuple[str, ...], pair: Pair) -> float:
    return measure(*(pair[wave] for wave in of))


def _real_schools(wave: str) -> Iterator[Target]:
    """Counts and incomes of the real schools of Kent."""
    year, size = FINANCE_YEARS[wave], int(printed_number(SCHOOLS[wave]))
    real = int(real_number(f"kent-n-{year}"))
    facts: list[tuple[str, str, Measure, float, float]] = []
    for place, count in zip(DECILES, decile_counts(wave, size), strict=True):
        words = f"schools in the decile; {real} real schools scaled to {size} makes {count}"
        facts.append((f"kent-decile-{place}-{year}", words, _in_decile(int(place)), count, count))
    for what in ("mean", "median"):
        id = f"kent-income-{what}-{year}"
        near = (real_number(id) - 0.5, real_number(id) + 0.5)
        facts.append((id, f"{what} of total_income", _of_column("total_income", what), *near))
    if wave == "2018":
        id, words = LARGEST_ROLL, "largest number of pupils; no more than the real one"
        facts.append((id, words, _of_column("pupils", "max"), 0, real_number(id)))
    for id, words, measure, low, high in facts:
        row = real_schools().loc[id]
        yield Target(
            wave=wave,
            id=id,
            statement=f"{row['statement']}, {row['period']} (real schools; {row['publisher']})",
            reading=words,
            printed=f"{row['value']:.0f}",
            unit=str(row["unit"]),
            measure=partial(_measure, measure, (wave,)),
            low=float(low),
            high=float(high),
        )


def _in_decile(place: int) -> Measure:
    return lambda w: w.schools["imd_decile"].eq(place).sum()


def _of_column(name: str, statistic: str) -> Measure:
    return lambda w: w.schools[name].agg(statistic)


def _counts(wave: str) -> list[Meaning]:
    return [
        Meaning(SCHOOLS[wave], "rows of schools.csv", lambda w: len(w.schools)),
        Meaning(QUESTIONNAIRES[wave], "rows of survey.csv", lambda w: len(q.survey(w))),
    ]


def _status(*statuses: str) -> Measure:
    return lambda w: q.percent(w.schools["pta_status"].isin(statuses))


_STATUSES = [
    Meaning("meth-2018-response", "questionnaires over schools",
            lambda w: 100 * len(q.survey(w)) / len(w.schools)),
    Meaning("meth-pta-94", "registered or not, of all schools",
            _status("registered", "unregistered")),
    Meaning("meth-pta-6-none", "status none, of all schools", _status("none")),
    Meaning("meth-pta-22", "status unregistered, of all schools", _status("unregistered")),
    Meaning("meth-pta-72", "status registered, of all schools", _status("registered")),
]  # fmt: skip

_TABLE_1 = [
    Meaning("t1-don-{wave}", "mean over all schools of direct donations per pupil",
            lambda w: q.per_pupil(w, "direct").mean()),
    Meaning("t1-pta-{wave}",
            "mean of association income per pupil over schools with registered accounts",
            lambda w: q.per_pupil(w, "pta").mean()),
    Meaning("t1-10k-{wave}", f"direct donations above £{THRESHOLD:,}, of all schools",
            lambda w: q.percent(income(w.schools, "direct") > THRESHOLD)),
    Meaning("t1-max-{wave}", "largest direct donations per pupil of any school",
            lambda w: q.per_pupil(w, "direct").max()),
]  # fmt: skip

_ONE, _TEN = (f"nearest whole number of schools to {share}%" for share in (1, 10))

_TOTALS = [
    Meaning("rq3-min-total", "smallest recorded income", lambda w: q.recorded(w).min()),
    Meaning("rq3-max-total", "largest recorded income", lambda w: q.recorded(w).max()),
    Meaning("rq3-min-pp", "smallest recorded income per pupil",
            lambda w: q.per_pupil(w, "recorded").min()),
    Meaning("rq3-max-pp", "largest recorded income per pupil",
            lambda w: q.per_pupil(w, "recorded").max()),
    Meaning("conc-600", "largest less smallest recorded income per pupil",
            lambda w: q.spread(q.per_pupil(w, "recorded"))),
    Meaning("rq3-mean-19883", "mean recorded income over all schools",
            lambda w: q.recorded(w).mean()),
    Meaning("rq3-less-than-third", "recorded income at or above its mean, of all schools",
            lambda w: q.percent(q.recorded(w) >= q.recorded(w).mean())),
    Meaning("rq3-top10-25", f"share of recorded income; {_TEN}", lambda w: q.top_share(w, TENTH)),
    Meaning("rq3-top1-10", f"share of recorded income; {_ONE}",
            lambda w: q.top_share(w, HUNDREDTH)),
    Meaning("rq3-top1-476784", f"sum of recorded income; {_ONE}",
            lambda w: q.top(w, HUNDREDTH)["recorded"].sum()),
    Meaning("rq3-bottom1-875", f"sum of recorded income; {_ONE}",
            lambda w: q.bottom(w, HUNDREDTH)["recorded"].sum()),
    Meaning("rq3-top1-563pp", f"sum of recorded income over sum of pupils; {_ONE}",
            lambda w: q.recorded_per("pupils", q.top(w, HUNDREDTH))),
    Meaning("rq3-bottom1-033pp", f"sum of recorded income over sum of pupils; {_ONE}",
            lambda w: q.recorded_per("pupils", q.bottom(w, HUNDREDTH))),
    Meaning("rq3-11pct-budget",
            f"recorded income over total income of the top schools; {_ONE}",
            lambda w: 100 * q.recorded_per("total_income", q.top(w, HUNDREDTH))),
]  # fmt: skip

_TABLE_2 = [
    Meaning("t2-vol-mean-{wave}", "mean over questionnaires of minutes per pupil",
            lambda w: q.minutes(w)["per_pupil"].mean()),
    Meaning("t2-vol-min-{wave}", "smallest total of any questionnaire",
            lambda w: q.survey(w)["volunteer_minutes"].min()),
    Meaning("t2-vol-max-{wave}", "largest total of any questionnaire",
            lambda w: q.survey(w)["volunteer_minutes"].max() / MINUTES_PER_HOUR),
    Meaning("t2-vol-maxpp-{wave}", "largest minutes per pupil of any questionnaire",
            lambda w: q.minutes(w)["per_pupil"].max()),
]  # fmt: skip

_VOLUNTEERS = [
    Meaning("rq3-vol-decile1", "mean over questionnaires of schools in decile 1",
            lambda w: q.minutes_in(w, range(1, 2))),
    Meaning("rq3-vol-decile10", "mean over questionnaires of schools in decile 10",
            lambda w: q.minutes_in(w, range(10, 11))),
    Meaning("rq3-vol-half", "mean in deciles 1 to 5 over mean in deciles 6 to 10",
            lambda w: q.minutes_in(w, range(1, 6)) / q.minutes_in(w, range(6, 11))),
    Meaning("conc-75min", "largest less smallest minutes per pupil",
            lambda w: q.spread(q.minutes(w)["per_pupil"])),
]  # fmt: skip

_ABOVE_ZERO = math.ulp(0.0)

_IN_WORDS = [
    Meaning("meth-pta-6-in-bottom10",
            "schools without an association that are in the lowest tenth by recorded income per "
            "pupil; all of them", q.inside_lowest_tenth, (100, 100), "percent"),
    Meaning("rq3-trendline",
            "slope of the line through the deciles' mean recorded income; above 0",
            q.slope_by_decile, (_ABOVE_ZERO, math.inf), "GBP per decile"),
    Meaning("rq3-deprived-direct",
            "direct donations as a share of recorded income in deciles 1 to 3; at least half",
            lambda w: q.share_of_money(w, range(1, 4), "direct"), (50, 100), "percent"),
    Meaning("rq3-wealthy-pta",
            "association income as a share of recorded income in deciles 8 to 10; half, to the "
            "nearest ten percent, or more",
            lambda w: q.share_of_money(w, range(8, 11), "pta"), (45, 100), "percent"),
]  # fmt: skip
"""Statements that the paper makes in words, of 2018."""

_SAME_MEAN = "growth of the mean per pupil of Table 1, unrounded"

_CHANGES = [
    Meaning("meth-54-withdrawn", "schools of the first wave that the second lacks",
            lambda first, second: len(set(first.schools["urn"]) - set(second.schools["urn"]))),
    Meaning("rq1-donations-24pct", _SAME_MEAN,
            partial(q.growth, lambda w: q.per_pupil(w, "direct").mean())),
    Meaning("rq1-pta-25pct", _SAME_MEAN,
            partial(q.growth, lambda w: q.per_pupil(w, "pta").mean())),
    Meaning("disc-58pct",
            "growth of the share that says yes to relies_for_statutory, unrounded",
            partial(q.growth, partial(q.yes, "relies_for_statutory"))),
    Meaning("rq3-concentration-rising",
            "share of recorded income of the top 10% of schools, 2018 less 2016; above 0",
            lambda first, second: q.top_share(second, TENTH) - q.top_share(first, TENTH),
            (_ABOVE_ZERO, 100), "percentage points"),
]  # fmt: skip
"""Figures on the change between the waves."""


def _items(wave: str) -> list[Meaning]:
    figures = [*ITEM_FIGURES[wave].items()]
    if wave == "2018":
        figures.append(("reduced_specialist_staff", "conc-third-support"))
    return [
        Meaning(id, f"{item}: yes, of all questionnaires", partial(q.yes, item))
        for item, id in figures
    ]

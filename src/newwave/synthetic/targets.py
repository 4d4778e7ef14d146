"""What the synthetic waves should agree with: each target under the one reading chosen for it.

A measure takes the waves as they were written to disk, so the calibration report is a check
on the files and no echo of how they were made. Percentages and the like are met when the
generated number, rounded as the printed one was, equals it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import partial

from helpers import paper
from helpers.waves import Wave, income
from newwave.synthetic import frame
from newwave.synthetic import quantities as q
from newwave.synthetic.money import HUNDREDTH, TENTH, THRESHOLD
from newwave.synthetic.questionnaires import ITEM_FIGURES, MINUTES_PER_HOUR
from newwave.synthetic.target import Measure, Target, fact_target, printed_target

Change = Callable[[Wave, Wave], float]
Row = tuple[str, str, Measure]
"""Id in the register, reading, and the measure on one wave."""


def targets() -> list[Target]:
    """Every target of both waves, in the order of the report."""
    first = [*_TABLE_1["2016"], *_TABLE_2["2016"], *_items("2016")]
    second = [*_SAMPLE_2018, *_TABLE_1["2018"], *_TOTALS, *_TABLE_2["2018"], *_VOLUNTEERS]
    return [
        *(_of_wave("2016", *row) for row in (*_counts("2016"), *first)),
        *_real_frame("2016"),
        *(_of_wave("2018", *row) for row in (*_counts("2018"), *second, *_items("2018"))),
        *_in_words(),
        *_changes(),
        *_real_frame("2018"),
    ]


def _of_wave(wave: str, id: str, reading: str, measure: Measure) -> Target:
    return printed_target(wave, id, reading, lambda pair: measure(pair[wave]))


def _counts(wave: str) -> list[Row]:
    questionnaires = {"2016": "meth-2016-n-quest", "2018": "abs-n-questionnaires"}[wave]
    return [
        (f"meth-{wave}-n-schools", "rows of schools.csv", lambda wave: len(wave.schools)),
        (questionnaires, "rows of survey.csv", lambda wave: len(q.survey(wave))),
    ]


def _status(*statuses: str) -> Measure:
    return lambda wave: q.percent(wave.schools["pta_status"].isin(statuses))


_SAMPLE_2018: list[Row] = [
    (
        "meth-2018-response",
        "questionnaires over schools",
        lambda wave: 100 * len(q.survey(wave)) / len(wave.schools),
    ),
    ("meth-pta-94", "registered or not, of all schools", _status("registered", "unregistered")),
    ("meth-pta-6-none", "status none, of all schools", _status("none")),
    ("meth-pta-22", "status unregistered, of all schools", _status("unregistered")),
    ("meth-pta-72", "status registered, of all schools", _status("registered")),
]

_TABLE_1: dict[str, list[Row]] = {
    wave: [
        (
            f"t1-don-{wave}",
            "mean over all schools of direct donations per pupil",
            lambda wave: float(q.per_pupil(wave, "direct").mean()),
        ),
        (
            f"t1-pta-{wave}",
            "mean of association income per pupil over schools with registered accounts",
            lambda wave: float(q.per_pupil(wave, "pta").mean()),
        ),
        (
            f"t1-10k-{wave}",
            f"direct donations above £{THRESHOLD:,}, of all schools",
            lambda wave: q.percent(income(wave.schools, "direct") > THRESHOLD),
        ),
        (
            f"t1-max-{wave}",
            "largest direct donations per pupil of any school",
            lambda wave: float(q.per_pupil(wave, "direct").max()),
        ),
    ]
    for wave in frame.FINANCE_YEARS
}

_ONE, _TEN = (f"nearest whole number of schools to {share}%" for share in (1, 10))

_TOTALS: list[Row] = [
    ("rq3-min-total", "smallest recorded income", lambda wave: float(q.recorded(wave).min())),
    ("rq3-max-total", "largest recorded income", lambda wave: float(q.recorded(wave).max())),
    (
        "rq3-min-pp",
        "smallest recorded income per pupil",
        lambda wave: float(q.per_pupil(wave, "recorded").min()),
    ),
    (
        "rq3-max-pp",
        "largest recorded income per pupil",
        lambda wave: float(q.per_pupil(wave, "recorded").max()),
    ),
    (
        "conc-600",
        "largest less smallest recorded income per pupil",
        lambda wave: q.spread(q.per_pupil(wave, "recorded")),
    ),
    (
        "rq3-mean-19883",
        "mean recorded income over all schools",
        lambda wave: float(q.recorded(wave).mean()),
    ),
    (
        "rq3-less-than-third",
        "recorded income at or above its mean, of all schools",
        lambda wave: q.percent(q.recorded(wave) >= q.recorded(wave).mean()),
    ),
    ("rq3-top10-25", f"share of recorded income; {_TEN}", lambda wave: q.top_share(wave, TENTH)),
    ("rq3-top1-10", f"share of recorded income; {_ONE}", lambda wave: q.top_share(wave, HUNDREDTH)),
    (
        "rq3-top1-476784",
        f"sum of recorded income; {_ONE}",
        lambda wave: float(q.top(wave, HUNDREDTH)["recorded"].sum()),
    ),
    (
        "rq3-bottom1-875",
        f"sum of recorded income; {_ONE}",
        lambda wave: float(q.bottom(wave, HUNDREDTH)["recorded"].sum()),
    ),
    (
        "rq3-top1-563pp",
        f"sum of recorded income over sum of pupils; {_ONE}",
        lambda wave: q.rate(q.top(wave, HUNDREDTH)),
    ),
    (
        "rq3-bottom1-033pp",
        f"sum of recorded income over sum of pupils; {_ONE}",
        lambda wave: q.rate(q.bottom(wave, HUNDREDTH)),
    ),
    (
        "rq3-11pct-budget",
        f"recorded income over total income of the top schools; {_ONE}",
        q.budget_share,
    ),
]

_TABLE_2: dict[str, list[Row]] = {
    wave: [
        (
            f"t2-vol-mean-{wave}",
            "mean over questionnaires of minutes per pupil",
            lambda wave: float(q.minutes(wave)["per_pupil"].mean()),
        ),
        (
            f"t2-vol-min-{wave}",
            "smallest total of any questionnaire",
            lambda wave: float(q.survey(wave)["volunteer_minutes"].min()),
        ),
        (
            f"t2-vol-max-{wave}",
            "largest total of any questionnaire",
            lambda wave: float(q.survey(wave)["volunteer_minutes"].max()) / MINUTES_PER_HOUR,
        ),
        (
            f"t2-vol-maxpp-{wave}",
            "largest minutes per pupil of any questionnaire",
            lambda wave: float(q.minutes(wave)["per_pupil"].max()),
        ),
    ]
    for wave in frame.FINANCE_YEARS
}

_VOLUNTEERS: list[Row] = [
    (
        "rq3-vol-decile1",
        "mean over questionnaires of schools in decile 1",
        lambda wave: q.minutes_in(wave, range(1, 2)),
    ),
    (
        "rq3-vol-decile10",
        "mean over questionnaires of schools in decile 10",
        lambda wave: q.minutes_in(wave, range(10, 11)),
    ),
    (
        "rq3-vol-half",
        "mean in deciles 1 to 5 over mean in deciles 6 to 10",
        lambda wave: q.minutes_in(wave, range(1, 6)) / q.minutes_in(wave, range(6, 11)),
    ),
    (
        "conc-75min",
        "largest less smallest minutes per pupil",
        lambda wave: q.spread(q.minutes(wave)["per_pupil"]),
    ),
]


def _items(wave: str) -> list[Row]:
    figures = [*ITEM_FIGURES[wave].items()]
    if wave == "2018":
        figures.append(("reduced_specialist_staff", "conc-third-support"))
    return [
        (id, f"{item}: yes, of all questionnaires", partial(q.yes, item)) for item, id in figures
    ]


def _in_words() -> Iterator[Target]:
    """Statements that the paper makes in words, of 2018."""

    def add(
        id: str, reading: str, measure: Measure, within: tuple[float, float], unit: str
    ) -> Target:
        return printed_target("2018", id, reading, lambda pair: measure(pair["2018"]), within, unit)

    yield add(
        "meth-pta-6-in-bottom10",
        "schools without an association that are in the lowest tenth by recorded income per "
        "pupil; all of them",
        q.inside_lowest_tenth,
        (100, 100),
        "percent",
    )
    yield add(
        "rq3-trendline",
        "slope of the line through the deciles' mean recorded income; above 0",
        q.slope_by_decile,
        (math.ulp(0.0), math.inf),
        "GBP per decile",
    )
    yield add(
        "rq3-deprived-direct",
        "direct donations as a share of recorded income in deciles 1 to 3; at least half",
        lambda wave: q.share_of_money(wave, range(1, 4), "direct"),
        (50, 100),
        "percent",
    )
    yield add(
        "rq3-wealthy-pta",
        "association income as a share of recorded income in deciles 8 to 10; half, to the "
        "nearest ten percent, or more",
        lambda wave: q.share_of_money(wave, range(8, 11), "pta"),
        (45, 100),
        "percent",
    )


def _changes() -> Iterator[Target]:
    """Figures on the change between the waves."""

    def add(id: str, reading: str, measure: Change, **more: object) -> Target:
        change = lambda pair: measure(pair["2016"], pair["2018"])  # noqa: E731
        return printed_target("2018", id, reading, change, **more)  # type: ignore[arg-type]

    yield add(
        "meth-54-withdrawn",
        "schools of the first wave that the second lacks",
        lambda first, second: len(set(first.schools["urn"]) - set(second.schools["urn"])),
    )
    same_mean = "growth of the mean per pupil of Table 1, unrounded"
    yield add("rq1-donations-24pct", same_mean, partial(q.growth_per_pupil, "direct"))
    yield add("rq1-pta-25pct", same_mean, partial(q.growth_per_pupil, "pta"))
    yield add(
        "disc-58pct",
        "growth of the share that says yes to relies_for_statutory, unrounded",
        lambda first, second: q.growth(
            q.yes("relies_for_statutory", first), q.yes("relies_for_statutory", second)
        ),
    )
    yield add(
        "rq3-concentration-rising",
        "share of recorded income of the top 10% of schools, 2018 less 2016; above 0",
        lambda first, second: q.top_share(second, TENTH) - q.top_share(first, TENTH),
        within=(math.ulp(0.0), 100),
        unit="percentage points",
    )


def _real_frame(wave: str) -> Iterator[Target]:
    """Counts and incomes of the real schools, from the reference file."""
    year = frame.FINANCE_YEARS[wave]
    size = int(paper.figure(f"meth-{wave}-n-schools").value or 0)
    real = int(frame.fact(f"frame-n-{frame.dashed(year)}"))
    for decile, scaled in zip(frame.DECILES, frame.decile_counts(year, size), strict=True):
        yield fact_target(
            wave,
            f"frame-decile-{decile}-{frame.dashed(year)}",
            f"schools in the decile; {real} real schools scaled to {size} makes {scaled}",
            partial(q.schools_in, int(decile)),
            (scaled, scaled),
        )
    for what in ("mean", "median"):
        id = f"frame-income-{what}-{frame.dashed(year)}"
        near = (frame.fact(id) - 0.5, frame.fact(id) + 0.5)
        yield fact_target(wave, id, f"{what} of total_income", partial(q.total_income, what), near)
    if wave == "2018":
        yield fact_target(
            wave,
            "frame-roll-largest",
            "largest number of pupils; no more than the real one",
            lambda wave: float(wave.schools["pupils"].max()),
            (0, frame.fact("frame-roll-largest")),
        )

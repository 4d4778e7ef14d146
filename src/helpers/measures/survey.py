"""What heads answered: shares, their change, and what goes with deprivation and size."""

from __future__ import annotations

import warnings
from math import asin, pi, sin, sqrt
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy import stats
from statsmodels.stats.power import NormalIndPower
from statsmodels.stats.proportion import confint_proportions_2indep
from statsmodels.tools.sm_exceptions import (
    ConvergenceWarning,
    HessianInversionWarning,
    PerfectSeparationError,
    PerfectSeparationWarning,
)

from boundtext import Estimate, number
from helpers import waves
from helpers.measures import disclosure
from helpers.measures.basis import (
    LEVEL,
    Interval,
    NotMeasurable,
    Provenance,
    of_change,
    of_questionnaires,
    require,
    require_measured,
    survey_of,
    value_or_reason,
    values_or_reasons,
)
from helpers.measures.resampling import share_interval

EVENTS_PER_VARIABLE = 10
"""Answers of the rarer kind per predictor below which logistic regression is doubtful
(Peduzzi et al. 1996, Journal of Clinical Epidemiology 49)."""


class Answers(NamedTuple):
    """How many said yes, and how many answered at all."""

    yes: int
    answered: int


def _answers(wave: waves.Wave, item: str) -> Answers:
    """The answers to `item`; NotMeasurable where there are none, or too few to be told."""
    survey = survey_of(wave)
    if item not in waves.SURVEY_ITEMS:
        raise ValueError(f"item {item!r} is none of: {', '.join(waves.SURVEY_ITEMS)}")
    answered = survey[item].dropna()
    if answered.empty:
        raise NotMeasurable(f"The survey of wave {wave.id} has no answers on this question.")
    yes = int(answered.sum())
    disclosure.refuse_few(wave, len(answered), yes, len(answered) - yes)
    return Answers(yes, len(answered))


@value_or_reason
def item_share(wave: waves.Wave, item: str) -> Estimate:
    """Percent of those who answered `item` that said yes, with Wilson's interval.

    Unmeasured where the wave has no survey or no answers to the item.
    """
    yes, answered = _answers(wave, item)
    return of_questionnaires(wave).estimate(
        share_interval(yes, answered), answered, "percent", "share of those who answered"
    )


@value_or_reason
def share_of_counts(answers: Answers, provenance: Provenance) -> Estimate:
    """The share that said yes, in percent, with Wilson's interval (statsmodels).

    Unmeasured where nobody answered; raises ValueError where more said yes than answered.
    """
    interval = share_interval(*answers)
    return provenance.estimate(interval, answers.answered, "percent", "share")


@values_or_reasons(("difference", "p"))
def item_change(before: waves.Wave, now: waves.Wave, item: str) -> dict[str, Estimate]:
    """Change in the share that said yes to `item`; keys as `change_of_counts`."""
    provenance = of_change(of_questionnaires(before), of_questionnaires(now))
    twice = provenance.with_caveat("heads who answered in both waves count as different ones")
    return require_measured(change_of_counts(_answers(before, item), _answers(now, item), twice))


@values_or_reasons(("difference", "p"))
def change_of_counts(before: Answers, now: Answers, provenance: Provenance) -> dict[str, Estimate]:
    """Change of the share that said yes, between two independent groups.

    Keys: difference, in percentage points with Newcombe's interval (statsmodels
    `confint_proportions_2indep`); p, two-sided, from Fisher's exact test (scipy). Fisher's test
    is cautious: p can be above 0.05 where the interval just excludes zero.
    Unmeasured where a group is empty; raises ValueError where a count is no share.
    """
    (k1, n1), (k2, n2) = before, now
    first, second = share_interval(k1, n1), share_interval(k2, n2)
    low, high = confint_proportions_2indep(
        k2, n2, k1, n1, method="newcomb", compare="diff", alpha=1 - LEVEL
    )
    p = stats.fisher_exact([[k1, n1 - k1], [k2, n2 - k2]]).pvalue
    groups = f"{k1} of {n1} against {k2} of {n2}"
    change = Interval(second.value - first.value, 100 * low, 100 * high, "Newcombe interval")
    return {
        "difference": provenance.estimate(
            change, n1 + n2, "percentage points", f"difference of shares, {groups}"
        ),
        "p": provenance.estimate(
            Interval(p), n1 + n2, "p-value", f"Fisher's exact test, two-sided, {groups}"
        ),
    }


@value_or_reason
def detectable_difference(n1: int, n2: int, p1: float, power: float = 0.8) -> float:
    """Smallest rise from the share `p1` (0 to 1) that groups of n1 and n2 would show, in points.

    "Show" means significant at 5 percent, two-sided, with probability `power`. Source:
    statsmodels `NormalIndPower` on Cohen's h = 2 asin(sqrt(p2)) - 2 asin(sqrt(p1)).
    Unmeasured where not even a rise to 100 percent would show.
    """
    if min(n1, n2) < 1 or not 0 <= p1 <= 1:
        raise ValueError(f"no groups of {n1} and {n2} with a share of {p1}")
    effect = NormalIndPower().solve_power(
        effect_size=None, nobs1=n1, alpha=1 - LEVEL, power=power, ratio=n2 / n1
    )
    angle = asin(sqrt(p1)) + float(effect) / 2
    if angle > pi / 2:
        share = number(100 * p1, "percent")
        raise NotMeasurable(
            f"With {n1} and {n2} answers, not even a rise from {share} to 100% would reliably show."
        )
    return 100 * (sin(angle) ** 2 - p1)


@value_or_reason
def detectable_change(before: waves.Wave, now: waves.Wave, item: str) -> Estimate:
    """Smallest rise of the share that said yes to `item` which the two surveys would show.

    In percentage points; assumptions as `detectable_difference`, power 80 percent.
    """
    (yes, n1), (_, n2) = _answers(before, item), _answers(now, item)
    provenance = of_change(of_questionnaires(before), of_questionnaires(now))
    rise = require(detectable_difference(n1, n2, yes / n1))
    share = number(100 * yes / n1, "percent")
    method = f"smallest rise from {share} seen with 80% power at 5%, {n1} and {n2} answers"
    return provenance.estimate(Interval(rise), n1 + n2, "percentage points", method)


@values_or_reasons(("per_decile", "per_100_pupils"))
def association(wave: waves.Wave, item: str) -> dict[str, Estimate]:
    """Odds ratios of saying yes to `item`, by deprivation decile and size of the school.

    Keys: per_decile (one decile less deprived), per_100_pupils (100 pupils more), each with the
    other held constant. Source: statsmodels Logit, Wald intervals. The caveat tells how many
    answers of the rarer kind stand behind each predictor.
    Unmeasured where nobody can be placed, all say the same, or the fit fails.
    """
    _answers(wave, item)
    table = _placed(wave, item)
    rarer = int(min(table["yes"].sum(), len(table) - table["yes"].sum()))
    if rarer == 0:
        raise NotMeasurable("All who answered and can be placed in a decile said the same.")
    disclosure.refuse_few(wave, len(table), rarer)
    fit = _logit(table)
    ends = np.exp(fit.conf_int(alpha=1 - LEVEL))
    provenance = of_questionnaires(wave).with_caveat(_thinness(rarer / 2, disclosure.guards(wave)))
    names = {"per_decile": "decile", "per_100_pupils": "hundreds"}
    return {
        key: provenance.estimate(
            Interval(np.exp(fit.params[term]), ends[0][term], ends[1][term], "Wald interval"),
            len(table),
            "odds ratio",
            "logistic regression on decile and pupils",
        )
        for key, term in names.items()
    }


def _placed(wave: waves.Wave, item: str) -> pd.DataFrame:
    """Answers to `item` with the school's decile and its pupils in hundreds; none missing."""
    survey = survey_of(wave)
    decile = wave.schools.set_index("urn")["imd_decile"].astype("float64")
    table = pd.DataFrame(
        {
            "yes": survey[item].astype("Float64"),
            "decile": survey["urn"].map(decile),
            "hundreds": survey["pupils"] / 100,
        }
    ).dropna()
    if len(table) < 2:
        raise NotMeasurable(
            f"Fewer than two answers of wave {wave.id} can be placed in a deprivation decile."
        )
    return table.astype("float64")


def _logit(table: pd.DataFrame) -> Any:
    """The fitted model; NotMeasurable where it separates the answers or does not converge."""
    alarms = (ConvergenceWarning, PerfectSeparationWarning, HessianInversionWarning, RuntimeWarning)
    try:
        with warnings.catch_warnings():
            for alarm in alarms:
                warnings.simplefilter("error", alarm)
            model = sm.Logit(table["yes"], sm.add_constant(table[["decile", "hundreds"]]))
            return model.fit(disp=False)
    except (*alarms, PerfectSeparationError, np.linalg.LinAlgError, ValueError) as why:
        raise NotMeasurable(
            "No odds ratio can be computed: deprivation and size separate the answers completely, "
            "or vary too little."
        ) from why


def _thinness(events: float, guarded: bool) -> str:
    """A caveat on how many answers of the rarer kind stand behind each predictor.

    guarded: no count is told, since with the share of all who answered it would tell what those
    said who cannot be placed.
    """
    if guarded:
        fewer = "fewer than" if events < EVENTS_PER_VARIABLE else "at least"
        return f"{fewer} {EVENTS_PER_VARIABLE} answers of the rarer kind per predictor"
    told = f"{events:g} answers of the rarer kind per predictor"
    if events < EVENTS_PER_VARIABLE:
        return f"{told}, fewer than the {EVENTS_PER_VARIABLE} that are usually asked for"
    return told

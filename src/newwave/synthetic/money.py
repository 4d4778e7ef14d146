"""Donations and association income of both waves, in agreement with the printed figures.

Recorded income of 2018 is read off the smoothest curve that satisfies the printed totals;
schools take their places on it by a latent index of size, affluence and chance. Then the
part that came through the association is tilted to the printed means. In 2016, for which
no combined figures were printed, direct donations and association income are tilted each
to its own mean.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import expit, logit

from helpers import paper
from newwave.synthetic import frame
from newwave.synthetic.fit import Array, rounded, shared_out, smoothest, solve, tilt

Flags = NDArray[np.bool_]

TENTH, HUNDREDTH = 0.10, 0.01
THRESHOLD = 10_000  # GBP: the line that Table 1 of the paper draws
SIZE_EFFECT = 1.7
"""How size moves the latent index: large schools raise more, if less per head."""
CHANCE = 0.6
"""Standard deviation of what no column explains, on the log scale of money raised."""
SPREAD = 0.8
"""Standard deviation of the association's part, on the logistic scale of shares."""


def printed(id: str) -> float:
    """The number the paper printed under this id of the register."""
    value = paper.figure(id).value
    if value is None:
        raise ValueError(f"the printed figure {id} is not a number")
    return value


def part(schools: int, share: float) -> int:
    """How many of so many schools a share stands for, to the nearest whole school."""
    return round(schools * share)


@dataclass(frozen=True)
class Latent:
    """What makes a school raise more or less: the same school in both waves."""

    raising: Array
    through_association: Array
    registered: Array


def draw_latent(rng: np.random.Generator, schools: pd.DataFrame) -> Latent:
    """Propensities on the log or logistic scale: affluence moves them, chance moves them more."""
    affluence = schools["decile"].to_numpy() - frame.MIDDLE_DECILE
    count = len(schools)
    return Latent(
        raising=0.18 * affluence + rng.normal(0, CHANCE, count),
        through_association=0.20 * affluence + rng.normal(0, SPREAD, count),
        registered=0.18 * affluence + rng.normal(0, 1.0, count),
    )


def recorded_curve(schools: int) -> Array:
    """Recorded income 2018 of the schools in ascending order, whole GBP.

    Meets the printed mean, the largest and smallest amount, the sums of the top and the
    bottom 1% and the top 10%'s share; fewer than a third of schools reach the mean.
    """
    total = schools * printed("rq3-mean-19883")
    few, many = part(schools, HUNDREDTH), part(schools, TENTH)
    top, bottom = _top(few), _bottom(few)
    middle = schools - 2 * few
    ranks = np.arange(few, schools - few)
    upper = (ranks >= schools - many).astype(float)
    crossing = schools - int(schools * printed("rq3-less-than-third") / 100) + 2
    conditions = [
        (np.ones(middle), total - top.sum() - bottom.sum()),
        (upper, total * printed("rq3-top10-25") / 100 - top.sum()),
        (0.5 * np.isin(ranks, [crossing - 1, crossing]), total / schools),
        (1.0 * (ranks == few), 1.6 * bottom[-1]),
    ]
    # On the logistic scale of ranks the curve of a skewed amount bends little at either end.
    body = smoothest(logit((ranks + 0.5) / schools), conditions)
    curve = np.concatenate([bottom, rounded(body), top])
    if (np.diff(curve) < 0).any():
        raise ValueError("the printed totals admit no rising curve of recorded income")
    return curve


def _top(few: int) -> Array:
    """The top 1%: the largest sits at the largest income per pupil, the others share the rest."""
    largest = top_pupils(few)[-1] * printed("rq3-max-pp")
    rest = shared_out(round(printed("rq3-top1-476784") - largest), np.linspace(1, 1.05, few - 1))
    return np.array([*rest, largest])


def top_pupils(few: int) -> Array:
    """Pupils of the top 1%, the largest income last: the printed sums over the printed rates."""
    lead = np.ceil(printed("rq3-max-total") / printed("rq3-max-pp"))
    both = printed("rq3-top1-476784") / printed("rq3-top1-563pp")
    rest = shared_out(round(both - lead), np.ones(few - 1))
    return np.array([*rest, lead], dtype=float)


def _bottom(few: int) -> Array:
    least = printed("rq3-min-total")
    rest = shared_out(round(printed("rq3-bottom1-875") - least), np.arange(1.0, few))
    return np.array([least, *rest], dtype=float)


def places(schools: pd.DataFrame, latent: Latent) -> NDArray[np.int64]:
    """Row numbers of the staying schools in ascending order of recorded income 2018.

    The top 1% are schools in the two least deprived deciles whose budget fits what their
    gains are said to have added to it. The bottom 1% are large schools in deprived areas,
    since so little per pupil takes many pupils. The others follow the latent index, in
    which larger schools raise more.
    """
    rows = np.flatnonzero(schools["stays"])
    few = part(len(rows), HUNDREDTH)
    income = schools["income_2018"].to_numpy()[rows]
    decile = schools["decile"].to_numpy()[rows]
    index = latent.raising[rows] + SIZE_EFFECT * np.log(income)
    budget = printed("rq3-top1-476784") / few / (printed("rq3-11pct-budget") / 100)
    misfit = np.where(decile >= 9, np.abs(income - budget), np.inf)
    deprived = np.where(decile <= 3, income, 0)
    index[np.argsort(misfit, kind="stable")[:few]] = np.inf
    index[np.argsort(-deprived, kind="stable")[:few]] = -np.inf
    return rows[np.argsort(index, kind="stable")]


def pupils_2018(schools: pd.DataFrame, order: NDArray[np.int64], recorded: Array) -> Array:
    """Pupils of the staying schools; NaN for the others.

    One common factor, pupils per pound of budget, is solved for: it makes direct donations
    and association income per pupil agree with what was recorded in all.
    """
    few = part(len(order), HUNDREDTH)
    income, size = schools["income_2018"].to_numpy(), schools["size"].to_numpy()
    registered = status_counts(len(order))[0]
    rates = len(order) * printed("t1-don-2018") + registered * printed("t1-pta-2018")

    def pupils(median: float) -> Array:
        values = frame.pupils_from_income(income, size, median)
        values[order[-few:]] = top_pupils(few)
        return values

    def gap(median: float) -> float:
        return rates - float((recorded / pupils(median)[order]).sum())

    return np.round(pupils(solve(gap, 50, 1000)))


def status_counts(schools: int) -> NDArray[np.int64]:
    """Schools with a registered, an unregistered and no association, by the printed shares."""
    shares = [printed(id) for id in ("meth-pta-72", "meth-pta-22", "meth-pta-6-none")]
    return shared_out(schools, np.array(shares))


def statuses(
    schools: pd.DataFrame, latent: Latent, per_pupil: Array, leaders: NDArray[np.int64]
) -> NDArray[np.str_]:
    """Association status of every school; no status for 2016 was printed, so it holds in both.

    per_pupil: recorded income 2018 per pupil, NaN where a school left. Schools without an
    association are the lowest by it. The last of `leaders`, the school of largest income,
    received all of it directly; the others have accounts. The schools that left get the
    same shares.
    """
    stays = schools["stays"].to_numpy()
    size = np.log(schools["income_2016"] / schools["income_2016"].median()).to_numpy()
    score = latent.registered + latent.raising + SIZE_EFFECT * size
    score[leaders[:-1]], score[leaders[-1]] = np.inf, -np.inf
    status = np.full(len(schools), "unregistered", dtype="<U12")
    for group, lowest in ((stays, per_pupil), (~stays, latent.raising)):
        rows = np.flatnonzero(group)
        registered, _, none = status_counts(len(rows))
        low = rows[np.argsort(lowest[rows], kind="stable")]
        without = low[:none]
        rest = np.setdiff1d(rows, without)
        status[without] = "none"
        status[rest[np.argsort(-score[rest], kind="stable")][:registered]] = "registered"
    return status


def split_2018(
    rng: np.random.Generator, recorded: Array, pupils: Array, registered: Flags, latent: Array
) -> tuple[Array, Array]:
    """Direct donations and association income (NaN without accounts), whole GBP, per school.

    The share of schools above the threshold decides on which side of it a school must lie;
    within those limits the association's share is tilted to its printed mean per pupil.
    """
    total, rate = recorded[registered], recorded[registered] / pupils[registered]
    goal = registered.sum() * printed("t1-pta-2018")
    least, most = np.full((2, len(total)), [[0.02], [0.97]])
    wanted = tilt(expit(latent[registered]), least, most, rate, goal)
    above = part(len(recorded), printed("t1-10k-2018") / 100)
    above -= int((recorded[~registered] > THRESHOLD).sum())
    edge = 1 - THRESHOLD / total
    over = np.zeros(len(total), dtype=bool)
    over[np.argsort(-total * (1 - wanted), kind="stable")[:above]] = True
    low, high = np.where(over, least, np.maximum(least, edge)), np.where(over, edge, most)
    astray = (wanted <= low) | (wanted >= high)
    wanted = np.where(astray, low + (high - low) * rng.uniform(0.1, 0.9, len(total)), wanted)
    share = tilt(wanted, low, high, rate, goal)
    association = np.full(len(recorded), np.nan)
    association[registered] = np.round(total * share)
    return recorded - np.nan_to_num(association), association


def direct_2016(rng: np.random.Generator, wanted: Array, pupils: Array) -> Array:
    """Direct donations of 2016, whole GBP: the printed mean, share above the threshold, maximum."""
    count, largest = len(wanted), printed("t1-max-2016")
    most = 0.9 * largest * pupils
    over = np.zeros(count, dtype=bool)
    able = np.where(most > 1.3 * THRESHOLD, wanted, -np.inf)
    over[np.argsort(-able, kind="stable")[: part(count, printed("t1-10k-2016") / 100)]] = True
    leader = int(np.argmax(np.where(over, wanted / pupils, -np.inf)))
    low = np.where(over, float(THRESHOLD), 0.0)
    high = np.minimum(most, np.where(over, 5.0 * THRESHOLD, THRESHOLD))
    astray = (wanted <= low) | (wanted >= high)
    inside = np.where(astray, low + (high - low) * rng.uniform(0.1, 0.9, count), wanted)
    moved = (np.arange(count) != leader) & (wanted > 0)
    values = np.where(wanted > 0, largest * pupils, 0.0)
    goal = count * printed("t1-don-2016") - largest
    values[moved] = tilt(inside[moved], low[moved], high[moved], 1 / pupils[moved], goal)
    return np.asarray(np.round(values), dtype=np.float64)


def association_2016(wanted: Array, pupils: Array, registered: Flags) -> Array:
    """Association income of 2016, whole GBP, scaled to the printed mean; NaN without accounts."""
    mean = float((wanted[registered] / pupils[registered]).mean())
    scaled = np.round(wanted * printed("t1-pta-2016") / mean)
    return np.where(registered, scaled, np.nan)


def wanted_2016(
    rng: np.random.Generator, schools: pd.DataFrame, latent: Latent, status: NDArray[np.str_]
) -> tuple[Array, Array]:
    """Plausible direct donations and association income of 2016 before calibration, GBP.

    The same latent index as in 2018, less unequal, with fresh chance added.
    """
    count = len(schools)
    income = schools["income_2016"].to_numpy()
    size = np.log(income / np.median(income))
    share = expit(latent.through_association + rng.normal(0, 0.3, count))
    direct = 5_800 * np.exp(
        0.3 * size + 0.45 * latent.raising - 0.25 * (share - 0.5) + rng.normal(0, 0.2, count)
    )
    association = (
        16_000 * share * np.exp(0.8 * size + 0.45 * latent.raising + rng.normal(0, 0.2, count))
    )
    # Some schools without an association report that nothing was given: 0, which is not missing.
    given = np.where(rng.random(count) < 0.4, 0.0, 0.3)
    return np.where(status == "none", direct * given, direct), association

"""Donations and association income of both waves, in agreement with the printed figures.

Recorded income of 2018 is read off the smoothest curve that satisfies the printed totals;
schools take their places on it by a latent index of size, affluence and chance. Then the
part that came through the association is calibrated to the printed means. In 2016, for which
no combined figures were printed, direct donations and association income are calibrated each
to its own mean.

`schools` is throughout the table of `school_population.draw_schools`, a row per school of the
first wave, to which each step adds columns.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import expit, logit

from newwave.errors import NewWaveError
from newwave.synthetic.given_numbers import HUNDREDTH, TENTH, count_of, printed_number
from newwave.synthetic.numerics import (
    REMEDY,
    Array,
    apportion,
    calibrate,
    find_root,
    mark_largest,
    round_to_total,
    smoothest_curve,
)
from newwave.synthetic.school_population import MIDDLE_DECILE, pupils_from_income

Rows = NDArray[np.int64]

THRESHOLD = 10_000  # GBP: the line that Table 1 of the paper draws
SIZE_EFFECT = 1.7
"""How size moves the latent index: large schools raise more, if less per head."""
CHANCE = 0.6
"""Standard deviation of what no column explains, on the log scale of money raised."""
SPREAD = 0.8
"""Standard deviation of the association's part, on the logistic scale of shares."""


def draw_propensities(rng: np.random.Generator, schools: pd.DataFrame) -> pd.DataFrame:
    """What makes a school raise more or less, in both waves: affluence, and chance even more.

    Columns raising (log scale), through_association (logistic scale), registered.
    """
    affluence, count = schools["decile"] - MIDDLE_DECILE, len(schools)
    return schools.assign(
        raising=0.18 * affluence + rng.normal(0, CHANCE, count),
        through_association=0.20 * affluence + rng.normal(0, SPREAD, count),
        registered=0.18 * affluence + rng.normal(0, 1.0, count),
    )


def place_on_curve(schools: pd.DataFrame) -> pd.DataFrame:
    """The schools with recorded (income 2018, GBP) and pupils_2018, NaN where one left, and status.

    No status for 2016 was printed, so it holds in both waves.
    """
    order = _rising_order(schools)
    curve = _recorded_curve(len(order))
    recorded = np.full(len(schools), np.nan)
    recorded[order] = curve
    schools = schools.assign(recorded=recorded, pupils_2018=_pupils_2018(schools, order, curve))
    return schools.assign(status=_statuses(schools, order[-count_of(len(order), HUNDREDTH) :]))


def _recorded_curve(schools: int) -> Array:
    """Recorded income 2018 of so many schools in ascending order, whole GBP.

    Meets the printed mean, the largest and smallest amount, the sums of the top and the
    bottom 1% and the top 10%'s share; fewer than a third of schools reach the mean.
    """
    total = schools * printed_number("rq3-mean-19883")
    few, many = count_of(schools, HUNDREDTH), count_of(schools, TENTH)
    top, bottom = _top_incomes(few), _bottom_incomes(few)
    middle = schools - 2 * few
    ranks = np.arange(few, schools - few)
    upper = (ranks >= schools - many).astype(float)
    crossing = schools - int(schools * printed_number("rq3-less-than-third") / 100) + 2
    conditions = [
        (np.ones(middle), total - top.sum() - bottom.sum()),
        (upper, total * printed_number("rq3-top10-25") / 100 - top.sum()),
        (0.5 * np.isin(ranks, [crossing - 1, crossing]), total / schools),
        (1.0 * (ranks == few), 1.6 * bottom[-1]),
    ]
    # On the logistic scale of ranks the curve of a skewed amount bends little at either end.
    body = smoothest_curve(logit((ranks + 0.5) / schools), conditions)
    curve = np.concatenate([bottom, round_to_total(body), top])
    if (np.diff(curve) < 0).any():
        raise NewWaveError(f"the printed totals admit no rising curve of incomes; {REMEDY}")
    return curve


def _top_incomes(few: int) -> Array:
    """The top 1%: the largest sits at the largest income per pupil, the others share the rest."""
    most = _top_pupils(few)[-1] * printed_number("rq3-max-pp")
    rest = round(printed_number("rq3-top1-476784") - most)
    return np.array([*apportion(rest, np.linspace(1, 1.05, few - 1)), most])


def _top_pupils(few: int) -> Array:
    """Pupils of the top 1%, the largest income last: the printed sums over the printed rates."""
    lead = np.ceil(printed_number("rq3-max-total") / printed_number("rq3-max-pp"))
    both = printed_number("rq3-top1-476784") / printed_number("rq3-top1-563pp")
    return np.array([*apportion(round(both - lead), np.ones(few - 1)), lead], dtype=float)


def _bottom_incomes(few: int) -> Array:
    least = printed_number("rq3-min-total")
    rest = apportion(round(printed_number("rq3-bottom1-875") - least), np.arange(1.0, few))
    return np.array([least, *rest], dtype=float)


def _rising_order(schools: pd.DataFrame) -> Rows:
    """Row numbers of the staying schools in ascending order of recorded income 2018.

    The top 1% are schools in the two least deprived deciles whose budget fits what their
    gains are said to have added to it. The bottom 1% are large schools in deprived areas,
    since so little per pupil takes many pupils. The others follow the latent index, in
    which larger schools raise more.
    """
    rows = np.flatnonzero(schools["stays"])
    few = count_of(len(rows), HUNDREDTH)
    staying = schools.iloc[rows]
    income, decile = staying["income_2018"].to_numpy(), staying["decile"].to_numpy()
    index = staying["raising"].to_numpy() + SIZE_EFFECT * np.log(income)
    budget = printed_number("rq3-top1-476784") / few / (printed_number("rq3-11pct-budget") / 100)
    misfit = np.where(decile >= 9, np.abs(income - budget), np.inf)
    index[mark_largest(-misfit, few)] = np.inf
    index[mark_largest(np.where(decile <= 3, income, 0), few)] = -np.inf
    return rows[np.argsort(index, kind="stable")]


def _pupils_2018(schools: pd.DataFrame, order: Rows, curve: Array) -> Array:
    """Pupils of the staying schools; NaN for the others.

    One common factor, pupils per pound of budget, is solved for: it makes direct donations
    and association income per pupil agree with what was recorded in all.
    """
    few = count_of(len(order), HUNDREDTH)
    income, size = schools["income_2018"].to_numpy(), schools["size"].to_numpy()
    registered = _status_counts(len(order))[0]
    rates = len(order) * printed_number("t1-don-2018") + registered * printed_number("t1-pta-2018")

    def pupils(median: float) -> Array:
        values = pupils_from_income(income, size, median)
        values[order[-few:]] = _top_pupils(few)
        return values

    def gap(median: float) -> float:
        return rates - float((curve / pupils(median)[order]).sum())

    return np.round(pupils(find_root(gap, 50, 1000)))


def _status_counts(schools: int) -> NDArray[np.int64]:
    """Schools with a registered, an unregistered and no association, by the printed shares."""
    shares = [printed_number(id) for id in ("meth-pta-72", "meth-pta-22", "meth-pta-6-none")]
    return apportion(schools, np.array(shares))


def _statuses(schools: pd.DataFrame, leaders: Rows) -> NDArray[np.str_]:
    """Association status of every school.

    Schools without an association are the lowest by recorded income per pupil. The last of
    `leaders`, the school of largest income, received all of it directly; the others have
    accounts. The schools that left get the same shares.
    """
    stays, raising = schools["stays"].to_numpy(), schools["raising"].to_numpy()
    size = np.log(schools["income_2016"] / schools["income_2016"].median()).to_numpy()
    score = schools["registered"].to_numpy() + raising + SIZE_EFFECT * size
    score[leaders[:-1]], score[leaders[-1]] = np.inf, -np.inf
    per_pupil = (schools["recorded"] / schools["pupils_2018"]).to_numpy()
    status = np.full(len(schools), "unregistered", dtype="<U12")
    for group, index in ((stays, per_pupil), (~stays, raising)):
        rows = np.flatnonzero(group)
        registered, _, none = _status_counts(len(rows))
        without = mark_largest(-index[rows], none)
        status[rows[without]] = "none"
        rest = rows[~without]
        status[rest[mark_largest(score[rest], registered)]] = "registered"
    return status


def split_2018(rng: np.random.Generator, schools: pd.DataFrame) -> pd.DataFrame:
    """The schools with direct_2018 and association_2018 (NaN without accounts), whole GBP.

    The share of schools above the threshold decides on which side of it a school must lie;
    within those limits the association's share is calibrated to its printed mean per pupil.
    """
    staying = schools[schools["stays"]]
    recorded = staying["recorded"].to_numpy()
    registered = staying["status"].eq("registered").to_numpy()
    total = recorded[registered]
    rate = total / staying["pupils_2018"].to_numpy()[registered]
    goal = registered.sum() * printed_number("t1-pta-2018")
    least, most = np.full((2, len(total)), [[0.02], [0.97]])
    latent = staying["through_association"].to_numpy()[registered]
    wanted = calibrate(expit(latent), least, most, rate, goal)
    above = count_of(len(recorded), printed_number("t1-10k-2018") / 100)
    above -= int((recorded[~registered] > THRESHOLD).sum())
    edge = 1 - THRESHOLD / total
    over = mark_largest(total * (1 - wanted), above)
    low, high = np.where(over, least, np.maximum(least, edge)), np.where(over, edge, most)
    share = calibrate(_inside(rng, wanted, low, high), low, high, rate, goal)
    association = np.full(len(recorded), np.nan)
    association[registered] = np.round(total * share)
    direct = recorded - np.nan_to_num(association)
    split = {"direct_2018": direct, "association_2018": association}
    return schools.join(pd.DataFrame(split, index=staying.index))


def _inside(rng: np.random.Generator, values: Array, low: Array, high: Array) -> Array:
    """The values, but anywhere inside its limits for one that lies on or beyond them."""
    astray = (values <= low) | (values >= high)
    return np.where(astray, low + (high - low) * rng.uniform(0.1, 0.9, len(values)), values)


def add_incomes_2016(rng: np.random.Generator, schools: pd.DataFrame) -> pd.DataFrame:
    """The schools with pupils_2016, direct_2016 and association_2016 (NaN without accounts)."""
    pupils = _pupils_2016(rng, schools)
    direct, association = _plausible_2016(rng, schools)
    registered = schools["status"].eq("registered").to_numpy()
    mean = float((association[registered] / pupils[registered]).mean())
    scaled = np.round(association * printed_number("t1-pta-2016") / mean)
    return schools.assign(
        pupils_2016=pupils,
        direct_2016=_direct_2016(rng, direct, pupils),
        association_2016=np.where(registered, scaled, np.nan),
    )


def _pupils_2016(rng: np.random.Generator, schools: pd.DataFrame) -> Array:
    """Pupils three years earlier; a school that left has what its budget makes plausible."""
    income, size = schools["income_2016"].to_numpy(), schools["size"].to_numpy()
    before = schools["pupils_2018"].to_numpy() / rng.lognormal(0.03, 0.04, len(schools))
    model = pupils_from_income(income, size, float(np.nanmedian(before)))
    return np.asarray(np.round(np.where(np.isnan(before), model, before)), dtype=np.float64)


def _plausible_2016(rng: np.random.Generator, schools: pd.DataFrame) -> tuple[Array, Array]:
    """Plausible direct donations and association income of 2016 before calibration, GBP.

    The same latent index as in 2018, less unequal, with fresh chance added.
    """
    count, raising = len(schools), schools["raising"].to_numpy()
    income = schools["income_2016"].to_numpy()
    size = np.log(income / np.median(income))
    share = expit(schools["through_association"].to_numpy() + rng.normal(0, 0.3, count))
    direct = 5_800 * np.exp(
        0.3 * size + 0.45 * raising - 0.25 * (share - 0.5) + rng.normal(0, 0.2, count)
    )
    association = 16_000 * share * np.exp(0.8 * size + 0.45 * raising + rng.normal(0, 0.2, count))
    # Some schools without an association report that nothing was given: 0, which is not missing.
    given = np.where(rng.random(count) < 0.4, 0.0, 0.3)
    return np.where(schools["status"].eq("none"), direct * given, direct), association


def _direct_2016(rng: np.random.Generator, wanted: Array, pupils: Array) -> Array:
    """Direct donations of 2016, whole GBP: the printed mean, share above the threshold, maximum."""
    count, most_per_pupil = len(wanted), printed_number("t1-max-2016")
    most = 0.9 * most_per_pupil * pupils
    able = np.where(most > 1.3 * THRESHOLD, wanted, -np.inf)
    over = mark_largest(able, count_of(count, printed_number("t1-10k-2016") / 100))
    leader = int(np.argmax(np.where(over, wanted / pupils, -np.inf)))
    low = np.where(over, float(THRESHOLD), 0.0)
    high = np.minimum(most, np.where(over, 5.0 * THRESHOLD, THRESHOLD))
    inside = _inside(rng, wanted, low, high)
    moved = (np.arange(count) != leader) & (wanted > 0)
    values = np.where(wanted > 0, most_per_pupil * pupils, 0.0)
    goal = count * printed_number("t1-don-2016") - most_per_pupil
    values[moved] = calibrate(inside[moved], low[moved], high[moved], 1 / pupils[moved], goal)
    return np.asarray(np.round(values), dtype=np.float64)

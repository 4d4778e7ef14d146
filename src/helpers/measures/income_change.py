"""What changed between two waves in money: behaviour and composition kept apart.

The change over all schools is the change in schools present in both waves, plus what is due
only to who was in the sample. `paired_change` is the first, `composition_effect` a part of the
second, `whole_change` everything.
"""

from __future__ import annotations

import numpy as np

from boundtext import Estimate, number
from helpers import waves
from helpers.measures.basis import (
    in_both,
    known_income,
    of_income_change,
    value_or_reason,
    values_or_reasons,
)
from helpers.measures.resampling import Array, bootstrap
from helpers.measures.statistic import (
    CHANGE,
    NO_GROWTH,
    STATISTICS,
    Statistic,
    change_of,
    find_statistic,
)
from helpers.waves import Income


@values_or_reasons(CHANGE, left_out=NO_GROWTH)
def paired_change(
    before: waves.Wave, now: waves.Wave, kind: Income, statistic: str = "mean per pupil"
) -> dict[str, Estimate]:
    """Change of a level in schools known in both waves, which are resampled in pairs.

    statistic: a key of STATISTICS. Keys: absolute (GBP), relative (percent).
    Unmeasured where fewer than two schools are known in both.
    """
    return _change(before, now, kind, find_statistic(statistic, STATISTICS), paired=True)


@values_or_reasons(CHANGE, left_out=NO_GROWTH)
def whole_change(
    before: waves.Wave, now: waves.Wave, kind: Income, statistic: str = "mean per pupil"
) -> dict[str, Estimate]:
    """Change of a level over all schools of each wave, resampled independently.

    It includes the change of who is in the sample. Schools that are in both waves are treated
    as if they were different ones, which makes the interval wider than need be.
    Keys as `paired_change`.
    """
    return _change(before, now, kind, find_statistic(statistic, STATISTICS), paired=False)


@value_or_reason
def share_above_change(
    before: waves.Wave, now: waves.Wave, kind: Income, threshold: float = 10_000
) -> Estimate:
    """Change of the share of schools above `threshold` GBP, in schools known in both waves.

    In percentage points, with a paired BCa bootstrap.
    """
    share = Statistic(
        ("amount",),
        lambda income: 100 * (income > threshold).mean(-1),
        "percent",
        f"share of schools above {number(threshold, 'GBP')}",
    )
    return _change(before, now, kind, share, paired=True)["absolute"]


def _change(
    before: waves.Wave, now: waves.Wave, kind: Income, statistic: Statistic, *, paired: bool
) -> dict[str, Estimate]:
    earlier, later = known_income(before, kind), known_income(now, kind)
    if paired:
        earlier, later = in_both(earlier, later)
    provenance = of_income_change(before, now, kind)
    return change_of(earlier, later, statistic, provenance, paired=paired)


def _mean(values: Array, kept: Array) -> Array:
    return (values * kept).sum(-1) / kept.sum(-1) - values.mean(-1)


def _ratio(income: Array, pupils: Array, kept: Array) -> Array:
    stayers = (income * kept).sum(-1) / (pupils * kept).sum(-1)
    return stayers - income.sum(-1) / pupils.sum(-1)


_COMPOSITION = {
    "mean per school": Statistic(("amount",), _mean, "per school", "mean"),
    "mean per pupil": Statistic(("per_pupil",), _mean, "per pupil", "mean of ratios"),
    "total per pupil": Statistic(("amount", "pupils"), _ratio, "per pupil", "ratio of totals"),
}


@value_or_reason
def composition_effect(
    before: waves.Wave, now: waves.Wave, kind: Income, statistic: str = "mean per pupil"
) -> Estimate:
    """How much the level of `before` moves merely because some of its schools are no longer there.

    The level of `before` among schools known in both waves minus its level among all its known
    schools, in GBP; BCa bootstrap of all. statistic: mean per school, mean per pupil or
    total per pupil. Unmeasured where fewer than two schools are known in both.
    """
    chosen = find_statistic(statistic, _COMPOSITION)
    earlier, later = known_income(before, kind), known_income(now, kind)
    in_both(earlier, later)
    stays = np.asarray(earlier["urn"].isin(later["urn"]), dtype="float64")
    (interval,) = bootstrap(lambda *columns: [chosen.of(*columns)], [*chosen.take(earlier), stays])
    provenance = of_income_change(before, now, kind)
    method = f"{chosen.words} of schools known in both waves minus that of all, at the first wave"
    unit = chosen.unit_of_change("GBP {}")
    return provenance.estimate(interval, len(earlier), unit, method)

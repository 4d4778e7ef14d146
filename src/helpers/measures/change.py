"""What changed between two waves in money: behaviour and composition kept apart.

The change over all schools is the change in schools present in both waves, plus what is due
only to who was in the sample. `paired_change` is the first, `composition_effect` a part of the
second, `whole_change` everything.
"""

from __future__ import annotations

import numpy as np

from boundtext import Estimate
from helpers import waves
from helpers.measures.basis import Kind, in_both, known_income, of_change
from helpers.measures.resampling import Array, bootstrap
from helpers.measures.statistic import STATISTICS, Statistic, change_of, named


def paired_change(
    before: waves.Wave, now: waves.Wave, kind: Kind, statistic: str = "mean per pupil"
) -> dict[str, Estimate]:
    """Change of a level in schools known in both waves, which are resampled in pairs.

    statistic: a key of STATISTICS. Keys: absolute (GBP), relative (percent).
    Raises NotMeasurable where fewer than two schools are known in both.
    """
    return _change(before, now, kind, named(statistic, STATISTICS), paired=True)


def whole_change(
    before: waves.Wave, now: waves.Wave, kind: Kind, statistic: str = "mean per pupil"
) -> dict[str, Estimate]:
    """Change of a level over all schools of each wave, resampled independently.

    It includes the change of who is in the sample. Schools that are in both waves are treated
    as if they were different ones, which makes the interval wider than need be.
    Keys as `paired_change`.
    """
    return _change(before, now, kind, named(statistic, STATISTICS), paired=False)


def share_above_change(
    before: waves.Wave, now: waves.Wave, kind: Kind, threshold: float = 10_000
) -> dict[str, Estimate]:
    """Change of the share of schools above `threshold` GBP, schools known in both waves.

    Key: difference (percentage points), interval from a paired BCa bootstrap.
    """
    share = Statistic(
        ("income",),
        lambda income: 100 * (income > threshold).mean(-1),
        "percent",
        f"share of schools above £{threshold:,.0f}",
    )
    return {"difference": _change(before, now, kind, share, paired=True)["absolute"]}


def _change(
    before: waves.Wave, now: waves.Wave, kind: Kind, statistic: Statistic, *, paired: bool
) -> dict[str, Estimate]:
    earlier, later = known_income(before, kind), known_income(now, kind)
    if paired:
        earlier, later = in_both(earlier, later)
    provenance = of_change(before, now, kind)
    return change_of(earlier, later, statistic, provenance, paired=paired)


def _mean(values: Array, kept: Array) -> Array:
    return (values * kept).sum(-1) / kept.sum(-1) - values.mean(-1)


def _ratio(income: Array, pupils: Array, kept: Array) -> Array:
    stayers = (income * kept).sum(-1) / (pupils * kept).sum(-1)
    return stayers - income.sum(-1) / pupils.sum(-1)


_COMPOSITION = {
    "mean per school": Statistic(("income",), _mean, "per school", "mean"),
    "mean per pupil": Statistic(("per_pupil",), _mean, "per pupil", "mean of ratios"),
    "total per pupil": Statistic(("income", "pupils"), _ratio, "per pupil", "ratio of totals"),
}


def composition_effect(
    before: waves.Wave, now: waves.Wave, kind: Kind, statistic: str = "mean per pupil"
) -> Estimate:
    """How much the level of `before` moves merely because some of its schools are no longer there.

    The level of `before` among schools known in both waves minus its level among all its known
    schools, in GBP; BCa bootstrap of all. statistic: mean per school, mean per pupil or
    total per pupil. Raises NotMeasurable where fewer than two schools are known in both.
    """
    chosen = named(statistic, _COMPOSITION)
    earlier, later = known_income(before, kind), known_income(now, kind)
    in_both(earlier, later)
    stays = np.asarray(earlier["urn"].isin(later["urn"]), dtype="float64")
    (interval,) = bootstrap(lambda *columns: [chosen.of(*columns)], [*chosen.take(earlier), stays])
    provenance = of_change(before, now, kind)
    method = f"{chosen.words} of schools known in both waves minus that of all, at the first wave"
    unit = chosen.unit_of_change("GBP {}")
    return provenance.estimate(interval, len(earlier), unit, method)

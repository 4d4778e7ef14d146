"""Change school by school, in those present in both waves."""

from __future__ import annotations

import numpy as np
import pandas as pd

from boundtext import Estimate
from helpers.figures import alt_text, style, thinning
from helpers.figures.output import Picture
from helpers.figures.style import Evidenced
from helpers.measures.basis import value_or_reason

_WAYS = (("rose", 1, style.DIRECT), ("fell", -1, style.PTA), ("same", 0, style.MUTED))


@value_or_reason
def draw_paired_change(
    wave: Evidenced, schools: pd.DataFrame, mean: Estimate, *, quantity: str, name: str
) -> Picture:
    """The change of each school present in both waves, ordered from largest fall to largest rise.

    schools: columns `before` and `after`, one row per school, in the unit of `mean`;
    rows with a missing value are left out. mean: the mean change.
    Of a country's schools a sample is drawn, each in its place among all.
    """
    known = schools.dropna(subset=["before", "after"]).astype({"before": float, "after": float})
    known = known.assign(change=known["after"] - known["before"]).sort_values("change")
    counts = {name: int((np.sign(known["change"]) == sign).sum()) for name, sign, _ in _WAYS}
    drawn, note = thinning.sample_rows(known.reset_index(drop=True))
    places, change = drawn.index.to_numpy() + 1, drawn["change"].to_numpy()
    with style.canvas(height=4.4) as (fig, (axes, *_)):
        for label, sign, colour in _WAYS:
            rows = np.sign(change) == sign
            if rows.any():
                axes.vlines(places[rows], 0, change[rows], color=colour, linewidth=1, alpha=0.6)
                axes.plot(
                    places[rows], change[rows], "o", color=colour, markersize=3,
                    label=f"{counts[label]:,} schools {label}".replace("schools same", "unchanged"),
                )  # fmt: skip
        axes.axhline(0, color=style.INK, linewidth=1)
        label = f"mean change {alt_text.with_interval(mean).split(' (')[0]}"
        axes.axhline(mean.value, color=style.ACCENT, linewidth=1.8, linestyle="--", label=label)
        axes.set_xlabel("Schools present in both waves, in order of change")
        axes.set_ylabel(f"Change, {mean.unit.replace('GBP', '£')}")
        axes.set_title(f"{quantity}: change to the {wave.id} wave")
        axes.legend(loc="upper left")
        style.stamp(fig, wave)
    alt = alt_text.alt(
        wave,
        f"{quantity}, school by school.",
        alt_text.changes(counts["rose"], counts["fell"], counts["same"], mean),
    )
    return Picture(fig, alt, drawn, f"{name}-{wave.id}", note)

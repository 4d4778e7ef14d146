"""Lorenz curves: how much of the income the lower part of schools or pupils has."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.ticker import PercentFormatter

from boundtext import Estimate, number
from helpers.figures import alt_text, style, thinning
from helpers.figures.output import Picture
from helpers.figures.style import Evidenced
from helpers.measures.basis import value_or_reason

Curve = tuple[np.ndarray, np.ndarray]
"""Cumulative shares of schools or pupils, and of income, from 0 to 1."""

LabelledCurve = tuple[Curve, Estimate]
"""A curve and its Gini coefficient."""

_LINES: list[tuple[str, str | tuple[int, tuple[int, int]]]] = [
    (style.DIRECT, "-"),
    (style.PTA, "-"),
    (style.DIRECT, (0, (4, 2))),
    (style.PTA, (0, (4, 2))),
]


@value_or_reason
def draw_lorenz(wave: Evidenced, curves: Mapping[str, LabelledCurve]) -> Picture:
    """Lorenz curves: how much of the income the lower part of schools or pupils has.

    curves: at most four, by label, as `plot_data.lorenz_curves` gives them.
    """
    drawn = {label: thinning.thin_curve(curve) for label, (curve, _) in curves.items()}
    ginis = {label: gini for label, (_, gini) in curves.items()}
    with style.canvas(height=5.6) as (fig, (axes, *_)):
        axes.plot([0, 1], [0, 1], color=style.MUTED, linewidth=1, label="Equal for all")
        for (label, (population, income)), (colour, dashes) in zip(
            drawn.items(), _LINES, strict=False
        ):
            sns.lineplot(
                x=population, y=income, ax=axes, color=colour, linestyle=dashes, linewidth=2.2,
                estimator=None, label=f"{label}: Gini {number(ginis[label].value)}",
            )  # fmt: skip
        axes.set_xlabel("Share of schools or pupils, from least to most income")
        axes.set_ylabel("Share of all income")
        axes.xaxis.set_major_formatter(PercentFormatter(1))
        axes.yaxis.set_major_formatter(PercentFormatter(1))
        axes.set(xlim=(0, 1), ylim=(0, 1))
        axes.set_title(f"How evenly income is spread: {wave.id} wave")
        axes.legend(loc="upper left")
        style.stamp(fig, wave)
    alt = alt_text.alt(
        wave,
        "Lorenz curves of income; a Gini coefficient of 0 means equal shares, 1 all in one place.",
        *(f"{label}: Gini {alt_text.with_interval(ginis[label])}." for label in drawn),
    )
    frames = [
        pd.DataFrame({"curve": label, "population": curve[0], "income": curve[1]})
        for label, curve in drawn.items()
    ]
    return Picture(fig, alt, pd.concat(frames), f"lorenz-{wave.id}")

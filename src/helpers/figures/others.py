"""Pictures of concentration, of survey answers, and of change school by school."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from boundtext import Estimate
from helpers.figures import style, thinning, words
from helpers.figures.showing import Picture
from helpers.figures.style import Evidenced

Curve = tuple[np.ndarray, np.ndarray]

_LINES: list[tuple[str, str | tuple[int, tuple[int, int]]]] = [
    (style.DIRECT, "-"),
    (style.PTA, "-"),
    (style.DIRECT, (0, (4, 2))),
    (style.PTA, (0, (4, 2))),
]

_WAYS = (("rose", 1, style.DIRECT), ("fell", -1, style.PTA), ("same", 0, style.MUTED))


def lorenz(wave: Evidenced, curves: Mapping[str, Curve], ginis: Mapping[str, Estimate]) -> Picture:
    """Lorenz curves: how much of the income the lower part of schools or pupils has.

    curves: at most four, by label; each a pair of arrays, the cumulative shares of
    schools or pupils and of income, from 0 to 1. ginis: the coefficient of each curve.
    """
    curves = {label: thinning.fewer_points(curve) for label, curve in curves.items()}
    with style.canvas(height=5.6) as (fig, (axes, *_)):
        axes.plot([0, 1], [0, 1], color=style.MUTED, linewidth=1, label="Equal for all")
        for (label, (population, income)), (colour, dashes) in zip(
            curves.items(), _LINES, strict=False
        ):
            sns.lineplot(
                x=population, y=income, ax=axes, color=colour, linestyle=dashes, linewidth=2.2,
                estimator=None, label=f"{label}: Gini {ginis[label].value:.2f}",
            )  # fmt: skip
        axes.set_xlabel("Share of schools or pupils, from least to most income")
        axes.set_ylabel("Share of all income")
        axes.xaxis.set_major_formatter(PercentFormatter(1))
        axes.yaxis.set_major_formatter(PercentFormatter(1))
        axes.set(xlim=(0, 1), ylim=(0, 1))
        axes.set_title(f"How evenly income is spread: {wave.id} wave")
        axes.legend(loc="upper left")
        style.stamp(fig, wave)
    alt = words.alt(
        wave,
        "Lorenz curves of income; a Gini coefficient of 0 means equal shares, 1 all in one place.",
        *(f"{label}: Gini {words.with_interval(ginis[label])}." for label in curves),
    )
    frames = [
        pd.DataFrame({"curve": label, "population": curve[0], "income": curve[1]})
        for label, curve in curves.items()
    ]
    return Picture(fig, alt, pd.concat(frames), f"lorenz-{wave.id}")


def survey_items(
    wave: Evidenced, answers: Mapping[str, Mapping[str, Estimate]], items: Mapping[str, str]
) -> Picture:
    """Percentages saying yes to each survey item, with intervals, one colour for each wave.

    answers: wave -> item -> Estimate in percent, the earliest wave first; a wave may
    lack an item. items: item -> the question in plain words, in the order of drawing.
    """
    asked = [item for item in items if any(item in given for given in answers.values())]
    colours = [style.DIRECT] if len(answers) == 1 else [style.PTA, style.DIRECT]
    with style.canvas(height=1.9 + 0.66 * len(asked)) as (fig, (axes, *_)):
        for place, (label, given) in enumerate(answers.items()):
            offset = 0.0 if len(answers) == 1 else 0.16 * (2 * place - 1)
            _dots(list(_present(asked, given, offset)), axes, colours[place], f"{label} wave")
        axes.set_yticks(
            range(len(asked)), [textwrap.fill(_sentence_case(items[item]), 30) for item in asked]
        )
        axes.set_ylim(len(asked) - 0.4, -0.6)
        axes.set_xlim(0, 100)
        axes.xaxis.set_major_formatter(PercentFormatter(100))
        axes.set_xlabel("Heads who said yes, 95% intervals", loc="right")
        axes.set_title("What heads answered")
        axes.grid(visible=True, axis="x")
        axes.grid(visible=False, axis="y")
        axes.tick_params(axis="y", labelsize=11)
        fig.legend(*axes.get_legend_handles_labels(), loc="outside lower center", ncols=2)
        style.stamp(fig, wave)
    alt = words.alt(wave, *(_item_sentence(items[item], item, answers) for item in asked))
    return Picture(fig, alt, _item_frame(asked, answers), f"survey-{wave.id}")


def paired_change(
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
    drawn, note = thinning.some(known.reset_index(drop=True))
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
        axes.axhline(mean.value, color=style.ACCENT, linewidth=1.8, linestyle="--",
                     label=f"mean change {words.with_interval(mean).split(' (')[0]}")  # fmt: skip
        axes.set_xlabel("Schools present in both waves, in order of change")
        axes.set_ylabel(f"Change, {mean.unit.replace('GBP', '£')}")
        axes.set_title(f"{quantity}: change to the {wave.id} wave")
        axes.legend(loc="upper left")
        style.stamp(fig, wave)
    alt = words.alt(
        wave,
        f"{quantity}, school by school.",
        words.changes(counts["rose"], counts["fell"], counts["same"], mean),
    )
    return Picture(fig, alt, drawn, f"{name}-{wave.id}", note)


def _present(
    asked: Sequence[str], given: Mapping[str, Estimate], offset: float
) -> list[tuple[float, Estimate]]:
    return [(row + offset, given[item]) for row, item in enumerate(asked) if item in given]


def _dots(places: list[tuple[float, Estimate]], axes: Axes, colour: str, label: str) -> None:
    for height, estimate in places:
        if estimate.low is not None and estimate.high is not None:
            axes.plot([estimate.low, estimate.high], [height, height], color=colour, linewidth=2.4)
    axes.plot(
        [estimate.value for _, estimate in places], [height for height, _ in places], "o",
        color=colour, markersize=8, label=label,
    )  # fmt: skip


def _item_sentence(question: str, item: str, answers: Mapping[str, Mapping[str, Estimate]]) -> str:
    values = ", ".join(
        f"{words.with_interval(given[item])} in {label}"
        for label, given in answers.items()
        if item in given
    )
    return f"{_sentence_case(question)}: {values}."


def _sentence_case(question: str) -> str:
    return question[:1].upper() + question[1:]


def _item_frame(
    asked: Sequence[str], answers: Mapping[str, Mapping[str, Estimate]]
) -> pd.DataFrame:
    rows = [
        (item, label, given[item].value, given[item].low, given[item].high, given[item].n)
        for item in asked
        for label, given in answers.items()
        if item in given
    ]
    return pd.DataFrame(rows, columns=["item", "wave", "percent", "low", "high", "n"])

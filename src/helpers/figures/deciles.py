"""Pictures by decile of deprivation: 1 is the most deprived tenth of areas, 10 the least."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from boundtext import Estimate, Result, number
from helpers.figures import alt_text, style, thinning
from helpers.figures.output import Picture
from helpers.figures.style import Evidenced
from helpers.measures.basis import only_measured, require_measured, value_or_reason

Results = Mapping[int, Result]
Line = Mapping[str, Result]
ByDecile = Mapping[int, Estimate]
Trend = Mapping[str, Estimate]

_JITTER = 0.32


@value_or_reason
def draw_income_by_decile(
    wave: Evidenced, direct: Results, pta: Results, recorded: Results, trend: Line
) -> Picture:
    """The paper's Figure 1: mean income per school, direct and PTA stacked, with a trend line.

    direct, pta, recorded: mean GBP per school over the same schools, so that the two
    parts add up to the recorded income, whose interval the bar carries; of pta nothing is
    drawn where the wave knows of no association's accounts.
    trend: `slope` (GBP per school for each decile) and `intercept` of the recorded income.
    """
    whole, line, lower = (
        require_measured(recorded),
        require_measured(trend),
        require_measured(direct),
    )
    upper = only_measured(pta)
    with style.canvas() as (fig, (axes, *_)):
        bottom = [lower[decile].value for decile in sorted(whole)]
        axes.bar(sorted(whole), bottom, color=style.DIRECT, label="Direct donations")
        if upper:
            height = [upper[decile].value for decile in sorted(whole)]
            axes.bar(sorted(whole), height, bottom=bottom, color=style.PTA, label="PTA income")
        _finish_bars(axes, whole, line)
        axes.set_ylabel("Mean £ per school, per year")
        axes.yaxis.set_major_formatter("£{x:,.0f}")
        axes.set_title(f"Raised per school, by deprivation: {wave.id} wave")
        style.stamp(fig, wave)
    alt = _bars_alt(wave, whole, line, "Mean recorded income per school")
    data = decile_frame(lower, "direct")
    for label, part in (("pta", upper), ("recorded", whole)):
        data = data.merge(decile_frame(part, label), on="decile", how="outer")
    return Picture(fig, alt, data, f"figure1-{wave.id}")


@value_or_reason
def draw_minutes_by_decile(wave: Evidenced, minutes: Results, trend: Line) -> Picture:
    """The paper's Figure 2: mean volunteer minutes per pupil per week, with a trend line.

    minutes: of the schools that answered. trend: `slope` (minutes for each decile)
    and `intercept`.
    """
    bars, line = require_measured(minutes), require_measured(trend)
    with style.canvas() as (fig, (axes, *_)):
        heights = [bars[decile].value for decile in sorted(bars)]
        axes.bar(sorted(bars), heights, color=style.DIRECT, label="Volunteer time")
        _finish_bars(axes, bars, line)
        axes.set_ylabel("Mean minutes per pupil, per week")
        axes.set_title(f"Volunteer time, by deprivation: {wave.id} wave")
        style.stamp(fig, wave)
    alt = _bars_alt(wave, bars, line, "Mean volunteer time per pupil and week")
    return Picture(fig, alt, decile_frame(bars, "minutes"), f"figure2-{wave.id}")


@value_or_reason
def draw_dots_by_decile(
    wave: Evidenced, results: Results, *, title: str, axis: str, name: str
) -> Picture:
    """One value with its interval for each decile, as a dot and a line.

    title: of what the value is, in words that an alt text can open with.
    axis: label of the vertical axis, with its unit.
    """
    estimates = require_measured(results)
    with style.canvas(height=4) as (fig, (axes, *_)):
        _intervals(axes, estimates)
        deciles = sorted(estimates)
        axes.plot(
            deciles, [estimates[decile].value for decile in deciles], "o",
            color=style.DIRECT, markersize=8,
        )  # fmt: skip
        _decile_axis(axes, estimates)
        axes.set_ylabel(axis)
        axes.set_title(f"{title}: {wave.id} wave")
        axes.set_ylim(bottom=0)
        style.stamp(fig, wave)
    alt = alt_text.alt(
        wave,
        f"{title}, by decile of deprivation.",
        alt_text.highest_and_lowest(estimates),
        alt_text.rests_on(estimates),
    )
    return Picture(fig, alt, decile_frame(estimates, "value"), f"{name}-{wave.id}")


@value_or_reason
def draw_spread_by_decile(wave: Evidenced, amounts: pd.DataFrame, explained: Estimate) -> Picture:
    """Every school's income per pupil as a dot, by decile, with median and quartiles.

    amounts: columns `decile` and `per_pupil` (GBP), one row per school; rows with a
    missing value are left out. explained: percent of the variance that deprivation explains.
    Of a country's schools a sample is drawn; medians and quartiles are of all.
    """
    known = amounts[["decile", "per_pupil"]].dropna().astype(float)
    groups = known.groupby("decile")["per_pupil"]
    medians = groups.median()
    # The place inside the decile follows the rank, so the picture needs no random numbers.
    order = groups.rank(method="first") * 0.618034 % 1
    dots, note = thinning.sample_rows(known)
    with style.canvas(height=4.6) as (fig, (axes, *_)):
        axes.scatter(
            dots["decile"] + _JITTER * (2 * order[dots.index] - 1), dots["per_pupil"],
            s=16, color=style.DIRECT, alpha=0.45, linewidths=0, label="one school",
        )  # fmt: skip
        sns.pointplot(
            known, x="decile", y="per_pupil", native_scale=True, ax=axes, estimator="median",
            errorbar=("pi", 50), marker="_", markersize=22, markeredgewidth=3, linestyle="none",
            color=style.ACCENT, err_kws={"linewidth": 1.5}, zorder=3,
            label="median and middle half",
        )  # fmt: skip
        _decile_ticks(
            axes,
            {int(d): int(n) for d, n in zip(medians.index, groups.size(), strict=True)},
            "schools",
        )
        axes.set_ylabel("£ per pupil, per year")
        axes.yaxis.set_major_formatter("£{x:,.0f}")
        axes.set_title(f"Raised per pupil, school by school: {wave.id} wave")
        axes.legend(loc="upper left", handletextpad=0.4)
        axes.set_ylim(0, dots["per_pupil"].max() * 1.25)
        style.stamp(fig, wave)
    return Picture(fig, _spread_alt(wave, known, explained), dots, f"spread-{wave.id}", note)


@value_or_reason
def draw_shares_by_decile(
    wave: Evidenced, counts: pd.DataFrame, *, title: str, name: str, counted: str = "schools"
) -> Picture:
    """How two groups spread over the deciles, as percentages of each group.

    counts: column `decile`, then one column of counts per group, named as a reader
    should see it; the first group is drawn pale, as the background of the second.
    """
    groups = [column for column in counts.columns if column != "decile"]
    sizes = {group: int(counts[group].sum()) for group in groups}
    shares = {group: 100 * counts[group] / max(sizes[group], 1) for group in groups}
    labels = {group: f"{group} ({sizes[group]} {counted})" for group in groups}
    long = pd.DataFrame({"decile": counts["decile"].astype(int)} | shares).melt("decile")
    with style.canvas(height=4.2) as (fig, (axes, *_)):
        sns.barplot(
            long.replace({"variable": labels}), x="decile", y="value", hue="variable",
            native_scale=True, saturation=1, ax=axes,
            palette=[style.PALE, style.DIRECT, style.PTA][: len(groups)],
        )  # fmt: skip
        axes.set_xticks(counts["decile"].astype(int))
        axes.set_xlabel("Deprivation decile: 1 = most deprived, 10 = least")
        axes.set_ylabel(f"% of {counted} in each group")
        axes.grid(visible=False, axis="x")
        axes.set_title(f"{title}: {wave.id} wave")
        axes.legend(loc="upper left", title=None)
        axes.set_ylim(0, max(share.max() for share in shares.values()) * 1.4)
        style.stamp(fig, wave)
    gap = (shares[groups[1]] - shares[groups[0]]).set_axis(counts["decile"].astype(int))
    widest = int(gap.index[int(gap.abs().argmax())])
    pair = {group: shares[group].set_axis(gap.index)[widest] / 100 for group in groups[:2]}
    alt = alt_text.alt(
        wave,
        f"{title}, by decile of deprivation.",
        f"The groups differ most in decile {widest}: "
        + ", ".join(f"{alt_text.percent(share)} of {group}" for group, share in pair.items())
        + ".",
    )
    return Picture(fig, alt, counts, f"{name}-{wave.id}")


def decile_frame(estimates: ByDecile, label: str) -> pd.DataFrame:
    """Estimates by decile as a table: decile, value, low, high and n, named after `label`."""
    rows = [
        (decile, estimate.value, estimate.low, estimate.high, estimate.n)
        for decile, estimate in sorted(estimates.items())
    ]
    fields = [label, f"{label}_low", f"{label}_high", f"{label}_n"]
    return pd.DataFrame(rows, columns=["decile", *fields])


def _spread_alt(wave: Evidenced, known: pd.DataFrame, explained: Estimate) -> str:
    spread = known.groupby("decile")["per_pupil"].agg(["min", "max"])
    place = int((spread["max"] - spread["min"]).argmax())
    money = "GBP per pupil"
    widest, (low, high) = int(spread.index[place]), spread.iloc[place]
    return alt_text.alt(
        wave,
        f"Deprivation explains {alt_text.with_interval(explained)} of how much income per pupil "
        f"differs between {len(known):,} schools.",
        f"The widest spread is inside decile {widest}: from {number(low, money)} to "
        f"{number(high, money)} per pupil.",
    )


def _intervals(axes: Axes, estimates: ByDecile) -> None:
    """The interval of each decile as a thin line; a decile without one gets none."""
    for decile, estimate in estimates.items():
        if estimate.low is not None and estimate.high is not None:
            axes.plot(
                [decile, decile], [estimate.low, estimate.high],
                color=style.INK, linewidth=1.6, solid_capstyle="butt",
            )  # fmt: skip


def _finish_bars(axes: Axes, estimates: ByDecile, trend: Trend) -> None:
    """What both figures of the paper share: intervals, trend line, axis and legend."""
    _intervals(axes, estimates)
    ends = np.array([min(estimates), max(estimates)])
    axes.plot(
        ends, trend["intercept"].value + trend["slope"].value * ends,
        color=style.INK, linestyle=(0, (4, 2)), linewidth=1.8, label="Trend line",
    )  # fmt: skip
    _decile_axis(axes, estimates)
    handles, labels = axes.get_legend_handles_labels()
    handles.append(Line2D([], [], color=style.INK, linewidth=1.6))
    axes.legend(handles, [*labels, "95% interval"], loc="upper left")
    tops = [max(estimate.value, estimate.high or 0) for estimate in estimates.values()]
    axes.set_ylim(0, max(tops) * 1.25)


def _bars_alt(wave: Evidenced, estimates: ByDecile, trend: Trend, subject: str) -> str:
    return alt_text.alt(
        wave,
        alt_text.gradient(trend["slope"], subject),
        alt_text.ends(estimates),
        alt_text.rests_on(estimates),
    )


def _decile_axis(axes: Axes, estimates: ByDecile) -> None:
    counted = next(iter(estimates.values())).of or "schools"
    _decile_ticks(axes, {decile: estimates[decile].n for decile in estimates}, counted)


def _decile_ticks(axes: Axes, counts: Mapping[int, int], counted: str) -> None:
    deciles = [int(decile) for decile in sorted(counts)]
    axes.set_xticks(deciles, [f"{decile}\n({counts[decile]})" for decile in deciles])
    if max(counts.values()) >= 1000:  # else the counts of a country run into each other
        axes.tick_params(axis="x", labelsize=9)
    axes.set_xlabel(
        f"Deprivation decile: 1 = most deprived, 10 = least\n(in brackets: number of {counted})"
    )

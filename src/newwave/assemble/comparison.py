"""One wave against another: which schools are new, gone or converted, and what the tables hold."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pandas as pd

from helpers import waves
from newwave.assemble.succession import Succession
from newwave.assemble.wave_tables import VARIABLES

_MEDIANS = {"pupils": ""} | dict.fromkeys(
    ("total_income", "direct_donations", "pta_income", "pupil_premium"), "£"
)
"""Columns whose medians are compared -> the sign before an amount."""


def earlier_wave(wave: str, area: object) -> waves.Wave | None:
    """The latest earlier wave, by identifier, of the same area that is observed too, if any."""
    for ident in reversed([ident for ident in waves.ids() if ident < wave]):
        earlier = waves.load(ident)
        if earlier.evidence == "observed" and str(earlier.area_code) == str(area):
            return earlier
    return None


def compare_waves(a: str, b: str, succession: Succession) -> str:
    """What changed from wave `a` to wave `b`, in lines of text.

    succession: to name the schools that converted. Raises WaveError for an unknown wave.
    """
    before, now = waves.load(a), waves.load(b)
    lines = [f"{a} ({before.title}; {before.evidence}) and {b} ({now.title}; {now.evidence})"]
    if str(before.area_code) != str(now.area_code):
        lines.append(f"the areas differ: {before.area_name} and {now.area_name}")
    if before.evidence != now.evidence:
        lines.append(f"the evidence differs: {before.evidence} and {now.evidence}")
    lines += count_changes(before.schools, now.schools, succession)
    lines += _list_conversions(before.schools, now, succession)

    def row(name: str, describe: Callable[[pd.Series], str]) -> str:
        shown = [describe(wave.schools[name]) for wave in (before, now)]
        return f"  {name:16}{shown[0]:>14}{shown[1]:>14}"

    lines.append(f"{'median':18}{a:>14}{b:>14}")
    lines += [row(name, partial(_median, sign)) for name, sign in _MEDIANS.items()]
    lines.append(f"{'share known':18}{a:>14}{b:>14}")
    lines += [row(name, lambda values: f"{values.notna().mean():.0%}") for name in VARIABLES]
    return "\n".join(lines)


def count_changes(before: pd.DataFrame, now: pd.DataFrame, succession: Succession) -> list[str]:
    """Counts of the schools in both tables, new, converted and gone, a line each."""
    earlier, later = set(before["urn"].astype(int)), set(now["urn"].astype(int))
    gone, new = earlier - later, later - earlier
    lines = [f"schools in both: {len(earlier & later)}"]
    if not succession.known:
        lines += [f"new: {len(new)}", f"gone: {len(gone)}"]
        if gone or new:
            lines.append(
                "conversions cannot be told: the links of GIAS (links_edubasealldata) are not at "
                "hand, so a school that became an academy counts as gone, and one under a new "
                "URN as new"
            )
        return lines
    followed = {urn for urn in gone if succession.later(urn)}
    follows = {urn for urn in new if succession.earlier(urn) & earlier}
    continue_ = "continue a school of the earlier wave under another URN"
    succeeded = "have a successor, having converted or merged"
    return [
        *lines,
        f"new: {len(new)}" + (f", of which {len(follows)} {continue_}" if new else ""),
        f"gone: {len(gone)}" + (f", of which {len(followed)} {succeeded}" if gone else ""),
    ]


def _list_conversions(before: pd.DataFrame, now: waves.Wave, succession: Succession) -> list[str]:
    """Each school that is gone and has a successor, by name, and what became of it."""
    later = set(now.schools["urn"].astype(int))
    lines = []
    for urn, name in zip(before["urn"].astype(int), before["name"], strict=True):
        after = sorted(succession.later(urn)) if urn not in later else []
        if after:
            names = [f"{one} (in {now.id})" if one in later else str(one) for one in after]
            lines.append(f"  {urn} {name}: followed by {', '.join(names)}")
    return lines


def _median(sign: str, values: pd.Series) -> str:
    return "none" if values.isna().all() else f"{sign}{values.median():,.0f}"

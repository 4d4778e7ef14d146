"""One wave against another: which schools are new, gone or converted, and what the tables hold."""

from __future__ import annotations

import pandas as pd

from helpers import waves
from newwave.assemble.lineage import Lineage
from newwave.assemble.tables import VARIABLES

_MIDDLES = ("pupils", "total_income", "direct_donations", "pta_income", "pupil_premium")


def previous(wave: str, area: object, evidence: str = "observed") -> waves.Wave | None:
    """The latest earlier wave, by identifier, of the same area and evidence, if there is one."""
    for ident in reversed([ident for ident in waves.ids() if ident < wave]):
        earlier = waves.load(ident)
        if earlier.evidence == evidence and str(earlier.area_code) == str(area):
            return earlier
    return None


def diff(a: str, b: str, lineage: Lineage | None = None) -> str:
    """What changed from wave `a` to wave `b`, in lines of text.

    lineage: predecessors and successors, to name the schools that converted; None: not at hand.
    Raises WaveError for an unknown wave.
    """
    before, now = waves.load(a), waves.load(b)
    lines = [f"{a} ({before.title}; {before.evidence}) and {b} ({now.title}; {now.evidence})"]
    if str(before.area_code) != str(now.area_code):
        lines.append(f"the areas differ: {before.area_name} and {now.area_name}")
    if before.evidence != now.evidence:
        lines.append(f"the evidence differs: {before.evidence} and {now.evidence}")
    lines += schools_between(before.schools, now.schools, lineage)
    lines += _converted(before.schools, now, lineage)
    lines.append(f"{'median':18}{a:>14}{b:>14}")
    for name in _MIDDLES:
        sign = "" if name == "pupils" else "£"
        pair = [_middle(wave.schools[name], sign) for wave in (before, now)]
        lines.append(f"  {name:16}{pair[0]:>14}{pair[1]:>14}")
    lines.append(f"{'share known':18}{a:>14}{b:>14}")
    for name in VARIABLES:
        pair = [_share(wave.schools[name]) for wave in (before, now)]
        lines.append(f"  {name:16}{pair[0]:>14}{pair[1]:>14}")
    return "\n".join(lines)


def schools_between(
    before: pd.DataFrame, now: pd.DataFrame, lineage: Lineage | None = None
) -> list[str]:
    """Counts of the schools in both tables, new, converted and gone, a line each."""
    earlier, later = set(before["urn"].astype(int)), set(now["urn"].astype(int))
    gone, new = earlier - later, later - earlier
    lines = [f"schools in both: {len(earlier & later)}"]
    if lineage is None:
        lines += [f"new: {len(new)}", f"gone: {len(gone)}"]
        if gone or new:
            lines.append(
                "conversions cannot be told: the links of GIAS (links_edubasealldata) are not at "
                "hand, so a school that became an academy counts as gone, and one under a new "
                "URN as new"
            )
        return lines
    followed = {urn for urn in gone if lineage.later(urn)}
    follows = {urn for urn in new if lineage.earlier(urn) & earlier}
    continue_ = "continue a school of the earlier wave under another URN"
    succeeded = "have a successor, having converted or merged"
    return [
        *lines,
        f"new: {len(new)}" + (f", of which {len(follows)} {continue_}" if new else ""),
        f"gone: {len(gone)}" + (f", of which {len(followed)} {succeeded}" if gone else ""),
    ]


def _converted(before: pd.DataFrame, now: waves.Wave, lineage: Lineage | None) -> list[str]:
    """Each school that is gone and has a successor, by name, and what became of it."""
    later = set(now.schools["urn"].astype(int))
    lines = []
    for urn, name in zip(before["urn"].astype(int), before["name"], strict=True):
        after = lineage.later(urn) if lineage and urn not in later else set()
        if after:
            names = [f"{one} (in {now.id})" if one in later else str(one) for one in sorted(after)]
            lines.append(f"  {urn} {name}: followed by {', '.join(names)}")
    return lines


def _middle(values: pd.Series, sign: str) -> str:
    return "none" if values.isna().all() else f"{sign}{values.median():,.0f}"


def _share(values: pd.Series) -> str:
    return f"{values.notna().mean():.0%}"

"""What the paper printed beside what a wave's tables give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from helpers import published
from helpers.results import Estimate


def beside_printed(
    rows: Mapping[str, tuple[str, Estimate]], recomputed: str = "From the tables of this wave"
) -> pd.DataFrame:
    """A table of quantities, printed and recomputed, for `table`.

    rows: by the quantity's name, the id of a printed figure and an Estimate. Where
    the register has no such figure, the wave is one that the paper does not report.
    recomputed: what heads the column of the Estimates.
    """
    return pd.DataFrame(
        [(name, _printed(figure), estimate) for name, (figure, estimate) in rows.items()],
        columns=["Quantity", "Printed in the paper", recomputed],
    )


def in_hours(minutes: Estimate) -> Estimate:
    """An estimate without interval in minutes per week, in hours: as the paper prints the most."""
    return replace(minutes, value=minutes.value / 60, unit="hours per school per week")


def _printed(figure: str) -> str:
    try:
        found = published.figure(figure)
    except KeyError:
        return "not printed for this wave"
    lines = "lines" if "-" in found.lines else "line"
    return f"{found.display} ({lines} {found.lines})"

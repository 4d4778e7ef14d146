"""What the paper printed, compared with what a wave's tables give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from boundtext import Result, Unmeasured
from helpers import paper
from helpers.measures.basis import NotMeasurable, value_or_reason
from printaudit import UnknownFigureError


@value_or_reason
def compare_with_printed(
    rows: Mapping[str, tuple[str, Result]], recomputed: str = "From the tables of this wave"
) -> pd.DataFrame:
    """A table of quantities, printed and recomputed, for `show_table`.

    rows: by the quantity's name, the id of a printed figure and a result. recomputed: what heads
    the column of results. Unmeasured where the register has none of the figures: the wave is one
    that the paper does not report.
    """
    printed = {name: _quote(figure) for name, (figure, _) in rows.items()}
    if not any(printed.values()):
        raise NotMeasurable("The paper printed nothing of this wave to compare with.")
    cells = [
        (name, printed[name] or "not printed for this wave", result)
        for name, (_, result) in rows.items()
    ]
    return pd.DataFrame(cells, columns=["Quantity", "Printed in the paper", recomputed])


def in_hours(minutes: Result) -> Result:
    """A result without interval in minutes per week, in hours: as the paper prints the most."""
    if isinstance(minutes, Unmeasured):
        return minutes
    return replace(minutes, value=minutes.value / 60, unit="hours per school per week")


def _quote(figure: str) -> str:
    """A printed figure with its lines, or "" where the register has none of that id."""
    try:
        found = paper.figure(figure)
    except UnknownFigureError:
        return ""
    lines = "lines" if "-" in found.lines else "line"
    return f"{found.display} ({lines} {found.lines})"

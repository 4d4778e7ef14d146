"""What the paper printed beside what a wave's tables give."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pandas as pd

from boundtext import Estimate
from helpers import paper
from helpers.measures import NotMeasurable


def beside_printed(
    rows: Mapping[str, tuple[str, Estimate | Callable[[], Estimate]]],
    recomputed: str = "From the tables of this wave",
) -> pd.DataFrame:
    """A table of quantities, printed and recomputed, for `table`.

    rows: by the quantity's name, the id of a printed figure and an Estimate, or a function
    that gives one; where it raises NotMeasurable, its reason stands in the cell.
    recomputed: what heads the column of the Estimates.
    Raises NotMeasurable where the register has none of the figures: the wave is one that the
    paper does not report.
    """
    printed = {name: _printed(figure) for name, (figure, _) in rows.items()}
    if not any(printed.values()):
        raise NotMeasurable("The paper printed nothing of this wave to compare with.")
    cells = [
        (name, printed[name] or "not printed for this wave", _measured(value))
        for name, (_, value) in rows.items()
    ]
    return pd.DataFrame(cells, columns=["Quantity", "Printed in the paper", recomputed])


def _measured(value: Estimate | Callable[[], Estimate]) -> Estimate | str:
    try:
        return value if isinstance(value, Estimate) else value()
    except NotMeasurable as reason:
        return str(reason)


def in_hours(minutes: Estimate) -> Estimate:
    """An estimate without interval in minutes per week, in hours: as the paper prints the most."""
    return replace(minutes, value=minutes.value / 60, unit="hours per school per week")


def _printed(figure: str) -> str:
    """A printed figure with its lines, or "" where the register has none of that id."""
    try:
        found = paper.figure(figure)
    except KeyError:
        return ""
    lines = "lines" if "-" in found.lines else "line"
    return f"{found.display} ({lines} {found.lines})"

"""What a picture draws of more schools than an eye can tell apart."""

from __future__ import annotations

import numpy as np
import pandas as pd

MOST = 1500
"""Schools that are drawn one by one; a county has fewer, a country many more."""

POINTS = 1001
"""Points of a curve: enough that its line looks the same."""

_SEED = 2021


def sample_rows(schools: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """At most MOST rows, in their order, and a sentence for the caption where that is not all.

    They are drawn at random, each row with the same chance, and the same ones every time.
    """
    if len(schools) <= MOST:
        return schools, ""
    drawn = schools.sample(MOST, random_state=_SEED).sort_index()
    words = f"{MOST:,} of {len(schools):,} schools, drawn at random, are shown and in the data"
    return drawn, f"{words}; every number rests on all."


def thin_curve(
    curve: tuple[np.ndarray, np.ndarray],
) -> tuple[np.ndarray, np.ndarray]:
    """A rising curve from 0 to 1 with at most POINTS points, read off at even steps."""
    if len(curve[0]) <= POINTS:
        return curve
    even = np.linspace(0, 1, POINTS)
    return even, np.interp(even, *curve)

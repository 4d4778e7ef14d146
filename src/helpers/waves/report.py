"""The calibration report of the synthetic waves, as committed beside them."""

from __future__ import annotations

import pandas as pd

from helpers.waves.facts import WaveError
from helpers.waves.load import folder

FILE = "calibration.csv"
COLUMNS = (
    "wave",
    "target",
    "statement",
    "reading",
    "printed",
    "generated",
    "unit",
    "met",
    "conflicts_with",
)


def calibration() -> pd.DataFrame:
    """What the synthetic waves should agree with, one row per target, and whether they do.

    Columns: wave (of a change, the later one); target (id in the register or in the reference
    file); statement; reading (how the target is measured); printed (as printed, or the real
    schools' number); generated (measured on the written tables, in `unit`); unit; met (bool);
    conflicts_with (ids joined by ";", empty where the target was met).

    Raises WaveError where the report is missing.
    """
    path = folder() / FILE
    if not path.is_file():
        raise WaveError(f"{path} is missing; make it with `python -m helpers wave synthetic`")
    return pd.read_csv(path, dtype={"printed": str, "wave": str}, keep_default_na=False)

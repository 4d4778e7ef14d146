"""The calibration report of the synthetic waves: every target, and what the tables give."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from helpers import waves
from helpers.waves import WaveError
from newwave.synthetic.conflicts import conflicts_of
from newwave.synthetic.given_numbers import WAVES
from newwave.synthetic.targets import list_targets

FILE = "calibration.csv"
COLUMNS = (
    "wave", "target", "statement", "reading", "printed", "generated", "unit", "met",
    "conflicts_with",
)  # fmt: skip


def measure(folder: Path) -> pd.DataFrame:
    """The report on the synthetic waves that lie in `folder`, columns as `read`."""
    pair = {wave: waves.read(folder / wave) for wave in WAVES}
    rows = []
    for target in list_targets():
        generated = float(target.measure(pair))
        met = target.met(generated)
        others = "" if met else ";".join(conflicts_of(target.id))
        shown = (target.printed, round(generated, 4), target.unit)
        rows.append((target.wave, target.id, target.statement, target.reading, *shown, met, others))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def read() -> pd.DataFrame:
    """What the synthetic waves should agree with, one row per target, and whether they do.

    Columns: wave (of a change, the later one); target (id in the register or in the reference
    file); statement; reading (how the target is measured); printed (as printed, or the real
    schools' number); generated (measured on the written tables, in `unit`); unit; met (bool);
    conflicts_with (ids joined by ";", empty where the target was met).

    Raises WaveError where the report is missing.
    """
    path = waves.folder() / FILE
    if not path.is_file():
        raise WaveError(f"{path} is missing; make it with `python -m edition wave synthetic`")
    return pd.read_csv(path, dtype={"printed": str, "wave": str}, keep_default_na=False)

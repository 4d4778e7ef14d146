"""Making the calibration report: every target measured on the tables as they were written."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from helpers.waves.load import read
from helpers.waves.report import COLUMNS
from helpers.waves.synthetic.conflicts import conflicts_of
from helpers.waves.synthetic.targets import targets


def report(folder: Path) -> pd.DataFrame:
    """The report on the synthetic waves that lie in `folder`, columns as `waves.calibration`."""
    pair = {wave: read(folder / wave) for wave in ("2016", "2018")}
    rows = []
    for target in targets():
        generated = float(target.measure(pair))
        met = target.met(generated)
        others = "" if met else ";".join(conflicts_of(target.id))
        shown = (target.printed, round(generated, 4), target.unit)
        rows.append((target.wave, target.id, target.statement, target.reading, *shown, met, others))
    return pd.DataFrame(rows, columns=list(COLUMNS))

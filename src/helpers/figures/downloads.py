"""Tables as a reader downloads them: no cell is taken for a formula when a spreadsheet opens it."""

from __future__ import annotations

import pandas as pd

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet compute a cell (OWASP, CSV injection)."""


def csv_text(data: pd.DataFrame) -> str:
    """The table as CSV, numbers with six digits: what differs between machines lies beyond them.

    A text that begins like a formula gets an apostrophe in front, in cells and in headers;
    numbers stay as they are, negative ones too.
    """
    harmless = data.map(_harmless).rename(columns=_harmless)
    return str(harmless.to_csv(index=False, lineterminator="\n", float_format="%.6g"))


def _harmless(cell: object) -> object:
    if not isinstance(cell, str):
        return cell
    guarded = f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
    # A bare carriage return is not quoted, and would begin a row of its own.
    return guarded.replace("\r\n", "\n").replace("\r", "\n")

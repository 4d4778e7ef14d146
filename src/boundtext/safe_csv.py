"""Tables as a reader downloads them: no cell is taken for a formula when a spreadsheet opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet compute a cell (OWASP, CSV injection)."""


def csv_text(data: pd.DataFrame, numbers: str = "%.6g") -> str:
    """The table as CSV; `numbers` is the form of floats.

    Six digits by default: what differs between machines lies beyond them. A text that begins
    like a formula gets an apostrophe in front, in cells and in headers; numbers stay as they
    are, negative ones too.
    """
    import pandas as pd  # only whoever hands in a table needs it

    harmless = data.rename(columns=_harmless)
    for name in harmless.columns:
        if not pd.api.types.is_numeric_dtype(harmless[name]):
            harmless[name] = harmless[name].map(_harmless)
    return str(harmless.to_csv(index=False, lineterminator="\n", float_format=numbers))


def _harmless(cell: object) -> object:
    if not isinstance(cell, str):
        return cell
    guarded = f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
    # A bare carriage return is not quoted, and would begin a row of its own.
    return guarded.replace("\r\n", "\n").replace("\r", "\n")

"""Names of schools as a table may carry them: nothing that a spreadsheet would run."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

_RUNS = re.compile("[\\s'=+\\-@\uff1d\uff0b\uff0d\uff20]+")
"""What a cell may not begin with: a spreadsheet takes it for a formula, in full width as well."""


def harmless(names: pd.Series, urns: pd.Series) -> pd.Series:
    """Names on one line, without the signs at their front that would make them a formula.

    A name of which nothing is left, or that is missing, becomes "School" and the URN.
    """
    return pd.Series(
        [_one(name, int(urn)) for name, urn in zip(names, urns, strict=True)],
        index=names.index,
        dtype="string",
    )


def _one(name: Any, urn: int) -> str:
    text = "" if pd.isna(name) else str(name)
    printable = "".join(sign if sign.isprintable() else " " for sign in text)
    front = _RUNS.match(printable)
    bare = printable[front.end() :] if front else printable
    return " ".join(bare.split()) or f"School {urn}"

"""What the accounts of maintained schools (CFR) and of academies (AAR) have in common.

Both become one tidy table, one row per URN:

| column | type | what |
|---|---|---|
| urn | Int64 | unique reference number |
| name, phase | string | as the file has them |
| la_code | Int64 | local authority, from its own column or from the school's DfE number |
| pupils | float64 | full-time equivalents whom the amounts are for |
| months | float64 | months that the return covers; NaN if not told |
| submitted | bool | False: the file says that this school sent no return |
| federation | string | "lead", "member" or "" |
| donations, visits, pupil_premium, total_income | float64 | pounds; NaN if suppressed or not told |
| total_basis | string | which lines the total is made of |
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from newwave.sources import values
from newwave.sources.errors import SourceError
from newwave.sources.layout import Column

COLUMNS = (
    "urn", "name", "la_code", "phase", "pupils", "months", "submitted", "federation",
    "donations", "visits", "pupil_premium", "total_income", "total_basis",
)  # fmt: skip
AMOUNTS = ("donations", "visits", "pupil_premium", "total_income")

MONTHS = Column(
    ("Period covered by return (months)", "Period covered by return"),
    "months that the return covers",
    required=False,
)
FLAG = Column(("Did Not Supply flag",), "whether no return was sent", required=False)

_NOT_SENT = {"dns", "ns", "y", "yes", "1", "true", "did not supply"}


def schools(cells: pd.DataFrame, amounts: list[str], where: Path | str) -> pd.DataFrame:
    """Keep the rows of schools; `urn` becomes Int64.

    Rows with no digit in the URN (totals, notes, blanks) are dropped, and rows with a URN that is
    none and no amount. Raises `SourceError` for a row with amounts and a URN that is none.
    """
    # A number that a spreadsheet has once held may end in .0
    cells = cells.assign(urn=cells["urn"].str.replace(r"\.0+$", "", regex=True))
    rows = cells[cells["urn"].str.contains(r"[0-9]", na=False)]
    good = rows["urn"].str.fullmatch(r"[0-9]{5,7}").fillna(False).astype(bool)
    bad = rows[~good]
    with_amounts = bad[bad[amounts].notna().any(axis=1)] if amounts else bad
    if len(with_amounts):
        raise SourceError(
            where,
            f"the URN {with_amounts['urn'].iloc[0][:40]!r} in row {with_amounts.index[0]}",
            "a number of six digits",
            "correct the URN, or take the row out if it is no school's",
        )
    return rows[good].assign(urn=rows.loc[good, "urn"].astype("Int64"))


def text(cells: pd.DataFrame, name: str) -> pd.Series:
    """A column of text; all missing if the file lacks it."""
    if name in cells:
        return cells[name]
    return pd.Series(pd.NA, index=cells.index, name=name, dtype="string")


def number(cells: pd.DataFrame, name: str, where: Path | str) -> pd.Series:
    """A column of numbers; all missing if the file lacks it."""
    return values.numbers(text(cells, name), where)


def authority(cells: pd.DataFrame) -> pd.Series:
    """The code of the local authority (Int64): of three digits, or those of the DfE number."""
    own = text(cells, "la").str.extract(r"^([0-9]{3})$", expand=False)
    estab = establishment(text(cells, "laestab")).str.extract(r"^([0-9]{3})[0-9]{4}$", expand=False)
    return own.fillna(estab).astype("Int64")


def establishment(numbers: pd.Series) -> pd.Series:
    """DfE numbers without their punctuation: 8862001 for 886/2001; 0 and blank become NA."""
    digits = numbers.str.replace(r"\.0+$|[^0-9]", "", regex=True)
    return digits.mask(digits.str.strip("0").fillna("") == "")


def submitted(cells: pd.DataFrame, amounts: list[str]) -> pd.Series:
    """Whether a school sent a return (bool).

    False if `Did Not Supply flag` says so, or if all its amounts are DNS or NS.
    """
    flagged = text(cells, "flag").str.casefold().isin(_NOT_SENT)
    coded = pd.Series(bool(amounts), index=cells.index)
    for name in amounts:
        coded &= cells[name].str.casefold().isin({"dns", "ns"})
    return ~(flagged | coded)


def tidy(table: pd.DataFrame) -> pd.DataFrame:
    """Put the columns in order, blank what was not submitted, drop repeated rows."""
    table = table.loc[:, list(COLUMNS)]
    table.loc[~table["submitted"], list(AMOUNTS)] = float("nan")
    for name in ("name", "phase", "federation", "total_basis"):
        table[name] = table[name].astype("string")
    return table.drop_duplicates().reset_index(drop=True)


def refuse_twice(table: pd.DataFrame, where: Path | str) -> None:
    """Raise `SourceError` if a URN stands in two rows that differ."""
    twice = table.loc[table["urn"].duplicated(), "urn"].unique()
    if len(twice):
        shown = ", ".join(str(urn) for urn in twice[:5]) + (" ..." if len(twice) > 5 else "")
        raise SourceError(
            where,
            f"{len(twice)} URNs with two different rows: {shown}",
            "one row per school",
            "keep the row that is right",
        )

"""What the accounts of maintained schools (CFR) and of academies (AAR) have in common.

Both become one table, one row per URN:

| column | type | what |
|---|---|---|
| urn | Int64 | unique reference number |
| name, phase | string | as the file has them |
| la_code | Int64 | local authority, from its own column or from the school's DfE number |
| pupils | float64 | full-time equivalents whom the amounts are for |
| months | float64 | months that the return covers; NaN if the file does not say |
| submitted | bool | False: the file says that this school sent no return |
| federation | string | "lead", "member" or "" |
| donations, visits, pupil_premium, total_income | float64 | pounds; NaN if suppressed or absent |
| total_basis | string | which lines the total is made of |
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from newwave.sources.school_rows import number_column, one_row_each, text_column
from newwave.sources.tabular_files import optional

COLUMNS = (
    "urn", "name", "la_code", "phase", "pupils", "months", "submitted", "federation",
    "donations", "visits", "pupil_premium", "total_income", "total_basis",
)  # fmt: skip
AMOUNTS = ("donations", "visits", "pupil_premium", "total_income")

MONTHS = optional("Period covered by return (months)", "Period covered by return")
FLAG = optional("Did Not Supply flag")

_NOT_SENT = {"dns", "ns", "y", "yes", "1", "true", "did not supply"}


def read_common(cells: pd.DataFrame, lines: list[str], where: Path | str) -> pd.DataFrame:
    """The columns that both files have alike; what a file lacks is missing.

    `lines`: the amounts of the return that the file has. Raises `SourceError` for a cell that is
    no number.
    """
    return pd.DataFrame(
        {
            "urn": cells["urn"],
            "name": text_column(cells, "name"),
            "la_code": authority_codes(cells),
            "phase": text_column(cells, "phase"),
            "pupils": number_column(cells, "pupils", where),
            "months": number_column(cells, "months", where),
            "submitted": sent_return(cells, lines),
            "federation": "",
            "donations": number_column(cells, "donations", where),
            "visits": number_column(cells, "visits", where),
            "pupil_premium": number_column(cells, "pupil_premium", where),
        }
    )


def authority_codes(cells: pd.DataFrame) -> pd.Series:
    """The code of the local authority (Int64): of three digits, or those of the DfE number."""
    own = text_column(cells, "la").str.extract(r"^([0-9]{3})$", expand=False)
    number = dfe_numbers(text_column(cells, "laestab"))
    return own.fillna(number.str.extract(r"^([0-9]{3})[0-9]{4}$", expand=False)).astype("Int64")


def dfe_numbers(text: pd.Series) -> pd.Series:
    """DfE numbers without their punctuation: 8862001 for 886/2001; 0 and blank become NA."""
    digits = text.str.replace(r"\.0+$|[^0-9]", "", regex=True)
    return digits.mask(digits.str.strip("0").fillna("") == "")


def sent_return(cells: pd.DataFrame, lines: list[str]) -> pd.Series:
    """Whether a school sent a return (bool).

    False if `Did Not Supply flag` says so, or if all its amounts are DNS or NS.
    """
    flagged = text_column(cells, "flag").str.casefold().isin(_NOT_SENT)
    coded = pd.Series(bool(lines), index=cells.index)
    for name in lines:
        coded &= cells[name].str.casefold().isin({"dns", "ns"})
    return ~(flagged | coded)


def finish(table: pd.DataFrame, where: Path | str) -> pd.DataFrame:
    """Put the columns in order, blank what was not submitted, keep one row per URN.

    Raises `SourceError` where one URN stands in two rows that differ.
    """
    table = table.loc[:, list(COLUMNS)]
    table.loc[~table["submitted"], list(AMOUNTS)] = float("nan")
    for name in ("name", "phase", "federation", "total_basis"):
        table[name] = table[name].astype("string")
    return one_row_each(table, where)

"""Academies Accounts Return: income of academies, September to August, since 2014/15.

Publisher: Department for Education. `AAR_2016-17_download.xlsx` and its like hold pounds, in a
sheet whose name begins with `Academies`; their sheet of central services has no URN and is not
read. `SFR32_2017_Main_Tables.xlsx` and the one before it hold thousands of pounds, in the sheets
`Raw Data SATs` and `Raw Data MATs` (trusts of one academy and of several): both are read, and put
one under the other.

Pounds or thousands. A sheet is in thousands if its name begins with `Raw Data`, or if a row above
its header says so (`£ thousands`, `£000`); else it is in pounds. All amounts are returned in
pounds. As a check, the median income per pupil must lie between £500 and £500,000: a file that
lost the row that gave its unit is refused, not read a thousand times too small.

An academy that changed trust has two rows. They are added: amounts and `months`, if these make 12
at most; if the file gives no months, the two rows must name different trusts. An amount missing in
one of them is missing in the sum. Pupils are not added: the larger number is taken.

`total_income` is `Total Income` less catering and supply insurance claims, so that it compares
with the total of the maintained schools. There is no line for visits or for Pupil Premium: both
are missing. `federation` is always "".
"""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from newwave.errors import SourceError
from newwave.sources import accounts
from newwave.sources.school_rows import keep_schools, number_column, text_column
from newwave.sources.tabular_files import Columns, Table, optional, read_tables, required

EXPECTED = (
    "the income of academies (AAR download, or the SFR main tables before it): "
    "a row per academy with URN and donations"
)

COLUMNS: Columns = {
    "urn": required("URN"),
    "donations": required("Donations and/or voluntary funds"),
    "name": optional("School Name", "Academy Name"),
    "la": optional("LA", "LA code", "LA number"),
    "laestab": optional("LAEstab", "DfE number"),
    "phase": optional("Overall Phase", "Phase"),
    "trust": optional("UID", "Lead UPIN", "Company Number", "Trust or Company Name", "Trust name"),
    "pupils": optional(
        "Number of pupils in academy (FTE)",
        "Number of pupils in academy (FTE) plus dual subsidiary registrations",
        "Number of pupils (FTE)",
        "Number of pupils",
        "No pupils",
    ),
    "months": accounts.MONTHS,
    "flag": accounts.FLAG,
    "total": optional("Total Income"),
    "catering": optional("Income from catering"),
    "insurance": optional("Receipts from supply teacher insurance claims"),
}

_LINES = ("donations", "total", "catering", "insurance")
_THOUSANDS = re.compile(r"thousand|£\s*000|£\s*k\b|\(000|000s", re.IGNORECASE)
_RAW = re.compile(r", sheet Raw Data", re.IGNORECASE)
_PER_PUPIL = (500.0, 500_000.0)


def read(path: Path) -> pd.DataFrame:
    """Read one year's return: the table that `accounts` describes, one row per URN, in pounds.

    Raises `SourceError` for another file, an unreadable amount or URN, amounts whose unit cannot
    be right, and a URN whose rows are not those of an academy that changed trust.
    """
    sheets = [_read_sheet(table) for table in read_tables(path, COLUMNS, EXPECTED)]
    table = pd.concat(sheets, ignore_index=True).drop_duplicates()
    return accounts.finish(_join_trusts(table, path), path)


def _read_sheet(sheet: Table) -> pd.DataFrame:
    """The rows of one sheet, in pounds, with the trust."""
    lines = [name for name in _LINES if name in sheet.cells]
    cells = keep_schools(sheet.cells, lines, sheet.where)
    unit = 1000.0 if _RAW.search(sheet.where) or _THOUSANDS.search(sheet.above) else 1.0
    total, basis = _total_income(cells, sheet.where)
    table = accounts.read_common(cells, lines, sheet.where).assign(
        total_income=total * unit, total_basis=basis, trust=text_column(cells, "trust")
    )
    table["donations"] *= unit
    _check_unit(table, sheet.where)
    return table


def _total_income(cells: pd.DataFrame, where: str) -> tuple[pd.Series, str]:
    """The total, in the file's unit, less catering and claims where the file has them."""
    total = number_column(cells, "total", where)
    if "total" not in cells:
        return total, ""
    named = {"catering": "catering", "insurance": "supply teacher insurance claims"}
    less = [name for name in named if name in cells]
    for name in less:
        total = total - number_column(cells, name, where)
    basis = f"total income less {' and '.join(named[name] for name in less)}"
    return total, basis if less else "total income"


def _check_unit(table: pd.DataFrame, where: str) -> None:
    """Refuse a sheet whose income per pupil can only be in another unit."""
    pupils = table["pupils"].where(table["pupils"] > 0)
    middle = (table["total_income"] / pupils).median()
    low, high = _PER_PUPIL
    if pd.notna(middle) and middle != 0 and not low <= middle <= high:
        raise SourceError(
            where,
            f"a median income of £{middle:,.2f} per pupil",
            "amounts in pounds, or in thousands with a row above the header that says so",
            "take the file as published, or write '£ thousands' in a row above the header",
        )


def _join_trusts(table: pd.DataFrame, where: Path) -> pd.DataFrame:
    """Add the rows of academies that changed trust."""
    twice = table["urn"].duplicated(keep=False)
    if not twice.any():
        return table
    joined = [_join_rows(rows, where) for _, rows in table[twice].groupby("urn")]
    return pd.concat([table[~twice], *joined]).sort_index()


def _join_rows(rows: pd.DataFrame, where: Path) -> pd.DataFrame:
    """One row for the rows of one academy."""
    months = rows["months"].sum(skipna=False)
    changed = rows["trust"].notna().all() and rows["trust"].is_unique
    if not (months <= 12 or (pd.isna(months) and changed)):
        covered = "months not told" if pd.isna(months) else f"{months:g} months together"
        raise SourceError(
            where,
            f"{len(rows)} different rows for URN {rows['urn'].iloc[0]}, {covered}",
            "one row, or the parts of one year under different trusts",
            "keep the rows that are right",
        )
    row = rows.tail(1).copy()
    row["months"] = months
    row["pupils"] = rows["pupils"].max()
    row["submitted"] = bool(rows["submitted"].all())
    for amount in accounts.AMOUNTS:
        row[amount] = rows[amount].sum(skipna=False)
    return row

"""Tables with a row per school, each known by its unique reference number (URN)."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from newwave.errors import SourceError
from newwave.sources.cell_values import READERS, read_numbers
from newwave.sources.tabular_files import Columns, read_table


def read_schools(path: Path, columns: Columns, expected: str) -> pd.DataFrame:
    """Read a file of schools: one row per URN, each column as its type says.

    Columns as `columns`, in that order; one that the file lacks is all missing. The types give
    string ("text", "postcode"), float64 ("number"), Int64 ("whole number", and `urn`),
    datetime64[us] ("date") and bool ("flag"). Raises `SourceError` where the file is another,
    where a cell cannot be read, and where one URN stands in two rows that differ.
    """
    text = keep_schools(read_table(path, columns, expected), [], path)
    table = pd.DataFrame({"urn": text["urn"]})
    for name, column in columns.items():
        if name != "urn":
            cells = text_column(text, name).rename(column.names[0])
            table[name] = READERS[column.type](cells, path)
    return one_row_each(table, path)


def keep_schools(table: pd.DataFrame, amounts: list[str], where: Path | str) -> pd.DataFrame:
    """Keep the rows of schools; `urn` becomes Int64.

    Rows with no digit in the URN (totals, notes, blanks) are dropped, and rows with a URN that is
    none and no amount. Raises `SourceError` for a row with amounts and a URN that is none.
    """
    # A number that a spreadsheet has once held may end in .0
    table = table.assign(urn=table["urn"].str.replace(r"\.0+$", "", regex=True))
    rows = table[table["urn"].str.contains(r"[0-9]", na=False)]
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


def text_column(table: pd.DataFrame, name: str) -> pd.Series:
    """A column of text; all missing if the file lacks it."""
    if name in table:
        return table[name]
    return pd.Series(pd.NA, index=table.index, name=name, dtype="string")


def number_column(table: pd.DataFrame, name: str, where: Path | str) -> pd.Series:
    """A column of numbers; all missing if the file lacks it."""
    return read_numbers(text_column(table, name), where)


def one_row_each(table: pd.DataFrame, where: Path | str) -> pd.DataFrame:
    """Drop rows that repeat; `SourceError` if a URN stands in two rows that differ."""
    table = table.drop_duplicates().reset_index(drop=True)
    twice = table.loc[table["urn"].duplicated(), "urn"].unique()
    if len(twice):
        shown = ", ".join(str(urn) for urn in twice[:5]) + (" ..." if len(twice) > 5 else "")
        raise SourceError(
            where,
            f"{len(twice)} URNs with two different rows: {shown}",
            "one row per school",
            "keep the row that is right",
        )
    return table

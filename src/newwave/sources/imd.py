"""The English Indices of Deprivation: rank and decile of every small area (LSOA).

Publisher: Ministry of Housing, Communities and Local Government; "File 7" of each edition. Rank
and decile 1 are the most deprived. The edition is read from the columns that bear a year, since
the files of 2015 and 2019 are otherwise alike; else from the number of areas, else from the name
of the file. The 2010 file gives ranks alone: its deciles are tenths of the ranks, as the later
editions define them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from newwave.errors import SourceError
from newwave.sources.cell_values import read_numbers, read_whole_numbers
from newwave.sources.tabular_files import (
    Columns,
    optional,
    plain,
    read_headers,
    read_table,
    required,
)

EXPECTED = "the Index of Multiple Deprivation (File 7): a row per LSOA with its IMD rank"

COLUMNS: Columns = {
    "lsoa": required(
        "LSOA code (2021)",
        "LSOA code (2011)",
        "LSOA code",
        "LSOA CODE",
        "lsoa21_code",
        "lsoa11_code",
        "lsoa01_code",
    ),
    "rank": required(
        "Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived)",
        "RANK OF IMD SCORE (where 1 is most deprived)",
        "RANK OF IMD SCORE",
        "IMD_rank",
    ),
    "decile": optional(
        "Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)",
        "Index of Multiple Deprivation (IMD) Decile",
        "IMD_decile",
    ),
    # Higher where more deprived: shows which end of the ranks is which.
    "score": optional("Index of Multiple Deprivation (IMD) Score", "IMD SCORE", "IMD_score"),
}

AREAS = {32482: "2010", 33755: "2025"}
"""Editions known by their number of areas; 2015 and 2019 both have 32,844."""

LSOA_YEARS = {"2010": 2001, "2015": 2011, "2019": 2011, "2025": 2021}
"""The census whose small areas an edition ranks."""

_EDITION_OF_HEADER = {
    plain(header): edition
    for header, edition in {
        "Local Authority District code (2013)": "2015",
        "Local Authority District code (2019)": "2019",
        "Local Authority District code (2024)": "2025",
        "Total population: mid 2012 (excluding prisoners)": "2015",
        "Total population: mid 2015 (excluding prisoners)": "2019",
        "Total population: mid 2022": "2025",
        "LSOA code (2021)": "2025",
        "lad13_code": "2015",
        "lsoa21_code": "2025",
    }.items()
}


@dataclass(frozen=True)
class Deprivation:
    """One edition: `table` has lsoa (string), decile and rank (Int64), one row per LSOA."""

    edition: str
    lsoa_year: int
    table: pd.DataFrame


def read(path: Path) -> Deprivation:
    """Read the index of one edition.

    Raises `SourceError` where no sign of the edition is found, where an LSOA stands twice, and
    where scores, ranks and deciles do not fit each other. Rows of no English LSOA are dropped.
    """
    cells = read_table(path, COLUMNS, EXPECTED)
    cells = cells[cells["lsoa"].str.fullmatch(r"E01\d{6}", na=False)]
    edition = _edition(path, len(cells))
    rank = read_whole_numbers(cells["rank"], path)
    own = read_whole_numbers(cells["decile"], path) if "decile" in cells else None
    decile = _tenths(rank, path) if own is None else own
    table = pd.DataFrame({"lsoa": cells["lsoa"], "decile": decile, "rank": rank})
    _refuse_inconsistent(table, cells, path)
    return Deprivation(edition, LSOA_YEARS[edition], table.reset_index(drop=True))


def _tenths(rank: pd.Series, path: Path) -> pd.Series:
    """The decile of each rank, Int64: tenths of a whole country's ranks."""
    # Where the last areas share a rank, the highest is a little below their number.
    if rank.isna().any() or rank.empty or not 0.95 * len(rank) <= rank.max() <= len(rank):
        raise SourceError(
            path,
            f"no deciles, and {len(rank):,} areas with ranks up to {rank.max()}",
            "deciles, or the ranks of every area of England",
            "take the file of all England, as published",
        )
    return ((rank - 1) * 10 // len(rank) + 1).astype("Int64")


def _edition(path: Path, areas: int) -> str:
    headers = frozenset().union(*read_headers(path))
    editions = {edition for header, edition in _EDITION_OF_HEADER.items() if header in headers}
    if len(editions) == 1:
        return editions.pop()
    if areas in AREAS:
        return AREAS[areas]
    # A day of download such as 20190926 is no edition.
    named = set(re.findall(r"(?<!\d)(?:2010|2015|2019|2025)(?!\d)", path.name))
    if len(named) == 1:
        return named.pop()
    raise SourceError(
        path,
        f"an Index of Multiple Deprivation of {areas:,} areas without a sign of its edition",
        "the edition of 2010, 2015, 2019 or 2025, in a column or in the name of the file",
        "keep the publisher's file name, such as File_7_ID_2015",
    )


def _refuse_inconsistent(table: pd.DataFrame, cells: pd.DataFrame, path: Path) -> None:
    """Raise for an area that stands twice, and for deciles that are none or turned round."""
    twice = table["lsoa"][table["lsoa"].duplicated()]
    if len(twice):
        raise SourceError(
            path, f"the area {twice.iloc[0]} twice", "each area once", "take the file as published"
        )
    rank, decile = table["rank"], table["decile"]
    sound = rank.notna().all() and decile.between(1, 10).fillna(False).all() and len(table) > 0
    if sound:
        order = rank.sort_values(kind="stable").index
        sound = decile[order].is_monotonic_increasing and (decile[rank == 1] == 1).all()
        sound = sound and not _rises(cells, order, path)
    if not sound:
        raise SourceError(
            path,
            "scores, ranks and deciles that do not follow from each other",
            "deciles 1 to 10, with decile 1 and rank 1 for the most deprived",
            "check that this is the official file: some copies number them from the other end",
        )


def _rises(cells: pd.DataFrame, order: pd.Index, path: Path) -> bool:
    """Whether the score, which is higher where more deprived, rises with the rank."""
    if "score" not in cells or len(order) < 2:
        return False
    score = read_numbers(cells["score"], path)[order].dropna()
    return bool(len(score) > 1 and score.iloc[0] < score.iloc[-1])

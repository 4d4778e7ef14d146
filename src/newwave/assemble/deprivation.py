"""Deprivation: school -> postcode -> small area (LSOA) -> decile of the index (IMD)."""

from __future__ import annotations

import pandas as pd

from newwave.assemble.rule_log import RuleLog
from newwave.assemble.source_tables import SourceTables
from newwave.errors import SourceError
from newwave.sources.imd import Deprivation

LOST_SHARE = 0.01
"""A larger share of areas that the index does not have means areas of another year."""

_OTHER_YEAR = {2001: "2011", 2011: "2021 (or 2001)", 2021: "2011"}


def imd_deciles(schools: pd.DataFrame, tables: SourceTables, log: RuleLog) -> pd.Series:
    """IMD decile of each school's own postcode, Int64, 1 most deprived; NA where unknown.

    The postcode file gives the LSOA of the year that the index needs; where it is not at hand,
    or lacks a postcode, GIAS's `LSOA (code)` stands in. Raises SourceError if the areas are of
    another year than the index.
    """
    index = tables.deprivation
    if index is None:
        log.note("imd_decile is missing throughout: no file of the IMD was at hand.")
        return pd.Series(pd.NA, index=schools.index, dtype="Int64")
    areas = _areas(schools, tables, index, log)
    known = index.table.dropna(subset=["lsoa"]).drop_duplicates("lsoa").set_index("lsoa")["decile"]
    lost = areas.notna() & ~areas.isin(known.index)
    _refuse_other_year(areas, lost, tables, index)
    log.add(f"Missing deciles: the area (LSOA) is not in the IMD {index.edition}", lost)
    log.add("Missing deciles: no area (LSOA) is known for the school", areas.isna())
    return areas.map(known).astype("Int64")


def _areas(
    schools: pd.DataFrame, tables: SourceTables, index: Deprivation, log: RuleLog
) -> pd.Series:
    """The LSOA of each school, string."""
    own = schools["gias_lsoa"].astype("string")
    if tables.places is None:
        log.add("Area (LSOA) from GIAS: no postcode file was at hand", own.notna())
        return own
    # The edition of 2010 is of the areas of 2001, most of which kept their code in 2011.
    year = max(index.lsoa_year, 2011)
    column = f"lsoa{year % 100}"
    places = tables.places(schools["gias_postcode"].dropna().unique())
    if len(places) and places[column].isna().all():
        raise SourceError(
            tables.file_of("postcodes"),
            f"no areas (LSOA) of {year}",
            f"the column {column}, which the IMD {index.edition} needs",
            "give a postcode file of a year that has it, or another edition of the IMD",
        )
    by_postcode = places.drop_duplicates("postcode").set_index("postcode")[column]
    found = schools["gias_postcode"].map(by_postcode).astype("string")
    log.add(f"Area (LSOA {year}) from the postcode file", found.notna())
    log.add(
        "Area (LSOA) from GIAS: the postcode is missing or not in the postcode file",
        found.isna() & own.notna(),
    )
    return found.fillna(own)


def _refuse_other_year(
    areas: pd.Series, lost: pd.Series, tables: SourceTables, index: Deprivation
) -> None:
    count = int(areas.notna().sum())
    if not count or lost.sum() <= LOST_SHARE * count:
        return
    taken = "schools" if tables.places is None else "postcodes"
    raise SourceError(
        tables.file_of("imd"),
        f"{int(lost.sum())} of {count} schools in areas (LSOA, from {tables.file_of(taken)}) that "
        f"the IMD {index.edition} does not have, such as {areas[lost].iloc[0]}: areas of "
        f"{_OTHER_YEAR.get(index.lsoa_year, 'another year')}",
        f"areas of {index.lsoa_year}, on which the IMD {index.edition} rests",
        "give the edition of the IMD that fits (2015 and 2019: areas of 2011; 2025: of 2021), or a "
        "postcode file that has both",
    )

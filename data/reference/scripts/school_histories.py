"""Maintained primary schools year by year, from official files: which were there, which left.

A school's return (CFR) has a number (URN) and a total. Area and phase come from the list of
schools of 2017/18: each return belongs to the listed school of its number or else, step by step
through the links, to the nearest one that came after it. A school that closed before 2017/18
without a successor is on no list, and so in no area. A school's decile is that of its postcode in
the index of 2015.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from newwave.errors import SourceError
from newwave.sources import census, gias_links, imd, spine
from newwave.sources.cell_values import read_numbers, read_postcodes
from newwave.sources.school_rows import keep_schools
from newwave.sources.tabular_files import read_table, required

YEARS = {2014: "2013/14", 2015: "2014/15", 2016: "2015/16", 2017: "2016/17", 2018: "2017/18"}
"""The year in which a finance year ends -> the finance year, April to March."""

FATES = {
    "stayed": "still had a return under the same number",
    "renumbered": "had a return under another number",
    "merged": "had merged into a school that had a return",
    "academy": "had become academies",
    "no-return": "were still maintained but had no return of their own",
    "closed": "had closed without a successor",
    "unknown": "cannot be traced",
}
"""What may become of a school. A federation sends one return, under the school that leads it: its
other schools are then among those without a return of their own."""

STAYED = ("stayed", "renumbered", "merged")

_FILES = {
    "schools": "schools/england_spine_2017-18.xlsx",
    "links": "schools/gias_links_2022.csv.gz",
    "census": "schools/school_census_2018-19.csv.gz",
    "index": "imd/imd2015_england_lsoa11.csv.gz",
    "returns": "cfr_totals/financials_{year}.csv",
    "postcodes": "postcodes/imd2015_*.csv.gz",
}
_RETURNS = {
    "urn": required("URN"),
    # GBP: I01 to I08, I11 to I15, I18.
    "income": required("Income"),
    # The year in which the finance year ends.
    "year": required("Academic Year"),
}
_DISTRICTS = {
    "lsoa": imd.COLUMNS["lsoa"],
    "district": required("lad13_name", "Local Authority District name (2013)"),
}


Successors = dict[int, set[int]]


@dataclass(frozen=True)
class Area:
    """A local authority by its `code`, or England (None); `districts` as the index names them."""

    code: int | None
    name: str
    districts: tuple[str, ...] = ()


@dataclass(frozen=True)
class OfficialTables:
    """The official files as tables.

    `schools`: listed schools by URN, with decile where known. `returns`: year -> total income
    (GBP) by URN. `successors`: URN -> the URNs that took its place. `listed`: URN of a return ->
    URN of its listed school. `small_areas`: LSOAs with district and decile. `census`: pupils and
    fsm by URN.
    """

    schools: pd.DataFrame
    successors: Successors
    returns: dict[int, pd.Series]
    listed: pd.Series
    small_areas: pd.DataFrame
    census: pd.DataFrame


def read_tables(folder: Path) -> OfficialTables:
    """Read the official files, which lie in `folder` under the names they were kept by."""
    schools = spine.read(folder / _FILES["schools"]).set_index("urn")
    deciles = _postcode_deciles(folder)
    schools["decile"] = schools["postcode"].map(deciles).astype("Int64")
    after = gias_links.successors(gias_links.read(folder / _FILES["links"]))
    returns = {year: _returns(folder / _FILES["returns"].format(year=year), year) for year in YEARS}
    known = {int(urn) for urn in schools.index}
    numbers = sorted(set().union(*(income.index for income in returns.values())))
    listed = pd.Series({urn: nearest_listed(urn, after, known) for urn in numbers}, dtype="Int64")
    pupils = census.read(folder / _FILES["census"]).set_index("urn")
    small_areas = _small_areas(folder / _FILES["index"])
    return OfficialTables(schools, after, returns, listed, small_areas, pupils)


def _returns(path: Path, year: int) -> pd.Series:
    """Total income by URN. A total of nothing or less is a blank or an error: it is left out."""
    cells = read_table(path, _RETURNS, "total income of maintained schools, by URN")
    if not cells["year"].eq(str(year)).all():
        raise SourceError(
            path, "returns of other years", f"returns of {year} alone", "take the file of that year"
        )
    cells = keep_schools(cells, ["income"], path)
    income = read_numbers(cells["income"], path).set_axis(cells["urn"].astype("int64"))
    return income[income > 0]


def _postcode_deciles(folder: Path) -> dict[str, int]:
    paths = sorted(folder.glob(_FILES["postcodes"]))
    if not paths:
        raise FileNotFoundError(f"{folder / _FILES['postcodes']}: found no such file; add it")
    parts = [pd.read_csv(path, header=None, names=["code", "decile"], dtype=str) for path in paths]
    table = pd.concat(parts).dropna()
    return dict(zip(read_postcodes(table["code"]), table["decile"].astype(int), strict=True))


def _small_areas(path: Path) -> pd.DataFrame:
    named = read_table(path, _DISTRICTS, "the index of 2015 with the names of districts")
    return named.merge(imd.read(path).table, on="lsoa", validate="one_to_one")


def nearest_listed(urn: int, after: Successors, listed: set[int]) -> int | None:
    """The listed school of a number: itself, or the one that came after it in fewest steps."""
    for generation in _generations(urn, after):
        if generation & listed:
            return min(generation & listed)
    return None


def _generations(urn: int, after: Successors) -> Iterator[set[int]]:
    """A number, then all that took its place, then all that took theirs: each number once."""
    seen: set[int] = set()
    generation = {urn}
    while generation:
        yield generation
        seen |= generation
        generation = {later for old in generation for later in after.get(old, ())} - seen


def primary_schools(tables: OfficialTables, area: Area) -> pd.DataFrame:
    """The listed state primary schools of an area, by URN; all-through schools are not primary."""
    schools = tables.schools
    state = schools["minor_group"].isin(["Maintained School", "Academy"])
    state &= schools["primary"] & ~schools["secondary"]
    return schools[state if area.code is None else state & schools["la_code"].eq(area.code)]


def schools_with_return(tables: OfficialTables, area: Area, year: int) -> pd.DataFrame:
    """The maintained primary schools of an area with a return: income (GBP), decile, by URN."""
    income = tables.returns[year].rename("income").to_frame()
    income["listed"] = tables.listed.reindex(income.index)
    here = income[income["listed"].isin(primary_schools(tables, area).index)]
    return here.assign(decile=here["listed"].map(tables.schools["decile"]).astype("Int64"))


def trace_fates(tables: OfficialTables, first: pd.DataFrame, year: int) -> pd.Series:
    """What became by a later year of the schools of `first`: one of `FATES`, by URN."""
    sent = set(tables.returns[year].index)
    after = tables.successors
    numbers = {int(urn): set().union(*_generations(int(urn), after)) for urn in first.index}
    shared = Counter(heir for urn in numbers if urn not in sent for heir in numbers[urn] & sent)
    ended = pd.Timestamp(year, 3, 31)
    found = {}
    for urn, own in numbers.items():
        heirs = own & sent
        if urn in sent:
            found[urn] = "stayed"
        elif heirs:
            # An heir that had a return in the first year too has taken the school in.
            alone = all(shared[heir] == 1 and heir not in first.index for heir in heirs)
            found[urn] = "renumbered" if alone else "merged"
        else:
            found[urn] = _fate_without_return(tables.schools, own, ended)
    return pd.Series(found, dtype="string")


def _fate_without_return(schools: pd.DataFrame, numbers: set[int], ended: pd.Timestamp) -> str:
    """What became of a school without a return, from all the numbers it has had since."""
    known = schools.loc[[urn for urn in sorted(numbers) if urn in schools.index]]
    if known.empty:
        return "unknown"
    # The list gives a day of opening only to schools that opened lately.
    there = ~(known["opened"] > ended)
    if (there & known["minor_group"].eq("Academy")).any():
        return "academy"
    return "closed" if known["status"].eq("closed").all() else "no-return"

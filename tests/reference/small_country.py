"""A country of eight schools in the official files that the scripts read, small enough to count."""

import csv
import gzip
from pathlib import Path

from openpyxl import Workbook
from school_histories import YEARS, Area

AREAS = (Area(886, "Kent", ("Ashford",)), Area(887, "Medway", ("Medway",)), Area(None, "England"))

MAINTAINED, ACADEMY = "Maintained School", "Academy"

# URN, LA, name, postcode, status, day of opening, group, primary, secondary
SCHOOLS = (
    (900001, 886, "Elm Park School", "CT1 1AA", 1, "", MAINTAINED, 1, 0),
    (900002, 886, "Oak Park School", "CT1 1AB", 2, "", MAINTAINED, 1, 0),
    (900003, 886, "Oak Park Academy", "CT1 1AB", 1, "2016-09-01", ACADEMY, 1, 0),
    (900004, 886, "Ash Park School", "CT1 1AB", 1, "", MAINTAINED, 1, 0),
    (900005, 886, "High School", "CT1 1AA", 1, "", MAINTAINED, 0, 1),
    (900006, 887, "Yew Lane School", "ME1 1AA", 1, "", MAINTAINED, 1, 0),
    (900007, 301, "Far School", "ZZ1 1AA", 1, "", MAINTAINED, 1, 0),
    (900008, 887, "Fig Lane Academy", "ME1 1AA", 1, "", ACADEMY, 1, 0),
)
LINKS = ((900002, 900003, "Successor"),)
PUPILS = {900001: (100, 20), 900003: (300, 30), 900004: (200, 10), 900006: (50, 5), 900008: (80, 8)}
DECILES = {"CT": {"CT1 1AA": 1, "CT11AB": 9}, "ME": {"ME1 1AA": 5}}

INCOME = {900001: 100_000, 900002: 200_000, 900004: 600_000, 900005: 9_000_000, 900006: 70_000}
"""In 2013/14; each year after it is 1,000 more. A number on no list has a return as well."""

NOWHERE = 900099


def write_official_files(folder: Path) -> Path:
    """Write the files under the names that the scripts know."""
    header = ("URN", "LA", "SCHNAME", "POSTCODE", "ICLOSE", "OPENDATE", "MINORGROUP",
              "ISPRIMARY", "ISSECONDARY")  # fmt: skip
    (folder / "schools").mkdir(parents=True)
    workbook = Workbook()
    for row in (header, *SCHOOLS):
        workbook.active.append(row)
    workbook.save(folder / "schools/england_spine_2017-18.xlsx")
    links = [("URN", "LinkURN", "LinkName", "LinkType", "LinkEstablishedDate")]
    links += [(old, new, "", kind, "2016-09-01") for old, new, kind in LINKS]
    _write(folder / "schools/gias_links_2022.csv.gz", links)
    census = [("URN", "LA", "NOR", "NUMFSM")]
    census += [(urn, 886, *counts) for urn, counts in PUPILS.items()]
    _write(folder / "schools/school_census_2018-19.csv.gz", census)
    details = [("Name", "Status"), *((school[2], school[4]) for school in SCHOOLS)]
    _write(folder / "schools/school_details_2018.csv.gz", details)
    areas = [("lsoa11_code", "lad13_code", "lad13_name", "IMD_rank", "IMD_decile")]
    areas += [
        (f"E01{n:06d}", "E07", "Medway" if n % 4 == 0 else "Ashford", n + 1, n // 2 + 1)
        for n in range(20)
    ]
    _write(folder / "imd/imd2015_england_lsoa11.csv.gz", areas)
    for area, deciles in DECILES.items():
        _write(folder / f"postcodes/imd2015_{area}.csv.gz", list(deciles.items()))
    for year in YEARS:
        write_returns(folder, year)
    return folder


def write_returns(folder: Path, year: int, told: int | None = None) -> None:
    """Total incomes of a year; `told`: the year that the file itself gives."""
    open_ = [urn for urn in INCOME if urn != 900002 or year < 2017]
    rows = [(urn, INCOME[urn] + 1000 * (year - 2014), told or year) for urn in open_]
    blank = (900007, 0, told or year)
    _write(
        folder / f"cfr_totals/financials_{year}.csv",
        [("URN", "Income", "Academic Year"), *rows, (NOWHERE, 1, told or year), blank],
    )


def _write(path: Path, rows: list[tuple[object, ...]]) -> None:
    path.parent.mkdir(exist_ok=True)
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "wt", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)

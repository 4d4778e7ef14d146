"""What is known of schools and places: GIAS with its links, Ofsted, IMD, postcodes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from . import filing, names
from .universe import POSTCODE_AREAS, UNITS, World, lsoa11, lsoa21, postcode

GRADES = ("Outstanding", "Good", "Requires improvement", "Inadequate")
TYPES = {
    "Primary": ("01", "Community school"), "Secondary": ("05", "Foundation school"),
    "Special": ("07", "Community special school"),
    "Nursery": ("15", "Local authority nursery school"),
    "Independent": ("11", "Other independent school"), "academy": ("34", "Academy converter"),
    "free": ("35", "Free schools"),
}  # fmt: skip
GROUPS = {
    "34": ("10", "Academies"),
    "35": ("11", "Free Schools"),
    "11": ("3", "Independent schools"),
}
PHASES = {"Nursery": 1, "Primary": 2, "Secondary": 4}
MAINTAINED = ("4", "Local authority maintained schools")


def establishments(world: World, day: date) -> pd.DataFrame:
    """The sites as the register has them on a day: a converter twice, each with its dates."""
    now = pd.Timestamp(day)
    sites = world.sites[world.sites["opened"] <= now]
    kind = sites["phase"].where(sites["maintained"] | (sites["phase"] == "Independent"), "academy")
    kind = kind.mask(sites["opened"].eq("2014-09-01"), "free")
    old = sites.assign(kind=kind, closed=sites[["closed", "converted"]].min(axis=1))
    converted = sites[sites["converted"] <= now]
    new = converted.assign(
        kind="academy", urn=converted["new_urn"], name=converted["new_name"],
        opened=converted["converted"],
    )  # fmt: skip
    both = pd.concat([old, new])
    both["closed"] = both["closed"].where(both["closed"] <= now)
    return both.sort_values("urn", ignore_index=True)


def gias(world: World, day: date, folder: Path) -> Path:
    """All establishments on a day, with the names of their (invented) heads."""
    here = establishments(world, day)
    shut = here["closed"].notna()
    type_code = here["kind"].map(lambda kind: TYPES[kind][0])
    group = type_code.map(lambda code: GROUPS.get(code, MAINTAINED))
    heads = np.arange(len(here))
    outward, inward = postcode(here["postcode"])
    grade = np.array(GRADES, dtype=object)[(here["urn"] * 7 % 20).map(_grade)]
    phase = here["phase"].where(here["phase"].isin(PHASES), "Not applicable")
    given = {
        "URN": here["urn"], "LA (code)": here["la_code"], "LA (name)": here["la_name"],
        "EstablishmentNumber": here["estab"], "EstablishmentName": here["name"],
        "TypeOfEstablishment (code)": type_code,
        "TypeOfEstablishment (name)": here["kind"].map(lambda kind: TYPES[kind][1]),
        "EstablishmentTypeGroup (code)": group.str[0],
        "EstablishmentTypeGroup (name)": group.str[1],
        "EstablishmentStatus (code)": np.where(shut, 2, 1),
        "EstablishmentStatus (name)": np.where(shut, "Closed", "Open"),
        "ReasonEstablishmentClosed (name)": np.where(shut, "Academy Converter", "Not applicable"),
        "OpenDate": _dashed(here["opened"]), "CloseDate": _dashed(here["closed"]),
        "PhaseOfEducation (code)": phase.map(PHASES).fillna(0).astype(int),
        "PhaseOfEducation (name)": phase,
        "StatutoryLowAge": here["low"], "StatutoryHighAge": here["high"],
        "ReligiousCharacter (name)": here["faith"].fillna("Does not apply"),
        "NumberOfPupils": here["pupils"].astype(int).astype(object).mask(shut, ""),
        "PercentageFSM": (38 - 3.4 * here["decile"]).round(1),
        "Street": here["street"], "Locality": here["place"], "Town": here["town"],
        "County (name)": here["la_name"], "Postcode": outward + " " + inward,
        "HeadTitle (name)": "Mx",
        "HeadFirstName": np.array(names.HEADS_FIRST)[heads % len(names.HEADS_FIRST)],
        "HeadLastName": np.array(names.HEADS_LAST)[heads % len(names.HEADS_LAST)],
        "HeadPreferredJobTitle": "Headteacher",
        "TrustSchoolFlag (name)": "Not applicable",
        "FederationFlag (name)": "Not under a federation",
        "DistrictAdministrative (name)": here["la_name"], "GOR (name)": "South East",
        "OfstedRating (name)": grade, "OfstedLastInsp": "10-10-2017",
        "UrbanRural (name)": "(England/Wales) Urban city and town",
        "LSOA (code)": lsoa11(here["lsoa"]),
        "PropsName": np.where(here["kind"].eq("Independent"), names.HEADS_LAST[0], ""),
    }  # fmt: skip
    table = filing.fill(filing.layout("gias"), given, here.index, "")
    return filing.csv(table, folder / f"edubasealldata{day:%Y%m%d}.csv", "cp1252")


def links(world: World, day: date, folder: Path) -> Path:
    """Predecessors and successors, each pair told from both sides."""
    done = world.sites[world.sites["converted"] <= pd.Timestamp(day)]
    old, new = done["urn"], done["new_urn"]
    pairs = [
        (old, new, done["new_name"], "Successor"),
        (new, old, done["name"], "Predecessor"),
    ]
    tables = [
        pd.DataFrame(
            {
                "URN": urn, "LinkURN": linked, "LinkName": name, "LinkType": kind,
                "LinkEstablishedDate": _dashed(done["converted"]),
            }
        )
        for urn, linked, name, kind in pairs
    ]  # fmt: skip
    return filing.csv(pd.concat(tables), folder / f"links_edubasealldata{day:%Y%m%d}.csv", "cp1252")


def ofsted(world: World, day: date, folder: Path) -> Path:
    """Latest inspections of open state schools, a title above the header; some have none yet."""
    here = establishments(world, day)
    here = here[here["closed"].isna() & here["kind"].ne("Independent")]
    never = (here["urn"] % 23 == 3) | (here["opened"] > pd.Timestamp(day) - pd.DateOffset(years=3))
    inspected = pd.Timestamp(day) - pd.to_timedelta(90 + here["urn"] * 13 % 900, unit="D")
    before = inspected - pd.DateOffset(years=4)
    outward, inward = postcode(here["postcode"])
    grade = (here["urn"] * 7 % 20).map(_grade) + 1
    earlier = ((here["urn"] * 11 % 20).map(_grade) + 1).astype(object)
    table = pd.DataFrame(
        {
            "Web Link": "http://example.invalid/" + here["urn"].astype(str),
            "URN": here["urn"], "LAESTAB": here["la_code"] * 10_000 + here["estab"],
            "School name": here["name"], "Ofsted phase": here["phase"],
            "Type of education": here["kind"].map(lambda kind: TYPES[kind][1]),
            "Local authority": here["la_name"], "Postcode": outward + " " + inward,
            "Total number of pupils": here["pupils"].astype(int),
            "Inspection type": np.where(never, "NULL", "S5 Inspection"),
            "Inspection start date": _slashed(inspected).mask(never, "NULL"),
            "Inspection end date": _slashed(inspected).mask(never, "NULL"),
            "Publication date": _slashed(inspected + pd.Timedelta(days=30)).mask(never, "NULL"),
            "Overall effectiveness": grade.astype(object).mask(never, "NULL"),
            "Quality of education": grade.astype(object).mask(never, "NULL"),
            "Previous inspection start date": _slashed(before).mask(never, "NULL"),
            "Previous full inspection overall effectiveness": earlier.mask(never, "NULL"),
        }
    )  # fmt: skip
    stem = "Management_information_-_state-funded_schools_-_latest_inspections_as_at"
    title = f"Latest inspections of state-funded schools as at {day:%d %B %Y}\r\n"
    return filing.csv(table, folder / f"{stem}_{day:%d_%b_%Y}.csv", "cp1252", above=title)


def imd(world: World, edition: str, folder: Path) -> Path:
    """File 7 of the indices of 2015, 2019 or 2025."""
    lsoa, district, name = {
        "2015": ("2011", "2013", "File_7_ID_2015_All_ranks__deciles_and_scores"),
        "2019": ("2011", "2019", "File_7_-_All_IoD2019_Scores__Ranks__Deciles_and_Population"),
        "2025": ("2021", "2024", "File_7_IoD2025_All_Ranks_Scores_Deciles_Population_Denominators"),
    }[edition]
    numbers = np.arange(len(world.deciles))
    rank = pd.Series(world.deciles).rank(method="first").astype(int)
    given: dict[str, object] = {
        f"LSOA code ({lsoa})": (lsoa21 if lsoa == "2021" else lsoa11)(numbers),
        f"LSOA name ({lsoa})": [f"Invented {n:05d}A" for n in numbers],
        f"Local Authority District code ({district})": "E07000999",
        f"Local Authority District name ({district})": "Invented",
    }
    domains = (
        "Index of Multiple Deprivation (IMD)", "Income", "Employment",
        "Education, Skills and Training", "Health Deprivation and Disability", "Crime",
        "Barriers to Housing and Services", "Living Environment",
    )  # fmt: skip
    for domain in domains:
        given[f"{domain} Score"] = (60 - 60 * rank / len(rank)).round(3)
        given[f"{domain} Rank (where 1 is most deprived)"] = rank
        given[f"{domain} Decile (where 1 is most deprived 10% of LSOAs)"] = world.deciles
    given["Total population: mid 2015 (excluding prisoners)"] = 1600
    return filing.csv(pd.DataFrame(given), folder / f"{name}.csv")


def postcodes(world: World, folder: Path) -> Path:
    """The national list of postcodes: each in three spacings, with both small areas."""
    path = folder / "ONSPD_FEB_2024_UK.csv"
    areas = pd.DataFrame(
        {
            "number": (numbers := np.arange(len(world.deciles))),
            "lsoa11": lsoa11(numbers),
            "lsoa21": lsoa21(numbers),
        }
    )
    each = world.postcodes // len(world.deciles)
    parts = f"""
        select n,
            {list(POSTCODE_AREAS)}[n // 116000 + 1] || (n // 4000 % 29 + 1) as outward,
            (n // 400 % 10) || '{UNITS}'[n // 20 % 20 + 1] || '{UNITS}'[n % 20 + 1] as inward
        from range({each * len(world.deciles)}) numbers(n)"""
    query = f"""
        select rpad(outward, 4, ' ') || inward as pcd, rpad(outward, 5, ' ') || inward as pcd2,
            outward || ' ' || inward as pcds, '198001' as dointr, '' as doterm,
            'E10000016' as oscty, 'E07000999' as oslaua, 533000 + n % 9000 as oseast1m,
            181000 + n % 7000 as osnrth1m, 'E92000001' as ctry, lsoa11, lsoa21,
            51.2 as lat, 0.7 as long, number + 1 as imd
        from ({parts}) join areas on number = n // {each} order by n"""
    with duckdb.connect() as connection:
        connection.execute(filing.QUIETLY)
        connection.register("areas", areas)
        connection.sql(f"copy ({query}) to '{path}' (format csv, header true)")
    return path


def _grade(number: int) -> int:
    """Index of the grade: one in five outstanding, three in five good, the others worse."""
    return 0 if number < 4 else 1 if number < 16 else 2 if number < 19 else 3


def _dashed(days: pd.Series) -> pd.Series:
    return days.dt.strftime("%d-%m-%Y").astype(object).where(days.notna(), "")


def _slashed(days: pd.Series) -> pd.Series:
    return days.dt.strftime("%d/%m/%Y").astype(object)

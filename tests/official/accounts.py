"""Schools' accounts: CFR of maintained schools, AAR of academies."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from . import filing
from .universe import World

SHEETS = {
    2015: ("Raw CFR Data", 3), 2016: ("Maintained", 0), 2017: ("Raw CFR Data", 3),
    2018: ("CFR Data", 2), 2019: ("CFR Data", 3), 2020: ("CFR_Output", 2), 2021: ("CFRData", 2),
}  # fmt: skip
"""Finance year's first calendar year -> sheet, rows above the header; others are as 2021."""
CODES_UNTIL_2019 = ("SUPP", " NS ", "DNS", "NA")
CODES_SINCE = ("z", "x", "c", "k")


def donations(world: World, start: int) -> np.ndarray:
    """GBP given to each site in the finance year; one in thirty or so gets a true zero."""
    rng = np.random.default_rng([world.seed, start, 1])
    grown = (1 + world.growth) ** (start - 2013)
    noise = rng.lognormal(0, 0.25, len(world.sites))
    given = world.sites["per_pupil"] * grown * noise * world.sites["pupils"]
    none = (given.index % 30 == 6) | (rng.random(len(given)) < 1 / 60)
    return given.mask(none, 0).round().to_numpy()


def cfr(world: World, start: int, folder: Path, workbook: bool) -> Path:
    """The full data workbook (or the same as CSV) of April to March."""
    first, last = pd.Timestamp(start, 4, 1), pd.Timestamp(start + 1, 3, 31)
    sites = world.sites
    ends = sites[["converted", "closed"]].min(axis=1).fillna(last + pd.Timedelta(days=1))
    there = sites["maintained"] & (sites["opened"] <= last) & (ends > first)
    here = sites[there].assign(given=donations(world, start)[there], ends=ends[there])
    months = ((here["ends"].dt.year - start) * 12 + here["ends"].dt.month - 4).clip(upper=12)
    table = _cfr_table(here, months, _lines(here, months / 12, world, start), start)
    sheet, above = SHEETS.get(start, SHEETS[2021])
    year = f"{start}-{(start + 1) % 100:02d}"
    stray = ["Consistent Financial Reporting", f"Financial year {year}", "Amounts in pounds"][
        :above
    ]
    if not workbook:
        path = folder / f"CFR_{year}_Full_Data.csv"
        return filing.csv(table, path, above="".join(f"{line}\r\n" for line in stray))
    notes = pd.DataFrame({"Notes": ["Figures are as schools sent them."]})
    path = folder / f"CFR_{year}_Full_Data_Workbook.xlsx"
    return filing.workbook({"Notes": ((), notes), sheet: (stray, table)}, path)


def sent(world: World, start: int) -> pd.Series:
    """Which sites sent a return of their own for all twelve months."""
    sites, last = world.sites, pd.Timestamp(start + 1, 3, 31)
    until = sites[["converted", "closed"]].min(axis=1)
    return sites["maintained"] & sites["opened"].le(last) & ~until.le(last) & ~_unsent(sites)


def _unsent(sites: pd.DataFrame) -> pd.Series:
    """Members of federations, and those who did not supply a return."""
    return ((sites["lead"] >= 0) & (sites["lead"] != sites.index)) | (sites["urn"] % 53 == 11)


def _lines(here: pd.DataFrame, share: pd.Series, world: World, start: int) -> dict[str, pd.Series]:
    """Amounts in pounds by line; a lead's are those of the whole federation."""
    rng = np.random.default_rng([world.seed, start, 2])
    pupils, n = here["pupils"], len(here)
    grant = pupils * 4100 * 1.02 ** (start - 2013) * rng.lognormal(0, 0.1, n) + 120_000
    lines = {
        "I01": grant,
        "I05": pupils * (0.42 - 0.035 * here["decile"]) * 1320,
        "I07": pupils * 60,
        "I08": pupils * 45 * rng.random(n),
        "I09": pupils * 90 * rng.random(n),
        "I12": pupils * 35 * rng.lognormal(0, 0.4, n),
        "I13": here["given"],
    }
    team = here["lead"].where(here["lead"] >= 0, here.index.to_series())
    return {
        name: (pounds * share).groupby(team).transform("sum").round()
        for name, pounds in lines.items()
    }


def _cfr_table(here: pd.DataFrame, months: pd.Series, lines: dict, start: int) -> pd.DataFrame:
    columns = {name.replace("  ", " ").split(" ")[0]: name for name in filing.layout("cfr")}
    amounts = {columns[line]: pounds for line, pounds in lines.items()}
    net = sum(pounds for line, pounds in lines.items() if line != "I09")
    amounts["Total Income   I01 to I08, I11 to I15, I18"] = net
    amounts["Total Income   I01 to I18"] = net + lines["I09"]
    amounts["Total Expenditure  E01 to E32"] = (net * 0.99).round()
    codes = CODES_UNTIL_2019 if start < 2020 else CODES_SINCE
    hidden = (here["urn"] % 41 == 5).to_numpy()
    suppressed = np.resize(np.array(codes, dtype=object), len(here))
    for column in (columns["I13"], columns["I12"]):
        amounts[column] = amounts[column].astype(object).mask(hidden, suppressed)
    unsent = _unsent(here)
    lead = here["lead"].map(_laestab(here)).fillna(0).astype("int64")
    given = {
        "LA": here["la_code"],
        "LA Name": here["la_name"],
        "Region": "South East",
        "Estab": here["estab"],
        "LAEstab": _laestab(here),
        "URN": here["urn"],
        "School Name": here["name"],
        "Phase": np.select(
            [here["phase"] != "Primary", here["high"] == 7, here["low"] == 7],
            [here["phase"], "Infant", "Junior"], "Infant and junior",
        ),
        "Overall Phase": here["phase"],
        "Lowest age of pupils": here["low"],
        "Highest age of pupils": here["high"],
        "Type": "Community school",
        "No Pupils": here["pupils"],
        "Period covered by return (months)": months,
        "Did Not Supply flag": np.where(unsent, "DNS", ""),
        "Lead school in federation": lead,
    } | {
        name: pounds.astype(object).mask(unsent, "DNS") for name, pounds in amounts.items()
    }  # fmt: skip
    table = filing.fill(filing.layout("cfr"), given, here.index, 0)
    return table.rename(columns=_since_2017 if start >= 2017 else str)


def _laestab(here: pd.DataFrame) -> pd.Series:
    return here["la_code"] * 10_000 + here["estab"]


def _since_2017(name: str) -> str:
    """How later workbooks spell the headers that earlier ones spell as the layout does."""
    spelt = " ".join(name.split()).replace("Donations and or private", "Donations and/or voluntary")
    return spelt.replace("Total Income I01", "Total Income: I01")


def aar(world: World, start: int, folder: Path) -> Path:
    """The download of September to August, with the sheet of central services."""
    first, last = date(start, 9, 1), date(start + 1, 8, 31)
    sites = world.sites
    academy = (~sites["maintained"] & ~sites["phase"].eq("Independent")) | sites[
        "converted"
    ].notna()
    since = sites["converted"].fillna(sites["opened"])
    there = academy & since.le(pd.Timestamp(last))
    there &= ~sites["closed"].le(pd.Timestamp(first))
    here = sites[there].assign(given=donations(world, start)[there], since=since[there])
    late = here["since"].clip(lower=pd.Timestamp(first))
    months = 12 - ((late.dt.year - start) * 12 + late.dt.month - 9)
    table = _aar_table(here, months)
    central = pd.DataFrame({"MAT SAT or Central Services": ["Central services"], "UID": [2060]})
    stray = (
        "Academies accounts return",
        f"Academic year {start}/{(start + 1) % 100:02d}, in pounds",
    )
    path = folder / f"AAR_{start}-{(start + 1) % 100:02d}_download.xlsx"
    return filing.workbook({"Academies": (stray, table), "CentralServices": (stray, central)}, path)


def _aar_table(here: pd.DataFrame, months: pd.Series) -> pd.DataFrame:
    grant, given = (here["pupils"] * 4600 + 120_000).round(), here["given"]
    trust = 2000 + np.arange(len(here)) // 4
    converter = here["new_urn"] > 0
    rows = {
        "LAEstab": _laestab(here),
        "LA": here["la_code"],
        "Estab": here["estab"],
        "URN": here["new_urn"].where(converter, here["urn"]),
        "School Name": here["new_name"].where(converter, here["name"]),
        "Period covered by return": months,
        "MAT SAT or Central Services": "Multi Academy Trust (MAT)",
        "UID": trust,
        "Company Number": 9_000_000 + trust,
        "Trust or Company Name": [f"The {n} Learning Trust" for n in trust],
        "Number of pupils in academy (FTE)": here["pupils"],
        "Overall Phase": here["phase"],
        "Phase": here["phase"],
        "Type": np.where(converter, "Academy converter", "Academy sponsor led"),
        "Did Not Supply flag": "NULL",
        "Income from catering": (here["pupils"] * 40).round(),
        "Donations and/or voluntary funds": (given * months / 12).round(),
        "Total Income": ((grant + given) * months / 12 + here["pupils"] * 40).round(),
    }
    table = filing.fill(filing.layout("aar"), rows, here.index, 0)
    return _moved(table)


def _moved(table: pd.DataFrame) -> pd.DataFrame:
    """Let the first academy have changed trust in the year: five months, then seven."""
    moves = table[table["Period covered by return"] == 12].index[:1]
    amounts = ["Income from catering", "Donations and/or voluntary funds", "Total Income"]
    halves = [table.loc[moves].assign(**{"Period covered by return": n}) for n in (5, 7)]
    for half, n in zip(halves, (5, 7), strict=True):
        half[amounts] = (half[amounts] * n / 12).round()
        half["UID"] += n
    return pd.concat([table.drop(moves), *halves])

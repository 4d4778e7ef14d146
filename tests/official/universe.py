"""One invented country: school sites with their history, from which every file is made.

A site is a school as people know it. It has one establishment in the register, or two if it
became an academy, since a converter gets a new URN.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from . import names

Area = tuple[int, str]

OTHERS = {"Secondary": 5, "Special": 20, "Nursery": 30, "Independent": 8}
"""How many primary schools there are to one school of another kind."""
NEW_URNS_FROM = 136000
FIRST_YEAR, LAST_YEAR = 2012, 2025
CONVERTING_DAYS = ("11-01", "09-01", "04-01", "01-01")
POSTCODE_AREAS = (
    "CT", "ME", "TN", "DA", "BR", "RH", "BN", "GU", "SO", "PO", "BH", "DT", "EX", "TQ", "PL", "TR",
    "TA", "BA", "BS", "GL", "OX", "RG", "SL", "HP", "MK", "LU", "SG", "CM", "SS", "CO", "IP", "NR",
)  # fmt: skip
UNITS = "ABDEFGHJLNPQRSTUWXYZ"


@dataclass(frozen=True)
class World:
    """`sites`: a row per site; `deciles`: IMD decile (1 to 10) of each small area, by number.

    Columns of `sites`: la_code, la_name, name, phase, low, high, place, town, street, pupils,
    lsoa (number), postcode (number), decile, opened, closed, converted (dates or NaT), urn,
    new_urn (0: never converts), new_name, lead (index of the lead of its federation, or -1),
    maintained (until it converts), per_pupil (GBP of donations in the first year), estab.
    """

    sites: pd.DataFrame
    deciles: np.ndarray
    postcodes: int
    seed: int
    growth: float


def create(
    schools: int,
    area: Area,
    other_areas: Mapping[Area, int],
    *,
    seed: int,
    gradient: float,
    growth: float,
    lsoas: int,
    postcodes: int,
    markup: bool,
) -> World:
    """Make the country: `schools` primary schools in the area, and the others beside them."""
    rng = np.random.default_rng(seed)
    wanted = {area: schools, **other_areas}
    sites = pd.concat([_kinds(*la, n) for la, n in wanted.items()], ignore_index=True)
    lsoas = lsoas or max(300, 2 * len(sites))
    deciles = np.ceil(10 * (1 + rng.permutation(lsoas)) / lsoas).astype(int)
    postcodes = postcodes or 8 * lsoas
    _locate(sites, deciles, postcodes, rng)
    _name(sites, rng)
    _history(sites, rng)
    _federations(sites)
    tilt = np.exp(gradient * 0.15 * (sites["decile"] - 5.5))
    sites["per_pupil"] = 40 * tilt * rng.lognormal(0, 0.5, len(sites))
    if markup:
        for row, shape in enumerate(names.MARKUP):
            sites.loc[row, "name"] = shape.format(name=sites.loc[row, "place"])
    return World(sites, deciles, postcodes, seed, growth)


def urns(sites: pd.DataFrame, day: date) -> pd.Series:
    """The URN under which each site stands on a day."""
    academy = sites["converted"].le(pd.Timestamp(day))
    return sites["new_urn"].where(academy, sites["urn"])


def postcode(numbers: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """The outward and the inward part of the postcodes with these numbers."""
    numbers = np.asarray(numbers)
    unit, rest = numbers % 400, numbers // 400
    sector, rest = rest % 10, rest // 10
    outward = [f"{POSTCODE_AREAS[n // 29]}{n % 29 + 1}" for n in rest]
    inward = [f"{s}{UNITS[u // 20]}{UNITS[u % 20]}" for s, u in zip(sector, unit, strict=True)]
    return np.array(outward, dtype=object), np.array(inward, dtype=object)


def lsoa11(numbers: Iterable[int]) -> list[str]:
    """Codes of the small areas of 2011."""
    return [f"E01{n + 1:06d}" for n in numbers]


def lsoa21(numbers: Iterable[int]) -> list[str]:
    """Codes of the small areas of 2021: one in thirty was drawn anew."""
    return [f"E01{n + 1 + (n % 30 == 7) * 40000:06d}" for n in numbers]


def _kinds(code: int, la_name: str, schools: int) -> pd.DataFrame:
    """The sites of one authority: infants and juniors in pairs, then other kinds, then closed."""
    pair = max(1, schools // 12)
    low = [4, 7] * pair + [4] * (schools - 2 * pair)
    high = [7, 11] * pair + [11] * (schools - 2 * pair)
    phases = ["Primary"] * schools
    for phase, share in OTHERS.items():
        phases += [phase] * max(1, schools // share)
    others = len(phases) - schools
    gone = max(1, schools // 4)
    phases += ["Primary"] * gone
    return pd.DataFrame(
        {
            "la_code": code,
            "la_name": la_name,
            "phase": phases,
            "low": low
            + [11 if p == "Secondary" else 3 for p in phases[schools:-gone]]
            + [4] * gone,
            "high": high
            + [18 if p == "Secondary" else 11 for p in phases[schools:-gone]]
            + [11] * gone,
            "paired": [True] * 2 * pair + [False] * (len(phases) - 2 * pair),
            "gone": [False] * (schools + others) + [True] * gone,
        }
    )


def _locate(
    sites: pd.DataFrame, deciles: np.ndarray, postcodes: int, rng: np.random.Generator
) -> None:
    """Give each site a small area and a postcode; an authority's areas lie side by side."""
    ends = sites.groupby("la_code", sort=False).size().cumsum() / len(sites) * len(deciles)
    first, last = ends.shift(fill_value=0).astype(int), ends.astype(int)
    low, high = sites["la_code"].map(first), sites["la_code"].map(last)
    sites["lsoa"] = (low + rng.random(len(sites)) * (high - low)).astype(int)
    junior = sites["paired"] & (sites["low"] == 7)
    sites["lsoa"] = sites["lsoa"].mask(junior, sites["lsoa"].shift(fill_value=0))
    each = postcodes // len(deciles)
    sites["postcode"] = sites["lsoa"] * each + rng.integers(0, each, len(sites))
    sites["decile"] = deciles[sites["lsoa"]]
    sites["pupils"] = np.clip(rng.lognormal(5.4, 0.4, len(sites)), 45, 900).round()
    sites["pupils"] += 600 * (sites["phase"] == "Secondary")
    sites["street"] = rng.choice(names.STREETS, len(sites))


def _name(sites: pd.DataFrame, rng: np.random.Generator) -> None:
    place = names.places(len(sites), rng)
    junior = (sites["paired"] & (sites["low"] == 7)).to_numpy()
    place[junior] = place[np.flatnonzero(junior) - 1]
    sites["place"] = place
    sites["town"] = place[(np.arange(len(sites)) // 12) * 12]
    saint, kind = rng.choice(names.SAINTS, len(sites)), rng.integers(0, 100, len(sites))
    rows = zip(sites.itertuples(), saint, kind, strict=True)
    sites["name"] = [_name_of(site, saint, kind) for site, saint, kind in rows]
    sites["new_name"] = [names.of_academy(*row) for row in zip(sites["name"], kind, strict=True)]
    sites["faith"] = sites["name"].str.extract("(Catholic|Church of England)", expand=False)


def _name_of(site, saint: str, kind: int) -> str:
    if site.paired:
        return f"{site.place} {'Infant' if site.low == 4 else 'Junior'} School"
    if site.gone:
        return f"{site.place} County Primary School"
    if site.phase != "Primary":
        return names.of_other(site.place, site.phase)
    return names.of_primary(site.place, site.town, saint, kind)


def _history(sites: pd.DataFrame, rng: np.random.Generator) -> None:
    """Who was maintained, who converted when, who opened or closed."""
    if len(sites) > NEW_URNS_FROM - 100000:
        raise ValueError(f"at most {NEW_URNS_FROM - 100000} sites, not {len(sites)}")
    count = np.arange(len(sites))
    sites["urn"] = 100000 + count
    sites["estab"] = 2000 + sites.groupby("la_code").cumcount()
    order = sites.groupby(["la_code", "phase", "gone"], sort=False).cumcount()
    primary = (sites["phase"] == "Primary") & ~sites["gone"]
    sites["maintained"] = primary | sites["phase"].isin(["Nursery", "Special"]) | sites["gone"]
    sites["maintained"] |= (sites["phase"] == "Secondary") & (order % 3 == 0)
    sites["opened"] = pd.to_datetime(np.where(count % 3, "1950-09-01", "1986-04-01"))
    new = primary & (order % 40 == 39)
    sites.loc[new, "opened"] = pd.Timestamp("2014-09-01")
    sites.loc[new, "maintained"] = False
    closes = primary & (order % 40 == 19)
    sites["closed"] = pd.Series(pd.NaT, index=sites.index, dtype="datetime64[ns]")
    sites.loc[closes, "closed"] = pd.to_datetime(
        [f"{2014 + n % 9}-08-31" for n in range(closes.sum())]
    )
    sites.loc[sites["gone"], "closed"] = pd.Timestamp("2005-08-31")
    can = (primary & sites["maintained"] & ~sites["paired"] & ~closes & (order % 5 >= 3)).to_numpy()
    sites["converted"] = _conversions(sites, can)
    sites["new_urn"] = np.where(can, NEW_URNS_FROM + np.cumsum(can) - 1, 0)


def _conversions(sites: pd.DataFrame, can: np.ndarray) -> pd.Series:
    """The days on which sites convert: every year, in each authority, one on 1 November."""
    turn = sites[can].groupby("la_code").cumcount()
    years = LAST_YEAR - FIRST_YEAR
    each = sites[can].groupby("la_code")["la_code"].transform("size").clip(lower=years)
    year, within = turn * years // each, turn - (turn * years // each * each + years - 1) // years
    day = [f"{FIRST_YEAR + y}-{CONVERTING_DAYS[w % 4]}" for y, w in zip(year, within, strict=True)]
    return pd.Series(pd.to_datetime(day), index=turn.index).reindex(sites.index)


def _federations(sites: pd.DataFrame) -> None:
    """One pair of infant and junior school in each authority keeps one account."""
    sites["lead"] = -1
    for _, pair in sites[sites["paired"]].groupby("la_code"):
        sites.loc[pair.index[:2], "lead"] = pair.index[0]

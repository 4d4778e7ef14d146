"""Official-looking files with invented values, for tests and benchmarks.

    written = official.write(tmp_path, schools=60, year="2021-22", seed=1)

One seed gives one country: the same schools stand in the files of every year, some convert,
some open, some close. The layouts are the publishers'; every name and number is invented.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from . import accounts, charity, names, registers, survey, universe
from .universe import Area

HEADS = names.HEADS_LAST
"""Surnames of heads in the GIAS files: none may outlive the reading."""
REGISTER = (
    "charity", "charity_annual_return_history", "charity_area_of_operation",
    "charity_governing_document", "charity_other_names",
)  # fmt: skip
PARTS = ("cfr", "aar", "gias", "gias_links", "ofsted", "imd", "postcodes", "charity", "survey")
"""What can be written; `charity` is all five tables of the register extract."""


@dataclass(frozen=True)
class Written:
    """`paths`: part (or table of the register) -> file. The others are the truth behind them.

    `schools`: establishments on the day of the GIAS file, a row per URN, as `registers` tells.
    `donations`: GBP by URN in the finance year, as if all 12 months were one return's.
    `associations`: charity_number, name, urn, other_urn (<NA>: none), as of the end of the year.
    """

    folder: Path
    paths: dict[str, Path]
    schools: pd.DataFrame
    donations: pd.Series
    associations: pd.DataFrame


def write(
    folder: Path,
    schools: int = 60,
    year: str = "2021-22",
    area: Area = (886, "Kent"),
    other_areas: Mapping[Area, int] | None = None,
    charities: int = 300,
    seed: int = 1,
    parts: Collection[str] = PARTS,
    *,
    gradient: float = 1,
    growth: float = 0.03,
    imd: str = "2019",
    register: str = "json",
    register_day: date | None = None,
    workbook: bool = True,
    markup: bool = False,
    lsoas: int = 0,
    postcodes: int = 0,
) -> Written:
    """Write the files of a finance year into a folder.

    `schools`: primary schools of the area, three in four maintained at first; schools of
    other kinds and closed ones come on top. `other_areas`: the same, by (code, name); by default
    one neighbour. `charities`: the size of the register, at least as many as there are
    associations. `gradient`: +1 lets schools in less deprived areas receive more, -1 less, 0 alike.
    `growth`: of donations, a year. `imd`: edition. `register`: json, txt or, for the older extract,
    bcp, of `register_day` (by default seventeen months after the year). `workbook`: CFR as xlsx,
    else CSV. `markup`: some names hold markup and formulas. `lsoas`, `postcodes`: how many; 0 for
    a few hundred.
    """
    if unknown := set(parts) - set(PARTS):
        raise ValueError(f"no such parts: {sorted(unknown)}; there are {PARTS}")
    folder.mkdir(parents=True, exist_ok=True)
    start = int(year[:4])
    spring = date(start + 1, 4, 1)
    neighbours = {(887, "Medway"): max(12, schools // 5)} if other_areas is None else other_areas
    world = universe.create(
        schools, area, neighbours, seed=seed, gradient=gradient, growth=growth, lsoas=lsoas,
        postcodes=postcodes, markup=markup,
    )  # fmt: skip
    every = charity.charities(world, charities, gradient, markup)
    makers = {
        "cfr": lambda: accounts.cfr(world, start, folder, workbook),
        "aar": lambda: accounts.aar(world, start, folder),
        "gias": lambda: registers.gias(world, spring, folder),
        "gias_links": lambda: registers.links(world, spring, folder),
        "ofsted": lambda: registers.ofsted(world, date(start + 1, 3, 31), folder),
        "imd": lambda: registers.imd(world, imd, folder),
        "postcodes": lambda: registers.postcodes(world, folder),
        "survey": lambda: survey.write(world, area[0], start, folder),
    }
    paths = {part: make() for part, make in makers.items() if part in parts}
    if "charity" in parts:
        day = register_day or date(start + 2, 9, 7)
        paths |= charity.write(every, seed, day, folder, register, REGISTER)
    return Written(
        folder, paths, registers.establishments(world, spring), *_truth(world, every, spring)
    )


def _truth(world: universe.World, every: pd.DataFrame, day: date) -> tuple[pd.Series, pd.DataFrame]:
    urns = universe.urns(world.sites, day)
    given = pd.Series(accounts.donations(world, day.year - 1), index=urns, name="donations")
    own = every[every["site"] >= 0]
    links = own[["charity_number", "name"]].assign(
        urn=own["site"].map(urns), other_urn=own["other"].map(urns).astype("Int64")
    )
    return given, links.reset_index(drop=True)

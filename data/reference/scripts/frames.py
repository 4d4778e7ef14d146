"""Make frames.csv: facts about the maintained primary schools of some areas, and of England.

    .venv/bin/python data/reference/scripts/frames.py FOLDER

FOLDER holds the official files.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from command_line import run
from school_histories import (
    FATES,
    STAYED,
    YEARS,
    Area,
    OfficialTables,
    primary_schools,
    read_tables,
    schools_with_return,
    trace_fates,
)

FIRST = 2014
LATER = (2017, 2018)
"""The paper's first wave is of 2013/14; what became of its schools by these years is counted."""

ENDS = {"deprived": (1, 3), "affluent": (8, 10)}
"""The two ends of the deciles that are compared: 1 is the most deprived."""

AREAS = (
    Area(886, "Kent", (
        "Ashford", "Canterbury", "Dartford", "Dover", "Gravesham", "Maidstone", "Sevenoaks",
        "Shepway", "Swale", "Thanet", "Tonbridge and Malling", "Tunbridge Wells",
    )),
    Area(887, "Medway", ("Medway",)),
    Area(305, "Bromley", ("Bromley",)),
    Area(845, "East Sussex", ("Eastbourne", "Hastings", "Lewes", "Rother", "Wealden")),
    Area(352, "Manchester", ("Manchester",)),
    Area(394, "Sunderland", ("Sunderland",)),
    Area(None, "England"),
)  # fmt: skip
"""The study's county; a unitary authority, an outer London borough, another county and two
metropolitan districts, one large and one small; the country."""

_DFE = "Department for Education"
_DCLG = "Department for Communities and Local Government"
_CFR = "Consistent Financial Reporting {year} (total of I01 to I08, I11 to I15 and I18)"
_LIST = "Performance-tables list of schools 2017/18"
_LINKED = f"{_LIST}; GIAS links of predecessors and successors"
_IMD = "English Indices of Deprivation 2015"
_LICENCE = "Open Government Licence v3.0"

RETURNS = (f"{_CFR}; {_LINKED}", _DFE)
DECILES = (f"{_CFR}; {_LINKED}; {_IMD}, by the school's postcode", f"{_DFE}; {_DCLG}")
LISTED = (_LIST, _DFE)
CENSUS = (f"School census 2018/19; {_LIST}", _DFE)
ROLLS = (f"School census 2018/19; {_CFR}; {_LINKED}", _DFE)
SMALL = (_IMD, _DCLG)


class AreaFacts:
    """The facts about one area, one row each."""

    def __init__(self, area: Area) -> None:
        self.area = area
        self.key = area.name.lower().replace(" ", "-")
        self.code = "all" if area.code is None else str(area.code)
        self.rows: list[dict[str, str]] = []

    def add(
        self, tag: str, period: str, quantity: str, group: str, value: float, unit: str,
        statement: str, source: tuple[str, str], year: str = "",
    ) -> None:  # fmt: skip
        """Add one fact: percentages to one decimal, all else in whole numbers."""
        title, publisher = source
        rounded = f"{100 * value:.1f}" if unit == "percent" else f"{value:.0f}"
        self.rows.append(
            {
                "id": f"{self.key}-{tag}", "area_code": self.code, "area": self.area.name,
                "period": period, "quantity": quantity, "group": group, "value": rounded,
                "unit": unit, "statement": f"{self.area.name}: {statement}",
                "source": title.format(year=year or period), "publisher": publisher,
                "licence": _LICENCE,
            }
        )  # fmt: skip

    def add_deciles(
        self, tag: str, period: str, decile: pd.Series, who: str, year: str = ""
    ) -> None:
        """Add ten counts of schools; none where no decile is known."""
        for place in range(1, 11) if decile.notna().any() else ():
            self.add(
                f"{tag.format(place)}", period, "schools in decile", str(place),
                (decile == place).sum(), "schools", f"{who}, in decile {place}", DECILES, year,
            )  # fmt: skip

    def add_end_shares(
        self, tag: str, period: str, group: str, decile: pd.Series, who: str, year: str = ""
    ) -> None:
        """Add the shares of schools in the three most and the three least deprived deciles."""
        known = decile.dropna()
        for name, (low, high) in ENDS.items() if len(known) else ():
            self.add(
                tag.format(name), period, f"share in deciles {low} to {high}", group,
                known.between(low, high).mean(), "percent",
                f"share in deciles {low} to {high}, among the {len(known)} {who} and whose decile "
                "is known", DECILES, year,
            )  # fmt: skip


def facts_of_area(tables: OfficialTables, area: Area) -> list[dict[str, str]]:
    """All facts about one area."""
    facts = AreaFacts(area)
    for year in YEARS:
        _add_year(facts, schools_with_return(tables, area, year), YEARS[year])
    for year in LATER:
        _add_fates(facts, tables, year)
    if area.code is None:
        _add_untraced_returns(facts, tables)
    if area.name == "Kent":
        _add_largest_incomes(facts, schools_with_return(tables, area, 2017)["income"])
    _add_open_schools(facts, tables)
    _add_rolls(facts, tables)
    _add_small_areas(facts, tables.small_areas)
    return facts.rows


def _add_year(facts: AreaFacts, here: pd.DataFrame, period: str) -> None:
    """How many schools in a year, with what income, in which deciles."""
    tag, income = period.replace("/", "-"), here["income"]
    who = "maintained primary schools with a return"
    facts.add(f"n-{tag}", period, "schools", "", len(here), "schools", who, RETURNS)
    for kind, value in (
        ("total", income.sum()), ("mean", income.mean()), ("median", income.median()),
    ):  # fmt: skip
        facts.add(
            f"income-{kind}-{tag}", period, f"total income {kind}", "", value,
            "GBP per year" if kind == "total" else "GBP per school per year",
            f"{kind} of the total income of maintained primary schools", RETURNS,
        )  # fmt: skip
    if facts.area.code is None:
        return
    facts.add(
        f"decile-known-{tag}", period, "schools whose decile is known", "",
        here["decile"].count(), "schools",
        f"{who} and a known decile: their postcode begins with BR, CT, DA, ME or TN", DECILES,
    )  # fmt: skip
    facts.add_deciles(f"decile-{{}}-{tag}", period, here["decile"], who)
    facts.add_end_shares("{}-" + tag, period, "", here["decile"], who)


def _add_untraced_returns(facts: AreaFacts, tables: OfficialTables) -> None:
    """Returns of any kind of school that no listed school stands for."""
    for year, period in YEARS.items():
        income = tables.returns[year]
        facts.add(
            f"untraced-{period.replace('/', '-')}", period, "returns without an area", "",
            tables.listed.reindex(income.index).isna().sum(), "schools",
            f"returns, of {len(income)} from schools of all kinds, of those that neither are on "
            "the list of 2017/18 nor have a successor there: nurseries, pupil referral units, and "
            "schools that closed for good",
            RETURNS,
        )  # fmt: skip


def _add_fates(facts: AreaFacts, tables: OfficialTables, year: int) -> None:
    """What became of the schools of the first year, and how those that left differ."""
    first = schools_with_return(tables, facts.area, FIRST)
    fate = trace_fates(tables, first, year)
    since, later = YEARS[FIRST], YEARS[year]
    tag, years = later.replace("/", "-"), f"{since} and {later}"
    for name, words in FATES.items():
        facts.add(
            f"fate-{name}-{tag}", later, "what became of the schools of 2013/14", name,
            (fate == name).sum(), "schools",
            f"maintained primary schools of {since} that by {later} {words}", RETURNS, years,
        )  # fmt: skip
    stayed = fate.isin(STAYED)
    facts.add(
        f"left-share-{tag}", later, "share that left", "", (~stayed).mean(), "percent",
        f"share of the maintained primary schools of {since} that have no return in {later}, "
        "under their own number or a successor's", RETURNS, years,
    )  # fmt: skip
    _add_group(facts, "left", first[~stayed], year)
    _add_group(facts, "stayed", first[stayed], year)
    same = fate.index[fate == "stayed"]
    for when, income in (("then", first["income"]), ("later", tables.returns[year])):
        facts.add(
            f"same-income-{when}-{tag}", since if when == "then" else later, "total income mean",
            f"same number in {since} and {later}", income.reindex(same).mean(),
            "GBP per school per year",
            f"mean of the total income, in {since if when == 'then' else later}, of the "
            f"{len(same)} maintained primary schools with a return in both {since} and {later}",
            RETURNS, years,
        )  # fmt: skip


def _add_group(facts: AreaFacts, group: str, part: pd.DataFrame, year: int) -> None:
    """Income and deciles in the first year of the schools that left, or stayed, by a later one."""
    since, later = YEARS[FIRST], YEARS[year]
    tag, years = later.replace("/", "-"), f"{since} and {later}"
    who = f"maintained primary schools of {since} that {group} by {later}"
    for kind, value in (("mean", part["income"].mean()), ("median", part["income"].median())):
        facts.add(
            f"{group}-income-{kind}-{tag}", since, f"total income {kind}", f"{group} by {later}",
            value, "GBP per school per year", f"{kind} of the total income of {who}",
            RETURNS, years,
        )  # fmt: skip
    if facts.area.code is None:
        return
    facts.add_end_shares(
        f"{group}-{{}}-{tag}", since, f"{group} by {later}", part["decile"], who, years
    )
    if year == LATER[0]:
        facts.add_deciles(f"{group}-decile-{{}}-{tag}", since, part["decile"], who, years)


def _add_largest_incomes(facts: AreaFacts, income: pd.Series) -> None:
    for rank, value in enumerate(income.nlargest(3), start=1):
        facts.add(
            f"income-largest-{rank}", "2016/17", "total income largest", str(rank), value,
            "GBP per school per year",
            f"total income of the school of rank {rank} by total income", RETURNS,
        )  # fmt: skip


def _add_open_schools(facts: AreaFacts, tables: OfficialTables) -> None:
    """Academies and maintained schools among the open ones, and their pupils a year later."""
    here = primary_schools(tables, facts.area)
    here = here[here["status"] != "closed"]
    academy = here["minor_group"] == "Academy"
    facts.add(
        "academy-share-2017-18", "2017/18", "share of academies", "", academy.mean(), "percent",
        "share of academies among open state primary schools", LISTED,
    )  # fmt: skip
    for group, part in {
        "all": here, "maintained": here[~academy], "academies": here[academy],
    }.items():  # fmt: skip
        facts.add(
            f"open-{group}-2017-18", "2017/18", "open state primary schools", group, len(part),
            "schools", f"open state primary schools: {group}", LISTED,
        )  # fmt: skip
        pupils = tables.census.reindex(part.index).dropna(subset=["pupils", "fsm"])
        facts.add(
            f"free-meals-{group}-2018-19", "2018/19", "pupils eligible for free meals", group,
            pupils["fsm"].sum() / pupils["pupils"].sum(), "percent",
            "share of pupils who are eligible for free school meals, in open state primary "
            f"schools: {group}", CENSUS,
        )  # fmt: skip


def _add_rolls(facts: AreaFacts, tables: OfficialTables) -> None:
    here = schools_with_return(tables, facts.area, 2017)
    rolls = tables.census["pupils"].reindex(here.index).dropna()
    for kind, value in (
        ("smallest", rolls.min()), ("median", rolls.median()), ("largest", rolls.max()),
    ):  # fmt: skip
        facts.add(
            f"roll-{kind}", "2018/19", "pupils on roll", kind, value, "pupils",
            f"pupils on roll, {kind} of the {len(rolls)} maintained primary schools with a return "
            "of 2016/17 that are in the census of 2018/19", ROLLS, "2016/17",
        )  # fmt: skip


def _add_small_areas(facts: AreaFacts, small: pd.DataFrame) -> None:
    here = small if facts.area.code is None else small[small["district"].isin(facts.area.districts)]
    for place in range(1, 11):
        within = here["decile"] == place
        what = f"small areas (LSOAs) in decile {place}"
        facts.add(
            f"areas-{place}", "2015", "small areas in decile", str(place), within.sum(),
            "small areas", what, SMALL,
        )  # fmt: skip
        facts.add(
            f"areas-share-{place}", "2015", "share of small areas", str(place), within.mean(),
            "percent", f"share of {what}", SMALL,
        )  # fmt: skip
    for name, (low, high) in ENDS.items():
        facts.add(
            f"areas-{name}", "2015", f"share in deciles {low} to {high}", "",
            here["decile"].between(low, high).mean(), "percent",
            f"share of the {len(here)} small areas (LSOAs) that are in deciles {low} to {high}",
            SMALL,
        )  # fmt: skip


def make_table(folder: Path) -> pd.DataFrame:
    """All rows of frames.csv, from the official files in a folder."""
    tables = read_tables(folder)
    return pd.DataFrame([row for area in AREAS for row in facts_of_area(tables, area)])


if __name__ == "__main__":
    run(__file__, make_table)

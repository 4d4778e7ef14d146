"""Make frames.csv: facts about the maintained primary schools of some areas, and of England.

    .venv/bin/python data/reference/make_frames.py FOLDER

FOLDER holds the official files. What is told of Kent here must be what kent_frame.csv says of it.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd
from official_frames import FATES, STAYED, YEARS, Area, Official, fates, frame, load, members

HERE = Path(__file__).parent
FIRST = 2014
LATER = (2017, 2018)
"""The paper's first wave is of 2013/14; what became of its schools is told for these years."""

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


class Facts:
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
        told = f"{100 * value:.1f}" if unit == "percent" else f"{value:.0f}"
        self.rows.append(
            {
                "id": f"{self.key}-{tag}", "area_code": self.code, "area": self.area.name,
                "period": period, "quantity": quantity, "group": group, "value": told,
                "unit": unit, "statement": f"{self.area.name}: {statement}",
                "source": title.format(year=year or period), "publisher": publisher,
                "licence": _LICENCE,
            }
        )  # fmt: skip

    def deciles(self, tag: str, period: str, decile: pd.Series, who: str, year: str = "") -> None:
        """Add ten counts of schools; none where no decile is known."""
        for place in range(1, 11) if decile.notna().any() else ():
            self.add(
                f"{tag.format(place)}", period, "schools in decile", str(place),
                (decile == place).sum(), "schools", f"{who}, in decile {place}", DECILES, year,
            )  # fmt: skip

    def ends(
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


def facts(official: Official, area: Area) -> list[dict[str, str]]:
    """All facts about one area."""
    told = Facts(area)
    for year in YEARS:
        _year(told, frame(official, area, year), YEARS[year])
    for year in LATER:
        _change(told, official, year)
    if area.code is None:
        _untraced(told, official)
    if area.name == "Kent":
        _largest(told, frame(official, area, 2017)["income"])
    _open_schools(told, official)
    _rolls(told, official)
    _small_areas(told, official.small)
    return told.rows


def _year(told: Facts, here: pd.DataFrame, period: str) -> None:
    """How many schools in a year, with what income, in which deciles."""
    tag, income = period.replace("/", "-"), here["income"]
    who = "maintained primary schools with a return"
    told.add(f"n-{tag}", period, "schools", "", len(here), "schools", who, RETURNS)
    for kind, value in (
        ("total", income.sum()), ("mean", income.mean()), ("median", income.median()),
    ):  # fmt: skip
        told.add(
            f"income-{kind}-{tag}", period, f"total income {kind}", "", value,
            "GBP per year" if kind == "total" else "GBP per school per year",
            f"{kind} of the total income of maintained primary schools", RETURNS,
        )  # fmt: skip
    if told.area.code is None:
        return
    told.add(
        f"decile-known-{tag}", period, "schools whose decile is known", "",
        here["decile"].count(), "schools",
        f"{who} and a known decile: their postcode begins with BR, CT, DA, ME or TN", DECILES,
    )  # fmt: skip
    told.deciles(f"decile-{{}}-{tag}", period, here["decile"], who)
    told.ends("{}-" + tag, period, "", here["decile"], who)


def _untraced(told: Facts, official: Official) -> None:
    """Returns of any kind of school that no listed school stands for."""
    for year, period in YEARS.items():
        income = official.returns[year]
        told.add(
            f"untraced-{period.replace('/', '-')}", period, "returns without an area", "",
            official.listed.reindex(income.index).isna().sum(), "schools",
            f"returns, of {len(income)} from schools of all kinds, of those that neither are on "
            "the list of 2017/18 nor have a successor there: nurseries, pupil referral units, and "
            "schools that closed for good",
            RETURNS,
        )  # fmt: skip


def _change(told: Facts, official: Official, year: int) -> None:
    """What became of the schools of the first year, and how those that left differ."""
    first = frame(official, told.area, FIRST)
    fate = fates(official, first, year)
    since, later = YEARS[FIRST], YEARS[year]
    tag, years = later.replace("/", "-"), f"{since} and {later}"
    for name, words in FATES.items():
        told.add(
            f"fate-{name}-{tag}", later, "what became of the schools of 2013/14", name,
            (fate == name).sum(), "schools",
            f"maintained primary schools of {since} that by {later} {words}", RETURNS, years,
        )  # fmt: skip
    stayed = fate.isin(STAYED)
    told.add(
        f"left-share-{tag}", later, "share that left", "", (~stayed).mean(), "percent",
        f"share of the maintained primary schools of {since} that have no return in {later}, "
        "under their own number or a successor's", RETURNS, years,
    )  # fmt: skip
    _compared(told, "left", first[~stayed], year)
    _compared(told, "stayed", first[stayed], year)
    same = fate.index[fate == "stayed"]
    for when, income in (("then", first["income"]), ("later", official.returns[year])):
        told.add(
            f"same-income-{when}-{tag}", since if when == "then" else later, "total income mean",
            f"same number in {since} and {later}", income.reindex(same).mean(),
            "GBP per school per year",
            f"mean of the total income, in {since if when == 'then' else later}, of the "
            f"{len(same)} maintained primary schools with a return in both {since} and {later}",
            RETURNS, years,
        )  # fmt: skip


def _compared(told: Facts, group: str, part: pd.DataFrame, year: int) -> None:
    """Income and deciles in the first year of the schools that left, or stayed, by a later one."""
    since, later = YEARS[FIRST], YEARS[year]
    tag, years = later.replace("/", "-"), f"{since} and {later}"
    who = f"maintained primary schools of {since} that {group} by {later}"
    for kind, value in (("mean", part["income"].mean()), ("median", part["income"].median())):
        told.add(
            f"{group}-income-{kind}-{tag}", since, f"total income {kind}", f"{group} by {later}",
            value, "GBP per school per year", f"{kind} of the total income of {who}",
            RETURNS, years,
        )  # fmt: skip
    if told.area.code is None:
        return
    told.ends(f"{group}-{{}}-{tag}", since, f"{group} by {later}", part["decile"], who, years)
    if year == LATER[0]:
        told.deciles(f"{group}-decile-{{}}-{tag}", since, part["decile"], who, years)


def _largest(told: Facts, income: pd.Series) -> None:
    for rank, value in enumerate(income.nlargest(3), start=1):
        told.add(
            f"income-largest-{rank}", "2016/17", "total income largest", str(rank), value,
            "GBP per school per year",
            f"total income of the school of rank {rank} by total income", RETURNS,
        )  # fmt: skip


def _open_schools(told: Facts, official: Official) -> None:
    """Academies and maintained schools among the open ones, and their pupils a year later."""
    here = members(official, told.area)
    here = here[here["status"] != "closed"]
    academy = here["minor_group"] == "Academy"
    told.add(
        "academy-share-2017-18", "2017/18", "share of academies", "", academy.mean(), "percent",
        "share of academies among open state primary schools", LISTED,
    )  # fmt: skip
    for group, part in {
        "all": here, "maintained": here[~academy], "academies": here[academy],
    }.items():  # fmt: skip
        told.add(
            f"open-{group}-2017-18", "2017/18", "open state primary schools", group, len(part),
            "schools", f"open state primary schools: {group}", LISTED,
        )  # fmt: skip
        pupils = official.census.reindex(part.index).dropna(subset=["pupils", "fsm"])
        told.add(
            f"free-meals-{group}-2018-19", "2018/19", "pupils eligible for free meals", group,
            pupils["fsm"].sum() / pupils["pupils"].sum(), "percent",
            "share of pupils who are eligible for free school meals, in open state primary "
            f"schools: {group}", CENSUS,
        )  # fmt: skip


def _rolls(told: Facts, official: Official) -> None:
    here = frame(official, told.area, 2017)
    rolls = official.census["pupils"].reindex(here.index).dropna()
    for kind, value in (
        ("smallest", rolls.min()), ("median", rolls.median()), ("largest", rolls.max()),
    ):  # fmt: skip
        told.add(
            f"roll-{kind}", "2018/19", "pupils on roll", kind, value, "pupils",
            f"pupils on roll, {kind} of the {len(rolls)} maintained primary schools with a return "
            "of 2016/17 that are in the census of 2018/19", ROLLS, "2016/17",
        )  # fmt: skip


def _small_areas(told: Facts, small: pd.DataFrame) -> None:
    here = small if told.area.code is None else small[small["district"].isin(told.area.districts)]
    for place in range(1, 11):
        within = here["decile"] == place
        what = f"small areas (LSOAs) in decile {place}"
        told.add(
            f"areas-{place}", "2015", "small areas in decile", str(place), within.sum(),
            "small areas", what, SMALL,
        )  # fmt: skip
        told.add(
            f"areas-share-{place}", "2015", "share of small areas", str(place), within.mean(),
            "percent", f"share of {what}", SMALL,
        )  # fmt: skip
    for name, (low, high) in ENDS.items():
        told.add(
            f"areas-{name}", "2015", f"share in deciles {low} to {high}", "",
            here["decile"].between(low, high).mean(), "percent",
            f"share of the {len(here)} small areas (LSOAs) that are in deciles {low} to {high}",
            SMALL,
        )  # fmt: skip


def make(folder: Path) -> pd.DataFrame:
    """All rows of frames.csv, from the official files in a folder."""
    official = load(folder)
    return pd.DataFrame([row for area in AREAS for row in facts(official, area)])


def differences(frames: pd.DataFrame, kent: pd.DataFrame) -> list[str]:
    """What kent_frame.csv says otherwise than frames.csv, or what frames.csv lacks, in words.

    Ids of kent_frame.csv begin with `frame-`. The same fact begins with `kent-` here, or with
    `england-areas-share-` where it is about England.
    """
    england = kent["id"].str.replace("frame-england-", "england-areas-share-")
    ids = england.str.replace("frame-", "kent-")
    made = dict(zip(frames["id"], frames["value"].astype(float), strict=True))
    told = dict(zip(ids, kent["value"].astype(float), strict=True))
    return [
        f"{name}: {value:g} in kent_frame.csv, {made.get(name)} from the official files"
        for name, value in told.items()
        if made.get(name) != value
    ]


def main(arguments: list[str]) -> int:
    """Write frames.csv beside this script; returns 1 if kent_frame.csv disagrees with it."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        print("usage: make_frames.py FOLDER, the folder of the official files", file=sys.stderr)
        return 2
    frames = make(Path(arguments[0]))
    frames.to_csv(HERE / "frames.csv", index=False, lineterminator="\n")
    kent = pd.read_csv(HERE / "kent_frame.csv", dtype=str)
    found = differences(frames, kent)
    print(f"{len(frames)} facts; {len(kent) - len(found)} of {len(kent)} in kent_frame.csv agree")
    for difference in found:
        print(difference, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

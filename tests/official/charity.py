"""The charity register: parents' associations named after the schools, and unrelated charities."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from . import bcp, filing, names
from .universe import World, postcode

FIRST_NUMBER = 1_000_001
SHAPES = (
    "{name} PTA", "{name} P.T.A.", "Friends of {name}", "{name} Parent Teacher Association",
    "{short} PTFA", "{name} Parents, Teachers and Friends Association",
    "{short} Parent Teachers' Association", "The Friends of {short}",
    "{name} Home School Association", "{short} Parents and Friends Association",
    "{place} School Association",
)  # fmt: skip
SHORTER = (
    ("Church of England", "CofE"), ("Community Primary School", "Primary"), ("Catholic", "RC"),
    ("Primary School", "Prim. Sch."), ("St ", "St. "), ("Infant School", "Infants"),
)  # fmt: skip
UNRELATED = (
    "{place} Pre-School Association", "Old {place}ians Alumni Association",
    "Friends of {place} Hospital", "{place} Village Hall", "{place} Scout Group",
    "Friends of {place} Museum", "{place} Parochial Church Council", "{place} Playgroup",
    "The {place} Trust",
    "{place} School Uganda Support Fund", "{place} Allotment Society", "Friends of {place} Park",
)  # fmt: skip
ACTIVITIES = (
    "Raising funds for the benefit of the pupils of the school and organising events.",
    "We support the school by holding fetes, quizzes and discos for families.",
    "To advance the education of pupils in the school by providing facilities.",
)
OTHER_ACTIVITIES = (
    "Providing care and learning for children below school age.",
    "Making grants to those in need in the parish.",
    "Keeping the hall open for those who live nearby.",
)


def associations(world: World) -> pd.DataFrame:
    """Which schools have a registered association, and its name.

    Columns: charity_number, name, site (index of the school), other (index of the junior
    school that it serves as well, or -1), and those of the school that the register needs.
    """
    rng = np.random.default_rng([world.seed, 77])
    sites = world.sites
    can = sites["phase"].isin(["Primary", "Secondary"]) & ~sites["gone"]
    has = can & (rng.random(len(sites)) < 0.55 + 0.02 * (sites["decile"] - 5))
    infant = sites["paired"] & (sites["low"] == 4)
    both = infant & (np.arange(len(sites)) % 4 == 0)
    has |= both
    has &= ~both.shift(fill_value=False)
    here = sites[has]
    shape = rng.integers(0, len(SHAPES), len(here))
    names_ = [
        _named(*row) for row in zip(here["name"], here["place"], both[has], shape, strict=True)
    ]
    found = here[["place", "town", "street", "la_name", "postcode", "pupils", "decile"]].copy()
    found["postcode"] += rng.integers(0, 3, len(here))
    found["name"] = names_
    found["site"] = here.index
    found["other"] = np.where(both[has], here.index + 1, -1)
    return found.reset_index(drop=True)


def _named(school: str, place: str, both: bool, shape: int) -> str:
    if both:
        return f"{place} Infant and Junior Schools PTA"
    short = school
    for long, brief in SHORTER:
        short = short.replace(long, brief)
    name = SHAPES[shape].format(name=school, short=short, place=place)
    return name if shape % 3 else name.upper()


def charities(world: World, total: int, gradient: float, markup: bool) -> pd.DataFrame:
    """Every charity of the register, associations first: one row each, with its usual income."""
    rng = np.random.default_rng([world.seed, 78])
    found = associations(world)
    others = _unrelated(world, max(total - len(found), 0), rng)
    every = pd.concat([found, others], ignore_index=True)
    every.insert(0, "charity_number", FIRST_NUMBER + np.arange(len(every)))
    own = every["site"] >= 0
    usual = 45 * every["pupils"] * np.exp(gradient * 0.12 * (every["decile"] - 5.5))
    usual = usual.where(own, 8300) * rng.lognormal(0, np.where(own, 0.5, 0.93))
    every["usual"] = usual
    every["from"] = np.where(
        rng.random(len(every)) < 0.8, 1996, rng.integers(2012, 2020, len(every))
    )
    ends = np.where(own, 0.06, 0.3)
    every["until"] = np.where(
        rng.random(len(every)) < ends, rng.integers(2014, 2024, len(every)), 9999
    )
    every["year_end"] = rng.choice(
        ["08-31", "07-31", "12-31", "03-31"], len(every), p=[0.6, 0.15, 0.15, 0.1]
    )
    texts = rng.integers(0, 3, len(every))
    every["activities"] = np.where(
        own, np.take(ACTIVITIES, texts), np.take(OTHER_ACTIVITIES, texts)
    )
    if markup:
        last = every.index[-len(names.MARKUP) :]
        every.loc[last, "name"] = [shape.format(name="A charity") for shape in names.MARKUP]
    return every


def _unrelated(world: World, count: int, rng: np.random.Generator) -> pd.DataFrame:
    near = world.sites.iloc[rng.integers(0, len(world.sites), count)]
    place = names.places(len(world.sites) + count, rng)[len(world.sites) :]
    shape = rng.integers(0, len(UNRELATED), count)
    shapes = zip(shape, place, strict=True)
    columns = near[["place", "town", "street", "la_name", "postcode", "pupils", "decile"]]
    called = [UNRELATED[shape].format(place=place).upper() for shape, place in shapes]
    return columns.assign(name=called, site=-1, other=-1).reset_index(drop=True)


def returns(every: pd.DataFrame, seed: int, until: date) -> pd.DataFrame:
    """Annual returns of 2013 to the day of the extract: charity_number, start, end, income."""
    years = np.arange(2013, until.year + 1)
    row, year = np.divmod(np.arange(len(every) * len(years)), len(years))
    year = years[year]
    there = (every["from"].to_numpy()[row] < year) & (year <= every["until"].to_numpy()[row])
    row, year = row[there], year[there]
    month = every["year_end"].str[:2].astype(int).to_numpy()[row]
    day = every["year_end"].str[3:].astype(int).to_numpy()[row]
    end = pd.to_datetime(pd.DataFrame({"year": year, "month": month, "day": day}))
    noise = np.random.default_rng([seed, 79]).lognormal(0, 0.2, len(row))
    table = pd.DataFrame(
        {
            "charity_number": every["charity_number"].to_numpy()[row],
            "end": end,
            "income": (every["usual"].to_numpy()[row] * noise * 1.02 ** (year - 2013)).round(),
        }
    )
    table["start"] = table["end"] - pd.DateOffset(years=1) + pd.Timedelta(days=1)
    return table[table["end"] <= pd.Timestamp(until) - pd.DateOffset(months=6)]


def write(
    every: pd.DataFrame, seed: int, day: date, folder: Path, form: str, tables: tuple[str, ...]
) -> dict[str, Path]:
    """The tables of the register extract of a day: table -> file.

    form: json or txt, a zip for each table; bcp, the older extract, one zip for all.
    """
    every, sent = _as_of(every, seed, day)
    if form == "bcp":
        return {"charity": bcp.write(every, sent, day, folder)}
    sources = {"every": every, "sent": sent}
    return {
        name: filing.extract(_query(name, day, form), sources, name, folder, form)
        for name in tables
    }


def _as_of(every: pd.DataFrame, seed: int, day: date) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Charities, with linked ones, and annual returns, as the register has them on a day."""
    sent = returns(every, seed, day)
    outward, inward = postcode(every["postcode"])
    last = sent.groupby("charity_number")[["start", "end", "income"]].last()
    every = every.join(last, on="charity_number").assign(post=outward + " " + inward)
    every["linked"] = 0
    # Linked charities share the number of their parent and are not charities of their own.
    linked = every[every["charity_number"] % 97 == 5].assign(linked=1)
    linked["name"] = "The " + linked["place"] + " Prize Fund"
    every = pd.concat([every, linked], ignore_index=True)
    every["organisation"] = 3_900_000 + np.arange(len(every))
    own = every.loc[every["linked"] == 0, ["charity_number", "organisation"]]
    return every, sent.merge(own, on="charity_number")


def _query(name: str, day: date, form: str) -> str:
    """The SQL that gives a table every column of its layout, in order."""
    source, columns = _columns(name, day, form)
    names_ = filing.layout(name)
    if unknown := set(columns) - set(names_):
        raise KeyError(f"not in the layout of {name}: {sorted(unknown)}")
    chosen = ", ".join(f'{columns.get(column, "null::varchar")} as "{column}"' for column in names_)
    return f"select {chosen} from {source}"


def _columns(name: str, day: date, form: str) -> tuple[str, dict[str, str]]:
    shape = "%Y-%m-%dT%H:%M:%S" if form == "json" else "%Y-%m-%d %H:%M:%S.0000000"

    def when(column: str) -> str:
        return f"strftime(({column})::timestamp, '{shape}')"

    def truth(condition: str) -> str:
        return (
            condition if form == "json" else f"case when {condition} then 'True' else 'False' end"
        )

    key = {
        "date_of_extract": when(f"'{day}'"),
        "organisation_number": "organisation",
        "registered_charity_number": "charity_number",
    }
    linked = {"linked_charity_number": "linked"}
    gone = f"until <= {day.year - 1}"
    if name == "charity":
        return "every", key | linked | {
            "charity_name": "name",
            "charity_type": "'Charitable incorporated organisation'",
            "charity_registration_status": f"case when {gone} then 'Removed' else 'Registered' end",
            "date_of_registration": when('make_date("from", 5, 14)'),
            "date_of_removal": f"case when {gone} then {when('make_date(until, 11, 20)')} end",
            "charity_reporting_status": "'Submission Received'",
            "latest_acc_fin_period_start_date": when('"start"'),
            "latest_acc_fin_period_end_date": when('"end"'),
            "latest_income": "income::bigint",
            "latest_expenditure": "(income * 0.9)::bigint",
            "charity_contact_address1": "street",
            "charity_contact_address2": "town",
            "charity_contact_postcode": "post",
            "charity_insolvent": truth("false"),
            "charity_in_administration": truth("false"),
            "charity_activities": "activities",
            "charity_gift_aid": truth("true"),
        }  # fmt: skip
    if name == "charity_annual_return_history":
        return "sent", key | {
            "fin_period_start_date": when('"start"'),
            "fin_period_end_date": when('"end"'),
            "ar_cycle_reference": "'AR' || strftime(\"end\", '%y')",
            "reporting_due_date": when("\"end\" + interval 10 month"),
            "date_annual_return_received": when("\"end\" + interval 7 month"),
            "total_gross_income": "income::bigint",
            "total_gross_expenditure": "(income * 0.9)::bigint",
            "suppression_ind": truth("false"),
        }  # fmt: skip
    if name == "charity_area_of_operation":
        return "every", key | linked | {
            "geographic_area_type": "'Local Authority'",
            "geographic_area_description": "la_name",
            "welsh_ind": truth("false"),
        }
    if name == "charity_governing_document":
        return "every", key | linked | {
            "governing_document_description": "'CONSTITUTION ADOPTED 14 MAY 1996'",
            "charitable_objects": "upper(activities)",
        }
    return "(select * from every where charity_number % 19 = 4)", key | linked | {
        "charity_name_id": "charity_number - 900000",
        "charity_name_type": "'Working name'",
        "charity_name": "place || ' Families Together'",
    }

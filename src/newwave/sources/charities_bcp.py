"""The register of charities, the older extract (.bcp): it reaches back to years before 2017.

Publisher: Charity Commission for England and Wales; `RegPlusExtract_<month>_<year>.zip`, offered
until 2020, with one `extract_<table>.bcp` for each table. Fields end with @**@ and rows with *@@*;
there are no headers. Each function takes that zip, or one bare .bcp file, beside which the others
that it needs must lie. Text is UTF-8, cp1252 or a mixture; null bytes are dropped.

The tables are those of `charities`, with the same names and types: there being one number only,
`organisation_number` and `charity_number` both are `regno`. Only rows with `subno` 0 are kept, the
main charities; removed ones (`orgtype` RM) stay. Activities are not in this extract: they are
missing. Correspondents, addresses but for the postcode, telephone and fax numbers are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

from newwave.sources import extract
from newwave.sources.charities import (
    AREA_TYPES,
    CHARITY_TYPES,
    NAME_TYPES,
    OBJECT_TYPES,
    RETURN_TYPES,
)
from newwave.sources.errors import SourceError
from newwave.sources.extract_copy import Part

EXPECTED = (
    "the older extract of the register (RegPlusExtract zip, or its extract_<table>.bcp files): "
    "fields that end with @**@, rows that end with *@@*"
)

TABLES: Mapping[str, tuple[str, ...]] = {
    "extract_charity": (
        *("regno", "subno", "name", "orgtype", "gd", "aob", "aob_defined", "nhs", "ha_no", "corr"),
        *("add1", "add2", "add3", "add4", "add5", "postcode", "phone", "fax"),
    ),
    "extract_registration": ("regno", "subno", "regdate", "remdate", "remcode"),
    "extract_financial": ("regno", "fystart", "fyend", "income", "expend"),
    "extract_name": ("regno", "subno", "nameno", "name"),
    "extract_objects": ("regno", "subno", "seqno", "object"),
    "extract_charity_aoo": ("regno", "aootype", "aookey", "welsh", "master"),
    "extract_aoo_ref": ("aootype", "aookey", "aooname", "aoosort", "welsh", "master"),
}
"""The tables that are read: the publisher's names of their fields, in order."""

_BOTH = "whole(regno) AS organisation_number, whole(regno) AS charity_number"
_MAIN = "whole(subno) = 0 AND kept(whole(regno))"
_ENDING = ".bcp"


def charities(path: Path) -> pd.DataFrame:
    """Every main charity, as `charities.charities`; activities are missing.

    registered is the first registration of a charity that was removed and registered again,
    removed its last removal, missing while it is registered; latest_income that of the latest
    accounts, missing where extract_financial is not at hand. Needs extract_charity and
    extract_registration. Raises `SourceError` where one is missing, breaks off or is damaged.
    """
    query = f"""
        WITH days AS (
            SELECT whole(regno) AS regno, min(day(regdate)) AS registered,
                max(day(remdate)) AS removed
            FROM extract_registration WHERE whole(subno) = 0 GROUP BY ALL
        ), accounts AS (
            SELECT whole(regno) AS regno, arg_max(number(income), day(fyend)) AS latest_income
            FROM extract_financial WHERE number(income) IS NOT NULL GROUP BY ALL
        )
        SELECT {_BOTH}, words(name) AS name, NULL AS activities, code(postcode) AS postcode,
            CASE code(orgtype) WHEN 'R' THEN 'registered' WHEN 'RM' THEN 'removed' END AS status,
            registered, CASE code(orgtype) WHEN 'RM' THEN removed END AS removed, latest_income
        FROM extract_charity LEFT JOIN days ON whole(extract_charity.regno) = days.regno
            LEFT JOIN accounts ON whole(extract_charity.regno) = accounts.regno
        WHERE whole(subno) = 0 ORDER BY organisation_number"""
    query = query.replace(_BOTH, _BOTH.replace("regno", "extract_charity.regno"))
    needed = ("extract_charity", "extract_registration")
    with _opened(path, needed, None, optional=("extract_financial",)) as read:
        return read.ask(query, CHARITY_TYPES)


def returns(path: Path, wanted: Iterable[int] | None = None) -> pd.DataFrame:
    """Incomes by accounting year (extract_financial), as `charities.returns`.

    A blank income is missing. Raises as `charities` does.
    """
    query = f"""
        SELECT DISTINCT {_BOTH}, day(fystart) AS "start", day(fyend) AS "end",
            number(income) AS income
        FROM extract_financial WHERE kept(whole(regno))
        ORDER BY organisation_number, "end", "start", income"""
    with _opened(path, ("extract_financial",), wanted) as read:
        return read.ask(query, RETURN_TYPES)


def areas(path: Path, wanted: Iterable[int] | None = None) -> pd.DataFrame:
    """Areas of operation, as `charities.areas`, under the current extract's names of the types.

    aootype A (Throughout England and so on) is a "Region", B a "Local Authority", C (Greater
    London, metropolitan counties) a "Region", D a "Country", E a "Continent". Needs
    extract_charity_aoo and extract_aoo_ref. Raises as `charities` does.
    """
    query = f"""
        SELECT DISTINCT {_BOTH.replace("regno", "operates.regno")},
            CASE code(operates.aootype) WHEN 'B' THEN 'Local Authority' WHEN 'D' THEN 'Country'
                WHEN 'E' THEN 'Continent' ELSE 'Region' END AS area_type,
            words(place.aooname) AS area
        FROM extract_charity_aoo operates JOIN extract_aoo_ref place
            ON code(operates.aootype) = code(place.aootype)
            AND whole(operates.aookey) = whole(place.aookey)
        WHERE kept(whole(operates.regno)) ORDER BY organisation_number, area_type, area"""
    with _opened(path, ("extract_charity_aoo", "extract_aoo_ref"), wanted) as read:
        return read.ask(query, AREA_TYPES)


def other_names(path: Path, wanted: Iterable[int] | None = None) -> pd.DataFrame:
    """Names other than the main one (extract_name), as `charities.other_names`.

    The table holds the main name too, which is left out where extract_charity is at hand. Raises
    as `charities` does.
    """
    query = f"""
        SELECT DISTINCT {_BOTH}, words(name) AS name FROM extract_name
        WHERE {_MAIN} AND words(name) IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM extract_charity main
            WHERE whole(main.regno) = whole(extract_name.regno) AND whole(main.subno) = 0
                AND words(main.name) = words(extract_name.name))
        ORDER BY organisation_number, name"""
    with _opened(path, ("extract_name",), wanted, optional=("extract_charity",)) as read:
        return read.ask(query, NAME_TYPES)


def objects(path: Path, wanted: Iterable[int] | None = None) -> pd.DataFrame:
    """Charitable objects (extract_objects), their pieces joined, as `charities.objects`.

    A piece may end with the four digits of a sequence number, which are no part of the text.
    Raises as `charities` does.
    """
    query = f"""
        WITH pieces AS (
            SELECT whole(regno) AS number, whole(seqno) AS place, object,
                list(trim(seqno)) OVER (PARTITION BY whole(regno)) AS marks
            FROM extract_objects WHERE {_MAIN}
        )
        SELECT number AS organisation_number, number AS charity_number,
            words(string_agg(CASE WHEN regexp_matches(object, '[0-9]{{4}}$')
                AND list_contains(marks, right(object, 4)) THEN left(object, -4)
                ELSE object END, '' ORDER BY place)) AS objects
        FROM pieces GROUP BY number
        HAVING words(string_agg(object, '')) IS NOT NULL ORDER BY number"""
    with _opened(path, ("extract_objects",), wanted) as read:
        return read.ask(query, OBJECT_TYPES)


def held(path: Path) -> list[str]:
    """The names of the tables that a zip, or a bare .bcp file, itself holds."""
    try:
        with extract.parts(path, EXPECTED) as found:
            return [part.name[: -len(_ENDING)] for part in found if _is_table(part)]
    except SourceError:
        return []


def _is_table(part: Part) -> bool:
    """By name, since there are no headers, and by the mark that ends the first field."""
    name = part.name.casefold()
    if not name.endswith(_ENDING) or name[: -len(_ENDING)] not in TABLES:
        return False
    with part.start() as stream:
        return b"@**@" in stream.read(1 << 16).replace(b"\0", b"")


@contextmanager
def _opened(
    path: Path,
    needed: tuple[str, ...],
    wanted: Iterable[int] | None,
    optional: tuple[str, ...] = (),
) -> Iterator[extract.Tables]:
    """Make tables ready to be queried; an optional one that is not at hand has no rows."""
    path = Path(path)
    with extract.parts(path, EXPECTED) as found, extract.tables(EXPECTED) as read:
        parts = {part.name.casefold(): part for part in [*_beside(path), *found]}
        for table in needed + optional:
            part = parts.get(table + _ENDING)
            if part is not None and _is_table(part):
                read.add_bcp(table, part, TABLES[table])
            elif table in optional:
                read.add_none(table, TABLES[table])
            else:
                raise SourceError(path, _instead(found, table), EXPECTED, _REMEDY)
        read.keep(wanted)
        yield read


_REMEDY = "give the zip as published, or put the tables that belong together into one folder"


def _beside(path: Path) -> list[Part]:
    """The .bcp files that lie in the folder of a bare one."""
    if path.suffix.casefold() != _ENDING:
        return []
    return [
        extract.bare(file)
        for file in sorted(path.parent.iterdir())
        if file.suffix.casefold() == _ENDING and file.is_file()
    ]


def _instead(found: list[Part], table: str) -> str:
    names = [part.name for part in found]
    if table + _ENDING in map(str.casefold, names):
        return f"{table}.bcp as a file without the marks of a .bcp"
    return f"no {table}.bcp among {', '.join(names[:8]) or 'nothing at all'}"

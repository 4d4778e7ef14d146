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

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pandas as pd

from newwave.errors import SourceError
from newwave.sources.charities_copy import Part
from newwave.sources.charities_extract import file_part, open_database, open_parts

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


def read_charities(path: Path) -> pd.DataFrame:
    """Every main charity, as `charities.read_charities`; activities are missing.

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
        SELECT {_BOTH}, words(name) AS name, CAST(NULL AS VARCHAR) AS activities,
            code(postcode) AS postcode,
            CASE code(orgtype) WHEN 'R' THEN 'registered' WHEN 'RM' THEN 'removed' END AS status,
            registered, CASE code(orgtype) WHEN 'RM' THEN removed END AS removed, latest_income
        FROM extract_charity LEFT JOIN days ON whole(extract_charity.regno) = days.regno
            LEFT JOIN accounts ON whole(extract_charity.regno) = accounts.regno
        WHERE whole(subno) = 0 ORDER BY organisation_number"""
    query = query.replace(_BOTH, _BOTH.replace("regno", "extract_charity.regno"))
    needed = ("extract_charity", "extract_registration")
    return _query(path, needed, query, None, optional=("extract_financial",))


def read_returns(path: Path, wanted: Iterable[int] | None = None) -> pd.DataFrame:
    """Incomes by accounting year (extract_financial), as `charities.read_returns`.

    A blank income is missing. Raises as `read_charities` does.
    """
    query = f"""
        SELECT DISTINCT {_BOTH}, day(fystart) AS "start", day(fyend) AS "end",
            number(income) AS income
        FROM extract_financial WHERE kept(whole(regno))
        ORDER BY organisation_number, "end", "start", income"""
    return _query(path, ["extract_financial"], query, wanted)


def read_areas(path: Path, wanted: Iterable[int] | None = None) -> pd.DataFrame:
    """Areas of operation, as `charities.read_areas`, with the current extract's names of types.

    aootype A (Throughout England and so on) is a "Region", B a "Local Authority", C (Greater
    London, metropolitan counties) a "Region", D a "Country", E a "Continent". Needs
    extract_charity_aoo and extract_aoo_ref. Raises as `read_charities` does.
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
    return _query(path, ["extract_charity_aoo", "extract_aoo_ref"], query, wanted)


def read_other_names(path: Path, wanted: Iterable[int] | None = None) -> pd.DataFrame:
    """Names other than the main one (extract_name), as `charities.read_other_names`.

    The table holds the main name too, which is left out where extract_charity is at hand. Raises
    as `read_charities` does.
    """
    query = f"""
        SELECT DISTINCT {_BOTH}, words(name) AS name FROM extract_name
        WHERE {_MAIN} AND words(name) IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM extract_charity main
            WHERE whole(main.regno) = whole(extract_name.regno) AND whole(main.subno) = 0
                AND words(main.name) = words(extract_name.name))
        ORDER BY organisation_number, name"""
    optional = ["extract_charity"]
    return _query(path, ["extract_name"], query, wanted, optional)


def read_objects(path: Path, wanted: Iterable[int] | None = None) -> pd.DataFrame:
    """Charitable objects (extract_objects), their pieces joined, as `charities.read_objects`.

    A piece may end with the four digits of a sequence number, which are no part of the text.
    Raises as `read_charities` does.
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
    return _query(path, ["extract_objects"], query, wanted)


def find_tables(path: Path) -> list[str]:
    """The names of the tables that a zip, or a bare .bcp file, itself holds."""
    try:
        with open_parts(path, EXPECTED) as parts:
            return [part.name[: -len(_ENDING)] for part in parts if _is_table(part)]
    except SourceError:
        return []


def _is_table(part: Part) -> bool:
    """By name, since there are no headers, and by the mark that ends the first field."""
    name = part.name.casefold()
    if not name.endswith(_ENDING) or name[: -len(_ENDING)] not in TABLES:
        return False
    with part.start() as stream:
        return b"@**@" in stream.read(1 << 16).replace(b"\0", b"")


def _query(
    path: Path,
    needed: Sequence[str],
    query: str,
    wanted: Iterable[int] | None,
    optional: Sequence[str] = (),
) -> pd.DataFrame:
    """Query tables; an optional one that is not at hand has no rows."""
    path = Path(path)
    with open_parts(path, EXPECTED) as parts, open_database(EXPECTED) as database:
        by_name = {part.name.casefold(): part for part in [*_neighbours(path), *parts]}
        for table in (*needed, *optional):
            part = by_name.get(table + _ENDING)
            if part is not None and _is_table(part):
                database.add_bcp(table, part, TABLES[table])
            elif table in optional:
                database.add_empty(table, TABLES[table])
            else:
                remedy = (
                    "give the zip as published, or put the tables that belong together into one "
                    "folder"
                )
                raise SourceError(path, _instead(parts, table), EXPECTED, remedy)
        database.keep(wanted)
        return database.query(query)


def _neighbours(path: Path) -> list[Part]:
    """The .bcp files that lie in the folder of a bare one."""
    if path.suffix.casefold() != _ENDING:
        return []
    return [
        file_part(file)
        for file in sorted(path.parent.iterdir())
        if file.suffix.casefold() == _ENDING and file.is_file()
    ]


def _instead(parts: list[Part], table: str) -> str:
    names = [part.name for part in parts]
    if table + _ENDING in map(str.casefold, names):
        return f"{table}.bcp as a file without the marks of a .bcp"
    return f"no {table}.bcp among {', '.join(names[:8]) or 'nothing at all'}"

"""The register of charities, current extract: charities, their returns, areas, names and objects.

Publisher: Charity Commission for England and Wales; `publicextract.<table>.zip`, one table each,
holding tab separated text (UTF-8, backslash escapes, no quotes) or JSON (one array of objects).
Each function takes the zip or the bare file. Removed charities are kept: an association that has
closed belongs to past years. Linked charities (`linked_charity_number` other than 0) are part of
another and left out.

`wanted`, where a function has it, are the organisation numbers to keep, and keeps memory small: a
national table of returns has millions of rows. None keeps all. Line ends and tabs in names and
texts become spaces. Telephone numbers, e-mail addresses and the correspondent's address, but for
the postcode, are never read.

The finances of some returns are withheld by the Commission (`suppression_ind` true): their income
is missing, whatever the file says. Income that is blank is missing too, never zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from newwave.errors import SourceError
from newwave.sources.charities_copy import AGAIN, Part
from newwave.sources.charities_extract import column_names, open_database, open_parts

_IDENTITY = ("organisation_number", "registered_charity_number", "linked_charity_number")

TABLES: Mapping[str, tuple[str, ...]] = {
    "charity": (
        *(*_IDENTITY, "charity_name", "charity_activities", "charity_contact_postcode"),
        *("charity_registration_status", "date_of_registration", "date_of_removal"),
        "latest_income",
    ),
    "charity_annual_return_history": (
        *("organisation_number", "registered_charity_number", "fin_period_start_date"),
        *("fin_period_end_date", "total_gross_income", "suppression_ind"),
    ),
    "charity_area_of_operation": (
        *(*_IDENTITY, "geographic_area_type", "geographic_area_description"),
    ),
    # No name of a charity's own has a type: by that the two tables are known.
    "charity_other_names": (*_IDENTITY, "charity_name", "charity_name_type"),
    "charity_governing_document": (*_IDENTITY, "charitable_objects"),
}
"""The tables that are read, by the publisher's names of them and of their columns."""

EXPECTED: Mapping[str, str] = {
    table: f"the table {table} of the register's extract (publicextract.{table}, text or JSON), "
    f"with {', '.join(columns)}"
    for table, columns in TABLES.items()
}

_BOTH = (
    "whole(organisation_number) AS organisation_number, "
    "whole(registered_charity_number) AS charity_number"
)
_MAIN = "whole(linked_charity_number) = 0 AND kept(whole(organisation_number))"


def read_charities(path: Path) -> pd.DataFrame:
    """Every main charity, one row each, in the order of organisation_number.

    organisation_number, charity_number Int64; name, activities, postcode (no spaces) string;
    status "registered" or "removed"; registered, removed datetime64; latest_income float64,
    pounds. Raises `SourceError` where the file is no such table, breaks off or is damaged.
    """
    query = f"""
        SELECT {_BOTH}, words(charity_name) AS name, words(charity_activities) AS activities,
            code(charity_contact_postcode) AS postcode,
            lower(words(charity_registration_status)) AS status,
            day(date_of_registration) AS registered, day(date_of_removal) AS removed,
            number(latest_income) AS latest_income
        FROM charity WHERE {_MAIN} ORDER BY organisation_number"""
    table = _query(path, "charity", query, None)
    strange = table["status"][~table["status"].isin(["registered", "removed"])]
    if len(strange):
        raise SourceError(
            path,
            f"the status {strange.iloc[0]!r}",
            "charities that are Registered or Removed",
            AGAIN,
        )
    return table


def read_returns(path: Path, wanted: Iterable[int] | None = None) -> pd.DataFrame:
    """Annual returns, in the order of organisation_number and end.

    organisation_number, charity_number Int64; start, end datetime64 of the accounting period;
    income float64, pounds, missing where blank or withheld. Raises as `read_charities` does.
    """
    query = f"""
        SELECT DISTINCT {_BOTH}, day(fin_period_start_date) AS "start",
            day(fin_period_end_date) AS "end",
            CASE WHEN lower(trim(coalesce(suppression_ind, ''))) IN ('true', '1') THEN NULL
                ELSE number(total_gross_income) END AS income
        FROM charity_annual_return_history WHERE kept(whole(organisation_number))
        ORDER BY organisation_number, "end", "start", income"""
    return _query(path, "charity_annual_return_history", query, wanted)


def read_areas(path: Path, wanted: Iterable[int] | None = None) -> pd.DataFrame:
    """Areas of operation: organisation_number, charity_number Int64; area_type, area string.

    area_type is "Local Authority", "Region" or "Country". Raises as `read_charities` does.
    """
    query = f"""
        SELECT DISTINCT {_BOTH}, words(geographic_area_type) AS area_type,
            words(geographic_area_description) AS area
        FROM charity_area_of_operation WHERE {_MAIN}
        ORDER BY organisation_number, area_type, area"""
    return _query(path, "charity_area_of_operation", query, wanted)


def read_other_names(path: Path, wanted: Iterable[int] | None = None) -> pd.DataFrame:
    """Working and previous names: organisation_number, charity_number Int64; name string.

    Raises as `read_charities` does.
    """
    query = f"""
        SELECT DISTINCT {_BOTH}, words(charity_name) AS name FROM charity_other_names
        WHERE {_MAIN} AND words(charity_name) IS NOT NULL ORDER BY organisation_number, name"""
    return _query(path, "charity_other_names", query, wanted)


def read_objects(path: Path, wanted: Iterable[int] | None = None) -> pd.DataFrame:
    """Charitable objects: organisation_number, charity_number Int64; objects string.

    From the table of governing documents. Raises as `read_charities` does.
    """
    query = f"""
        SELECT DISTINCT {_BOTH}, words(charitable_objects) AS objects
        FROM charity_governing_document
        WHERE {_MAIN} AND words(charitable_objects) IS NOT NULL
        ORDER BY organisation_number, objects"""
    return _query(path, "charity_governing_document", query, wanted)


def find_tables(path: Path) -> list[str]:
    """The names of the tables of the extract that a file holds; none for any other file."""
    try:
        with open_parts(path, "the register's extract") as parts:
            return [table for part in parts for table in TABLES if _fits(part, table)]
    except SourceError:
        return []


def _fits(part: Part, table: str) -> bool:
    return set(TABLES[table]) <= set(column_names(part))


def _query(path: Path, table: str, query: str, wanted: Iterable[int] | None) -> pd.DataFrame:
    """Find the one part of a file that holds a table, and query it."""
    expected = EXPECTED[table]
    with open_parts(path, expected) as parts, open_database(expected) as database:
        fitting = [part for part in parts if _fits(part, table)]
        if len(fitting) != 1:
            remedy = "give the zip of this table, unchanged as the Charity Commission offers it"
            raise SourceError(path, _instead(path, parts, fitting), expected, remedy)
        database.add(table, fitting[0], TABLES[table])
        database.keep(wanted)
        return database.query(query)


def _instead(path: Path, parts: list[Part], fitting: list[Part]) -> str:
    if fitting:
        return f"the table {len(fitting)} times: {', '.join(part.name for part in fitting)}"
    if others := find_tables(path):
        return f"the table {' and '.join(others)}"
    if not parts:
        return "an archive of nothing"
    shown = ", ".join(name[:40] for name in column_names(parts[0])[:6])
    return f"{parts[0].name} with the columns {shown or 'of no table'}"

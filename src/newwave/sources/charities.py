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

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

from newwave.sources import extract
from newwave.sources.errors import SourceError
from newwave.sources.extract_copy import AGAIN, Part
from newwave.sources.layout import Column, Columns

_ORGANISATION = Column(("organisation_number",), "number of the organisation, joins the tables")
_CHARITY = Column(("registered_charity_number",), "number in the register, shared by linked ones")
_LINKED = Column(("linked_charity_number",), "0 for a main charity")

TABLES: Mapping[str, Columns] = {
    "charity": {
        "organisation_number": _ORGANISATION,
        "charity_number": _CHARITY,
        "linked": _LINKED,
        "name": Column(("charity_name",), "main name"),
        "activities": Column(("charity_activities",), "the trustees' account of what it does"),
        "postcode": Column(("charity_contact_postcode",), "postcode for contact"),
        "status": Column(("charity_registration_status",), "Registered or Removed"),
        "registered": Column(("date_of_registration",), "day of registration"),
        "removed": Column(("date_of_removal",), "day of removal"),
        "latest_income": Column(("latest_income",), "pounds, of the latest return"),
    },
    "charity_annual_return_history": {
        "organisation_number": _ORGANISATION,
        "charity_number": _CHARITY,
        "start": Column(("fin_period_start_date",), "first day of the accounting period"),
        "end": Column(("fin_period_end_date",), "last day of the accounting period"),
        "income": Column(("total_gross_income",), "pounds, gross"),
        "suppressed": Column(("suppression_ind",), "whether the finances are withheld"),
    },
    "charity_area_of_operation": {
        "organisation_number": _ORGANISATION,
        "charity_number": _CHARITY,
        "linked": _LINKED,
        "area_type": Column(("geographic_area_type",), "Local Authority, Region or Country"),
        "area": Column(("geographic_area_description",), "name of the area"),
    },
    "charity_other_names": {
        "organisation_number": _ORGANISATION,
        "charity_number": _CHARITY,
        "linked": _LINKED,
        "name": Column(("charity_name",), "working or previous name"),
        "kind": Column(("charity_name_type",), "tells this table from the charities"),
    },
    "charity_governing_document": {
        "organisation_number": _ORGANISATION,
        "charity_number": _CHARITY,
        "linked": _LINKED,
        "objects": Column(("charitable_objects",), "the purposes it is bound to"),
    },
}
"""The tables of the extract that are read, by the publisher's name for them."""

EXPECTED: Mapping[str, str] = {
    table: f"the table {table} of the register's extract (publicextract.{table}, text or JSON), "
    f"with {', '.join(column.names[0] for column in columns.values())}"
    for table, columns in TABLES.items()
}

_NUMBERS = {"organisation_number": "Int64", "charity_number": "Int64"}
CHARITY_TYPES = {
    **_NUMBERS,
    "name": "string",
    "activities": "string",
    "postcode": "string",
    "status": "string",
    "registered": "datetime64[us]",
    "removed": "datetime64[us]",
    "latest_income": "float64",
}
RETURN_TYPES = {
    **_NUMBERS,
    "start": "datetime64[us]",
    "end": "datetime64[us]",
    "income": "float64",
}
AREA_TYPES = {**_NUMBERS, "area_type": "string", "area": "string"}
NAME_TYPES = {**_NUMBERS, "name": "string"}
OBJECT_TYPES = {**_NUMBERS, "objects": "string"}

_BOTH = (
    "whole(organisation_number) AS organisation_number, "
    "whole(registered_charity_number) AS charity_number"
)
_MAIN = "whole(linked_charity_number) = 0 AND kept(whole(organisation_number))"


def charities(path: Path) -> pd.DataFrame:
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
    with _opened(path, "charity", None) as read:
        table = read.ask(query, CHARITY_TYPES)
    strange = table["status"][~table["status"].isin(["registered", "removed"])]
    if len(strange):
        raise SourceError(
            path,
            f"the status {strange.iloc[0]!r}",
            "charities that are Registered or Removed",
            AGAIN,
        )
    return table


def returns(path: Path, wanted: Iterable[int] | None = None) -> pd.DataFrame:
    """Annual returns, in the order of organisation_number and end.

    organisation_number, charity_number Int64; start, end datetime64 of the accounting period;
    income float64, pounds, missing where blank or withheld. Raises as `charities` does.
    """
    query = f"""
        SELECT DISTINCT {_BOTH}, day(fin_period_start_date) AS "start",
            day(fin_period_end_date) AS "end",
            CASE WHEN lower(trim(coalesce(suppression_ind, ''))) IN ('true', '1') THEN NULL
                ELSE number(total_gross_income) END AS income
        FROM charity_annual_return_history WHERE kept(whole(organisation_number))
        ORDER BY organisation_number, "end", "start", income"""
    with _opened(path, "charity_annual_return_history", wanted) as read:
        return read.ask(query, RETURN_TYPES)


def areas(path: Path, wanted: Iterable[int] | None = None) -> pd.DataFrame:
    """Areas of operation: organisation_number, charity_number Int64; area_type, area string.

    area_type is "Local Authority", "Region" or "Country". Raises as `charities` does.
    """
    query = f"""
        SELECT DISTINCT {_BOTH}, words(geographic_area_type) AS area_type,
            words(geographic_area_description) AS area
        FROM charity_area_of_operation WHERE {_MAIN}
        ORDER BY organisation_number, area_type, area"""
    with _opened(path, "charity_area_of_operation", wanted) as read:
        return read.ask(query, AREA_TYPES)


def other_names(path: Path, wanted: Iterable[int] | None = None) -> pd.DataFrame:
    """Working and previous names: organisation_number, charity_number Int64; name string.

    Raises as `charities` does.
    """
    query = f"""
        SELECT DISTINCT {_BOTH}, words(charity_name) AS name FROM charity_other_names
        WHERE {_MAIN} AND words(charity_name) IS NOT NULL ORDER BY organisation_number, name"""
    with _opened(path, "charity_other_names", wanted) as read:
        return read.ask(query, NAME_TYPES)


def objects(path: Path, wanted: Iterable[int] | None = None) -> pd.DataFrame:
    """Charitable objects: organisation_number, charity_number Int64; objects string.

    From the table of governing documents. Raises as `charities` does.
    """
    query = f"""
        SELECT DISTINCT {_BOTH}, words(charitable_objects) AS objects
        FROM charity_governing_document
        WHERE {_MAIN} AND words(charitable_objects) IS NOT NULL
        ORDER BY organisation_number, objects"""
    with _opened(path, "charity_governing_document", wanted) as read:
        return read.ask(query, OBJECT_TYPES)


def held(path: Path) -> list[str]:
    """The names of the tables of the extract that a file holds; none for any other file."""
    try:
        with extract.parts(path, "the register's extract") as found:
            return [table for part in found for table in TABLES if _fits(part, table)]
    except SourceError:
        return []


def _fits(part: Part, table: str) -> bool:
    names = set(extract.columns(part))
    wanted = {column.names[0] for column in TABLES[table].values()}
    return wanted <= names


@contextmanager
def _opened(path: Path, table: str, wanted: Iterable[int] | None) -> Iterator[extract.Tables]:
    """Find the one part of a file that holds a table, and make it ready to be queried."""
    expected = EXPECTED[table]
    with extract.parts(path, expected) as found, extract.tables(expected) as read:
        fitting = [part for part in found if _fits(part, table)]
        if len(fitting) != 1:
            raise SourceError(path, _instead(path, found, fitting), expected, _REMEDY)
        read.add(table, fitting[0], [column.names[0] for column in TABLES[table].values()])
        read.keep(wanted)
        yield read


_REMEDY = "give the zip of this table, unchanged as the Charity Commission offers it"


def _instead(path: Path, found: list[Part], fitting: list[Part]) -> str:
    if fitting:
        return f"the table {len(fitting)} times: {', '.join(part.name for part in fitting)}"
    if others := held(path):
        return f"the table {' and '.join(others)}"
    if not found:
        return "an archive of nothing"
    shown = ", ".join(name[:40] for name in extract.columns(found[0])[:6])
    return f"{found[0].name} with the columns {shown or 'of no table'}"

"""The whole way from two tables to links."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from newwave import progress
from newwave.linking import link_tables as tables
from newwave.linking.charity import filled, mention
from newwave.linking.charity_kinds import classified
from newwave.linking.outcomes import Outcome, Question, answered
from newwave.linking.school_index import indexed
from newwave.linking.schools import prepared
from newwave.linking.spelling import Spelling, respelt, spelt

BATCH = 4_000
"""Associations that are compared with all schools at a time: what bounds the memory."""

Row = tuple[Any, Any, float, str, str]


def link(charities: pd.DataFrame, schools: pd.DataFrame) -> pd.DataFrame:
    """Link school associations among `charities` to `schools`.

    Charities: charity_number and name, and any of activities, objects, postcode, area, status.
    Schools: urn and name, and any of street, locality, town, postcode, la_code, phase, status,
    successor_urn. Columns are the register's and Get Information about Schools' under our names.

    Gives charity_number (int64), urn (Int64), score (0 to 100: belief that the decision's school
    or schools are right), reason (words) and decision: `link`; `several schools`, a row for each;
    `ambiguous` and `none`, a row without URN. Every charity appears, in order of its number.
    Raises ValueError for a table without the columns needed, or with one key in differing rows.
    """
    given = tables.charities(charities)
    known = prepared(tables.schools(schools))
    kinds = classified(given["name"], _texts(given))
    given["kind"] = kinds["reason"]
    asked = given[kinds["association"]]
    others = given.loc[~kinds["association"], ["charity_number", "kind"]]
    rows: list[Row] = [
        (number, pd.NA, 0.0, why, "none")
        for number, why in zip(others["charity_number"], others["kind"], strict=True)
    ]
    index, spelling = indexed(known), spelt(known)
    starts = range(0, len(asked), BATCH)
    for start in progress.steps(starts, "Linking associations", len(starts)):
        batch = asked.iloc[start : start + BATCH]
        outcomes = answered(_questions(batch, spelling), index, known)
        for number, outcome in zip(batch["charity_number"], outcomes, strict=True):
            rows.extend(_rows(number, outcome))
    return _table(rows)


def _texts(given: pd.DataFrame) -> Iterator[str]:
    """Activities and objects as one text each, one at a time: together they are large."""
    for activities, objects in zip(given["activities"], given["objects"], strict=True):
        yield f"{activities}. {objects}".strip(". ")


def _questions(asked: pd.DataFrame, spelling: Spelling) -> list[Question]:
    rows = zip(asked["name"], _texts(asked), asked["area"], asked["postcode"], strict=True)
    said = [filled(mention(*row)) for row in rows]
    return [
        Question(one, kind)
        for one, kind in zip(respelt(said, spelling), asked["kind"], strict=True)
    ]


def _rows(number: int, outcome: Outcome) -> list[Row]:
    urns = outcome.urns or (pd.NA,)
    return [(number, urn, outcome.score, outcome.reason, outcome.decision) for urn in urns]


def _table(rows: list[Row]) -> pd.DataFrame:
    types = ("int64", "Int64", "float64", "string", "string")
    links = pd.DataFrame(rows, columns=list(tables.LINK_COLUMNS))
    links = links.astype(dict(zip(tables.LINK_COLUMNS, types, strict=True)))
    return links.sort_values(["charity_number", "urn"], ignore_index=True)

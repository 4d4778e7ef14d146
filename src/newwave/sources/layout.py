"""Which columns a reader wants, under the names their publishers have given them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """One wanted column.

    `names`: the publisher's headers, preferred first; the first that a file holds is read.
    `about`: what the column holds, with its unit. `required`: a header row must hold it.
    """

    names: tuple[str, ...]
    about: str
    required: bool = True


Columns = Mapping[str, Column]
"""Our name of a column -> the column."""


def plain(name: str) -> str:
    r"""The letters and digits of a header, in lower case.

    Spacing, line breaks and punctuation change from year to year and so must not matter:
    "I13  Donations and or\nprivate funds" becomes "i13donationsandorprivatefunds".
    """
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def required(columns: Columns) -> frozenset[str]:
    """Our names of the columns without which a row is no header."""
    return frozenset(name for name, column in columns.items() if column.required)


def wants(columns: Columns, headers: frozenset[str]) -> bool:
    """Whether a header row, given as plain names, holds every required column."""
    return all(
        any(plain(name) in headers for name in columns[wanted].names)
        for wanted in required(columns)
    )

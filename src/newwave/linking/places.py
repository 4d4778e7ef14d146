"""Where charities and schools are: the parts of postcodes, and local authorities by their names."""

from __future__ import annotations

import re
from functools import cache

import pandas as pd

from helpers import project
from newwave.linking.school_names import parse_name

SHORTEST_POSTCODE = 5
"""Characters of the shortest postcode, without its space."""


def postcode_area(postcode: str) -> str:
    """The letters with which a postcode begins."""
    return postcode[: 2 if postcode[1:2].isalpha() else 1]


def postcode_district(postcode: str) -> str:
    """What stands before the last three characters, "" where a postcode is not whole."""
    return postcode[:-3] if len(postcode) >= SHORTEST_POSTCODE else ""


@cache
def authorities() -> dict[int, str]:
    """Local authorities' names by the Department for Education's code (`LA (code)`)."""
    table = pd.read_csv(project.root() / "data" / "reference" / "local_authorities.csv")
    return dict(zip(table["code"].astype(int), table["name"].astype(str), strict=True))


@cache
def _authorities_by_words() -> dict[frozenset[str], frozenset[int]]:
    codes: dict[frozenset[str], frozenset[int]] = {}
    for code, name in authorities().items():
        words = frozenset(parse_name(name).words)
        codes[words] = codes.get(words, frozenset()) | {code}
    return codes


def authorities_in(area: str) -> frozenset[int]:
    """The authorities that an area of operation names, as `Kent; Medway` or `Throughout Kent`."""
    codes: frozenset[int] = frozenset()
    for name in re.split("[;|/,]", area):
        words = frozenset(parse_name(name).words) - {"throughout", "borough"}
        codes |= _authorities_by_words().get(words, frozenset())
    return codes

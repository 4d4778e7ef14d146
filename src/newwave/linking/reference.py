"""Facts that linking leans on: how common words are in school names, and authorities' names."""

from __future__ import annotations

from functools import cache

import pandas as pd

from helpers import project
from newwave.linking.school_names import parts

NATIONAL = 24_000
"""About as many schools as England has: a word of one school in a short table may not be rare."""


NATIONWIDE = 12_000
"""A table of so many schools is taken for the nation's: what it lacks is rare or elsewhere."""


@cache
def common_words() -> dict[str, int]:
    """How many of England's schools bear a word in their name, for the words of ten and more."""
    table = pd.read_csv(project.root() / "data" / "reference" / "school_name_words.csv")
    return dict(zip(table["word"].astype(str), table["schools"].astype(int), strict=True))


@cache
def authorities() -> dict[int, str]:
    """Local authorities' names by the Department for Education's code (`LA (code)`)."""
    table = pd.read_csv(project.root() / "data" / "reference" / "local_authorities.csv")
    return dict(zip(table["code"].astype(int), table["name"].astype(str), strict=True))


@cache
def authorities_by_words() -> dict[frozenset[str], frozenset[int]]:
    """Authorities' codes by the words of their names."""
    found: dict[frozenset[str], set[int]] = {}
    for code, name in authorities().items():
        found.setdefault(frozenset(parts(name).words), set()).add(code)
    return {words: frozenset(codes) for words, codes in found.items()}


def authorities_in(area: str) -> frozenset[int]:
    """The authorities that an area of operation names, as `Kent; Medway` or `Throughout Kent`."""
    named: set[int] = set()
    for piece in area.replace(";", ",").replace("|", ",").replace("/", ",").split(","):
        words = frozenset(parts(piece).words) - {"throughout", "borough"}
        named |= authorities_by_words().get(words, frozenset())
    return frozenset(named)

"""Links between schools: which school a URN came from and which took its place (GIAS).

Publisher: Department for Education; `links_edubasealldataYYYYMMDD.csv`. A school that converts
to an academy gets a new URN; the link joins the old and the new.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from newwave.sources import files, values
from newwave.sources.layout import Column, Columns

EXPECTED = "links between schools (GIAS): a row per link with URN, LinkURN and LinkType"

COLUMNS: Columns = {
    "urn": Column(("URN",), "the school"),
    "linked_urn": Column(("LinkURN",), "the school it is linked to"),
    "link": Column(("LinkType",), "Successor, Predecessor - merged ..."),
    "dated": Column(("LinkEstablishedDate",), "day of the link", required=False),
}


def read(path: Path) -> pd.DataFrame:
    """Every link: urn, linked_urn (Int64), link ("predecessor", "successor", "other"), dated.

    link tells what `linked_urn` is to `urn`: a predecessor or successor of any kind (merged,
    amalgamated, split school). The other kinds, such as "Result of Amalgamation", stand on both
    sides of a pair and so give no direction. Rows without one of the numbers are dropped.
    Raises `SourceError` where the file holds no links.
    """
    cells = files.read_table(path, COLUMNS, EXPECTED)
    kind = cells["link"].str.casefold().fillna("")
    table = pd.DataFrame(
        {
            "urn": values.whole(cells["urn"], path),
            "linked_urn": values.whole(cells["linked_urn"], path),
            "link": pd.Series("other", index=cells.index, dtype="string")
            .mask(kind.str.contains("predecessor"), "predecessor")
            .mask(kind.str.contains("successor"), "successor"),
            "dated": values.dates(cells["dated"])
            if "dated" in cells
            else pd.Series(pd.NaT, index=cells.index, dtype="datetime64[us]"),
        }
    )
    known = table["urn"].notna() & table["linked_urn"].notna()
    return table[known].drop_duplicates().reset_index(drop=True)


def successors(links: pd.DataFrame) -> dict[int, set[int]]:
    """URN -> the URNs that took its place at once, whichever side of the pair tells of it."""
    known = links[links["link"] != "other"]
    ahead = known["link"] == "successor"
    old = known["urn"].where(ahead, known["linked_urn"])
    new = known["linked_urn"].where(ahead, known["urn"])
    after: dict[int, set[int]] = {}
    for before, later in zip(old, new, strict=True):
        if before != later:
            after.setdefault(int(before), set()).add(int(later))
    return after

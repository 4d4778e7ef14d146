"""Links between schools: which school a URN came from and which took its place (GIAS).

Publisher: Department for Education; `links_edubasealldataYYYYMMDD.csv`. A school that converts
to an academy gets a new URN; the link joins the old and the new.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from newwave.sources.cell_values import read_dates, read_whole_numbers
from newwave.sources.school_rows import text_column
from newwave.sources.tabular_files import Columns, optional, read_table, required

EXPECTED = "links between schools (GIAS): a row per link with URN, LinkURN and LinkType"

COLUMNS: Columns = {
    "urn": required("URN"),
    "linked_urn": required("LinkURN"),
    # Successor, Predecessor - merged ...
    "link": required("LinkType"),
    "dated": optional("LinkEstablishedDate"),
}


def read(path: Path) -> pd.DataFrame:
    """Every link: urn, linked_urn (Int64), link ("predecessor", "successor", "other"), dated.

    link says what `linked_urn` is to `urn`: a predecessor or successor of any kind (merged,
    amalgamated, split school). The other kinds, such as "Result of Amalgamation", stand on both
    sides of a pair and so give no direction. Rows without one of the numbers are dropped.
    Raises `SourceError` where the file holds no links.
    """
    text = read_table(path, COLUMNS, EXPECTED)
    kind = text["link"].str.casefold().fillna("")
    link = pd.Series("other", index=text.index, dtype="string")
    for direction in ("predecessor", "successor"):
        link = link.mask(kind.str.contains(direction), direction)
    table = pd.DataFrame(
        {
            "urn": read_whole_numbers(text["urn"], path),
            "linked_urn": read_whole_numbers(text["linked_urn"], path),
            "link": link,
            "dated": read_dates(text_column(text, "dated")),
        }
    )
    known = table["urn"].notna() & table["linked_urn"].notna()
    return table[known].drop_duplicates().reset_index(drop=True)


def successors(links: pd.DataFrame) -> dict[int, set[int]]:
    """URN -> the URNs that took its place at once, whichever school the link stands with."""
    known = links[links["link"] != "other"]
    ahead = known["link"] == "successor"
    old = known["urn"].where(ahead, known["linked_urn"])
    new = known["linked_urn"].where(ahead, known["urn"])
    after: dict[int, set[int]] = {}
    for before, later in zip(old, new, strict=True):
        if before != later:
            after.setdefault(int(before), set()).add(int(later))
    return after

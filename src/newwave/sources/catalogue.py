"""The catalogue of official sources, `data/sources.yml`: who publishes what, and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from types import ModuleType

import yaml

from helpers import project
from newwave.errors import CatalogueError
from newwave.sources import (
    aar,
    cfr,
    charities,
    charities_bcp,
    gias,
    gias_links,
    imd,
    ofsted,
    postcodes,
)

READERS: Mapping[str, ModuleType] = {
    "cfr": cfr,
    "aar": aar,
    "gias": gias,
    "gias_links": gias_links,
    "ofsted": ofsted,
    "imd": imd,
    "postcodes": postcodes,
}
"""The readers of tables whose columns have names: each with `COLUMNS`, `EXPECTED` and `read`."""

EXPECTED: Mapping[str, str] = {
    **{source: reader.EXPECTED for source, reader in READERS.items()},
    "imd_2019": imd.EXPECTED,
    **charities.EXPECTED,
    "charity_bcp": charities_bcp.EXPECTED,
}
"""What the reader of each source takes."""


@dataclass(frozen=True)
class Source:
    """One source. `address` is where it can be fetched, None where no address lasts; `name` is
    what the publisher calls the file; `needed`: no wave can be built without it.
    """

    id: str
    title: str
    publisher: str
    licence: str
    landing: str
    address: str | None
    seen_in: str
    years: str
    name: str | None
    gives: str
    needed: bool

    @property
    def expects(self) -> str:
        """What the reader takes."""
        return EXPECTED[self.id]

    def url(self, year: str | None = None) -> str | None:
        """The address with its place holders filled in: the table, the finance year, the day.

        None where there is no address, or where it is of a year and none is given.
        """
        if self.address is None or ("{year}" in self.address and year is None):
            return None
        return self.address.format(table=self.id, year=year, date=f"{date.today():%Y%m%d}")


def load(path: Path | None = None) -> list[Source]:
    """Every source, in the order of the file; CatalogueError where the file is not as agreed."""
    path = path or project.root() / "data" / "sources.yml"
    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise CatalogueError(f"{path} is not YAML: {error}") from error
    if not isinstance(entries, list):
        raise CatalogueError(f"{path} must be a list of sources")
    return [_source(entry, f"{path}, source {number}") for number, entry in enumerate(entries, 1)]


def _source(entry: object, where: str) -> Source:
    names = [field.name for field in fields(Source)]
    if not isinstance(entry, dict) or set(entry) != set(names):
        raise CatalogueError(f"{where}: expected the keys {', '.join(names)}, and no others")
    if entry["id"] not in EXPECTED:
        raise CatalogueError(f"{where}: no reader for {entry['id']!r}: {', '.join(EXPECTED)}")
    return Source(**entry)


def find_source(ident: str, period: str | None = None) -> Source:
    """A source by its name; where one of its editions has an entry of its own, that of `period`.

    Raises CatalogueError where there is none.
    """
    own = f"{ident}_{period}"
    ident = own if own in EXPECTED else ident
    for source in load():
        if source.id == ident:
            return source
    raise CatalogueError(f"no source {ident!r}; there are: {', '.join(EXPECTED)}")

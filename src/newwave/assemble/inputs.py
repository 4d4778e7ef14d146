"""What a wave is made from: official files as tidy tables, before any rule is applied."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from newwave.sources.imd import Deprivation

Rows = Callable[[Iterable[int]], pd.DataFrame]
"""The rows of a table of the register that belong to the organisation numbers given."""


@dataclass(frozen=True)
class Register:
    """The register of charities, as `sources.charities` reads it.

    charities: everything on it, removed ones included. returns: annual returns. areas, objects:
    what helps to tell whose association a charity is. None where a table is not at hand.
    """

    charities: pd.DataFrame
    returns: Rows | None = None
    areas: Rows | None = None
    objects: Rows | None = None


@dataclass(frozen=True)
class Inputs:
    """Tidy tables of the sources at hand; only `accounts` and `schools` are indispensable.

    accounts: CFR, one row per maintained school. academies: AAR, None where not asked for.
    schools: GIAS, one row per URN. links: URNs of predecessors and successors. inspections:
    Ofsted. deprivation: the edition, the year of its LSOAs, and a table lsoa -> decile.
    places: gives postcode -> lsoa11, lsoa21 for the postcodes it is called with.
    register: the charities. sources: title, publisher, ... of every file, for wave.yml.
    """

    accounts: pd.DataFrame
    schools: pd.DataFrame
    academies: pd.DataFrame | None = None
    links: pd.DataFrame | None = None
    inspections: pd.DataFrame | None = None
    deprivation: Deprivation | None = None
    places: Callable[[Iterable[str]], pd.DataFrame] | None = None
    register: Register | None = None
    paths: dict[str, Path] = field(default_factory=dict)
    sources: list[dict[str, Any]] = field(default_factory=list)

    def where(self, kind: str) -> str:
        """The name of the file that a kind of table was read from, for messages."""
        return self.paths[kind].name if kind in self.paths else kind

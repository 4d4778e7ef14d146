"""Finding and reading the official files of a wave."""

from __future__ import annotations

import hashlib
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd
import yaml

from newwave import progress
from newwave.assemble.inputs import Inputs, Register, Rows
from newwave.assemble.options import Options
from newwave.sources import (
    aar,
    catalogue,
    cfr,
    charities,
    charities_bcp,
    folder,
    gias,
    gias_links,
    imd,
    ofsted,
    postcodes,
)
from newwave.sources.errors import SourceError
from newwave.sources.folder import Present

RETURNS = "charity_annual_return_history"
RETURNS_FROM = 2017
"""First year of which the current extract of the register has most annual returns."""


def gather(options: Options) -> Inputs:
    """Read the official files of a wave, each found by what it holds.

    Raises SourceError where a file is missing that no wave can do without, where two would do
    for one source, and for what a reader refuses; FileNotFoundError without the folder.
    """
    found = _Found(folder.look(folder.home(options.raw)))
    year = options.finance_year
    return Inputs(
        accounts=cfr.read(found.needed("accounts", "cfr", year)),
        schools=gias.read(found.needed("schools", "gias")),
        academies=(
            aar.read(found.needed("academies", "aar", year))
            if options.academies == "include"
            else None
        ),
        links=_read(gias_links, found.optional("links", "gias_links")),
        inspections=_read(ofsted, found.optional("inspections", "ofsted")),
        deprivation=_index(found, options),
        places=_places(found),
        register=_register(found, options),
        paths=found.paths,
        sources=[
            _described(path, kind) for path, kind in progress.steps(found.used, "Noting checksums")
        ]
        + _questionnaires(options.survey),
    )


class _Found:
    """The files of a folder, and which of them were asked for, under which name."""

    def __init__(self, present: list[Present]) -> None:
        self.present = present
        self.paths: dict[str, Path] = {}
        self.used: list[tuple[Path, str]] = []

    def needed(self, name: str, source: str, period: str | None = None) -> Path:
        """The one file of a source; SourceError where there is none, or more than one."""
        path = folder.one(self.present, source, period)
        self.paths[name] = path
        self.used.append((path, catalogue.edition(source, period).id))
        return path

    def optional(self, name: str, source: str, period: str | None = None) -> Path | None:
        """As `needed`, but None where no file of the source is there."""
        if any(file.source == source for file in self.present):
            return self.needed(name, source, period)
        return None


def _read(reader: ModuleType, path: Path | None) -> pd.DataFrame | None:
    return None if path is None else reader.read(path)


def _index(found: _Found, options: Options) -> imd.Deprivation | None:
    """The edition asked for, else the latest at hand that was out in the finance year."""
    editions = sorted({f.period for f in found.present if f.source == "imd" and f.period})
    edition = options.imd_edition
    if edition is None:
        known = [edition for edition in editions if int(edition) <= options.ends.year]
        if editions and not known:
            raise SourceError(
                "the folder of official files",
                f"the index of {', '.join(editions)} only",
                f"one that was out in {options.finance_year}",
                "add that edition, or ask for the later one with --imd-edition",
            )
        edition = known[-1] if known else None
    asked = found.optional if edition is None else found.needed
    path = asked("imd", "imd", edition)
    return None if path is None else imd.read(path)


def _places(found: _Found) -> Any:
    path = found.optional("postcodes", "postcodes")
    return None if path is None else partial(postcodes.read, path)


def _register(found: _Found, options: Options) -> Register | None:
    """The current extract; the older one where that is not at hand, or does not reach back."""
    older = None
    if options.year < RETURNS_FROM:
        older = found.optional("charities", "charity_bcp")
    path = None if older else found.optional("charities", "charity")
    if path is not None:
        return Register(
            charities=charities.charities(path),
            returns=_rows(charities.returns, found.optional("returns", RETURNS)),
            areas=_rows(charities.areas, found.optional("areas", "charity_area_of_operation")),
            objects=_rows(
                charities.objects, found.optional("objects", "charity_governing_document")
            ),
        )
    older = older or found.optional("charities", "charity_bcp")
    if older is None:
        return None
    return Register(
        charities=charities_bcp.charities(older),
        returns=partial(charities_bcp.returns, older),
        areas=partial(charities_bcp.areas, older),
        objects=partial(charities_bcp.objects, older),
    )


def _rows(read: Any, path: Path | None) -> Rows | None:
    return None if path is None else partial(read, path)


def _questionnaires(path: Path | None) -> list[dict[str, Any]]:
    """What wave.yml says of the survey's file and of its mapping."""
    if path is None:
        return []
    titles = {path: "Questionnaires", path.with_suffix(".yml"): "Mapping of the questionnaires"}
    return [
        {
            "title": title,
            "publisher": "the authors of the wave",
            "licence": "not published",
            "address": None,
            "file": file.name,
            "retrieved": None,
            "sha256": _checksum(file),
        }
        for file, title in titles.items()
        if file.is_file()
    ]


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _described(path: Path, source: str) -> dict[str, Any]:
    """What wave.yml says of one file."""
    known = catalogue.of(source)
    record = path.parent / "fetched.yml"
    fetched = yaml.safe_load(record.read_text(encoding="utf-8")) if record.is_file() else {}
    noted = (fetched or {}).get(path.name, {})
    checksum = _checksum(path)
    # What was fetched and then replaced by hand was not retrieved on the day noted.
    same = noted.get("sha256") == checksum
    return {
        "title": known.title,
        "publisher": known.publisher,
        "licence": known.licence,
        "address": noted["address"] if same else known.landing,
        "file": path.name,
        "retrieved": noted["retrieved"] if same else None,
        "sha256": checksum,
    }

"""The official files of a wave as tables, each file found by what it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from newwave import progress
from newwave.assemble.options import WaveOptions
from newwave.assemble.succession import Succession
from newwave.errors import SourceError
from newwave.sources import (
    aar,
    catalogue,
    cfr,
    charities,
    charities_bcp,
    gias,
    gias_links,
    imd,
    ofsted,
    postcodes,
    raw_files,
)
from newwave.sources.downloads import RECORD
from newwave.sources.imd import Deprivation
from newwave.sources.raw_files import RawFile
from newwave.wave_files import describe_source

RowsOf = Callable[[Iterable[int]], pd.DataFrame]
"""The rows of a table of the register that belong to the organisation numbers given."""

RETURNS = "charity_annual_return_history"
RETURNS_FROM = 2017
"""First year of which the current extract of the register has most annual returns."""


@dataclass(frozen=True)
class CharityRegister:
    """The register of charities, as `sources.charities` reads it.

    charities: everything on it, removed ones included. returns: annual returns. areas, objects:
    what helps to find whose association a charity is. None where a table is not at hand.
    """

    charities: pd.DataFrame
    returns: RowsOf | None = None
    areas: RowsOf | None = None
    objects: RowsOf | None = None


@dataclass(frozen=True)
class SourceTables:
    """The sources at hand, before any rule; only `accounts` and `schools` are indispensable.

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
    register: CharityRegister | None = None
    paths: dict[str, Path] = field(default_factory=dict)
    sources: list[dict[str, Any]] = field(default_factory=list)

    @cached_property
    def succession(self) -> Succession:
        """Which school came after which."""
        return Succession(self.links)

    @cached_property
    def area_names(self) -> dict[int, str]:
        """Code of a local authority -> its name, as GIAS has them."""
        known = self.schools[["la_code", "la_name"]].dropna().drop_duplicates("la_code")
        return {int(code): str(name) for code, name in known.itertuples(index=False)}

    def file_of(self, kind: str) -> str:
        """The name of the file that a kind of table was read from, for messages."""
        return self.paths[kind].name if kind in self.paths else kind


def read_source_tables(options: WaveOptions) -> SourceTables:
    """Read the official files of a wave.

    Raises SourceError where a file is missing that no wave can do without, where two would do
    for one source, and for what a reader refuses; FileNotFoundError without the folder.
    """
    files = _RawFiles(raw_files.identify_all(raw_files.find_folder(options.raw)))
    year, academies = options.finance_year, options.academies == "include"
    return SourceTables(
        accounts=cfr.read(files.required("accounts", "cfr", year)),
        schools=gias.read(files.required("schools", "gias")),
        academies=_read(aar.read, files.required("academies", "aar", year) if academies else None),
        links=_read(gias_links.read, files.optional("links", "gias_links")),
        inspections=_read(ofsted.read, files.optional("inspections", "ofsted")),
        deprivation=_read_index(files, options),
        places=_reader(postcodes.read, files.optional("postcodes", "postcodes")),
        register=_read_register(files, options),
        paths=files.paths,
        sources=[
            _describe_official(path, kind)
            for path, kind in progress.steps(files.used, "Noting checksums")
        ]
        + _describe_survey(options.survey),
    )


class _RawFiles:
    """The files of a folder, and which of them were asked for, under which name."""

    def __init__(self, present: list[RawFile]) -> None:
        self.present = present
        self.paths: dict[str, Path] = {}
        self.used: list[tuple[Path, str]] = []

    def required(self, name: str, source: str, period: str | None = None) -> Path:
        """The one file of a source; SourceError where there is none, or more than one."""
        path = raw_files.select(self.present, source, period)
        self.paths[name] = path
        self.used.append((path, catalogue.find_source(source, period).id))
        return path

    def optional(self, name: str, source: str, period: str | None = None) -> Path | None:
        """As `required`, but None where no file of the source is there."""
        if any(file.source == source for file in self.present):
            return self.required(name, source, period)
        return None


def _read(read: Callable[[Path], Any], path: Path | None) -> Any:
    return None if path is None else read(path)


def _reader(read: Callable[..., pd.DataFrame], path: Path | None) -> Any:
    return None if path is None else partial(read, path)


def _read_index(files: _RawFiles, options: WaveOptions) -> Deprivation | None:
    """The edition asked for, else the latest at hand that was out in the finance year."""
    edition = options.imd_edition
    if edition is not None:
        return imd.read(files.required("imd", "imd", edition))
    editions = sorted({f.period for f in files.present if f.source == "imd" and f.period})
    known = [edition for edition in editions if int(edition) <= options.ends.year]
    if editions and not known:
        raise SourceError(
            "the folder of official files",
            f"the index of {', '.join(editions)} only",
            f"one that was out in {options.finance_year}",
            "add that edition, or ask for the later one with --imd-edition",
        )
    return _read(imd.read, files.optional("imd", "imd", known[-1] if known else None))


def _read_register(files: _RawFiles, options: WaveOptions) -> CharityRegister | None:
    """The current extract; the older one where that is not at hand, or does not reach back."""
    kinds = ["charity", "charity_bcp"]
    if options.year < RETURNS_FROM:
        kinds.reverse()
    for kind in kinds:
        path = files.optional("charities", kind)
        if path is not None and kind == "charity_bcp":
            bcp = charities_bcp
            readers = (bcp.read_returns, bcp.read_areas, bcp.read_objects)
            return CharityRegister(bcp.read_charities(path), *(partial(r, path) for r in readers))
        if path is not None:
            return CharityRegister(
                charities.read_charities(path),
                _reader(charities.read_returns, files.optional("returns", RETURNS)),
                _reader(charities.read_areas, files.optional("areas", "charity_area_of_operation")),
                _reader(
                    charities.read_objects, files.optional("objects", "charity_governing_document")
                ),
            )
    return None


def _describe_survey(path: Path | None) -> list[dict[str, Any]]:
    """What wave.yml says of the survey's file and of its mapping."""
    if path is None:
        return []
    titles = {path: "Questionnaires", path.with_suffix(".yml"): "Mapping of the questionnaires"}
    return [
        describe_source(file, title, "the authors of the wave", "not published")
        for file, title in titles.items()
        if file.is_file()
    ]


def _describe_official(path: Path, source: str) -> dict[str, Any]:
    """What wave.yml says of one file."""
    known = catalogue.find_source(source)
    noted = _read_record(path.with_name(RECORD)).get(path.name, {})
    entry = describe_source(path, known.title, known.publisher, known.licence, known.landing)
    # What was fetched and then replaced by hand was not retrieved on the day noted.
    if noted.get("sha256") == entry["sha256"]:
        entry |= {"address": noted["address"], "retrieved": noted["retrieved"]}
    return entry


def _read_record(record: Path) -> dict[str, Any]:
    """What was noted of each file that was fetched, by its name."""
    try:
        noted = yaml.safe_load(record.read_text(encoding="utf-8")) if record.is_file() else None
    except (yaml.YAMLError, UnicodeDecodeError):
        remedy = "remove it; wave.yml then says of no file on which day it was retrieved"
        raise SourceError(record, "no YAML", "what `sources fetch` notes", remedy) from None
    return noted or {}

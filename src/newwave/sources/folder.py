"""What lies in a folder of official files: each known by what it holds, whatever it is called.

The year of accounts stands in no column: it is read from the publisher's file name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from helpers import project
from newwave import progress
from newwave.sources import (
    aar,
    catalogue,
    cfr,
    charities,
    charities_bcp,
    files,
    gias,
    gias_links,
    imd,
    ofsted,
    postcodes,
)
from newwave.sources.catalogue import Source
from newwave.sources.errors import SourceError
from newwave.sources.layout import Columns, plain, wants

OWN = {"README.md", "fetched.yml"}
"""Files of the folder that are no source."""

# The more particular first: the links of GIAS and its schools both have URNs.
_BY_COLUMNS: dict[str, Columns] = {
    "gias_links": gias_links.COLUMNS,
    "gias": gias.COLUMNS,
    "cfr": cfr.COLUMNS,
    "aar": aar.COLUMNS,
    "imd": imd.COLUMNS,
    "postcodes": postcodes.COLUMNS,
    "ofsted": ofsted.COLUMNS,
}
_RELEASES = {"SFR32_2017": "2015-16", "SFR27_2016": "2014-15"}
"""Statistical releases of academies' accounts whose names tell when they came out."""

_YEARS = re.compile(r"(?<!\d)(20\d\d)[-_ ]?(?:20)?(\d\d)(?!\d)")


@dataclass(frozen=True)
class Present:
    """A file, the source it is (None: not known, and `why`), and the year or edition it is of."""

    path: Path
    source: str | None
    period: str | None = None
    why: str = ""


def home(given: Path | None = None) -> Path:
    """The folder of official files: the one given, else the project's `data/raw`.

    Raises FileNotFoundError where it is not there.
    """
    place = given or project.root() / "data" / "raw"
    if not place.is_dir():
        raise FileNotFoundError(f"there is no folder {place}; make it and put official files there")
    return place


def look(folder: Path) -> list[Present]:
    """Every file of a folder, in order of name; hidden files and the folder's own are left out."""
    paths = [
        path
        for path in sorted(folder.iterdir())
        if path.is_file() and not path.name.startswith(".") and path.name not in OWN
    ]
    return [recognised(path) for path in progress.steps(paths, "Looking at official files")]


def recognised(path: Path) -> Present:
    """What a file is, by its columns."""
    if charities_bcp.held(path):
        return Present(path, "charity_bcp")
    tables = charities.held(path)
    if len(tables) == 1:
        return Present(path, tables[0])
    try:
        rows = files.headers(path)
    except SourceError as error:
        return Present(path, None, why=f"{error.found}")
    for source, columns in _BY_COLUMNS.items():
        if any(wants(columns, row) for row in rows):
            return Present(path, source, _period(source, path, rows))
    widest = sorted(rows, key=lambda row: len(list(row)))[-1:]
    seen = sorted(name for row in widest for name in row)[:5]
    return Present(path, None, why=f"columns of no known source ({', '.join(seen) or 'none'})")


def _period(source: str, path: Path, rows: list[frozenset[str]]) -> str | None:
    """The finance year of accounts from the file's name, the edition of the index from within."""
    if source in ("cfr", "aar"):
        for beginning, year in _RELEASES.items():
            if path.name.startswith(beginning):
                return year
        for first, second in _YEARS.findall(path.name):
            if (int(first) + 1) % 100 == int(second):
                return f"{first}-{second}"
        return None
    if source == "imd":
        try:
            return imd.read(path).edition
        except SourceError:
            return None
    return None


def one(present: list[Present], source: str, period: str | None = None) -> Path:
    """The one file of a source, of a year or edition where `period` asks for one.

    Raises SourceError where there is none, where there are only those of other years, and
    where two would do; the message says what is there and where to get what is not.
    """
    known = catalogue.edition(source, period)
    fitting = [file for file in present if file.source == source]
    dated = [file for file in fitting if period is None or file.period == period]
    # The files of a .bcp extract belong together; its reader finds the others beside the first.
    together = all(file.path.suffix == ".bcp" for file in dated)
    if len(dated) == 1 or (dated and together):
        return dated[0].path
    of_period = f" of {period}" if period else ""
    expected = f"one file{of_period}: {known.expects}"
    if dated:
        names = " and ".join(file.path.name for file in dated)
        raise SourceError(
            dated[0].path.parent,
            f"{len(dated)} files of {known.title}{of_period}: {names}",
            expected,
            "keep the one that is meant, and move the others out of the folder",
        )
    if fitting:
        told = ", ".join(f"{f.path.name} ({f.period or 'no year in its name'})" for f in fitting)
        raise SourceError(
            fitting[0].path.parent,
            f"{known.title} of other years only: {told}",
            expected,
            f"get that of {period} from {known.landing}, and keep the publisher's file name, "
            f"such as {_name_of(known, period)}",
        )
    raise SourceError(_where(present), _none(present, known), expected, _get(known, period))


def _name_of(known: Source, period: str | None) -> str:
    """What the publisher calls the file of a finance year; the year alone differs."""
    return re.sub(r"20\d\d-\d\d", period or "", known.name or "")


def _where(present: list[Present]) -> Path | str:
    return present[0].path.parent if present else "the folder of official files"


def _none(present: list[Present], known: Source) -> str:
    """That a source is not there, and which file goes by its name but is another."""
    telling = plain(known.id)
    for file in present:
        if plain(file.path.name).startswith(telling) and file.source != known.id:
            held = catalogue.of(file.source).title if file.source else file.why
            return f"no {known.title}; {file.path.name}, by its name one, holds {held}"
    there = sorted({file.source for file in present if file.source})
    return f"no {known.title} (there: {', '.join(there) or 'nothing that is known'})"


def _get(known: Source, period: str | None = None) -> str:
    if known.address:
        year = f" --finance-year {period or 'YEAR'}" if "{year}" in known.address else ""
        command = f"python -m edition sources fetch {known.id}{year}"
        return f"get it with `{command}`, or from {known.landing}"
    return f"get it from {known.landing}"


def told(sources: list[Source], present: list[Present]) -> str:
    """Which sources are there, which are missing and where to get them, as lines of text."""
    lines = []
    for source in sources:
        held = [f for f in present if f.source and _entry(f) == source.id]
        if held:
            names = ", ".join(_named(file) for file in held)
            lines.append(f"there    {source.id}: {names}")
        elif not any(file.source == source.id for file in present):
            must = "needed" if source.needed else "missing"
            lines.append(f"{must:<8} {source.id}: {source.title}; gives {source.gives}")
            lines.append(f"         {_get(source)}")
    paths = {file.path for file in present}
    for file in present:
        if file.source is None and _of_a_survey(file.path, paths):
            lines.append(f"survey   {file.path.name}: read by a build with --survey")
        elif file.source is None:
            lines.append(f"unknown  {file.path.name}: {file.why}")
    return "\n".join(lines)


def _entry(file: Present) -> str:
    """The name in the catalogue; an edition of the index may have one of its own."""
    return catalogue.edition(file.source or "", file.period).id


def _of_a_survey(path: Path, present: set[Path]) -> bool:
    """Whether a file is a table of questionnaires or its mapping: neither stands alone."""
    return (
        path.suffix in (".csv", ".yml")
        and {path.with_suffix(".csv"), path.with_suffix(".yml")} <= present
    )


def _named(file: Present) -> str:
    return f"{file.path.name} ({file.period})" if file.period else file.path.name

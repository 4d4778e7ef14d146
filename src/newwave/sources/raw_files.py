"""The official files in a folder: each known by what it holds, whatever it is called.

The year of accounts stands in no column: it is read from the publisher's file name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from helpers import project
from newwave import progress
from newwave.errors import SourceError
from newwave.sources import charities, charities_bcp, imd
from newwave.sources.catalogue import READERS, Source, find_source
from newwave.sources.downloads import RECORD
from newwave.sources.tabular_files import missing_columns, plain, read_headers

OWN = {"README.md", RECORD}
"""Files of the folder that are no source."""

_RELEASES = {"SFR32_2017": "2015-16", "SFR27_2016": "2014-15"}
"""Statistical releases of academies' accounts, named after the day they came out."""

_YEARS = re.compile(r"(?<!\d)(20\d\d)[-_ ]?(?:20)?(\d\d)(?!\d)")


@dataclass(frozen=True)
class RawFile:
    """A file, the source it is (None: unknown, and `why`), and the year or edition it is of."""

    path: Path
    source: str | None
    period: str | None = None
    why: str = ""

    def __str__(self) -> str:
        return f"{self.path.name} ({self.period})" if self.period else self.path.name


def find_folder(given: Path | None = None) -> Path:
    """The folder of official files: the one given, else the project's `data/raw`.

    Raises FileNotFoundError where it is not there.
    """
    folder = given or project.root() / "data" / "raw"
    if not folder.is_dir():
        raise FileNotFoundError(
            f"there is no folder {folder}; make it and put official files there"
        )
    return folder


def identify_all(folder: Path) -> list[RawFile]:
    """Every file of a folder, in order of name; hidden files and the folder's own are left out."""
    paths = [
        path
        for path in sorted(folder.iterdir())
        if path.is_file() and not path.name.startswith(".") and path.name not in OWN
    ]
    return [identify(path) for path in progress.steps(paths, "Looking at official files")]


def identify(path: Path) -> RawFile:
    """What a file is, by its columns."""
    if charities_bcp.find_tables(path):
        return RawFile(path, "charity_bcp")
    tables = charities.find_tables(path)
    if len(tables) == 1:
        return RawFile(path, tables[0])
    try:
        headers = read_headers(path)
    except SourceError as error:
        return RawFile(path, None, why=error.found)
    for source, reader in READERS.items():
        if any(not missing_columns(reader.COLUMNS, names) for names in headers):
            return RawFile(path, source, _period(source, path))
    seen = ", ".join(name for names in sorted(headers, key=len)[-1:] for name in sorted(names)[:5])
    return RawFile(path, None, why=f"columns of no known source ({seen or 'none'})")


def _period(source: str, path: Path) -> str | None:
    """The finance year of accounts from the file's name, the edition of the index from within."""
    if source in ("cfr", "aar"):
        for beginning, year in _RELEASES.items():
            if path.name.startswith(beginning):
                return year
        for first, second in _YEARS.findall(path.name):
            if (int(first) + 1) % 100 == int(second):
                return f"{first}-{second}"
    if source == "imd":
        try:
            return imd.read(path).edition
        except SourceError:
            return None
    return None


def select(files: list[RawFile], source: str, period: str | None = None) -> Path:
    """The one file of a source, of a year or edition where `period` asks for one.

    Raises SourceError where there is none, where there are only those of other years, and
    where two would do; the message says what is there and where to get what is not.
    """
    entry = find_source(source, period)
    fitting = [file for file in files if file.source == source]
    dated = [file for file in fitting if period is None or file.period == period]
    # The files of a .bcp extract belong together; its reader finds the others beside the first.
    one_extract = all(file.path.suffix == ".bcp" for file in dated)
    if len(dated) == 1 or (dated and one_extract):
        return dated[0].path
    of_period = f" of {period}" if period else ""
    expected = f"one file{of_period}: {entry.expects}"
    folder = files[0].path.parent if files else "the folder of official files"
    if dated:
        raise SourceError(
            folder,
            f"{len(dated)} files of {entry.title}{of_period}: "
            f"{' and '.join(file.path.name for file in dated)}",
            expected,
            "keep the one that is meant, and move the others out of the folder",
        )
    if fitting:
        others = ", ".join(f"{f.path.name} ({f.period or 'no year in its name'})" for f in fitting)
        # What the publisher calls the files of different finance years differs by the year alone.
        name = re.sub(r"20\d\d-\d\d", period or "", entry.name or "")
        raise SourceError(
            folder,
            f"{entry.title} of other years only: {others}",
            expected,
            f"get that of {period} from {entry.landing}, and keep the publisher's file name, "
            f"such as {name}",
        )
    raise SourceError(folder, _absence(files, entry), expected, _how_to_get(entry, period))


def _absence(files: list[RawFile], entry: Source) -> str:
    """That a source is not there, and which file goes by its name but is another."""
    for file in files:
        if plain(file.path.name).startswith(plain(entry.id)) and file.source != entry.id:
            content = find_source(file.source).title if file.source else file.why
            return f"no {entry.title}; {file.path.name}, by its name one, holds {content}"
    there = sorted({file.source for file in files if file.source})
    return f"no {entry.title} (there: {', '.join(there) or 'nothing that is known'})"


def _how_to_get(entry: Source, period: str | None = None) -> str:
    if entry.address:
        year = f" --finance-year {period or 'YEAR'}" if "{year}" in entry.address else ""
        command = f"edition sources fetch {entry.id}{year}"
        return f"get it with `{command}`, or from {entry.landing}"
    return f"get it from {entry.landing}"


def describe(sources: list[Source], files: list[RawFile]) -> str:
    """Which sources are there, which are missing and where to get them, as lines of text."""
    lines = []
    # An edition of the index may have an entry of its own in the catalogue.
    entries = {file: find_source(file.source, file.period).id for file in files if file.source}
    for source in sources:
        own = [str(file) for file, entry in entries.items() if entry == source.id]
        if own:
            lines.append(f"there    {source.id}: {', '.join(own)}")
        elif not any(file.source == source.id for file in files):
            must = "needed" if source.needed else "missing"
            lines.append(f"{must:<8} {source.id}: {source.title}; gives {source.gives}")
            lines.append(f"         {_how_to_get(source)}")
    paths = {file.path for file in files}
    for file in files:
        if file.source is None and _is_of_survey(file.path, paths):
            lines.append(f"survey   {file.path.name}: read by a build with --survey")
        elif file.source is None:
            lines.append(f"unknown  {file.path.name}: {file.why}")
    return "\n".join(lines)


def _is_of_survey(path: Path, others: set[Path]) -> bool:
    """Whether a file is a table of questionnaires or its mapping: neither stands alone."""
    pair = {path.with_suffix(".csv"), path.with_suffix(".yml")}
    return path in pair and pair <= others

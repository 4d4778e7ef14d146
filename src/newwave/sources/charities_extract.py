"""The Charity Commission's extracts, in any of their forms -> tables that DuckDB can query.

Three forms are taken, each bare or in a zip: tab separated text with backslash escapes, one JSON
array of objects, and the older .bcp. National tables have millions of rows, so nothing is held
whole: a plain copy in a temporary folder is queried, and only the columns asked for are read.
"""

from __future__ import annotations

import codecs
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from json import JSONDecoder
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, cast

import pandas as pd

from newwave.errors import SourceError
from newwave.sources.charities_copy import AGAIN, Part, copy_bcp, copy_json, copy_text
from newwave.sources.sheets import Start, refuse_page

if TYPE_CHECKING:
    import duckdb

_DTYPES = {
    "BIGINT": "Int64", "DOUBLE": "float64", "DATE": "datetime64[us]", "VARCHAR": "string",
}  # fmt: skip
_READ_TEXT = (
    "read_csv({}, columns = {}, delim = '\t', quote = '', escape = '', header = false, "
    "auto_detect = false, new_line = '\\n')"
)
_MACROS = r"""
    CREATE MACRO whole(t) AS CAST(nullif(trim(t), '') AS BIGINT);
    CREATE MACRO number(t) AS CAST(nullif(trim(t), '') AS DOUBLE);
    CREATE MACRO day(t) AS TRY_CAST(left(trim(t), 10) AS DATE);
    CREATE MACRO words(t) AS nullif(trim(regexp_replace(t, '\s+', ' ', 'g')), '');
    CREATE MACRO code(t) AS nullif(upper(regexp_replace(t, '\s+', '', 'g')), '');
"""


@contextmanager
def open_parts(path: Path, expected: str) -> Iterator[list[Part]]:
    """Open the files of an extract: the one, or every member of a zip.

    Raises `SourceError` for a file that is absent, empty, a web page or a damaged archive.
    """
    path = Path(path)
    if not path.is_file():
        raise SourceError(path, "no such file", expected, "check the path")
    with _refuse_damage(str(path), expected), path.open("rb") as stream:
        beginning = stream.read(64)
        refuse_page(path, beginning, expected, AGAIN)
        if not beginning.startswith(b"PK"):
            yield [file_part(path)]
            return
        with zipfile.ZipFile(stream) as archive:
            members = [info for info in archive.infolist() if not info.is_dir()]
            if any(info.flag_bits & 1 for info in members):
                raise SourceError(path, "an archive with a password", expected, "unpack it first")
            yield [_member(path, archive, info) for info in members]


def file_part(path: Path) -> Part:
    """A file that lies by itself."""
    return Part(str(path), path.name, path.stat().st_size, lambda: path.open("rb"))


def _member(path: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Part:
    start = cast("Start", partial(archive.open, info))
    name = PurePosixPath(info.filename).name
    return Part(f"{path}, member {info.filename}", name, info.file_size, start)


def column_names(part: Part) -> tuple[str, ...]:
    """The publisher's names of a table's columns, in order; those of the first object of JSON."""
    with part.start() as stream:
        beginning = stream.read(1 << 18).removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace")
    if beginning.lstrip().startswith("["):
        try:
            return tuple(JSONDecoder().raw_decode(beginning, beginning.index("{"))[0])
        except ValueError:
            return ()
    return tuple(name.strip() for name in beginning.partition("\n")[0].split("\t"))


def _is_json(part: Part) -> bool:
    """Whether a part holds an array of objects rather than separated text."""
    with part.start() as stream:
        return stream.read(64).removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"[")


@dataclass(frozen=True)
class ExtractDatabase:
    """Tables of an extract, ready to be queried.

    In a query `whole`, `number`, `day`, `words` (white space evened out) and `code` (upper case,
    no white space) read a cell of text, and give NULL for a blank one.
    """

    connection: duckdb.DuckDBPyConnection
    folder: Path
    expected: str
    places: list[str] = field(default_factory=list)

    def add(self, name: str, part: Part, wanted: Sequence[str]) -> None:
        """Make a table of a part, which holds the wanted columns."""
        copy = self.folder / name
        with _refuse_damage(part.where, self.expected):
            if _is_json(part):
                copy_json(part, copy)
                self._view(name, part, wanted, "read_json({}, columns = {}, format = 'array')")
            else:
                fields = column_names(part)
                copy_text(part, copy, len(fields), self.expected)
                self._view(name, part, fields, _READ_TEXT)

    def add_bcp(self, name: str, part: Part, fields: Sequence[str]) -> None:
        """Make a table of a .bcp file, whose fields are `fields` in order."""
        with _refuse_damage(part.where, self.expected):
            copy_bcp(part, self.folder / name, len(fields), self.expected)
        self._view(name, part, fields, _READ_TEXT)

    def add_empty(self, name: str, fields: Sequence[str]) -> None:
        """Make a table of the fields without rows."""
        chosen = ", ".join(f"CAST(NULL AS VARCHAR) AS {field}" for field in fields)
        self.connection.execute(f"CREATE VIEW {name} AS SELECT {chosen} WHERE false")

    def _view(self, name: str, part: Part, fields: Sequence[str], read: str) -> None:
        types = ", ".join(f"{_quote(field)}: 'VARCHAR'" for field in fields)
        source = read.format(_quote(str(self.folder / name)), f"{{{types}}}")
        self.connection.execute(f"CREATE VIEW {name} AS FROM {source}")
        self.places.append(part.where)

    def keep(self, numbers: Iterable[int] | None) -> None:
        """Make the condition `kept(number)`: whether a number is wanted; None wants all."""
        if numbers is None:
            self.connection.execute("CREATE MACRO kept(n) AS true")
            return
        kept = pd.DataFrame({"number": pd.Series(sorted({int(n) for n in numbers}), dtype="int64")})
        self.connection.register("wanted", kept)
        self.connection.execute("CREATE MACRO kept(n) AS n IN (SELECT number FROM wanted)")

    def query(self, query: str) -> pd.DataFrame:
        """Run a query: whole numbers as Int64, others float64, days datetime64[us], text string.

        Raises `SourceError` where a cell that must be a number is none.
        """
        import duckdb

        try:
            found = self.connection.sql(query)
            types = [_DTYPES[str(type_)] for type_ in found.types]
            return found.df().astype(dict(zip(found.columns, types, strict=True)))
        except (duckdb.ConversionException, duckdb.InvalidInputException) as error:
            reason = " ".join(str(error).split("\n\n")[0].split())[:200]
            places = " and ".join(self.places)
            raise SourceError(
                places, f"rows out of shape ({reason})", self.expected, AGAIN
            ) from error


@contextmanager
def open_database(expected: str) -> Iterator[ExtractDatabase]:
    """Begin to read an extract; what is copied for it lasts as long as the block."""
    import duckdb

    with (
        tempfile.TemporaryDirectory(prefix="register-", ignore_cleanup_errors=True) as folder,
        duckdb.connect(
            config={"temp_directory": folder, "memory_limit": "512MB", "threads": 2}
        ) as connection,
    ):
        connection.execute(_MACROS)
        yield ExtractDatabase(connection, Path(folder), expected)


@contextmanager
def _refuse_damage(where: str, expected: str) -> Iterator[None]:
    """Turn what a damaged archive raises while it is read into one message."""
    try:
        yield
    except (zipfile.BadZipFile, EOFError, zlib.error, NotImplementedError) as error:
        raise SourceError(where, "a damaged or incomplete archive", expected, AGAIN) from error


def _quote(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"

"""The Charity Commission's extracts, in any of their forms -> tables that DuckDB can query.

Three forms are taken, each bare or in a zip: tab separated text with backslash escapes, one JSON
array of objects, and the older .bcp. National tables have millions of rows, so nothing is held
whole: a plain copy in a temporary folder is queried, and only the columns asked for are read.
"""

from __future__ import annotations

import codecs
import re
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from json import JSONDecoder
from pathlib import Path, PurePosixPath
from typing import IO, cast

import pandas as pd

from newwave.sources import extract_copy
from newwave.sources.errors import SourceError
from newwave.sources.extract_copy import AGAIN, Part

_PAGE = re.compile(rb"\s*<")
_MACROS = r"""
    CREATE MACRO whole(t) AS CAST(nullif(trim(t), '') AS BIGINT);
    CREATE MACRO number(t) AS CAST(nullif(trim(t), '') AS DOUBLE);
    CREATE MACRO day(t) AS TRY_CAST(left(trim(t), 10) AS DATE);
    CREATE MACRO words(t) AS nullif(trim(regexp_replace(t, '\s+', ' ', 'g')), '');
    CREATE MACRO code(t) AS nullif(upper(regexp_replace(t, '\s+', '', 'g')), '');
"""


@contextmanager
def parts(path: Path, expected: str) -> Iterator[list[Part]]:
    """Open the files of an extract: the one, or every member of a zip.

    Raises `SourceError` for a file that is absent, empty, a web page or a damaged archive.
    """
    path = Path(path)
    if not path.is_file():
        raise SourceError(path, "no such file", expected, "check the path")
    with _sound(str(path), expected), path.open("rb") as stream:
        beginning = stream.read(64).removeprefix(codecs.BOM_UTF8)
        if _PAGE.match(beginning):
            raise SourceError(path, "a web page (HTML or XML), not data", expected, AGAIN)
        if not beginning.strip(b"\0 \r\n"):
            raise SourceError(path, "an empty file", expected, AGAIN)
        if not beginning.startswith(b"PK"):
            yield [bare(path)]
            return
        with zipfile.ZipFile(stream) as archive:
            members = [info for info in archive.infolist() if not info.is_dir()]
            if any(info.flag_bits & 1 for info in members):
                raise SourceError(path, "an archive with a password", expected, "unpack it first")
            yield [_member(path, archive, info) for info in members]


def bare(path: Path) -> Part:
    """A file that lies by itself."""
    return Part(str(path), path.name, path.stat().st_size, lambda: path.open("rb"))


def _member(path: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Part:
    start = cast("Callable[[], IO[bytes]]", partial(archive.open, info))
    name = PurePosixPath(info.filename).name
    return Part(f"{path}, member {info.filename}", name, info.file_size, start)


def is_json(part: Part) -> bool:
    """Whether a part holds an array of objects rather than separated text."""
    with part.start() as stream:
        return stream.read(64).removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"[")


def columns(part: Part) -> tuple[str, ...]:
    """The publisher's names of a table's columns, in order; those of the first object of JSON."""
    with part.start() as stream:
        beginning = stream.read(1 << 18).removeprefix(codecs.BOM_UTF8)
    if beginning.lstrip().startswith(b"["):
        told = beginning.decode("utf-8", "replace")
        try:
            return tuple(JSONDecoder().raw_decode(told, told.index("{"))[0])
        except ValueError:
            return ()
    first = beginning.partition(b"\n")[0].decode("utf-8", "replace")
    return tuple(name.strip() for name in first.split("\t"))


class Tables:
    """Tables of an extract, ready to be queried.

    In a query `whole`, `number`, `day`, `words` (white space evened out) and `code` (upper case,
    no white space) read a cell of text, and give NULL for a blank one.
    """

    def __init__(self, folder: Path, expected: str) -> None:
        import duckdb

        self._folder = folder
        self._expected = expected
        self._where: list[str] = []
        self._connection = duckdb.connect(
            config={"temp_directory": str(folder), "memory_limit": "512MB", "threads": 2}
        )
        self._connection.execute(_MACROS)

    def add(self, name: str, part: Part, wanted: Sequence[str]) -> None:
        """Make a table of the wanted columns of a part; one that the part lacks is all NULL."""
        held = columns(part)
        copy = self._folder / name
        with _sound(part.where, self._expected):
            if is_json(part):
                extract_copy.json(part, copy)
                source = _json(copy, [column for column in wanted if column in held])
            else:
                extract_copy.text(part, copy, len(held), self._expected)
                source = _text(copy, held)
        self._view(name, part, source, [column for column in wanted if column in held], wanted)

    def add_bcp(self, name: str, part: Part, fields: Sequence[str]) -> None:
        """Make a table of a .bcp file, whose fields are `fields` in order."""
        copy = self._folder / name
        with _sound(part.where, self._expected):
            extract_copy.bcp(part, copy, len(fields), self._expected)
        self._view(name, part, _text(copy, fields), fields, fields)

    def add_none(self, name: str, fields: Sequence[str]) -> None:
        """Make a table of the fields without rows."""
        chosen = ", ".join(f"CAST(NULL AS VARCHAR) AS {field}" for field in fields)
        self._connection.execute(f"CREATE VIEW {name} AS SELECT {chosen} WHERE false")

    def keep(self, numbers: Iterable[int] | None) -> None:
        """Make the condition `kept(number)`: whether a number is wanted; None wants all."""
        if numbers is None:
            self._connection.execute("CREATE MACRO kept(n) AS true")
            return
        kept = pd.DataFrame({"number": pd.Series(sorted({int(n) for n in numbers}), dtype="int64")})
        self._connection.register("wanted", kept)
        self._connection.execute("CREATE MACRO kept(n) AS n IN (SELECT number FROM wanted)")

    def ask(self, query: str, types: Mapping[str, str]) -> pd.DataFrame:
        """Run a query; its columns in the order and of the types given.

        Raises `SourceError` where a cell that must be a number is none.
        """
        import duckdb

        where = " and ".join(self._where)
        try:
            table = self._connection.execute(query).df()
        except (duckdb.ConversionException, duckdb.InvalidInputException) as error:
            found = " ".join(str(error).split("\n\n")[0].split())[:200]
            raise SourceError(
                where, f"rows out of shape ({found})", self._expected, AGAIN
            ) from error
        return table[list(types)].astype(dict(types))

    def close(self) -> None:
        """Close the database, which lets go of the copies."""
        self._connection.close()

    def _view(
        self, name: str, part: Part, source: str, held: Sequence[str], wanted: Sequence[str]
    ) -> None:
        chosen = ", ".join(c if c in held else f"CAST(NULL AS VARCHAR) AS {c}" for c in wanted)
        self._where.append(part.where)
        self._connection.execute(f"CREATE VIEW {name} AS SELECT {chosen} FROM {source}")


@contextmanager
def tables(expected: str) -> Iterator[Tables]:
    """Begin to read an extract; what is copied for it lasts as long as the block."""
    with tempfile.TemporaryDirectory(prefix="register-", ignore_cleanup_errors=True) as folder:
        read = Tables(Path(folder), expected)
        try:
            yield read
        finally:
            read.close()


@contextmanager
def _sound(where: str, expected: str) -> Iterator[None]:
    """Turn what a damaged archive raises while it is read into one message."""
    try:
        yield
    except (zipfile.BadZipFile, EOFError, zlib.error, NotImplementedError) as error:
        raise SourceError(where, "a damaged or incomplete archive", expected, AGAIN) from error


def _text(copy: Path, fields: Sequence[str]) -> str:
    return (
        f"read_csv({_quoted(str(copy))}, columns = {_types(fields)}, delim = '\t', quote = '', "
        f"escape = '', header = false, auto_detect = false, new_line = '\\n')"
    )


def _json(copy: Path, fields: Sequence[str]) -> str:
    return f"read_json({_quoted(str(copy))}, columns = {_types(fields)}, format = 'array')"


def _types(fields: Sequence[str]) -> str:
    return "{" + ", ".join(f"{_quoted(field)}: 'VARCHAR'" for field in fields) + "}"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"

"""A file, whatever its form -> its sheets, row by row.

Takes comma or tab separated text (plain, gzipped), workbooks (.xlsx) and zip archives of these.
What a file is, its bytes decide: a name may lie.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import IO, Any, cast

from python_calamine import CalamineError

from newwave.errors import SourceError
from newwave.sources.workbooks import cell_text, read_workbook

DEPTH = 60
"""Rows at the beginning of a sheet by which its form is judged."""

AGAIN = "download it again from its publisher"
AS_CP1252 = "as_cp1252"
"""How to decode text that is UTF-8 but for some bytes: the name of a handler of errors."""

_ANEW = ", or open it in a spreadsheet program and save it anew"
_FORMS = "a .csv, .txt or .xlsx file, or a zip of one"
_ENDINGS = (".csv", ".txt", ".tsv", ".xlsx", ".gz")
_PAGE = re.compile(rb"\s*<(!doctype|html|head|body|\?xml|!--|script|error)", re.IGNORECASE)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
# What a damaged archive or workbook raises inside the libraries that read it.
_DAMAGE = (
    OSError, EOFError, zlib.error, zipfile.BadZipFile, LookupError, ValueError,
    NotImplementedError, RuntimeError, CalamineError,
)  # fmt: skip

Start = Callable[[], IO[bytes]]
"""Begins a new reading of the bytes of a file."""


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook, or one file of text.

    `text` gives the text of a cell, stripped. `shifts`: an unquoted comma may have pushed the
    cells of a row to the right, which cannot happen in a workbook.
    """

    where: str
    start: Callable[[], Iterator[list[Any]]]
    text: Callable[[Any], str]
    shifts: bool

    def cells(self) -> Iterator[list[Any]]:
        """Every row in order, from the first, blank ones included: cells as they are.

        The n-th is so the n-th in a spreadsheet program. Raises `SourceError` on damage.
        """
        with _refuse_damage(self.where):
            yield from self.start()

    def beginning(self) -> Iterator[tuple[str, ...]]:
        """The first `DEPTH` rows, as text."""
        for row in islice(self.cells(), DEPTH):
            yield tuple(map(self.text, row))


def _decode_byte(error: UnicodeError) -> tuple[str, int]:
    """A byte that is not UTF-8 as cp1252, or as latin-1 where cp1252 leaves it undefined."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    byte = error.object[error.start : error.start + 1]
    try:
        return byte.decode("cp1252"), error.start + 1
    except UnicodeDecodeError:
        return byte.decode("latin-1"), error.start + 1


codecs.register_error(AS_CP1252, _decode_byte)


@contextmanager
def open_sheets(path: Path) -> Iterator[list[Sheet]]:
    """Open every sheet of a file, in order, for as long as the block lasts.

    Raises `SourceError` for a file that is absent, empty, a web page, damaged or of another form.
    """
    if not path.is_file():
        raise SourceError(path, "no such file", _FORMS, "check the path")
    with ExitStack() as stack:
        with _refuse_damage(path):
            sheets = _sheets(str(path), path.suffix, lambda: path.open("rb"), stack)
        yield sheets


def refuse_page(
    where: Path | str, beginning: bytes, expected: str = _FORMS, remedy: str = AGAIN
) -> None:
    """Raise `SourceError` for a file that is empty or a web page, by its first bytes."""
    bare = beginning.removeprefix(codecs.BOM_UTF8)
    if not bare.strip(b"\0 \t\r\n"):
        raise SourceError(where, "an empty file", expected, remedy)
    if _PAGE.match(bare):
        raise SourceError(where, "a web page (HTML or XML), not data", expected, remedy)


@contextmanager
def _refuse_damage(where: Path | str) -> Iterator[None]:
    """Turn whatever a damaged file raises into one message."""
    try:
        yield
    except SourceError:
        raise
    except csv.Error as error:
        remedy = "close the quotes that are open in it, or download it again"
        raise SourceError(where, f"text that is no table ({error})", _FORMS, remedy) from error
    except _DAMAGE as error:
        reason = getattr(error, "strerror", None)
        found = f"no readable file ({reason})" if reason else "a damaged or incomplete file"
        remedy = AGAIN + _ANEW if isinstance(error, CalamineError) else AGAIN
        raise SourceError(where, found, _FORMS, remedy) from error


def _sheets(where: str, suffix: str, start: Start, stack: ExitStack) -> list[Sheet]:
    with start() as stream:
        beginning = stream.read(2048)
    if beginning.startswith(b"\x1f\x8b"):
        return _sheets(where, ".txt", partial(_unzip, start, stack), stack)
    if beginning.startswith(b"PK"):
        return _packed(where, stack.enter_context(start()), stack)
    wide = beginning.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    _refuse_other_forms(where, suffix.casefold(), beginning, wide)
    read = partial(_text_rows, start, wide)
    return [Sheet(where, partial(read, separator=_separator(read)), str.strip, shifts=True)]


def _unzip(start: Start, stack: ExitStack) -> IO[bytes]:
    # Closing what unzips does not close what it reads from.
    return cast("IO[bytes]", gzip.open(stack.enter_context(start())))


def _refuse_other_forms(where: str, suffix: str, beginning: bytes, wide: bool) -> None:
    """Raise for what is no table of text."""
    refuse_page(where, beginning)
    if beginning.startswith(_OLD_OFFICE):
        remedy = "open it in a spreadsheet program and save it as .xlsx or .csv"
        raise SourceError(where, "an old or protected Excel workbook", _FORMS, remedy)
    if suffix in (".zip", ".xlsx", ".gz"):
        raise SourceError(where, f"bytes that are no {suffix} file", _FORMS, AGAIN)
    if b"\0" in beginning and not wide:
        raise SourceError(where, "bytes that are no text", _FORMS, AGAIN)


def _text_rows(
    start: Start, wide: bool, separator: str, strict: bool = True
) -> Iterator[list[str]]:
    """Rows of separated text, UTF-16 if wide; if strict, an unclosed quote is an error."""
    encoding, errors = ("utf-16", "replace") if wide else ("utf-8-sig", AS_CP1252)
    with start() as raw, io.TextIOWrapper(raw, encoding, errors, newline="") as text:
        yield from csv.reader(text, delimiter=separator, strict=strict)


def _separator(read: Callable[..., Iterator[list[str]]]) -> str:
    """Comma or tab: the one under which more cells stand in rows of one width."""

    def regularity(separator: str) -> int:
        widths = Counter(map(len, islice(read(separator=separator, strict=False), DEPTH)))
        return max(((width - 1) * rows for width, rows in widths.items()), default=0)

    return max((",", "\t"), key=regularity)


def _packed(where: str, stream: IO[bytes], stack: ExitStack) -> list[Sheet]:
    """The sheets of a workbook, or of every readable member of an archive."""
    archive = stack.enter_context(zipfile.ZipFile(stream))
    names = archive.namelist()
    if any(name.startswith("xl/") for name in names):
        return [
            Sheet(f"{where}, sheet {title}", start, cell_text, shifts=False)
            for title, start in read_workbook(where, stream).items()
        ]
    sheets: list[Sheet] = []
    refused: list[SourceError] = []
    for name in names:
        if PurePosixPath(name).suffix.casefold() in _ENDINGS:
            try:
                sheets += _member(f"{where}, member {name}", archive, name, stack)
            except SourceError as error:
                refused.append(error)
    if not sheets:
        contents = f"an archive of {', '.join(names[:5]) or 'nothing'}"
        raise refused[0] if refused else SourceError(where, contents, _FORMS, AGAIN)
    return sheets


def _member(where: str, archive: zipfile.ZipFile, name: str, stack: ExitStack) -> list[Sheet]:
    suffix = PurePosixPath(name).suffix.casefold()
    start: Start = partial(archive.open, name)
    with _refuse_damage(where):
        if suffix == ".xlsx":
            # A workbook is read from several places at once, which a packed file does not allow.
            start = partial(io.BytesIO, archive.read(name))
        return _sheets(where, suffix, start, stack)

"""A file of the Charity Commission's extract -> a plain copy that DuckDB reads without doubt.

In the copy of a text a tab always ends a field and a line end always ends a row: no quotes, no
escapes, no byte order mark, always UTF-8. Everything streams.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from newwave import progress
from newwave.errors import SourceError
from newwave.sources.sheets import AS_CP1252, Start

BLOCK = 1 << 20
"""Bytes read at a time."""

LONGEST = 2_000_000
"""Bytes that a row may have at most, for DuckDB to read it."""

AGAIN = "download it again from the Charity Commission"

_FIELD, _ROW = b"@**@", b"*@@*"
_ESCAPED = re.compile(rb"\\(\r\n|[\s\S])")
_BREAKS = bytes.maketrans(b"\t\r\n", b"   ")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True)
class Part:
    """One file of an extract: a bare file, or a member of a zip. `start` begins a new reading."""

    where: str
    name: str
    size: int
    start: Start


def copy_json(part: Part, copy: Path) -> None:
    """Copy an array of objects without its byte order mark."""
    with copy.open("wb") as out:
        for block in _read_with_bar(part):
            out.write(block)


def copy_text(part: Part, copy: Path, width: int, expected: str) -> None:
    r"""Copy tab separated text below its header, freed of its escapes.

    An escaped tab or line end becomes a space, since no name or text needs more; another escaped
    character becomes itself. A row broken by a line end that is not escaped is mended. Raises
    `SourceError` where a row has more or fewer than `width` fields, as where a file breaks off.
    """
    rows = _RowCheck(part.where, width, expected)
    with copy.open("wb") as out:
        for number, block in enumerate(_blocks(part, _line_end, expected)):
            lines = _unescape(block)
            out.write(rows.mend(lines.partition(b"\n")[2] if number == 0 else lines))
    rows.finish()


def copy_bcp(part: Part, copy: Path, width: int, expected: str) -> None:
    """Copy a .bcp file, whose fields end with @**@ and whose rows with *@@*, as such a text.

    Tabs and line ends within a field become spaces. Raises `SourceError` where a row has more or
    fewer than `width` fields, as where a file breaks off.
    """
    rows = _RowCheck(part.where, width, expected)
    with copy.open("wb") as out:
        for block in _blocks(part, _mark_end, expected):
            marked = block.replace(b"\0", b"").translate(_BREAKS)
            lines = marked.replace(_FIELD, b"\t").replace(_ROW, b"\n")
            if lines.strip(b" \x1a"):
                out.write(rows.check(lines))
    rows.finish()


class _RowCheck:
    """Sees to it that every row has its fields."""

    def __init__(self, where: str, width: int, expected: str) -> None:
        self._where = where
        self._tabs = width - 1
        self._expected = expected
        self._row = 1
        self._begun = b""

    def mend(self, lines: bytes) -> bytes:
        """Whole rows; what is left of a row that goes on in the next block is kept for it."""
        if not self._begun and self._regular(lines):
            return lines
        rows = []
        for line in lines.split(b"\n"):
            begun = self._begun + b" " + line if self._begun else line
            tabs = begun.count(b"\t")
            if tabs > self._tabs:
                raise self._wrong(tabs)
            full = tabs == self._tabs and begun
            self._begun = b"" if full else begun
            if full:
                self._row += 1
                rows.append(begun + b"\n")
        return b"".join(rows)

    def check(self, lines: bytes) -> bytes:
        """The rows as they are."""
        if not self._regular(lines):
            *whole, last = lines.split(b"\n")
            for line in whole:
                if line.count(b"\t") != self._tabs:
                    raise self._wrong(line.count(b"\t"))
                self._row += 1
            raise self._wrong(last.count(b"\t"))
        return lines

    def finish(self) -> None:
        """Raise if the last row was not whole."""
        if self._begun.strip():
            raise self._wrong(self._begun.count(b"\t"))

    def _regular(self, lines: bytes) -> bool:
        """Whether the tabs are as many as the rows need, which a shift would upset."""
        rows = lines.count(b"\n")
        regular = lines.endswith(b"\n") and lines.count(b"\t") == rows * self._tabs
        if regular:
            self._row += rows
        return regular

    def _wrong(self, tabs: int) -> SourceError:
        return SourceError(
            f"{self._where}, row {self._row + 1}",
            f"{tabs + 1} fields where the table has {self._tabs + 1}",
            self._expected,
            f"the file is changed or breaks off: {AGAIN}",
        )


def _blocks(part: Part, end: Callable[[bytes], int], expected: str) -> Iterator[bytes]:
    """A part in blocks of whole rows; the last may lack the end of its row.

    `end` gives the place behind the last row end, 0 if there is none.
    """
    rest = b""
    for block in _read_with_bar(part):
        rest += block
        cut = end(rest)
        if cut:
            yield _utf8(rest[:cut])
            rest = rest[cut:]
        elif len(rest) > LONGEST:
            raise SourceError(part.where, "text without rows", expected, AGAIN)
    yield _utf8(rest)


def _line_end(data: bytes) -> int:
    """Behind the last line end that no backslash escapes."""
    at = len(data)
    while (at := data.rfind(b"\n", 0, at)) >= 0:
        before = data[max(0, at - 64) : at].removesuffix(b"\r")
        if (len(before) - len(before.rstrip(b"\\"))) % 2 == 0:
            return at + 1
    return 0


def _mark_end(data: bytes) -> int:
    at = data.rfind(_ROW)
    return 0 if at < 0 else at + len(_ROW)


def _unescape(block: bytes) -> bytes:
    block = block.replace(b"\0", b"")
    if b"\\" in block:
        block = _ESCAPED.sub(_unescape_one, block)
    return block.replace(b"\r\n", b"\n").replace(b"\r", b" ")


def _unescape_one(escaped: re.Match[bytes]) -> bytes:
    return b" " if escaped[1] in (b"\t", b"\r\n", b"\n", b"\r") else escaped[1]


def _utf8(block: bytes) -> bytes:
    """The block as UTF-8: bytes that are not are read as cp1252."""
    return block if block.isascii() else block.decode("utf-8", AS_CP1252).encode()


def _read_with_bar(part: Part) -> Iterator[bytes]:
    """As `_read`, with a bar."""
    what = f"Reading {Path(part.where).name}"
    return progress.steps(_read(part), what, part.size // BLOCK + 1)


def _read(part: Part) -> Iterator[bytes]:
    """The bytes of a part without byte order mark; UTF-16 as UTF-8."""
    with part.start() as raw:
        mark = raw.read(3)
        if mark.startswith(_UTF16):
            yield from _recode(mark, raw)
            return
        yield mark.removeprefix(codecs.BOM_UTF8)
        while block := raw.read(BLOCK):
            yield block


def _recode(mark: bytes, raw: IO[bytes]) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder("utf-16")("replace")
    block = mark
    while block:
        yield decoder.decode(block).encode()
        block = raw.read(BLOCK)
    yield decoder.decode(b"", final=True).encode()

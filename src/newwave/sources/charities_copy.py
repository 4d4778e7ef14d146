"""A file of the Charity Commission's extract -> a plain copy that DuckDB reads without doubt.

In the copy of a text a tab always ends a field and a line end always ends a row: no quotes, no
escapes, no byte order mark, always UTF-8. Everything streams.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

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
        out.writelines(_read(part))


def copy_text(part: Part, copy: Path, width: int, expected: str) -> None:
    r"""Copy tab separated text below its header, freed of its escapes.

    An escaped tab or line end becomes a space, since no name or text needs more; another escaped
    character becomes itself. A row broken by a line end that is not escaped is mended. Raises
    `SourceError` where a row has more or fewer than `width` fields, as where a file breaks off.
    """
    rows = _Rows(part.where, width, expected, mend=True)
    with copy.open("wb") as out:
        for number, block in enumerate(_blocks(part, _line_end, expected)):
            lines = _unescape(block)
            out.write(rows.check(lines.partition(b"\n")[2] if number == 0 else lines))
    rows.finish()


def copy_bcp(part: Part, copy: Path, width: int, expected: str) -> None:
    """Copy a .bcp file, whose fields end with @**@ and whose rows with *@@*, as such a text.

    Tabs and line ends within a field become spaces. Raises `SourceError` where a row has more or
    fewer than `width` fields, as where a file breaks off.
    """
    rows = _Rows(part.where, width, expected, mend=False)
    with copy.open("wb") as out:
        for block in _blocks(part, _mark_end, expected):
            marked = block.replace(b"\0", b"").translate(_BREAKS)
            lines = marked.replace(_FIELD, b"\t").replace(_ROW, b"\n")
            if lines.strip(b" \x1a"):
                out.write(rows.check(lines))
    rows.finish()


class _Rows:
    """Sees to it that every row has its fields; `mend`: a row may have been broken in two."""

    def __init__(self, where: str, width: int, expected: str, mend: bool) -> None:
        self._where = where
        self._tabs = width - 1
        self._expected = expected
        self._mend = mend
        self._row = 1
        self._begun = b""

    def check(self, lines: bytes) -> bytes:
        """Whole rows; what is left of a row that goes on in the next block is kept for it."""
        number = lines.count(b"\n")
        # A row that breaks, or has a field too many, upsets the number of tabs.
        if not self._begun and lines.endswith(b"\n") and lines.count(b"\t") == number * self._tabs:
            self._row += number
            return lines
        rows = []
        parts = lines.split(b"\n")
        for line in parts:
            begun = self._begun + b" " + line if self._begun else line
            tabs = begun.count(b"\t")
            broken = begun and (tabs < self._tabs or line is parts[-1])
            if tabs > self._tabs or (broken and not self._mend):
                raise self._wrong(tabs)
            full = tabs == self._tabs and begun
            self._begun = b"" if full else begun
            if full:
                self._row += 1
                rows.append(begun + b"\n")
        return b"".join(rows)

    def finish(self) -> None:
        """Raise if the last row was not whole."""
        if self._begun.strip():
            raise self._wrong(self._begun.count(b"\t"))

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
    for block in _read(part):
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


def _read(part: Part) -> Iterator[bytes]:
    """The bytes of a part without byte order mark, with a bar; UTF-16 as UTF-8."""
    with part.start() as raw:
        mark = raw.read(3)
        blocks = chain([mark.removeprefix(codecs.BOM_UTF8)], iter(lambda: raw.read(BLOCK), b""))
        what = f"Reading {Path(part.where).name}"
        shown = progress.steps(blocks, what, part.size // BLOCK + 1)
        if mark.startswith(_UTF16):
            yield from (text.encode() for text in codecs.iterdecode(shown, "utf-16", "replace"))
        else:
            yield from shown

"""What is wrong with what somebody handed in: every such error of this package is one of these."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


class NewWaveError(ValueError):
    """A user's mistake in making a wave; the message names file, place and remedy."""


class CatalogueError(NewWaveError):
    """The catalogue of sources is not as it should be; the message says where."""


class SourceError(NewWaveError):
    """A file is not what a reader takes: says what was found, what was expected, what to do.

    `where` is the file, with the sheet or row where that helps; the four parts are kept.
    A remedy of several parts takes a line for each.
    """

    def __init__(
        self, where: Path | str, found: str, expected: str, remedy: str | Sequence[str]
    ) -> None:
        self.where = where
        self.found = found
        self.expected = expected
        self.remedy = remedy
        first, *others = [remedy] if isinstance(remedy, str) else remedy
        lines = [f"{where}: found {found}; expected {expected}; {first}", *others]
        super().__init__("\n  ".join(map(_printable, lines)))

    def __reduce__(
        self,
    ) -> tuple[type[SourceError], tuple[Path | str, str, str, str | Sequence[str]]]:
        # An exception made from four parts cannot be unpickled from its one message.
        return type(self), (self.where, self.found, self.expected, self.remedy)


def _printable(text: str) -> str:
    """Text quoted from a file, which may hold line breaks and control codes, on one line."""
    return "".join(sign if sign.isprintable() else " " for sign in text)

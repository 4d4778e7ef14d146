"""The one error that a file dropped in by a user can cause."""

from __future__ import annotations

from pathlib import Path


class SourceError(ValueError):
    """A file is not what a reader takes: says what was found, what was expected, what to do.

    `where` is the file, with the sheet or row where that helps; the four parts are kept.
    """

    def __init__(self, where: Path | str, found: str, expected: str, remedy: str) -> None:
        self.where = where
        self.found = found
        self.expected = expected
        self.remedy = remedy
        message = f"{where}: found {found}; expected {expected}; {remedy}"
        # What was found is quoted from the file, which may hold line breaks and control codes.
        super().__init__("".join(sign if sign.isprintable() else " " for sign in message))

    def __reduce__(self) -> tuple[type[SourceError], tuple[Path | str, str, str, str]]:
        # An exception made from four parts cannot be unpickled from its one message.
        return type(self), (self.where, self.found, self.expected, self.remedy)

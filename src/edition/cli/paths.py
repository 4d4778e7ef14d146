"""Files and folders that a command is given: read, or written where nothing of value is."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from edition.errors import EditionError


def parse_path(text: str) -> Path:
    """The path that a user gave; an empty one would mean the working folder."""
    if text:
        return Path(text)
    raise argparse.ArgumentTypeError("found an empty path; name a file or folder")


def refuse_to_overwrite(inputs: Iterable[Path | None], outputs: Iterable[Path]) -> None:
    """Raise EditionError where a command would write over a file that it reads."""
    there = [path for path in inputs if path and path.exists()]
    for path in outputs:
        if path.exists() and any(map(path.samefile, there)):
            raise EditionError(f"{path} is read, and would be overwritten; name another to write")


def check_ending(path: Path, ending: str) -> None:
    """Raise EditionError for a file to write whose name has another ending, such as a source."""
    if path.suffix != ending:
        raise EditionError(f"{path}: expected a file to write that ends in {ending}; name another")

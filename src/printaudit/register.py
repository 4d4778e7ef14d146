"""The register of printed figures: reading it, checking it, and looking one figure up."""

from __future__ import annotations

import csv
import difflib
import re
from collections.abc import Iterator
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from printaudit.figure import (
    CALENDAR,
    NUMBER_FORM,
    Figure,
    is_calendar_form,
    read_printed,
)

COLUMNS = tuple(field.name for field in fields(Figure))
KINDS = ("quantity", "statement", "context")
DENOMINATOR_STATUSES = ("stated", "inferred", "unknown", "none")

_WAVE = re.compile(r"\d{4}|change|both|none")
_LINES = re.compile(r"(\d+)(?:-(\d+))?")
ELSEWHERE = "elsewhere"
"""In `lines`, for a figure that another source printed; its `source` says which."""

_EXTRA = "cells beyond the last column"

Row = dict[str, str]


class RegisterError(ValueError):
    """A register that cannot be trusted: one message that lists every offending row."""


class UnknownFigureError(KeyError):
    """No figure of that id; the message names the register and the nearest ids."""

    def __str__(self) -> str:
        return str(self.args[0])


class _Problem(NamedTuple):
    row: int
    column: str
    rule: str
    remedy: str

    def __str__(self) -> str:
        return f"row {self.row}, {self.column}: {self.rule}; {self.remedy}"


def register(path: str | Path) -> pd.DataFrame:
    """Every printed figure: one row each, index `id`, the other fields of Figure as strings.

    Raises RegisterError, naming the file and every offending row, when it breaks a rule.
    """
    return _frame(path).copy()


def figure(id: str, path: str | Path) -> Figure:
    """The printed figure of that id.

    Raises UnknownFigureError, a KeyError, where the register has none,
    and RegisterError as `register` does.
    """
    frame = _frame(path)
    if id not in frame.index:
        near = difflib.get_close_matches(id, list(frame.index), n=3, cutoff=0.4)
        hint = f"the nearest ids are {', '.join(near)}" if near else "no id is near it"
        raise UnknownFigureError(f"no figure {id!r} in {path}: {hint}")
    return Figure(id=id, **{str(name): str(text) for name, text in frame.loc[id].items()})


def _frame(path: str | Path) -> pd.DataFrame:
    file = Path(path).resolve()
    try:
        state = file.stat()
    except OSError as error:
        raise RegisterError(
            f"{file}: no register there; restore the file or correct the path"
        ) from error
    return _read(file, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=8)
def _read(file: Path, changed: int, size: int) -> pd.DataFrame:
    """The checked register; time of change and size make an edited file be read again."""
    rows = _rows(file)
    problems = sorted(_problems(rows), key=lambda problem: problem.row)
    if problems:
        raise RegisterError(_told(file, problems))
    return pd.DataFrame(rows, columns=list(COLUMNS)).set_index("id")


def _told(file: Path, problems: list[_Problem]) -> str:
    listed = "\n".join(f"  {problem}" for problem in problems)
    return f"{file}: {len(problems)} problem(s), counting the header as row 1:\n{listed}"


def as_written(path: str | Path) -> tuple[list[Figure], frozenset[str], str]:
    """Every row as a figure, the ids of those that break a rule, and the message on them.

    For holding relations against a register that is not whole: ids may be empty or twice,
    and a figure that breaks a rule must not be computed with.
    Raises RegisterError where the file cannot be read as a table.
    """
    file = Path(path).resolve()
    rows = _rows(file)
    problems = sorted(_problems(rows), key=lambda problem: problem.row)
    figures = [Figure(**{name: row[name] for name in COLUMNS}) for row in rows]
    broken = frozenset(figures[problem.row - 2].id for problem in problems)
    return figures, broken, _told(file, problems) if problems else ""


def _rows(file: Path) -> list[Row]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines, restkey=_EXTRA, restval="", strict=True)
            header = list(reader.fieldnames or [])
            rows = [{name: _clean(cell) for name, cell in row.items()} for row in reader]
    except FileNotFoundError as error:
        raise RegisterError(f"{file}: no register there; correct the path") from error
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise RegisterError(
            f"{file}: not readable as CSV in UTF-8 ({error}); save it as such"
        ) from error
    missing = [name for name in COLUMNS if name not in header]
    unknown = [name for name in header if name not in COLUMNS]
    if missing or unknown or len(header) != len(COLUMNS):
        raise RegisterError(
            f"{file}: row 1 must name each column once: {', '.join(COLUMNS)}"
            f" (missing: {', '.join(missing) or 'none'}; unknown: {', '.join(unknown) or 'none'})"
        )
    if not rows:
        raise RegisterError(
            f"{file}: no rows below the header; a register holds at least one figure"
        )
    return rows


def _clean(cell: str | list[str]) -> str:
    return ",".join(cell) if isinstance(cell, list) else cell.strip()


def _problems(rows: list[Row]) -> Iterator[_Problem]:
    first: dict[str, int] = {}
    for number, row in enumerate(rows, start=2):
        if row["id"] in first and row["id"]:
            rule = f"id {row['id']!r} already stands in row {first[row['id']]}"
            yield _Problem(number, "id", rule, "give each figure an id of its own")
        first.setdefault(row["id"], number)
        if _EXTRA in row:
            rule = f"{_EXTRA}: {row[_EXTRA]!r}"
            yield _Problem(number, COLUMNS[-1], rule, "put quotes around a cell that holds a comma")
        for name in ("id", "statement", "printed", "unit", "lines"):
            if not row[name]:
                yield _Problem(number, name, "empty", "fill it in from the paper")
        yield from _vocabulary_problems(number, row)
        yield from _place_problems(number, row)
        yield from _quantity_problems(number, row)


def _vocabulary_problems(number: int, row: Row) -> Iterator[_Problem]:
    for name, known in (("kind", KINDS), ("denominator_status", DENOMINATOR_STATUSES)):
        if row[name] not in known:
            yield _Problem(number, name, f"unknown {row[name]!r}", f"use one of {', '.join(known)}")
    if not _WAVE.fullmatch(row["wave"]):
        remedy = "use the wave's year, change, both or none"
        yield _Problem(number, "wave", f"unknown {row['wave']!r}", remedy)


def _place_problems(number: int, row: Row) -> Iterator[_Problem]:
    if row["lines"] in ("", ELSEWHERE):
        return
    match = _LINES.fullmatch(row["lines"])
    if match is None:
        rule = f"{row['lines']!r} is neither N, N-M nor {ELSEWHERE}"
        yield _Problem(
            number, "lines", rule, f"write 41 or 41-43, or {ELSEWHERE} and name the source"
        )
    elif match[2] and int(match[2]) <= int(match[1]):
        rule = f"{row['lines']!r} does not run forward"
        yield _Problem(number, "lines", rule, "write the first line first, and a single line once")


def _quantity_problems(number: int, row: Row) -> Iterator[_Problem]:
    printed, unit = row["printed"], row["unit"]
    if row["kind"] != "quantity" or not printed or not unit:
        return
    if unit in CALENDAR:
        if not is_calendar_form(printed, unit):
            yield _Problem(
                number, "printed", f"{printed!r} is no {unit}", f"write {CALENDAR[unit]}"
            )
        return
    if read_printed(printed) is None:
        rule = f"{printed!r} cannot be read as a number"
        yield _Problem(number, "printed", rule, f"write {NUMBER_FORM}")
        return
    value = Figure(**{name: row[name] for name in COLUMNS}).value
    if unit == "percent" and row["wave"] != "change" and value is not None and value > 100:
        rule = f"{printed!r} is above 100 percent"
        yield _Problem(
            number, "printed", rule, "check it against the paper; only a change may exceed 100"
        )

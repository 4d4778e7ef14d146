"""Registers of printed figures: reading them, checking them, and looking one figure up."""

from __future__ import annotations

import csv
import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from printaudit.errors import RegisterError, UnknownFigureError
from printaudit.figure import ELSEWHERE, NUMBER_FORM, Figure
from printaudit.units import CALENDAR, is_calendar_form

Paths = str | Path | Sequence[str | Path]

COLUMNS = tuple(field.name for field in fields(Figure))
KINDS = ("quantity", "statement", "context")
DENOMINATOR_STATUSES = ("stated", "inferred", "unknown", "none")

_WAVE = re.compile(r"\d{4}|change|both|none")
_LINES = re.compile(r"(\d+)(?:-(\d+))?")
_EXTRA = "cells beyond the last column"


class Scan(NamedTuple):
    """Registers as they stand: every figure by id, those not to compute with, what is wrong.

    figures: where rows share an id, the last of them.
    broken: ids of the rows that break a rule.
    messages: one for each register at fault.
    """

    figures: dict[str, Figure]
    broken: frozenset[str]
    messages: tuple[str, ...]


def read_figures(registers: Paths) -> dict[str, Figure]:
    """Every figure of one or several registers, by id and in their order.

    Raises RegisterError, naming each file and every offending row, when one breaks a rule.
    """
    found = scan_registers(registers)
    if found.messages:
        raise RegisterError("\n".join(found.messages))
    return found.figures


def find_figure(id: str, register: str | Path) -> Figure:
    """The printed figure of that id.

    Raises UnknownFigureError, a KeyError, where the register has none,
    and RegisterError as `read_figures` does.
    """
    figures = read_figures(register)
    if id not in figures:
        near = difflib.get_close_matches(id, figures, n=3, cutoff=0.4)
        hint = f"the nearest ids are {', '.join(near)}" if near else "no id is near it"
        raise UnknownFigureError(f"no figure {id!r} in {register}: {hint}")
    return figures[id]


def scan_registers(registers: Paths) -> Scan:
    """Registers that need not be whole, so that relations can be checked too."""
    figures: dict[str, Figure] = {}
    broken: frozenset[str] = frozenset()
    messages: list[str] = []
    for path in list_paths(registers):
        file = path.resolve()
        try:
            state = file.stat()
            found = _scan_file(file, state.st_mtime_ns, state.st_size)
        except OSError:
            messages.append(f"{file}: no register there; correct the path")
            continue
        except RegisterError as error:
            messages.append(str(error))
            continue
        broken |= found.broken
        messages += found.messages
        if twice := sorted(set(found.figures) & set(figures)):
            messages.append(
                f"{path}: {', '.join(twice)} also stand in another register;"
                " give each figure an id of its own"
            )
        figures |= found.figures
    return Scan(figures, broken, tuple(messages))


def list_paths(given: Paths) -> list[Path]:
    """One path or several as a list."""
    return [Path(given)] if isinstance(given, (str, Path)) else [Path(path) for path in given]


@lru_cache(maxsize=8)
def _scan_file(file: Path, changed: int, size: int) -> Scan:
    """One register; time of change and size make an edited file be read again."""
    rows = _rows(file)
    figures: dict[str, Figure] = {}
    broken, problems = [], []
    first: dict[str, int] = {}
    for number, row in enumerate(rows, start=2):
        id = row["id"]
        figure = figures[id] = Figure(**{name: row[name] for name in COLUMNS})
        found = list(_row_problems(row, figure))
        if id and first.setdefault(id, number) < number:
            rule = f"id {id!r} already stands in row {first[id]}"
            found.insert(0, ("id", rule, "give each figure an id of its own"))
        broken += [id] if found else []
        problems += [f"  row {number}, {name}: {rule}; {remedy}" for name, rule, remedy in found]
    head = f"{file}: {len(problems)} problem(s), counting the header as row 1:"
    messages = ("\n".join([head, *problems]),) if problems else ()
    return Scan(figures, frozenset(broken), messages)


def _rows(file: Path) -> list[dict[str, str]]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines, restkey=_EXTRA, restval="", strict=True)
            header = list(reader.fieldnames or [])
            rows = [{name: _clean(cell) for name, cell in row.items()} for row in reader]
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
        raise RegisterError(f"{file}: no rows below the header; write one for each figure")
    return rows


def _clean(cell: str | list[str]) -> str:
    return ",".join(cell) if isinstance(cell, list) else cell.strip()


def _row_problems(row: dict[str, str], figure: Figure) -> Iterator[tuple[str, str, str]]:
    """Column, broken rule and remedy of everything that is wrong with a row."""
    if _EXTRA in row:
        rule = f"{_EXTRA}: {row[_EXTRA]!r}"
        yield COLUMNS[-1], rule, "put quotes around a cell that holds a comma"
    for name in ("id", "statement", "printed", "unit", "lines"):
        if not row[name]:
            yield name, "empty", "fill it in from the paper"
    for name, known in (("kind", KINDS), ("denominator_status", DENOMINATOR_STATUSES)):
        if row[name] not in known:
            yield name, f"unknown {row[name]!r}", f"use one of {', '.join(known)}"
    if not _WAVE.fullmatch(figure.wave):
        yield "wave", f"unknown {figure.wave!r}", "use the year of the data, change, both or none"
    yield from _place_problems(figure.lines)
    if figure.kind == "quantity" and figure.printed and figure.unit:
        yield from _quantity_problems(figure)


def _place_problems(lines: str) -> Iterator[tuple[str, str, str]]:
    if lines in ("", ELSEWHERE):
        return
    match = _LINES.fullmatch(lines)
    if match is None:
        rule = f"{lines!r} is neither N, N-M nor {ELSEWHERE}"
        yield "lines", rule, f"write 41 or 41-43, or {ELSEWHERE} and name the source"
    elif match[2] and int(match[2]) <= int(match[1]):
        remedy = "write the first line first, and a single line once"
        yield "lines", f"{lines!r} does not run forward", remedy


def _quantity_problems(figure: Figure) -> Iterator[tuple[str, str, str]]:
    printed, unit = figure.printed, figure.unit
    if unit in CALENDAR:
        if not is_calendar_form(printed, unit):
            yield "printed", f"{printed!r} is no {unit}", f"write {CALENDAR[unit]}"
    elif figure.value is None:
        yield "printed", f"{printed!r} cannot be read as a number", f"write {NUMBER_FORM}"
    elif unit == "percent" and figure.wave != "change" and figure.value > 100:
        remedy = "check it against the paper; only a change may exceed 100"
        yield "printed", f"{printed!r} is above 100 percent", remedy

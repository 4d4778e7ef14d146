"""A wave's lines in the contents: added as text, so that an author's comments stay as they are."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from edition.atomic import replace
from edition.contents import PER_WAVE, RUNS, WAVE_PAGES, ContentsError, documents
from helpers import project

BEFORE_PAGES = "findings/rq3"
"""The chapter after which the pages of waves stand, as long as there are none."""

_FILE = re.compile(r"^(?P<indent> *)- file: *(?P<name>\S+) *(?:#.*)?$")

TITLES = {
    "frame": "who was studied",
    "rq1_extent": "extent",
    "rq2_drivers": "drivers",
    "rq3_distribution": "distribution",
}


def add(wave: str, toc: Path | None = None) -> list[str]:
    """Give every notebook of a wave, and its own page, a line in `_toc.yml`.

    Each stands after the lines of the latest wave that comes before it in order, and before
    those of later ones. What is there already is left alone. Returns what was added, by name. toc
    is the project's own unless another is given. Raises ContentsError, with the lines to add by
    hand, where a place cannot be found.
    """
    toc = toc or _own()
    listed = documents(toc)
    lines = toc.read_text(encoding="utf-8").splitlines()
    missing = [name for name in _documents_of(wave) if name not in listed]
    for name in missing:
        place = _place(lines, name, wave)
        if place is None:
            raise ContentsError(_by_hand(toc, wave, missing))
        row, indent = place
        lines[row:row] = _entry(name, wave, indent)
    if missing:
        _put(toc, lines, [*listed, *missing], _by_hand(toc, wave, missing))
    return missing


def remove(wave: str, toc: Path | None = None) -> list[str]:
    """Take a wave's lines out of `_toc.yml`; returns what was taken out, by name.

    Raises ContentsError where an author has put other pages below one of them.
    """
    toc = toc or _own()
    listed = documents(toc)
    lines = toc.read_text(encoding="utf-8").splitlines()
    gone = [name for name in _documents_of(wave) if name in listed]
    for name in gone:
        start = _row_of(lines, name)
        end = _end(lines, start) if start is not None else None
        if start is None or end is None or _holds_others(lines[start:end]):
            raise ContentsError(
                f"{toc}: found {name} with other pages below it, or in a form that cannot be "
                f"edited; expected `- file: {name}` and a title; remove by hand: {', '.join(gone)}"
            )
        del lines[start:end]
        _drop_empty_sections(lines, start)
    if gone:
        kept = [name for name in listed if name not in gone]
        _put(toc, lines, kept, f"{toc}: remove by hand: {', '.join(gone)}")
    return gone


def _own() -> Path:
    return project.root() / "book" / "_toc.yml"


def _documents_of(wave: str) -> list[str]:
    return [f"{RUNS}/{wave}/{notebook}" for notebook in PER_WAVE] + [f"{WAVE_PAGES}/{wave}"]


def _place(lines: list[str], name: str, wave: str) -> tuple[int, str] | None:
    """The row before which a document belongs, and its indentation."""
    kin = re.compile(re.escape(name).replace(re.escape(wave), r"(?P<wave>[0-9a-z-]+)", 1))
    later = None
    last = None
    for row, line in enumerate(lines):
        entry = _FILE.match(line)
        other = kin.fullmatch(entry["name"]) if entry else None
        if entry and other and other["wave"] < wave:
            last = (_end(lines, row), entry["indent"])
        elif entry and other and later is None:
            later = (row, entry["indent"])
    return last or later or (_first_page(lines) if name.startswith(f"{WAVE_PAGES}/") else None)


def _first_page(lines: list[str]) -> tuple[int, str] | None:
    row = _row_of(lines, BEFORE_PAGES)
    if row is None:
        return None
    indent = len(lines[row]) - len(lines[row].lstrip())
    return _end(lines, row), " " * indent


def _row_of(lines: list[str], name: str) -> int | None:
    rows = [row for row, line in enumerate(lines) if (m := _FILE.match(line)) and m["name"] == name]
    return rows[0] if len(rows) == 1 else None


def _end(lines: list[str], start: int) -> int:
    """The row after the last one that belongs to the entry which begins at `start`."""
    indent = len(lines[start]) - len(lines[start].lstrip())
    end = start + 1
    for row in range(start + 1, len(lines)):
        text = lines[row].strip()
        if text and len(lines[row]) - len(lines[row].lstrip()) <= indent:
            break
        if text:
            end = row + 1
    return end


def _holds_others(entry: list[str]) -> bool:
    return any(_FILE.match(line) or "sections:" in line for line in entry[1:])


def _drop_empty_sections(lines: list[str], row: int) -> None:
    """Remove a `sections:` above `row` that has nothing below it any more."""
    above = row - 1
    if above >= 0 and lines[above].strip() in ("sections:", "chapters:"):
        indent = len(lines[above]) - len(lines[above].lstrip())
        below = lines[row] if row < len(lines) else ""
        if len(below) - len(below.lstrip()) <= indent:
            del lines[above]


def _entry(name: str, wave: str, indent: str) -> list[str]:
    lines = [f"{indent}- file: {name}"]
    notebook = name.rpartition("/")[2]
    if name.startswith(f"{RUNS}/"):
        lines.append(f'{indent}  title: "The {wave} wave: {TITLES[notebook]}"')
    return lines


def _by_hand(toc: Path, wave: str, missing: list[str]) -> str:
    told = "\n".join(line for name in missing for line in _entry(name, wave, "  "))
    return (
        f"{toc}: found no place for the lines of wave {wave}; expected those of an earlier wave, "
        f"and `- file: {BEFORE_PAGES}`; add these by hand, where they belong:\n{told}"
    )


def _put(toc: Path, lines: list[str], wanted: list[str], otherwise: str) -> None:
    """Write the contents, unless they would not be YAML or would not list what they should."""
    text = "\n".join(lines) + "\n"
    draft = toc.with_name(f".{toc.name}.edited")
    draft.write_text(text, encoding="utf-8")
    try:
        told = documents(draft)
    except (ContentsError, yaml.YAMLError):
        told = []
    finally:
        draft.unlink()
    if sorted(told) != sorted(wanted):
        raise ContentsError(otherwise)
    replace(toc, text)

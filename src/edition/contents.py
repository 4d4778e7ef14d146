"""The table of contents, `_toc.yml`: checked, and edited so that every other byte stays.

ruamel.yaml tells where an entry stands, and the lines are changed there: to write the whole file
anew would move comments and even out what an author has indented by hand.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError

from edition.atomic import write_atomically
from edition.errors import EditionError
from edition.notebooks import RUNS, Notebook, runs_of

WAVE_PAGES = "waves"
"""Folder, within the book, of the pages that tell of one wave: `waves/<wave>`."""

BEFORE_WAVE_PAGES = "findings/rq3"
"""The chapter after which the pages of waves stand, as long as there are none."""


class ContentsError(EditionError):
    """The contents do not fit the waves or the pages; the message lists every gap."""


@dataclass(frozen=True)
class _Entry:
    """A document in the contents.

    start, end: its first row in the text, counted from 0, and the row after its last. lead: what
    stands before its first key, a dash among blanks. alone: whether it is all that its list holds.
    """

    node: CommentedMap
    start: int
    end: int
    lead: str
    alone: bool

    @property
    def name(self) -> str:
        return str(self.node["file"])


def documents(toc: Path) -> list[str]:
    """Every document named in a `_toc.yml`, in reading order.

    Raises ContentsError, naming file and line, for a file that is not YAML.
    """
    return [name for name, _ in _titles(_parse(toc, _read(toc)))]


def check(toc: Path, runs: Mapping[str, str]) -> None:
    """Raise ContentsError unless all `runs` and all pages beside the contents are listed once.

    runs: what the waves and notebooks at hand call for, as "runs/<wave>/<notebook>" -> title.
    """
    titles = list(_titles(_parse(toc, _read(toc))))
    listed = [name for name, _ in titles]
    pages = [path.relative_to(toc.parent) for path in toc.parent.rglob("*.md")]
    written = {
        page.with_suffix("").as_posix()
        for page in pages
        if not page.parts[0].startswith("_") and page.parts[0] != RUNS
    }
    doubled = {name for name in listed if listed.count(name) > 1}
    problems = [f"twice in the contents: {name}" for name in sorted(doubled)]
    problems += [
        f"not in the contents: {name} (wave {name.split('/')[1]}); add `- file: {name}`"
        for name in runs
        if name not in listed
    ]
    problems += [
        f"{name}: found the title {title!r}; expected {runs[name]!r}, made from the notebook's "
        "title in notebooks.yml; correct one of them"
        for name, title in titles
        if title and title != runs.get(name, title)
    ]
    problems += [f"page not in the contents: {name}" for name in sorted(written - set(listed))]
    problems += [
        f"in the contents, but there is no such page or wave: {name}"
        for name in listed
        if name not in written and name not in runs
    ]
    if problems:
        raise ContentsError(f"{toc}:\n  " + "\n  ".join(problems))


def add_wave(toc: Path, wave: str, notebooks: Mapping[str, Notebook]) -> list[str]:
    """Give every notebook of a wave, and its own page, a line; returns what was added, by name.

    Each stands after the lines of the latest wave that comes before it in order, and before
    those of later ones. What is there already is left alone. Raises ContentsError, with the
    lines to add by hand, where a place cannot be found.
    """
    return _add(toc, _documents_of(wave, notebooks), notebooks)


def add_notebook(
    toc: Path, name: str, waves: Iterable[str], notebooks: Mapping[str, Notebook]
) -> list[str]:
    """Give a notebook its lines, after those of the one of its kind that is registered before it.

    Returns and raises as `add_wave`.
    """
    return _add(toc, runs_of({name: notebooks[name]}, waves), notebooks)


def remove_wave(toc: Path, wave: str, notebooks: Mapping[str, Notebook]) -> list[str]:
    """Take a wave's lines out; returns what was taken out, by name.

    Raises ContentsError where an author has put other pages below one of them.
    """
    before = _read(toc)
    gone = [name for name in documents(toc) if name in _documents_of(wave, notebooks)]
    text = before
    try:
        for name in gone:
            text = _cut(text, next(each for each in _entries(toc, text) if each.name == name))
        if not before.endswith("\n"):
            text = re.sub(r"\r?\n\Z", "", text)
        _refuse_other_changes(toc, larger=before, smaller=text, names=gone)
    except (ContentsError, StopIteration):
        raise ContentsError(
            f"{toc}: found lines of wave {wave} with other pages below them, or in a form that "
            f"cannot be edited; expected `- file:` and a title; remove by hand: {', '.join(gone)}"
        ) from None
    if gone:
        write_atomically(toc, text)
    return gone


def _documents_of(wave: str, notebooks: Mapping[str, Notebook]) -> dict[str, str]:
    """What the contents hold of a wave, with titles; its own page has none."""
    per_wave = {name: notebook for name, notebook in notebooks.items() if notebook.per_wave}
    return runs_of(per_wave, [wave]) | {f"{WAVE_PAGES}/{wave}": ""}


def _add(toc: Path, wanted: Mapping[str, str], notebooks: Mapping[str, Notebook]) -> list[str]:
    before = _read(toc)
    listed = documents(toc)
    missing = {name: title for name, title in wanted.items() if name not in listed}
    text = before
    try:
        for name, title in missing.items():
            text = _insert(text, *_place(toc, text, name, notebooks), name, title)
        _refuse_other_changes(toc, larger=text, smaller=before, names=missing)
    except ContentsError:
        lines = [line for name, title in missing.items() for line in _lines("  - ", name, title)]
        raise ContentsError(
            f"{toc}: found no place for new lines; expected those of an earlier wave or of another "
            f"notebook, and `- file: {BEFORE_WAVE_PAGES}`; add these by hand, where they belong:\n"
            + "\n".join(lines)
        ) from None
    if missing:
        write_atomically(toc, text)
    return list(missing)


def _place(
    toc: Path, text: str, name: str, notebooks: Mapping[str, Notebook]
) -> tuple[_Entry, bool]:
    """The entry beside which a document belongs, and whether it comes before it."""
    entries = sorted(_entries(toc, text), key=lambda entry: entry.start)
    folder, wave, *rest = name.split("/")
    kin = [entry for entry in entries if fnmatchcase(entry.name, "/".join([folder, "*", *rest]))]
    earlier = [entry for entry in kin if entry.name.split("/")[1] < wave]
    if kin and not earlier:
        return kin[0], True
    neighbour = BEFORE_WAVE_PAGES
    if folder == RUNS:
        kind = notebooks[rest[0]].per_wave
        alike = [each.name for each in notebooks.values() if each.per_wave == kind]
        position = alike.index(rest[0])
        neighbour = f"{RUNS}/*/{alike[position - 1]}" if position else ""
    beside = earlier or [entry for entry in entries if fnmatchcase(entry.name, neighbour)]
    if not beside:
        raise ContentsError(f"{toc}: no place for {name}")
    return beside[-1], False


def _insert(text: str, beside: _Entry, before: bool, name: str, title: str) -> str:
    """The contents with a document before or after an entry, in its form."""
    lines = text.splitlines(keepends=True)
    ending = "\r\n" if "\r\n" in text else "\n"
    row = beside.start if before else beside.end
    while before and lines[row - 1].lstrip().startswith("#"):
        row -= 1  # a comment stays with the entry below it
    new = [line + ending for line in _lines(beside.lead, name, title)]
    if row == len(lines) and not lines[-1].endswith("\n"):
        lines[-1] += ending
        new[-1] = new[-1].removesuffix(ending)
    return "".join([*lines[:row], *new, *lines[row:]])


def _cut(text: str, entry: _Entry) -> str:
    """The contents without an entry; without its list where it was all of it."""
    if not entry.node.keys() <= {"file", "title"}:
        raise ContentsError(f"{entry.name} has other pages below it")
    lines = text.splitlines(keepends=True)
    del lines[entry.start : entry.end]
    above = entry.start - 1
    if entry.alone and lines[above].strip() in ("sections:", "chapters:"):
        del lines[above]
    return "".join(lines)


def _lines(lead: str, name: str, title: str) -> list[str]:
    lines = [f"{lead}file: {name}"]
    if title:
        lines.append(f"{' ' * len(lead)}title: {json.dumps(title, ensure_ascii=False)}")
    return lines


def _read(toc: Path) -> str:
    try:
        return toc.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise ContentsError(f"{toc} is not UTF-8: {error}") from None


def _parse(toc: Path, text: str) -> Any:
    try:
        return YAML().load(text)
    except YAMLError as error:
        raise ContentsError(f"{toc} is not YAML: {error}") from None


def _titles(node: Any) -> Iterator[tuple[str, str]]:
    """Every document in reading order, with the title that the contents give it, if any."""
    if isinstance(node, dict):
        for key in ("root", "file"):
            if key in node:
                yield str(node[key]), str(node.get("title", ""))
    if isinstance(node, dict | list):
        for value in node.values() if isinstance(node, dict) else node:
            yield from _titles(value)


def _entries(toc: Path, text: str) -> Iterator[_Entry]:
    """Every document that has lines of its own, in no order."""
    lines = text.splitlines()
    waiting = [_parse(toc, text)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, CommentedMap):
            waiting.extend(node.values())
        if not isinstance(node, CommentedSeq):
            continue
        waiting.extend(node)
        for index, item in enumerate(node):
            row, column = node.lc.item(index)
            lead = lines[row][:column]
            if isinstance(item, CommentedMap) and "file" in item and re.fullmatch(" *- +", lead):
                yield _Entry(item, row, _end(lines, item, column), lead, len(node) == 1)


def _end(lines: list[str], node: CommentedMap, column: int) -> int:
    """The row after a node, whose keys begin in a column; comments in that column are its own."""
    end = max(_rows(node)) + 1
    while end < len(lines) and re.match(f" {{{column},}}#", lines[end]):
        end += 1
    return end


def _rows(node: Any) -> Iterator[int]:
    if isinstance(node, CommentedMap):
        for key, value in node.items():
            yield node.lc.key(key)[0] if value is None else node.lc.value(key)[0]
            yield from _rows(value)
    elif isinstance(node, CommentedSeq):
        for value in node:
            yield from _rows(value)


def _refuse_other_changes(toc: Path, larger: str, smaller: str, names: Collection[str]) -> None:
    """Raise ContentsError unless the texts differ by the documents of these names alone."""
    more, less = _parse(toc, larger), _parse(toc, smaller)
    there = sorted(name for name, _ in _titles(more) if name in names)
    if there != sorted(names) or _without(more, set(names)) != _without(less, set()):
        raise ContentsError(f"{toc}: more would change than {', '.join(names)}")


def _without(node: Any, names: set[str]) -> Any:
    """A tree of the contents without some documents, and without lists that held only them."""
    if isinstance(node, dict):
        kept = {key: _without(value, names) for key, value in node.items()}
        return {key: value for key, value in kept.items() if value != []}
    if isinstance(node, list):
        return [
            _without(item, names)
            for item in node
            if not (isinstance(item, dict) and item.get("file") in names)
        ]
    return node

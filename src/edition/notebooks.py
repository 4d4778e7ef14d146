"""Which notebooks there are: `notebooks/notebooks.yml`, the one place that says so.

Only the standard library and YAML: the build asks this at every start.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from edition.errors import EditionError

REGISTRY = "notebooks.yml"
"""The file, in the folder of the notebooks, that lists them."""

ONCE = "paper"
"""What stands in place of a wave for a notebook that runs once."""

RUNS = "runs"
"""Folder, within the book, of the executed notebooks: `runs/<wave>/<notebook>`."""

PER_WAVE, RUN_ONCE = "per wave", "once"


class RegistryError(EditionError):
    """The list of notebooks is faulty, or does not fit the notebooks that are there."""


@dataclass(frozen=True)
class Notebook:
    """A notebook of the book.

    title: what it tells, as the contents put it after the wave. reads: data files beside the
    waves' that it must have; may_read: those that it takes in where somebody supplied them.
    """

    name: str
    title: str
    per_wave: bool
    reads: tuple[str, ...] = ()
    may_read: tuple[str, ...] = ()

    def title_of_run(self, wave: str) -> str:
        """How the contents call its page."""
        return f"The {wave} wave: {self.title}" if self.per_wave else self.title

    def entry(self) -> str:
        """The lines that register it."""
        title = json.dumps(self.title, ensure_ascii=False)
        runs = PER_WAVE if self.per_wave else RUN_ONCE
        return f"{self.name}:\n  title: {title}\n  runs: {runs}\n"


def list_notebooks(folder: Path) -> dict[str, Notebook]:
    """The notebooks in a folder by name, in the order of the contents.

    Raises RegistryError where the list is faulty, and where it and the folder differ.
    """
    notebooks = read_registry(folder / REGISTRY)
    there = {path.stem for path in folder.glob("*.md")}
    problems = [
        f"found {name}.md, which is not registered; run `edition notebook new {name}`, or add:\n"
        + Notebook(name, "what it tells", per_wave=True).entry().rstrip()
        for name in sorted(there - notebooks.keys())
    ]
    problems += [
        f"found no {name}.md, which is registered; put it back, or remove its entry"
        for name in notebooks
        if name not in there
    ]
    problems += [
        f"{name}: found no file {file}, which it reads; put it back, or correct `reads`"
        for name, notebook in notebooks.items()
        for file in notebook.reads
        if not (folder.parent / file).is_file()
    ]
    if problems:
        raise RegistryError("\n  ".join([f"{folder / REGISTRY}:", *problems]))
    return notebooks


def runs_of(notebooks: Mapping[str, Notebook], waves: Iterable[str]) -> dict[str, str]:
    """Every page of an executed notebook, `runs/<wave>/<notebook>`, with its title."""
    pairs = [(ONCE, notebook) for notebook in notebooks.values() if not notebook.per_wave]
    pairs += [(wave, each) for wave in waves for each in notebooks.values() if each.per_wave]
    return {f"{RUNS}/{wave}/{each.name}": each.title_of_run(wave) for wave, each in pairs}


def read_registry(path: Path) -> dict[str, Notebook]:
    """The notebooks that a registry lists. Raises RegistryError, naming file, entry and remedy."""
    try:
        return parse_registry(path.read_bytes().decode("utf-8"), path)
    except UnicodeDecodeError as error:
        raise RegistryError(f"{path} is not UTF-8: {error}") from None


def parse_registry(text: str, path: Path) -> dict[str, Notebook]:
    """The same of the text of a registry. path: where it stands, for the message."""
    try:
        node = yaml.compose(text, yaml.SafeLoader)
        entries = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise RegistryError(f"{path} is not YAML: {error}") from None
    if not isinstance(entries, dict) or not isinstance(node, yaml.MappingNode):
        raise RegistryError(
            f"{path}: found {_found(entries)}; expected an entry for each notebook, such as:\n"
            + Notebook("frame", "who was studied", per_wave=True).entry()
        )
    names = [str(key.value) for key, _ in node.value]
    _check_names(path, names)
    pairs = zip(names, entries.values(), strict=True)
    return {name: _notebook(f"{path}, {name}", name, entry) for name, entry in pairs}


def _check_names(path: Path, names: list[str]) -> None:
    for name in names:
        if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name):
            raise RegistryError(
                f"{path}: found a notebook named {name!r}; expected small letters, digits and "
                "underscores, such as rq4_volunteers; rename it"
            )
        alike = [other for other in names if other.split("_")[0] == name.split("_")[0]]
        if len(alike) > 1:
            raise RegistryError(
                f"{path}: found {' and '.join(alike)}, which pages would all quote as "
                f"{name.split('_')[0]!r}; expected names that differ before the first underscore; "
                "rename one"
            )


def _notebook(where: str, name: str, entry: Any) -> Notebook:
    """An entry, checked. where: file and name, for the message."""
    keys = {"title", "runs", "reads", "may_read"}
    if not isinstance(entry, dict) or not {"title", "runs"} <= entry.keys() <= keys:
        raise RegistryError(
            f"{where}: found {_found(entry)}; expected `title` and `runs`, and as they are needed "
            "`reads` and `may_read`"
        )
    title, runs = entry["title"], entry["runs"]
    if not isinstance(title, str) or not title.strip():
        raise RegistryError(f"{where}, title: found {title!r}; expected words; put them in quotes")
    if runs not in (PER_WAVE, RUN_ONCE):
        raise RegistryError(f"{where}, runs: found {runs!r}; expected {PER_WAVE!r} or {RUN_ONCE!r}")
    files = {key: entry.get(key) or [] for key in ("reads", "may_read")}
    for key, paths in files.items():
        if not isinstance(paths, list) or not all(isinstance(path, str) for path in paths):
            raise RegistryError(
                f"{where}, {key}: found {paths!r}; expected a list of files, each from the "
                "project's folder, such as [data/published/figures.csv]"
            )
    return Notebook(name, title, runs == PER_WAVE, *(tuple(paths) for paths in files.values()))


def _found(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(map(str, value)) or "nothing"
    return "nothing" if value is None else repr(value)

"""Relations between printed figures: read from files, each held to what its check asks."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from printaudit.checks import CHECKS, Terms
from printaudit.checks.terms import list_ids
from printaudit.errors import RelationsError
from printaudit.figure import Figure
from printaudit.register import Paths, list_paths
from printaudit.validation import find_problems, unknown_ids

_KEYS = ("id", "check", "figures", "parameters", "readings", "because", "note", "in_doubt")
_READING_KEYS = ("says", "figures", "parameters")

# Written in C where the library brings it, which is ten times as fast.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Reading:
    """Another way to read the figures of a relation.

    says: the reading in words, beginning with "if".
    figures, parameters: what it changes; one that changes nothing cannot be tested.
    """

    says: str
    figures: Mapping[str, Any] = field(default_factory=dict)
    parameters: Mapping[str, Any] = field(default_factory=dict)

    @property
    def testable(self) -> bool:
        """Whether arithmetic can decide it."""
        return bool(self.figures or self.parameters)


@dataclass(frozen=True)
class Relation:
    """One declared relation.

    id, check: its name, and its kind (a key of CHECKS).
    figures: role to register id, or to a list of ids. parameters: by name.
    readings: tried in order where the plain reading fails.
    because: the most likely reason where it does not hold. note: a remark shown in any case.
    in_doubt: the figures in doubt where it does not hold, if not those usual for its check.
    """

    id: str
    check: str
    figures: Mapping[str, Any]
    parameters: Mapping[str, Any]
    readings: tuple[Reading, ...] = ()
    because: str = ""
    note: str = ""
    in_doubt: tuple[str, ...] = ()

    def figure_ids(self) -> tuple[str, ...]:
        """Every register id that the plain reading names, each once."""
        named = [id for ids in self.figures.values() for id in list_ids(ids)]
        return tuple(dict.fromkeys([*named, *CHECKS[self.check].parameter_ids(self.parameters)]))

    def ids_in_doubt(self) -> tuple[str, ...]:
        """The figures in doubt where it does not hold; empty where all are."""
        usual = CHECKS[self.check].in_doubt
        return self.in_doubt or tuple(id for role in usual for id in list_ids(self.figures[role]))

    def under(self, reading: Reading) -> Relation:
        """The relation as a reading changes it; a role or parameter set to null is left out."""
        figures = _change(self.figures, reading.figures)
        return replace(
            self, figures=figures, parameters=_change(self.parameters, reading.parameters)
        )

    def terms(self, lookup: Mapping[str, Figure]) -> Terms:
        """Its figures and parameters as its check takes them."""
        return Terms(self.figures, self.parameters, lookup)


def _change(plain: Mapping[str, Any], change: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in {**plain, **change}.items() if value is not None}


def scan_relations(
    files: Paths, lookup: Mapping[str, Figure], broken: Collection[str] = ()
) -> tuple[list[Relation], list[str]]:
    """The relations of one file or several, in their order, and a message for each fault.

    lookup: every figure they may name. broken: those that must not be computed with; of
    relations that name one only unknown ids are told. A message names the file, every
    offending entry by its line and id, and what to do.
    """
    relations: list[Relation] = []
    messages: list[str] = []
    for file in list_paths(files):
        try:
            found, problems = _scan_entries(_entries(file), lookup, broken)
        except RelationsError as error:
            messages.append(str(error))
            continue
        twice = sorted({one.id for one in found} & {one.id for one in relations})
        problems += [f"  {id} names relations in two files; use another id" for id in twice]
        if problems:
            messages.append("\n".join([f"{file}: {len(problems)} problem(s):", *problems]))
        relations += found
    return relations, messages


def _scan_entries(
    entries: list[tuple[int, Any]], lookup: Mapping[str, Figure], broken: Collection[str]
) -> tuple[list[Relation], list[str]]:
    relations: list[Relation] = []
    problems: list[str] = []
    first: dict[str, int] = {}
    for line, entry in entries:
        found = list(_form_problems(entry))
        if not found:
            if first.setdefault(entry["id"], line) < line:
                found.append(f"this id already stands in line {first[entry['id']]}; use another")
            readings = tuple(Reading(**reading) for reading in entry.get("readings", []))
            in_doubt = tuple(entry.get("in_doubt", ()))
            given = {"parameters": {}, **entry, "readings": readings, "in_doubt": in_doubt}
            relations.append(Relation(**given))
            found += _content_problems(relations[-1], lookup, broken)
        name = entry.get("id", "no id") if isinstance(entry, dict) else "no id"
        problems += [f"  line {line}, {name}: {problem}" for problem in found]
    return relations, problems


def _entries(file: Path) -> list[tuple[int, Any]]:
    """Every entry below `relations`, with its line."""
    try:
        loader = _Loader(file.read_text(encoding="utf-8"))
        tree = loader.get_single_node()
        content = loader.construct_document(tree) if tree else None
    except FileNotFoundError as error:
        raise RelationsError(f"{file}: no relations there; correct the path") from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        reason = " ".join(str(error).split())
        raise RelationsError(f"{file}: not readable as YAML in UTF-8 ({reason})") from error
    entries = content.get("relations") if isinstance(content, dict) else None
    if not isinstance(content, dict) or not isinstance(entries, list) or len(content) != 1:
        entries = []
    if not entries:
        raise RelationsError(f"{file}: write one key, relations, with a list of entries below it")
    nodes = tree.value[0][1].value
    return [(node.start_mark.line + 1, entry) for node, entry in zip(nodes, entries, strict=True)]


def _form_problems(entry: Any) -> Iterator[str]:
    """What keeps an entry from being read at all."""
    if not isinstance(entry, dict):
        yield "not a mapping; write id, check and figures"
        return
    for key in entry:
        if key not in _KEYS:
            yield f"unknown key {key!r}; use {', '.join(_KEYS)}"
    for key in ("id", "check"):
        if not isinstance(entry.get(key), str) or not entry[key]:
            yield f"{key} is missing; write one word"
    yield from _mapping_problems(entry)
    if not entry.get("figures"):
        yield "figures are missing; name a figure for each role"
    for key in ("because", "note"):
        if not isinstance(entry.get(key, ""), str):
            yield f"{key} is not text; write a sentence"
    if not isinstance(entry.get("in_doubt", ["one"]), list) or entry.get("in_doubt") == []:
        yield "in_doubt is no list of ids; name at least one figure"
    readings = entry.get("readings", [])
    if not isinstance(readings, list):
        yield "readings are no list; begin each with a dash"
        return
    for place, reading in enumerate(readings, start=1):
        if not isinstance(reading, dict) or not str(reading.get("says", "")).startswith("if "):
            yield f'reading {place} has no says; write words that begin with "if"'
            continue
        for key in reading:
            if key not in _READING_KEYS:
                yield f"reading {place}: unknown key {key!r}; use {', '.join(_READING_KEYS)}"
        yield from (f"reading {place}: {problem}" for problem in _mapping_problems(reading))


def _mapping_problems(entry: Mapping[str, Any]) -> Iterator[str]:
    for key in ("figures", "parameters"):
        if not isinstance(entry.get(key, {}), dict):
            yield f"{key} is no mapping; write name: value"
            return
    for role, value in entry.get("figures", {}).items():
        ids = value if isinstance(value, list) else [value]
        if value is not None and not all(isinstance(id, str) for id in ids):
            yield (
                f"figures, {role}: {value!r} is no id; write one or a list of them, and put quotes"
                " around numbers and around on, off, yes and no"
            )


def _content_problems(
    relation: Relation, lookup: Mapping[str, Figure], broken: Collection[str]
) -> Iterator[str]:
    named = {id for ids in relation.figures.values() for id in list_ids(ids)}
    if named & set(broken):
        yield from unknown_ids(relation.figures, lookup)
        return
    plain = list(find_problems(relation.check, relation.terms(lookup)))
    yield from plain
    if not plain:
        for id in relation.in_doubt:
            if id not in relation.figure_ids():
                yield f"in_doubt: {id!r} is no figure of this relation; name one of them"
    for place, reading in enumerate(relation.readings, start=1):
        changed = relation.under(reading)
        for problem in find_problems(changed.check, changed.terms(lookup)):
            if problem not in plain:
                yield f"reading {place}: {problem}"

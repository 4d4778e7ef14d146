"""Relations between printed figures: read from a file, each held to what its check asks."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from printaudit.asked import problems_of, unknown_ids
from printaudit.checks import CHECKS, Terms
from printaudit.figure import Figure

_KEYS = ("id", "check", "figures", "parameters", "readings", "because", "note", "in_doubt")
_READING_KEYS = ("says", "figures", "parameters")


class RelationsError(ValueError):
    """Relations that cannot be judged: one message that lists every problem."""


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
    def tested(self) -> bool:
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

    def ids(self) -> tuple[str, ...]:
        """Every register id that the plain reading names, each once."""
        named = [id for ids in roles(self.figures).values() for id in ids]
        more = CHECKS[self.check].ids
        return tuple(dict.fromkeys([*named, *(more(self.parameters) if more else ())]))

    def doubted(self) -> tuple[str, ...]:
        """The figures in doubt where it does not hold; empty where all are."""
        named = roles(self.figures)
        usual = [id for role in CHECKS[self.check].doubted for id in named.get(role, ())]
        return self.in_doubt or tuple(usual)

    def under(self, reading: Reading) -> Relation:
        """The relation as a reading changes it; a role or parameter set to null is left out."""
        return Relation(
            self.id,
            self.check,
            _changed(self.figures, reading.figures),
            _changed(self.parameters, reading.parameters),
        )

    def terms(self, lookup: Mapping[str, Figure]) -> Terms:
        """Its figures and parameters as its check takes them."""
        resolved = {
            role: tuple(lookup[id] for id in ids) for role, ids in roles(self.figures).items()
        }
        return Terms(resolved, self.parameters, lookup)


def roles(figures: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Role to ids, whether one id or a list was written."""
    return {role: tuple(ids) if isinstance(ids, list) else (ids,) for role, ids in figures.items()}


def read(
    path: str | Path, lookup: Mapping[str, Figure], broken: Collection[str] = ()
) -> list[Relation]:
    """The relations of one file, in its order.

    lookup: every figure they may name. broken: those that must not be computed with; of
    relations that name one only unknown ids are told.
    Raises RelationsError, naming the file and every offending entry by its line and id, with
    what to do.
    """
    file = Path(path)
    entries = _entries(file)
    problems: list[str] = []
    relations: list[Relation] = []
    first: dict[str, int] = {}
    for line, entry in entries:
        found = list(_form_problems(entry))
        if not found:
            if entry["id"] in first:
                found.append(f"this id already stands in line {first[entry['id']]}; use another")
            first.setdefault(entry["id"], line)
            relation = _relation(entry)
            found.extend(_all_problems(relation, lookup, broken))
            relations.append(relation)
        name = entry.get("id", "no id") if isinstance(entry, dict) else "no id"
        problems.extend(f"  line {line}, {name}: {problem}" for problem in found)
    if problems:
        listed = "\n".join(problems)
        raise RelationsError(f"{file}: {len(problems)} problem(s):\n{listed}")
    return relations


def _changed(plain: Mapping[str, Any], change: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in {**plain, **change}.items() if value is not None}


def _entries(file: Path) -> list[tuple[int, Any]]:
    """Every entry below `relations`, with its line."""
    try:
        text = file.read_text(encoding="utf-8")
        tree, content = yaml.compose(text, yaml.SafeLoader), yaml.safe_load(text)
    except FileNotFoundError as error:
        raise RelationsError(f"{file}: no relations there; correct the path") from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        told = " ".join(str(error).split())
        raise RelationsError(f"{file}: not readable as YAML in UTF-8 ({told})") from error
    entries = content.get("relations") if isinstance(content, dict) else None
    if not isinstance(entries, list) or not entries or len(content) != 1:
        raise RelationsError(f"{file}: write one key, relations, with a list of entries below it")
    assert isinstance(tree, yaml.MappingNode)
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
    doubted = entry.get("in_doubt", ["one"])
    if not isinstance(doubted, list) or not doubted:
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


def _relation(entry: Mapping[str, Any]) -> Relation:
    readings = tuple(
        Reading(one["says"], one.get("figures", {}), one.get("parameters", {}))
        for one in entry.get("readings", [])
    )
    return Relation(
        entry["id"],
        entry["check"],
        entry["figures"],
        entry.get("parameters", {}),
        readings,
        entry.get("because", ""),
        entry.get("note", ""),
        tuple(entry.get("in_doubt", ())),
    )


def _all_problems(
    relation: Relation, lookup: Mapping[str, Figure], broken: Collection[str]
) -> Iterator[str]:
    named = {id for ids in roles(relation.figures).values() for id in ids}
    if named & set(broken):
        yield from unknown_ids(relation.figures, lookup)
        return
    plain = list(problems_of(relation.check, relation.figures, relation.parameters, lookup))
    yield from plain
    if not plain:
        for id in relation.in_doubt:
            if id not in relation.ids():
                yield f"in_doubt: {id!r} is no figure of this relation; name one of them"
    for place, reading in enumerate(relation.readings, start=1):
        changed = relation.under(reading)
        for problem in problems_of(relation.check, changed.figures, changed.parameters, lookup):
            if problem not in plain:
                yield f"reading {place}: {problem}"

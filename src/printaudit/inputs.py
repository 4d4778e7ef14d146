"""What an audit starts from: registers and relations, and one message on all that is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from printaudit.figure import Figure
from printaudit.register import RegisterError, as_written
from printaudit.relations import Relation, RelationsError, read


class InputError(RegisterError, RelationsError):
    """Registers and relations that are both at fault, in one message."""


def load(
    registers: Iterable[Path], relations: Iterable[Path]
) -> tuple[dict[str, Figure], list[Relation]]:
    """Every figure by id and every relation, in the order of the files.

    Raises RegisterError, RelationsError or, where both are at fault, InputError.
    """
    figures, broken, at_fault = _figures(registers)
    readable = bool(figures)
    declared: list[Relation] = []
    wrong: list[str] = []
    for path in relations if readable else ():
        try:
            declared += read(path, figures, broken)
        except RelationsError as error:
            wrong.append(str(error))
    wrong += _twice(declared)
    if at_fault and wrong:
        raise InputError("\n".join([*at_fault, *wrong]))
    if at_fault:
        raise RegisterError("\n".join(at_fault))
    if wrong:
        raise RelationsError("\n".join(wrong))
    return figures, declared


def _figures(registers: Iterable[Path]) -> tuple[dict[str, Figure], frozenset[str], list[str]]:
    """All figures, the ids of those that break a rule, and a message for each file at fault."""
    figures: dict[str, Figure] = {}
    broken: frozenset[str] = frozenset()
    messages = []
    for path in registers:
        try:
            found, bad, message = as_written(path)
        except RegisterError as error:
            messages.append(str(error))
            continue
        twice = sorted({one.id for one in found} & set(figures))
        broken |= bad
        messages += [message] if message else []
        if twice:
            messages.append(
                f"{path}: {', '.join(twice)} also stand in another register;"
                " give each figure an id of its own"
            )
        figures.update((one.id, one) for one in found)
    return figures, broken, messages


def _twice(relations: list[Relation]) -> list[str]:
    """A message for each id that several files give to a relation."""
    ids = [relation.id for relation in relations]
    return [
        f"{id} names relations in two files; give each an id of its own"
        for id in sorted({id for id in ids if ids.count(id) > 1})
    ]

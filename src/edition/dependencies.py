"""Which modules of the project a notebook uses, so that a change reruns what it touches.

Names are followed, not packages: a notebook that calls `measures.gini` uses the module
that defines `gini` and what that module imports, not all of `measures`. Front doors on the
way run too, and so does what they import for its effect. Only the standard library is
needed, since the build asks this at every start.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from edition.errors import EditionError

SRC = Path(__file__).resolve().parents[1]
FRONT_DOOR = "__init__.py"


def modules_used(notebook: Path, src: Path = SRC) -> list[Path]:
    """The modules in `src` behind the names in a MyST notebook, sorted.

    Raises EditionError, naming the notebook, when a code cell is not Python, and SyntaxError,
    with file and line, when a module is not.
    """
    try:
        tree = ast.parse(_code(notebook.read_text(encoding="utf-8")))
    except SyntaxError as error:
        raise EditionError(
            f"{notebook}: found a code cell that is not Python ({error.msg}: "
            f"{(error.text or '').strip()}); correct it"
        ) from None
    found: set[Path] = set()
    followed: set[str] = set()
    waiting = set(_names(tree, ""))
    while waiting:
        name = waiting.pop()
        followed.add(name)
        modules, further = _lead(name, src)
        found |= modules
        waiting |= further - followed
    return sorted(found)


def _code(text: str) -> str:
    """The code cells of a MyST notebook, joined."""
    lines: list[str] = []
    inside = False
    for line in text.splitlines():
        if line.startswith("```"):
            inside = line.startswith("```{code-cell}")
        elif inside and not line.startswith(("%", "!", ":tags:", "---")):
            lines.append(line)
    return "\n".join(lines)


@cache
def _lead(dotted: str, src: Path) -> tuple[frozenset[Path], frozenset[str]]:
    """The front doors on the way to a dotted name, its module, and the names these lead on to.

    Both are empty for a name of somebody else's.
    """
    parts = dotted.split(".")
    path = src
    passed: set[Path] = set()
    further: set[str] = set()
    while parts and (path / parts[0] / FRONT_DOOR).is_file():
        path /= parts.pop(0)
        passed.add(path / FRONT_DOOR)
        further |= _imported_for_effect(path / FRONT_DOOR, src)
    if parts and (path / f"{parts[0]}.py").is_file():
        passed.add(path / f"{parts[0]}.py")
        further |= _mentioned(path / f"{parts[0]}.py", src)[0]
    elif parts and path != src:
        mentioned, imported = _mentioned(path / FRONT_DOOR, src)
        if parts[0] in imported:
            further.add(".".join([imported[parts[0]], *parts[1:]]))
        else:
            further |= mentioned  # defined here, of whatever is imported here
    # A front door alone re-exports everything; to follow it would tie all to all.
    return frozenset(passed), frozenset(further)


@cache
def _imported_for_effect(door: Path, src: Path) -> frozenset[str]:
    """The modules that a front door imports whole and never speaks of again."""
    tree = _parse(door)
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return frozenset(
        full
        for name, full in _mentioned(door, src)[1].items()
        if name.split(".")[0] not in used
        and (
            (src / full.replace(".", "/")).with_suffix(".py").is_file()
            or (src / full.replace(".", "/") / FRONT_DOOR).is_file()
        )
    )


@cache
def _mentioned(module: Path, src: Path) -> tuple[frozenset[str], dict[str, str]]:
    """The dotted names that a module mentions; what it imports, by the name it is given there."""
    tree = _parse(module)
    package = ".".join(module.parent.relative_to(src).parts)
    return frozenset(_names(tree, package)), dict(_imports(tree, package))


def _parse(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"), filename=str(module))


def _names(tree: ast.AST, package: str) -> Iterator[str]:
    """What is imported, and what is asked of it by attribute, under their full names."""
    imported = dict(_imports(tree, package))
    yield from imported.values()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            first, *rest = ast.unparse(node).split(".")
            # What is asked of the value of a call tells no more than the call itself.
            if first in imported and all(map(str.isidentifier, rest)):
                yield ".".join([imported[first], *rest])


def _imports(tree: ast.AST, package: str) -> Iterator[tuple[str, str]]:
    """Every imported name, as it is called there, with its full name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            above = package.rsplit(".", node.level - 1)[0] if node.level else ""
            for alias in node.names:
                full = ".".join(filter(None, [above, node.module, alias.name]))
                yield alias.asname or alias.name, full
        elif isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.asname or alias.name, alias.name
                if not alias.asname:
                    yield (alias.name.split(".")[0],) * 2

"""Which files of the package a notebook uses, so that a change reruns what it touches.

Names are followed, not packages: a notebook that calls `measures.gini` uses the module
that defines `gini` and what that module imports, not all of `measures`. Only the
standard library is needed, since the build asks this at every start.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

SRC = Path(__file__).resolve().parents[1]
PACKAGES = ("boundtext", "printaudit", "helpers", "newwave", "edition")


def uses(notebook: Path) -> list[Path]:
    """The package's modules behind the names in a MyST notebook, sorted.

    Raises SyntaxError, naming the notebook, when a code cell is not Python.
    """
    try:
        tree = ast.parse(_code(notebook.read_text(encoding="utf-8")))
    except SyntaxError as error:
        raise SyntaxError(f"{notebook}: {error.msg} in a code cell") from error
    found: set[Path] = set()
    for module in _direct(tree):
        found |= _closure(module)
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


def _direct(tree: ast.AST) -> set[Path]:
    """Modules that a syntax tree names: by import, and by attribute of an imported room."""
    rooms: dict[str, str] = {}
    found: set[Path] = set()
    for node in ast.walk(tree):
        for dotted, bound in _imports(node):
            path = _module(dotted)
            if path is None:
                continue
            if path.name == "__init__.py":
                rooms[bound] = dotted
                found.add(path)
            else:
                found.add(path)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            room = rooms.get(node.value.id)
            if room:
                found |= _defining(room, node.attr)
    return found


def _imports(node: ast.AST) -> Iterator[tuple[str, str]]:
    """(dotted name, bound name) of everything imported from the package by one statement."""
    if isinstance(node, ast.ImportFrom) and _ours(node.module or ""):
        for alias in node.names:
            dotted = f"{node.module}.{alias.name}"
            if _module(dotted):
                yield dotted, alias.asname or alias.name
            else:
                yield from _named(str(node.module), alias.name)
    elif isinstance(node, ast.Import):
        for alias in node.names:
            if _ours(alias.name):
                yield alias.name, alias.asname or alias.name


def _ours(dotted: str) -> bool:
    return dotted.split(".")[0] in PACKAGES


def _named(module: str, name: str) -> Iterator[tuple[str, str]]:
    """A name imported from a module or, through a room's front door, from where it is defined."""
    path = _module(module)
    if path and path.name == "__init__.py":
        for defining in _defining(module, name):
            yield _dotted(defining), name
    yield module, name


def _defining(room: str, name: str) -> set[Path]:
    """The module of a room that defines a name, as the room's `__init__` imports it."""
    exported = _exports(room).get(name)
    if exported is not None:
        return exported
    submodule = _module(f"{room}.{name}")
    return {submodule} if submodule else set()


@cache
def _exports(room: str) -> dict[str, set[Path]]:
    front = _module(room)
    if front is None:
        return {}
    exports: dict[str, set[Path]] = {}
    for node in ast.walk(ast.parse(front.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            path = _module(f"{room}.{node.module}" if node.level else node.module)
            for alias in node.names:
                if path:
                    exports[alias.asname or alias.name] = {path}
    return exports


@cache
def _closure(module: Path) -> frozenset[Path]:
    """A module and all it imports, directly or not, within the package."""
    found: set[Path] = set()
    waiting = [module]
    while waiting:
        current = waiting.pop()
        if current in found:
            continue
        found.add(current)
        # A room's front door re-exports everything; following it would tie all to all.
        if current.name != "__init__.py":
            waiting.extend(_direct(ast.parse(current.read_text(encoding="utf-8"))))
    return frozenset(found)


def _module(dotted: str) -> Path | None:
    """The file of a module or package, or None where the name is something inside one."""
    parts = dotted.split(".")
    if parts[0] not in PACKAGES:
        return None
    path = SRC.joinpath(*parts)
    if (path / "__init__.py").is_file():
        return path / "__init__.py"
    file = path.with_suffix(".py")
    return file if file.is_file() else None


def _dotted(path: Path) -> str:
    relative = path.relative_to(SRC).with_suffix("")
    parts = [part for part in relative.parts if part != "__init__"]
    return ".".join(parts)

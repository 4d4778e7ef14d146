"""The house: one name means one thing, and each fact has one home."""

import ast
from collections import defaultdict
from pathlib import Path

import pytest

from helpers import project

SRC = project.root() / "src"
MODULES = sorted(SRC.rglob("*.py"))
OF_EVERY_PACKAGE = {"__init__", "__main__", "errors"}


def test_no_two_modules_bear_one_name():
    homes = defaultdict(list)
    for path in MODULES:
        if path.stem not in OF_EVERY_PACKAGE:
            homes[path.stem].append(path.relative_to(SRC).as_posix())
    assert {name: where for name, where in homes.items() if len(where) > 1} == {}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SRC).as_posix())
def test_nothing_a_module_defines_bears_its_name(path: Path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    defined = {node.name for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    assert path.stem not in defined


def test_no_two_classes_of_different_packages_bear_one_name():
    homes = defaultdict(set)
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes[node.name].add(path.relative_to(SRC).as_posix())
    assert {name: sorted(where) for name, where in homes.items() if len(where) > 1} == {}

"""The package alone: what it loads, and its own wheel on a paper of another field."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

import printaudit

SOURCE = Path(printaudit.__file__).parent
BAKERY = Path(__file__).parent / "bakery"
OTHERS = ("boundtext", "edition", "helpers", "newwave")


def python(*words: str, path: str | None = None, flags: tuple[str, ...] = ()) -> str:
    """What a fresh interpreter prints; path: PYTHONPATH in place of this one's."""
    environment = os.environ | ({"PYTHONPATH": path} if path else {})
    ran = subprocess.run(
        [sys.executable, *flags, *words],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_importing_it_loads_nothing_heavy_and_no_other_package():
    loaded = python("-c", "import sys, printaudit; print(*sys.modules)").split()
    top = {name.partition(".")[0] for name in loaded}
    assert "printaudit" in top
    assert top.isdisjoint({"pandas", "scipy", "numpy", "IPython", *OTHERS})


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel, built from a copy of the package's folder, and unpacked to import from."""
    folder = tmp_path_factory.mktemp("wheel")
    shutil.copytree(
        SOURCE, folder / "source", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info")
    )
    options = ("--quiet", "--no-deps", "--no-build-isolation", "--no-index")
    python("-m", "pip", "wheel", *options, "-w", str(folder), str(folder / "source"))
    (built,) = folder.glob("printaudit-*.whl")
    with zipfile.ZipFile(built) as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked"


def alone(wheel: Path, *words: str) -> str:
    """An interpreter that finds the wheel and installed libraries, and no checkout of the project.

    Without `site` no .pth file is read, so that an editable installation does not count.
    """
    path = os.pathsep.join([str(wheel), sysconfig.get_path("purelib")])
    return python(*words, path=path, flags=("-S",))


def test_the_wheel_holds_the_package_and_its_readme(wheel):
    sources = {path.relative_to(SOURCE) for path in SOURCE.rglob("*.py")}
    assert {path.relative_to(wheel / "printaudit") for path in wheel.rglob("*.py")} == sources
    (metadata,) = wheel.glob("printaudit-*.dist-info/METADATA")
    text = metadata.read_text(encoding="utf-8")
    assert "License-Expression: MIT" in text
    assert "# printaudit" in text


@pytest.mark.parametrize("other", OTHERS)
def test_the_other_packages_are_out_of_its_reach(wheel, other):
    code = f"import importlib.util; print(importlib.util.find_spec({other!r}))"
    assert alone(wheel, "-c", code) == "None\n"


def test_alone_it_audits_a_paper_of_another_field(wheel, tmp_path):
    files = [str(BAKERY / name) for name in ("figures.csv", "relations.yml")]
    said = alone(wheel, "-m", "printaudit", *files, "--out", str(tmp_path / "out"))
    assert said.startswith("19 relations: 7 consistent, 3 only under a reading, 8 inconsistent")
    assert (tmp_path / "out" / "audit.md").is_file()
    where = alone(wheel, "-c", "import printaudit; print(printaudit.__file__)")
    assert Path(where.strip()).is_relative_to(wheel)


def test_the_example_of_the_readme_gives_what_the_readme_says(wheel, tmp_path):
    blocks = (SOURCE / "README.md").read_text(encoding="utf-8").split("```")
    register, relations, console = (
        next(block for block in blocks if block.startswith(language)).partition("\n")[2]
        for language in ("none", "yaml", "console")
    )
    files = tmp_path / "figures.csv", tmp_path / "relations.yml"
    for file, text in zip(files, (register, relations), strict=True):
        file.write_text(text, encoding="utf-8")
    assert alone(wheel, "-m", "printaudit", *map(str, files)) == console.partition("\n")[2]


def test_it_lists_the_kinds_of_relation(wheel):
    said = alone(wheel, "-m", "printaudit", "--checks")
    assert "| `grim` | Some whole number of the denominator rounds to" in said

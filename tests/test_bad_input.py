"""`make book` on bad input: it stops with a message that leads to the remedy, the site stays."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from helpers import project, waves

ROOT = project.root()
NOT_COPIED = (".venv", ".*_cache", ".hypothesis", "__pycache__")


class Copy:
    """A copy of the project with its site built, in which a test may break things."""

    def __init__(self, home: Path) -> None:
        self.home = home
        shutil.copytree(ROOT, home, ignore=shutil.ignore_patterns(*NOT_COPIED), symlinks=True)
        (home / ".venv").symlink_to(Path(sys.executable).parents[1])
        self.html = home / "book" / "_build" / "html"

    def path(self, name: str) -> Path:
        return self.home / name

    def append(self, name: str, text: str) -> int:
        """Add a line to a file; its number."""
        path = self.path(name)
        lines = [*path.read_text(encoding="utf-8").splitlines(), text]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return len(lines)

    def book(self) -> subprocess.CompletedProcess[str]:
        """Run `make book`, with the installation at hand and the copy's own code."""
        return subprocess.run(
            ["make", "--old-file", ".venv/installed", "book"],
            cwd=self.home,
            env=os.environ | {"PYTHONPATH": str(self.home / "src")},
            capture_output=True,
            text=True,
            check=False,
        )

    def failure(self) -> str:
        """What a build that must fail said, once it has left the site as it was."""
        before = self._site()
        ran = self.book()
        said = ran.stdout + ran.stderr
        assert ran.returncode != 0, said
        assert "Traceback" not in said
        assert before
        assert self._site() == before
        return said

    def _site(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.html).as_posix(): path.read_bytes()
            for path in self.html.rglob("*")
            if path.is_file()
        }


@pytest.fixture
def copy(tmp_path):
    return Copy(tmp_path / "copy")


def test_an_unknown_key_names_page_line_and_the_nearest_key(copy):
    line = copy.append("book/discussion.md", "\nIt is {num}`published.t1-don-2081`.") + 1
    said = copy.failure()
    assert f"discussion.md:{line}: WARNING: {{num}} 'published.t1-don-2081'" in said
    assert "t1-don-2018" in said


def test_a_broken_table_names_file_row_and_rule(copy):
    name = f"data/waves/{waves.ids()[-1]}/schools.csv"
    path = copy.path(name)
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[1] = lines[1].replace("Primary", "Nursery").replace("Junior", "Nursery")
    lines[1] = lines[1].replace("Infant", "Nursery")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    said = copy.failure()
    assert name in said
    assert "row 2" in said
    assert "phase = 'Nursery': must be one of" in said


def test_a_page_outside_the_contents_is_named(copy):
    copy.path("book/extra.md").write_text("# Extra\n", encoding="utf-8")
    assert "page not in the contents: extra" in copy.failure()


def test_a_wave_outside_the_contents_is_told_with_the_line_to_add(copy):
    new = copy.path("data/waves/2030")
    shutil.copytree(copy.path(f"data/waves/{waves.ids()[-1]}"), new)
    text = (new / "wave.yml").read_text(encoding="utf-8")
    (new / "wave.yml").write_text(text.replace(waves.ids()[-1], "2030"), encoding="utf-8")
    said = copy.failure()
    assert "not in the contents: runs/2030/frame" in said
    assert "add `- file: runs/2030/frame`" in said

"""A copy of the built project, in which a test may change things and build again."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from helpers import project

ROOT = project.root()
NOT_COPIED = (".venv", ".*_cache", ".hypothesis", "__pycache__")


class Copy:
    """A copy of the project with its site built."""

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

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command in the copy, with its own code and the installation at hand."""
        return subprocess.run(
            words,
            cwd=self.home,
            env=os.environ | {"PYTHONPATH": str(self.home / "src")},
            capture_output=True,
            text=True,
            check=False,
        )

    def make(self, target: str) -> subprocess.CompletedProcess[str]:
        """Run `make` without renewing the installation."""
        return self.run("make", "--no-print-directory", "--old-file", ".venv/installed", target)

    def failure(self) -> str:
        """What a build of the book that must fail said, once it has left the site as it was."""
        before = self.site()
        ran = self.make("book")
        said = ran.stdout + ran.stderr
        assert ran.returncode != 0, said
        assert "Traceback" not in said
        assert before
        assert self.site() == before
        return said

    def site(self) -> dict[str, bytes]:
        """Every file of the site."""
        return {
            path.relative_to(self.html).as_posix(): path.read_bytes()
            for path in self.html.rglob("*")
            if path.is_file()
        }

"""A copy of the project to measure in, without what is built."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BUILT = ("_build", "_generated", "runs", "__pycache__", "*.egg-info", "raw")


def copy_parts(parts: Iterable[str], home: Path) -> None:
    """Copy the named files and folders of the project into `home`."""
    for name in parts:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, home / name, ignore=shutil.ignore_patterns(*BUILT))
        else:
            shutil.copy2(source, home / name)

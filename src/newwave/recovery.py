"""What an interrupted build of a wave left aside is set right: the wave is then whole again."""

from __future__ import annotations

import shutil
from pathlib import Path

from helpers import project


def folders_of(wave: str) -> tuple[Path, Path, Path]:
    """Where a wave lies, where a new one is written, where the old one waits meanwhile."""
    staging = _staging()
    home = project.root() / "data" / "waves" / wave
    return home, staging / f"{wave}.part", staging / f"{wave}.old"


def recover(wave: str) -> bool:
    """Undo what an interrupted build left of a wave; returns whether its old state came back."""
    home, part, old = folders_of(wave)
    lost = old.exists() and not home.exists()
    if lost:
        home.parent.mkdir(parents=True, exist_ok=True)
        old.rename(home)
    shutil.rmtree(part, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)
    return lost


def recover_all() -> list[str]:
    """`recover` every wave that an interruption left aside; returns those that came back."""
    left = sorted(path.name.removesuffix(".old") for path in _staging().glob("*.old"))
    return [wave for wave in left if recover(wave)]


def _staging() -> Path:
    return project.root() / "build" / "waves"

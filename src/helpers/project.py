"""Where the project lies: data are found through the package, whatever the working folder."""

from __future__ import annotations

from pathlib import Path

_MARK = "data/waves"


def root() -> Path:
    """The project's folder: the nearest one above the working folder that holds `data/waves`.

    A runner of notebooks works in the shell's folder, a checker in the notebook's,
    a test in a copy of the project. Falls back to where this package is checked out.
    Raises FileNotFoundError where neither has the data.
    """
    checkout = Path(__file__).resolve().parents[2]
    for folder in (Path.cwd(), *Path.cwd().parents, checkout):
        if (folder / _MARK).is_dir():
            return folder
    raise FileNotFoundError(
        f"no folder {_MARK} above {Path.cwd()}: work inside a checkout of the project"
    )

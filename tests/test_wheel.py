"""The project installs in one step: its one wheel holds every package."""

import shutil
import subprocess
import sys
import zipfile

from helpers import project

ROOT = project.root()


def test_the_wheel_of_the_project_holds_every_module(tmp_path):
    copy = tmp_path / "project"
    shutil.copytree(
        ROOT / "src", copy / "src", ignore=shutil.ignore_patterns("*.egg-info", "__py*")
    )
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy)
    subprocess.run(
        [
            *(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps"),
            *("--no-build-isolation", "--no-index", "-w", str(tmp_path), str(copy)),
        ],
        check=True,
    )
    (built,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        held = {name for name in archive.namelist() if name.endswith(".py")}
    modules = {path.relative_to(ROOT / "src").as_posix() for path in (ROOT / "src").rglob("*.py")}
    assert held == modules

"""The package by itself: a wheel of its own, a book of another field, nothing of this project."""

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

import boundtext

SOURCE = Path(boundtext.__file__).parent
BOOK = Path(__file__).with_name("bread.py")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The package's own wheel, unpacked in a folder of its own."""
    home = tmp_path_factory.mktemp("boundtext")
    copy = shutil.copytree(
        SOURCE, home / "source", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info")
    )
    words = ("pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index")
    subprocess.run([sys.executable, "-m", *words, "-w", str(home), str(copy)], check=True)
    (made,) = home.glob("boundtext-*.whl")
    with zipfile.ZipFile(made) as packed:
        packed.extractall(home / "installed")
    return home / "installed"


def test_a_book_of_another_field_uses_it_alone(wheel, tmp_path):
    packages = sysconfig.get_path("purelib")
    # Without `site` no .pth file is read, so that this project's own packages cannot be found.
    ran = subprocess.run(
        [sys.executable, "-S", str(BOOK), str(tmp_path)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(wheel), packages])},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout == "built\n"
    assert (wheel / "boundtext" / "static" / "results.css").is_file()

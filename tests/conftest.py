"""What the tests of every package share."""

import os
from pathlib import Path

import pytest

from helpers import project

# Pictures are drawn to files, whatever screen there is.
os.environ.setdefault("MPLBACKEND", "agg")


@pytest.fixture(scope="session")
def opendata() -> Path:
    """Real official files, kept beside the checkout and never in it; skips where they are not."""
    folder = project.root().parent / "shared" / "opendata"
    if not folder.is_dir():
        pytest.skip(f"real official files are not at hand: {folder}")
    return folder

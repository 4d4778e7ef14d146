"""What the tests of every package share."""

import os
from pathlib import Path

import hypothesis
import pytest

from helpers import project

# Pictures are drawn to files, whatever screen there is.
os.environ.setdefault("MPLBACKEND", "agg")

# How long an example takes says something about the machine, not about the code.
hypothesis.settings.register_profile("no deadline", deadline=None)
hypothesis.settings.load_profile("no deadline")


@pytest.fixture(scope="session")
def opendata() -> Path:
    """Real official files, kept beside the checkout and never in it; skips where they are not."""
    folder = project.root().parent / "shared" / "opendata"
    if not folder.is_dir():
        pytest.skip(f"real official files are not at hand: {folder}")
    return folder

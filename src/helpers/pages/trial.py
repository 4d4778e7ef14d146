"""A wave's notebooks run aside, to learn what they record before the book is built."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from helpers import progress, project
from helpers.pages import binding, notebooks, order
from helpers.pages.contents import PER_WAVE


def results_of(wave: str) -> dict[str, Mapping[str, Any]]:
    """What every notebook records for a wave, as `binding.recorded` gives it.

    Nothing is kept: the build runs the notebooks itself, and so stays the one that knows when.
    Raises NotebookError where one does not run.
    """
    root = project.root()
    baseline = order.baselines(root / "data" / "waves")[wave]
    with tempfile.TemporaryDirectory(prefix="trial-") as folder:
        for name in progress.steps(PER_WAVE, "Running the notebooks"):
            notebooks.run(
                root / "notebooks" / f"{name}.md",
                {"wave": wave, "baseline": baseline},
                wave,
                Path(folder, "executed", f"{name}.ipynb"),
                Path(folder, "results", f"{name}.json"),
            )
        return binding.recorded(Path(folder, "results"))

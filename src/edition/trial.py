"""A wave's notebooks run aside, to learn what they record before the book is built."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from edition import execution, sentences
from edition.contents import PER_WAVE
from helpers import project, waves
from newwave import progress

AT_ONCE = 2
"""Notebooks that run side by side: each works in a kernel, a process of its own."""


def results_of(wave: str) -> dict[str, Mapping[str, Any]]:
    """What every notebook records for a wave, as `sentences.recorded` gives it.

    Nothing is kept: the build runs the notebooks itself, and so stays the one that knows when.
    Raises NotebookError where one does not run: of several, the first in the order of questions.
    After an error or an interrupt those that have begun come to their end, so that no kernel is
    left behind; the others do not begin.
    """
    root = project.root()
    baseline = waves.before(wave)
    with tempfile.TemporaryDirectory(prefix="trial-") as folder:

        def run(name: str) -> None:
            execution.run(
                root / "notebooks" / f"{name}.md",
                {"wave": wave, "baseline": baseline},
                wave,
                Path(folder, "executed", f"{name}.ipynb"),
                Path(folder, "results", f"{name}.json"),
            )

        with ThreadPoolExecutor(AT_ONCE) as pool:
            # What `map` gives, left early, cancels what has not begun.
            runs = pool.map(run, PER_WAVE)
            for _ in progress.steps(runs, "Running the notebooks", len(PER_WAVE)):
                pass
        return sentences.recorded(Path(folder, "results"))

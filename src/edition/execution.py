"""Executing notebooks, so that every run gives the same bytes."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import jupytext
import nbformat
import papermill
from papermill.exceptions import PapermillExecutionError
from traitlets.config import Config

from boundtext import ResultError, collect
from edition.atomic import write_atomically
from edition.errors import EditionError
from edition.notebooks import ONCE
from newwave import progress

INJECTED = "injected-parameters"
PARAMETERS = "parameters"

AT_ONCE = 2
"""Notebooks of a wave that run side by side: each works in a kernel, a process of its own."""

Results = Mapping[str, Mapping[str, Any]]
"""What notebooks recorded: "rq1.direct_per_pupil_mean" -> its record."""


class NotebookError(EditionError):
    """A notebook that cannot be read, that raised, or that shows what a page cannot carry."""


def execute(
    source: Path, parameters: dict[str, str], wave: str, executed: Path, results: Path
) -> None:
    """Execute a MyST notebook with papermill; write it, executed, and what it recorded.

    Both files appear whole or not at all, and only when every cell ran. Raises
    NotebookError, naming notebook, wave, cell and remedy, when one did not.
    """
    notebook = read_notebook(source)
    executed.parent.mkdir(parents=True, exist_ok=True)
    results.parent.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(dir=executed.parent, prefix=".running-") as folder,
        tempfile.TemporaryDirectory(prefix="kernel-") as sockets,
    ):
        draft = Path(folder, f"{source.stem}.ipynb")
        nbformat.write(notebook, draft)
        try:
            papermill.execute_notebook(
                draft,
                draft,
                parameters,
                kernel_name="python3",
                progress_bar=False,
                log_output=False,
                request_save_on_cell_execute=False,
                config=_kernel(sockets),
            )
        except PapermillExecutionError as error:
            raise NotebookError(_explain(source, wave, error)) from error
        try:
            notebook = normalise(nbformat.read(draft, as_version=4))
            if wave != ONCE:
                _name_wave_in_title(notebook, wave)
            nbformat.write(notebook, draft)
            recorded = collect(draft, wave)
        except (NotebookError, ResultError) as error:
            raise NotebookError(f"{source}, wave {wave}: {error.args[0]}") from error
        write_atomically(results, json.dumps(recorded, indent=1, ensure_ascii=False) + "\n")
        draft.replace(executed)


def execute_aside(sources: Sequence[Path], wave: str, baseline: str) -> Results:
    """Execute notebooks for a wave; what they recorded, as `read_results` gives it.

    Nothing is kept: the build runs the notebooks itself, and so stays the one that knows when.
    Raises NotebookError where one does not run: of several, the first in the order given.
    After an error or an interrupt those that have begun come to their end, so that no kernel is
    left behind; the others do not begin.
    """
    with tempfile.TemporaryDirectory(prefix="aside-") as folder:

        def execute_one(source: Path) -> None:
            executed = Path(folder, "executed", f"{source.stem}.ipynb")
            results = Path(folder, "results", f"{source.stem}.json")
            execute(source, {"wave": wave, "baseline": baseline}, wave, executed, results)

        pool = ThreadPoolExecutor(AT_ONCE)
        try:
            runs = pool.map(execute_one, sources)
            for _ in progress.steps(runs, "Running the notebooks", len(sources)):
                pass
        finally:
            pool.shutdown(cancel_futures=True)
        return read_results(Path(folder, "results"))


def read_results(folder: Path) -> Results:
    """The results of a wave in `build/results/<wave>`, one file for each notebook.

    A notebook's name is shortened to the part before its underscore, as pages quote it. Raises
    NotebookError where there are none.
    """
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise NotebookError(
            f"found no results in {folder}; expected those of the wave's notebooks; run them first"
        )
    return {
        f"{path.stem.split('_')[0]}.{entry['key']}": entry
        for path in paths
        for entry in json.loads(path.read_text(encoding="utf-8"))["records"]
    }


def read_notebook(path: Path) -> nbformat.NotebookNode:
    """A notebook, as text or executed. Raises NotebookError where it is none or has no cells."""
    try:
        notebook = jupytext.read(path)
    except (ValueError, LookupError, AttributeError, nbformat.ValidationError) as error:
        # What the libraries raise of a file that is none depends on where they stumble.
        raise NotebookError(f"{path}: found no notebook ({error}); give a notebook") from None
    if not notebook.get("cells"):
        raise NotebookError(f"{path}: found a notebook without cells; give one that has some")
    return notebook


def _kernel(sockets: str) -> Config:
    """A kernel that talks through files, so that no network port is opened, and ends at once."""
    return Config(
        {
            "KernelManager": {"transport": "ipc", "ip": str(Path(sockets, "socket"))},
            "NotebookClient": {
                "extra_arguments": ["--log-level=CRITICAL", "--HistoryManager.enabled=False"],
                "shutdown_kernel": "immediate",
            },
        }
    )


def normalise(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Drop what differs from run to run, hide the parameters, give each picture its alt text."""
    notebook.metadata = {
        "jupytext": {"formats": "ipynb,md:myst"},
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for index, cell in enumerate(notebook.cells):
        cell.id = f"cell-{index}"
        tags = [tag for tag in cell.metadata.get("tags", []) if tag != "papermill-error-cell-tag"]
        if {PARAMETERS, INJECTED} & set(tags):
            tags.append("remove-cell")
        kept = {key: cell.metadata[key] for key in ("mystnb",) if key in cell.metadata}
        cell.metadata = kept | ({"tags": tags} if tags else {})
        for alt in _alt_texts(cell):
            cell.metadata["mystnb"] = {"image": {"alt": alt}}
    return notebook


def _name_wave_in_title(notebook: nbformat.NotebookNode, wave: str) -> None:
    """Name the wave in the title, which the pages of all waves would otherwise share."""
    first = notebook.cells[0]
    first.source = re.sub(
        r"\A# (\w)", lambda title: f"# The {wave} wave: {title[1].lower()}", first.source
    )


def notebook_to_commit(notebook: nbformat.NotebookNode) -> str:
    """The pair of a notebook's text: a run of the latest wave, without the runner's traces."""
    notebook.cells = [
        cell for cell in notebook.cells if INJECTED not in cell.metadata.get("tags", [])
    ]
    first = notebook.cells[0]
    first.source = re.sub(
        r"\A# The [0-9a-z-]+ wave: (\w)", lambda title: f"# {title[1].upper()}", first.source
    )
    counted = 0
    for index, cell in enumerate(notebook.cells):
        cell.id = f"cell-{index}"
        tags = cell.metadata.get("tags", [])
        if PARAMETERS in tags:
            cell.metadata["tags"] = [tag for tag in tags if tag != "remove-cell"]
        if cell.cell_type != "code" or cell.execution_count is None:
            continue
        counted += 1
        cell.execution_count = counted
        for output in cell.outputs:
            if "execution_count" in output:
                output.execution_count = counted
    return nbformat.writes(notebook) + "\n"


def _alt_texts(cell: Any) -> list[str]:
    """The alt text of the cell's picture, if it has one."""
    images = [out for out in cell.get("outputs", []) if "image/png" in out.get("data", {})]
    texts = [out.get("metadata", {}).get("image/png", {}).get("alt", "") for out in images]
    if not all(texts):
        raise NotebookError(f"a picture without alt text, in the cell:\n{cell.source}")
    if len(texts) > 1:
        raise NotebookError(f"two pictures in one cell; a page can name one:\n{cell.source}")
    return texts


def _explain(source: Path, wave: str, error: PapermillExecutionError) -> str:
    first = next((line for line in error.source.splitlines() if line.strip()), "")
    return (
        f"{source}, wave {wave}: cell {error.cell_index} raised {error.ename}: {error.evalue}\n"
        f"  the cell begins: {first}\n"
        f"  to see it happen: open the notebook, set wave to {wave!r} and run it"
    )

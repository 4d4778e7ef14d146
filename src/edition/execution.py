"""Executing a notebook for one wave, and tidying it so that every run gives the same bytes."""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path
from typing import Any

import jupytext
import nbformat
import papermill
from papermill.exceptions import PapermillExecutionError
from traitlets.config import Config

from boundtext import ResultError, collect
from edition.atomic import replace
from edition.contents import ONCE

INJECTED = "injected-parameters"
PARAMETERS = "parameters"


class NotebookError(RuntimeError):
    """A notebook that raised, or that shows what a page cannot carry."""


def run(source: Path, parameters: dict[str, str], wave: str, executed: Path, results: Path) -> None:
    """Execute a MyST notebook with papermill; write it, executed, and what it recorded.

    Both files appear whole or not at all, and only when every cell ran. Raises
    NotebookError, naming notebook, wave, cell and remedy, when one did not.
    """
    executed.parent.mkdir(parents=True, exist_ok=True)
    results.parent.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(dir=executed.parent, prefix=".running-") as folder,
        tempfile.TemporaryDirectory(prefix="kernel-") as sockets,
    ):
        draft = Path(folder, f"{source.stem}.ipynb")
        nbformat.write(jupytext.read(source), draft)
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
            notebook = tidy(nbformat.read(draft, as_version=4))
            nbformat.write(notebook if wave == ONCE else titled(notebook, wave), draft)
            recorded = collect(draft, wave)
        except (NotebookError, ResultError) as error:
            raise NotebookError(f"{source}, wave {wave}: {error.args[0]}") from error
        replace(results, json.dumps(recorded, indent=1, ensure_ascii=False) + "\n")
        draft.replace(executed)


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


def tidy(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
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


def titled(notebook: nbformat.NotebookNode, wave: str) -> nbformat.NotebookNode:
    """Name the wave in the title, which the pages of all waves would otherwise share."""
    first = notebook.cells[0]
    first.source = re.sub(
        r"\A# (\w)", lambda title: f"# The {wave} wave: {title[1].lower()}", first.source
    )
    return notebook


def committed(executed: Path) -> str:
    """The notebook to commit: a run of the latest wave without the runner's cell and title."""
    notebook = nbformat.read(executed, as_version=4)
    notebook.cells = [
        cell for cell in notebook.cells if INJECTED not in cell.metadata.get("tags", [])
    ]
    notebook.cells[0].source = re.sub(
        r"\A# The [0-9a-z-]+ wave: (\w)",
        lambda title: f"# {title[1].upper()}",
        notebook.cells[0].source,
    )
    for cell in notebook.cells:
        tags = [tag for tag in cell.metadata.get("tags", []) if tag != "remove-cell"]
        if PARAMETERS in tags:
            cell.metadata["tags"] = tags
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number}"
    counted = 0
    for cell in notebook.cells:
        if cell.cell_type == "code":
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

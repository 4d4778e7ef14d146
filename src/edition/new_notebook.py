"""A new notebook of the book: its pair of files, its entry in the registry, its lines."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from edition import contents
from edition.atomic import write_atomically
from edition.execution import NotebookError, normalise, notebook_to_commit, read_notebook
from edition.notebooks import REGISTRY, Notebook, RegistryError, parse_registry, read_registry
from edition.templates import fill_template

TEMPLATE = "book/_templates/notebook.md.jinja"
"""What a new notebook begins with, for authors to edit."""


def create_notebook(
    root: Path, name: str, title: str | None, once: bool, waves: Sequence[str]
) -> list[Path]:
    """Make a notebook from the template, register it, and give it its lines for these waves.

    Files of that name that are there are kept. root: of the project; title: as `Notebook` has it,
    by default made of the name. Returns the files that were made or changed. Raises RegistryError
    for a name that is taken or cannot be one, ContentsError with the lines that need a place, and
    NotebookError for a text or template that is no notebook; nothing is written then.
    """
    home, toc = root / "notebooks", root / "book" / "_toc.yml"
    title = title or name.partition("_")[2].replace("_", " ") or name
    notebook = Notebook(name, title[:1].upper() + title[1:] if once else title, not once)
    registry = _register(home / REGISTRY, notebook)
    text = home / f"{name}.md"
    pair = text.with_suffix(".ipynb")
    texts = {}
    if not text.exists():
        texts[text] = fill_template(root / TEMPLATE, {"notebook": notebook}, {})
    if not pair.exists():
        texts[pair] = _pair(texts.get(text), text, root / TEMPLATE)
    # What can be refused comes first. The contents pass over lines that are there, and the registry
    # takes a name once: it is written last, so that a command that was interrupted can be repeated.
    contents.add_notebook(toc, name, waves, parse_registry(registry, home / REGISTRY))
    for path, content in texts.items():
        write_atomically(path, content)
    write_atomically(home / REGISTRY, registry)
    return [text, pair, home / REGISTRY, toc]


def _pair(filled: str | None, source: Path, template: Path) -> str:
    """The .ipynb of a source that is there, or of one that was filled in and is not yet written."""
    if filled is None:
        return notebook_to_commit(normalise(read_notebook(source)))
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder, source.name)
        draft.write_text(filled, encoding="utf-8", newline="")
        try:
            return notebook_to_commit(normalise(read_notebook(draft)))
        except NotebookError as error:
            raise NotebookError(str(error).replace(str(draft), str(template))) from None


def _register(path: Path, notebook: Notebook) -> str:
    """The registry with one entry more; as it is, every other byte stays."""
    listed = read_registry(path)
    if notebook.name in listed:
        raise RegistryError(f"{path} has a notebook {notebook.name}; choose another name")
    before = path.read_bytes().decode("utf-8")
    ending = "\r\n" if "\r\n" in before else "\n"
    after = before + ("" if before.endswith("\n") else ending)
    after += notebook.entry().replace("\n", ending)
    if parse_registry(after, path) != listed | {notebook.name: notebook}:
        raise RegistryError(
            f"{path}: found no place for an entry; expected one for each notebook, not indented; "
            f"add this by hand:\n{notebook.entry()}"
        )
    return after

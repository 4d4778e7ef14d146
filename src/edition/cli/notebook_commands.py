"""Commands about notebooks: make a new one, execute one, make the pair to commit.

Packages are imported where they are needed: most commands need few of them, and each costs time.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from edition.cli.declare import Group, add_command, add_group
from edition.cli.paths import check_ending, parse_path, refuse_to_overwrite
from edition.errors import EditionError
from helpers import project


def add_commands(group: Group) -> None:
    """Declare the commands."""
    notebook = add_group(group, "notebook", "make a notebook of the book")
    new = add_command(notebook, "new", "make a notebook, register it, give it a place", _new)
    new.add_argument("name", help="such as rq4_volunteers; pages quote it as rq4")
    new.add_argument("--title", help="what it tells, in the contents; made of the name by default")
    new.add_argument("--once", action="store_true", help="it runs once, not for each wave")

    run = add_command(group, "run", "execute a notebook for a wave", _run)
    run.add_argument("notebook", type=parse_path, help="a notebook's MyST source")
    run.add_argument("executed", type=parse_path, help="where to write the executed notebook")
    run.add_argument("results", type=parse_path, help="where to write what it recorded")
    run.add_argument("--wave", help="identifier of the wave; none for a notebook that runs once")
    run.add_argument("--baseline", help="wave to compare with; by default the one before")
    run.add_argument("--area", help="code of one local authority of a wave of several")

    commit = add_command(group, "commit", "make the pair to commit from an executed one", _commit)
    commit.add_argument("executed", type=parse_path)
    commit.add_argument("notebook", type=parse_path)


def _new(arguments: argparse.Namespace) -> None:
    from edition.new_notebook import create_notebook
    from helpers.waves import ids

    root = project.root()
    paths = create_notebook(root, arguments.name, arguments.title, arguments.once, ids())
    for path in paths:
        print(path.relative_to(root))
    print("write it, then `make book`; `make notebooks` refreshes the .ipynb")


def _run(arguments: argparse.Namespace) -> None:
    from edition.execution import execute
    from edition.notebooks import ONCE
    from helpers import waves

    source, wave = arguments.notebook, arguments.wave
    check_ending(arguments.executed, ".ipynb")
    check_ending(arguments.results, ".json")
    refuse_to_overwrite([source], [arguments.executed, arguments.results])
    _check_wave(source, wave)
    parameters = {}
    if arguments.area:
        _check_area(wave, arguments.area)
        parameters["area"] = arguments.area
    if wave:
        before = waves.before(wave) if arguments.baseline is None else arguments.baseline
        parameters |= {"wave": wave, "baseline": before}
    execute(source, parameters, wave or ONCE, arguments.executed, arguments.results)
    print(f"{source.stem}: {wave or 'done'}")


def _check_wave(source: Path, wave: str | None) -> None:
    """Refuse a wave where none is wanted, and none where one is."""
    from edition.notebooks import REGISTRY, read_registry

    registry = source.with_name(REGISTRY)
    notebook = read_registry(registry).get(source.stem) if registry.is_file() else None
    if notebook and notebook.per_wave and not wave:
        raise EditionError(f"the notebook {source.stem} runs for one wave: say which with --wave")
    if notebook and not notebook.per_wave and wave:
        raise EditionError(f"the notebook {source.stem} runs once: leave out --wave")


def _check_area(wave: str | None, area: str) -> None:
    """Refuse an area that the wave does not have, before any notebook runs."""
    from helpers import waves

    if not wave:
        raise EditionError("an area is that of a wave: say which with --wave")
    waves.load(wave, area)


def _commit(arguments: argparse.Namespace) -> None:
    from edition.atomic import write_atomically
    from edition.execution import notebook_to_commit, read_notebook

    executed, pair = arguments.executed, arguments.notebook
    check_ending(pair, ".ipynb")
    refuse_to_overwrite([executed], [pair])
    write_atomically(pair, notebook_to_commit(read_notebook(executed)))

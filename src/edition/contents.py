"""The table of contents: every notebook of every wave has its place, and no page lacks one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

RUNS = "runs"
"""Folder, within the book, of the executed notebooks: `runs/<wave>/<notebook>`."""

WAVE_PAGES = "waves"
"""Folder, within the book, of the pages that tell of one wave: `waves/<wave>`."""

PER_WAVE = ("frame", "rq1_extent", "rq2_drivers", "rq3_distribution")
"""The notebooks that run for each wave, in the order of the questions."""

ONCE = "paper"
"""What stands in place of a wave for a notebook that runs once."""


class ContentsError(ValueError):
    """The contents do not fit the waves or the pages; the message lists every gap."""


def documents(toc: Path) -> list[str]:
    """Every document named in a `_toc.yml`, in reading order.

    Raises ContentsError, naming file and line, for a file that is not YAML.
    """
    try:
        return list(_files(yaml.safe_load(toc.read_text(encoding="utf-8"))))
    except yaml.YAMLError as error:
        raise ContentsError(f"{toc} is not YAML: {error}") from error


def check(toc: Path, runs: list[str]) -> None:
    """Raise ContentsError unless all `runs` and all pages beside the contents are listed once.

    runs: what the waves and notebooks at hand call for, as "runs/<wave>/<notebook>".
    """
    listed = documents(toc)
    written = {
        path.relative_to(toc.parent).with_suffix("").as_posix()
        for path in toc.parent.rglob("*.md")
        if not path.relative_to(toc.parent).parts[0].startswith("_")
        and path.relative_to(toc.parent).parts[0] != RUNS
    }
    problems = [f"twice in the contents: {name}" for name in sorted(set(_doubled(listed)))]
    problems += [
        f"not in the contents: {name} (wave {name.split('/')[1]}); add `- file: {name}`"
        for name in runs
        if name not in listed
    ]
    problems += [f"page not in the contents: {name}" for name in sorted(written - set(listed))]
    problems += [
        f"in the contents, but there is no such page or wave: {name}"
        for name in listed
        if name not in written and name not in runs
    ]
    if problems:
        raise ContentsError(f"{toc}:\n  " + "\n  ".join(problems))


def _doubled(names: list[str]) -> Iterator[str]:
    return (name for name in names if names.count(name) > 1)


def _files(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for key in ("root", "file"):
            if key in node:
                yield str(node[key])
        for value in node.values():
            yield from _files(value)
    elif isinstance(node, list):
        for item in node:
            yield from _files(item)

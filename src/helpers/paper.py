"""The paper and what others printed of it: `printaudit`, bound to this project's registers."""

from __future__ import annotations

from pathlib import Path

import printaudit
from helpers import project
from printaudit import Figure, Verdict

FOLDER = "data/published"
"""Where the registers and the relations between their figures lie, from the project's root."""


def path(name: str) -> Path:
    """A file beside the registers."""
    return project.root() / FOLDER / name


def figure(id: str) -> Figure:
    """The figure of that id that the paper printed; raises as `printaudit.find_figure`."""
    return printaudit.find_figure(id, path("figures.csv"))


def context_figure(id: str) -> Figure:
    """The figure of that id that somebody else printed; raises as `printaudit.find_figure`."""
    return printaudit.find_figure(id, path("context.csv"))


def figures() -> dict[str, Figure]:
    """Every figure of the paper by id, in the order of the register."""
    return printaudit.read_figures(path("figures.csv"))


def context() -> dict[str, Figure]:
    """Every figure printed elsewhere by id, in the order of the register."""
    return printaudit.read_figures(path("context.csv"))


def audit() -> list[Verdict]:
    """The paper's figures checked against each other: every relation between them, judged."""
    return printaudit.audit(path("figures.csv"), path("relations.yml"))


def audit_with_context() -> list[Verdict]:
    """The same, and the paper's figures checked against those that others printed."""
    return printaudit.audit(
        [path("figures.csv"), path("context.csv")],
        [path("relations.yml"), path("context_relations.yml")],
    )

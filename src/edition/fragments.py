"""The parts of pages that are made from data: dictionary, sources, calibration, versions.

Each is a MyST fragment that a page includes; the sentences around it are the page's own.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping, Sequence
from html import escape
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd

from boundtext import Markup, html_table, number
from edition import audited
from edition.atomic import raw
from helpers import project, waves
from helpers.waves import contract
from newwave.synthetic import calibration as calibration_report

PACKAGES = (
    *("jupyter-book", "sphinx", "myst-nb", "jupytext", "papermill", "nbval", "snakemake"),
    *("pandas", "numpy", "scipy", "statsmodels", "seaborn", "matplotlib", "pandera"),
)
RUN_TIMES = "data/reference/run_times.csv"


def write_all(folder: Path) -> None:
    """Write every fragment into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in FRAGMENTS.items():
        (folder / f"{name}.md").write_text(make() + "\n", encoding="utf-8")


def dictionary() -> str:
    """One table a file of a wave: its columns, from the contract that validates them."""
    frame = contract.dictionary()
    return "\n\n".join(
        _table(rows[list(_DICTIONARY_COLUMNS)], f"Columns of {name}.csv", "dictionary")
        for name, rows in frame.groupby("table", sort=False)
    )


def sources() -> str:
    """What each wave was made from, and where that may be had."""
    rows = [
        [wave.id, wave.evidence, *(_told(source, key) for key in _SOURCE_COLUMNS)]
        for wave in waves.all()
        for source in wave.sources
    ]
    columns = ["Wave", "Evidence", *(key.capitalize() for key in _SOURCE_COLUMNS)]
    return raw(html_table(columns, rows, "Files behind each wave"))


def assumptions() -> str:
    """What the maker of each wave had to assume, as the waves themselves say it."""
    notes = [note for wave in waves.all() for note in wave.notes]
    return "\n".join(f"- {note}" for note in dict.fromkeys(notes))


def calibration() -> str:
    """Every target of the synthetic waves: printed, generated, met or in conflict with others."""
    frame = calibration_report.read_report()
    parts = []
    for wave, rows in frame.groupby("wave", sort=True):
        rows = rows.sort_values("met", kind="stable")  # what is not met comes first
        generated = map(number, rows["generated"], rows["unit"])
        met = rows["met"].map({True: "met", False: "not met"})
        shown = rows.assign(met=met, generated=list(generated))
        parts.append(_table(shown.drop(columns="wave"), f"Targets of the synthetic {wave} wave"))
    return "\n\n".join(parts)


def calibration_counts() -> str:
    """How many targets were met, counted from the report."""
    frame = calibration_report.read_report()
    met = int(frame["met"].sum())
    return f"Of {len(frame)} targets, {met} are met and {len(frame) - met} are not."


def built() -> str:
    """Versions of what built the site, and the commit it was built from."""
    rows = [["commit", _commit()], *([name, _version(name)] for name in PACKAGES)]
    return raw(html_table(["Part", "Version"], rows, "What this site was built with"))


def run_times() -> str:
    """How long each notebook takes, as last measured by the benchmark."""
    path = project.root() / RUN_TIMES
    return _table(pd.read_csv(path, dtype=str), "Seconds a notebook takes")


FRAGMENTS: dict[str, Callable[[], str]] = {
    make.__name__: make
    for make in (
        dictionary,
        sources,
        assumptions,
        calibration,
        calibration_counts,
        built,
        run_times,
    )
} | audited.FRAGMENTS

_DICTIONARY_COLUMNS = ("column", "description", "type", "unit", "values allowed", "missing means")
_SOURCE_COLUMNS = ("title", "publisher", "licence", "address", "retrieved")


def _told(source: Mapping[str, object], key: str) -> str:
    """What a wave says of one of its sources; an address as a link."""
    text = _text(source.get(key))
    parts = urlsplit(text) if key == "address" else None
    if parts is None or parts.scheme not in ("http", "https"):
        return text
    return Markup(f'<a href="{escape(text, quote=True)}">{escape(text)}</a>')


def _table(frame: pd.DataFrame, caption: str, kind: str = "") -> str:
    """`kind`: a class by which the style sheet knows the table."""
    columns = [str(name).replace("_", " ").capitalize() for name in frame.columns]
    rows = [[_text(value) for value in row] for row in frame.itertuples(index=False)]
    table = html_table(columns, rows, caption)
    return raw(f'<div class="{kind}">{table}</div>' if kind else table)


def _text(value: object) -> str:
    return "" if value is None or value is pd.NA or value != value else str(value)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _commit() -> str:
    """The commit, and whether the tree differed from it; "unknown" outside a git checkout."""
    head = _git("rev-parse", "HEAD")
    if not head:
        return "unknown"
    return head + (" with uncommitted changes" if _git("status", "--porcelain") else "")


def _git(*words: str) -> str:
    command: Sequence[str] = ("git", "-C", str(project.root()), *words)
    try:
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return ""
    return ran.stdout.strip() if ran.returncode == 0 else ""

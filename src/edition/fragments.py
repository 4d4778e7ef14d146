"""The parts of pages that are made from data: columns, sources, the register with its verdicts.

Each is a MyST fragment that a page includes; the sentences around it are the page's own.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from html import escape
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd

import printaudit
from boundtext import Markup, html_table, number
from edition.quotation import VERDICT_SIGNS
from helpers import paper, project, waves
from helpers.waves import contract
from newwave.synthetic import calibration as calibration_report
from printaudit import Figure, Verdict

PACKAGES = (
    *("jupyter-book", "sphinx", "myst-nb", "jupytext", "papermill", "nbval", "snakemake"),
    *("pandas", "numpy", "scipy", "statsmodels", "seaborn", "matplotlib", "pandera"),
)
RUN_TIMES = "data/reference/run_times.csv"
KINDS_OF_FIGURES = {
    "quantity": "quantities",
    "statement": "testable statements",
    "context": "other statements",
}
_DICTIONARY_COLUMNS = ("column", "description", "type", "unit", "values allowed", "missing means")
_SOURCE_COLUMNS = ("title", "publisher", "licence", "address", "retrieved")


def write_fragments(folder: Path) -> None:
    """Write every fragment into `folder`, as `<name>.md`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in FRAGMENTS.items():
        (folder / f"{name}.md").write_text(make() + "\n", encoding="utf-8")


def dictionary() -> str:
    """One table a file of a wave: its columns, from the contract that validates them."""
    frame = contract.dictionary()
    return "\n\n".join(
        _frame(rows[list(_DICTIONARY_COLUMNS)], f"Columns of {name}.csv", "dictionary")
        for name, rows in frame.groupby("table", sort=False)
    )


def sources() -> str:
    """What each wave was made from, and where that may be had."""
    rows = [
        [wave.id, wave.evidence, *(_source_cell(source, key) for key in _SOURCE_COLUMNS)]
        for wave in waves.all()
        for source in wave.sources
    ]
    columns = ["Wave", "Evidence", *(key.capitalize() for key in _SOURCE_COLUMNS)]
    return _raw(html_table(columns, rows, "Files behind each wave"))


def assumptions() -> str:
    """What the maker of each wave had to assume, as the waves themselves say it."""
    notes = [note for wave in waves.all() for note in wave.notes]
    return "\n".join(f"- {note}" for note in dict.fromkeys(notes))


def calibration() -> str:
    """Every target of the synthetic waves: printed, generated, met or in conflict with others."""
    tables = []
    for wave, rows in calibration_report.read_report().groupby("wave", sort=True):
        rows = rows.sort_values("met", kind="stable")  # what is not met comes first
        generated = map(number, rows["generated"], rows["unit"])
        met = rows["met"].map({True: "met", False: "not met"})
        shown = rows.assign(met=met, generated=list(generated)).drop(columns="wave")
        tables.append(_frame(shown, f"Targets of the synthetic {wave} wave"))
    return "\n\n".join(tables)


def calibration_counts() -> str:
    """How many targets were met, counted from the report."""
    met = calibration_report.read_report()["met"]
    return f"Of {len(met)} targets, {met.sum()} are met and {(~met).sum()} are not."


def versions() -> str:
    """Versions of what built the site, and the commit it was built from."""
    rows = [["commit", _commit()], *([name, _version(name)] for name in PACKAGES)]
    return _raw(html_table(["Part", "Version"], rows, "What this site was built with"))


def run_times() -> str:
    """How long each notebook takes, as last measured by the benchmark."""
    path = project.root() / RUN_TIMES
    return _frame(pd.read_csv(path, dtype=str), "Seconds a notebook takes")


def verdict_counts() -> str:
    """How many printed figures got which verdict, by kind of figure."""
    figures = paper.figures()
    judged = printaudit.judge_figures(_within_paper(), figures)
    counts = {
        kind: printaudit.count_verdicts(
            judged[id].verdict for id in figures if figures[id].kind == kind
        )
        for kind in KINDS_OF_FIGURES
    }
    rows = [
        [f"{sign} {verdict}", *(str(counts[kind][verdict]) for kind in KINDS_OF_FIGURES)]
        for verdict, sign in VERDICT_SIGNS.items()
    ]
    head = ["Verdict", *(words.capitalize() for words in KINDS_OF_FIGURES.values())]
    return _raw(html_table(head, rows, "Printed figures by verdict"))


def not_consistent() -> str:
    """Every relation within the paper that fails, or holds only under a reading."""
    failing = [one for one in _within_paper() if one.verdict in printaudit.VERDICTS[1:3]]
    return _relations(failing, "What does not simply hold together")


def against_others() -> str:
    """Every relation between the paper and what others printed."""
    within = {one.relation for one in _within_paper()}
    outside = [one for one in paper.audit_with_context() if one.relation not in within]
    return _relations(outside, "The paper against other public statements")


def register() -> str:
    """Every printed figure of the paper, with its verdict and the arithmetic behind it."""
    figures = paper.figures()
    verdicts = {one.relation: one for one in _within_paper()}
    judged = printaudit.judge_figures(verdicts.values(), figures)
    rows = [
        [
            *(id, figure.statement, figure.display, f"{figure.section}, line {figure.lines}"),
            *(figure.question, figure.wave, judged[id].verdict),
            _arithmetic(figure, [verdicts[relation] for relation in judged[id].relations]),
        ]
        for id, figure in figures.items()
    ]
    columns = ["Figure", "What it is", "Printed", "Section", "Question", "Wave", "Verdict"]
    columns.append("How we know")
    table = html_table(columns, rows, "What the paper printed", row_ids=list(figures))
    filters = "Section,Question,Wave,Verdict"
    return _raw(f'<div class="filterable" data-filters="{filters}">{table}</div>')


def context() -> str:
    """Every figure printed elsewhere, with its source."""
    figures = paper.context()
    rows = [
        [id, figure.statement, figure.display, figure.section, figure.wave, figure.source]
        for id, figure in figures.items()
    ]
    columns = ["Figure", "What it is", "Printed", "About", "Wave", "Source"]
    return _raw(html_table(columns, rows, "What others printed", row_ids=list(figures)))


FRAGMENTS: dict[str, Callable[[], str]] = {
    make.__name__: make
    for make in (
        *(dictionary, sources, assumptions, calibration, calibration_counts, versions, run_times),
        *(verdict_counts, not_consistent, against_others, register, context),
    )
}


@cache
def _within_paper() -> list[Verdict]:
    """The paper's figures checked against each other."""
    return paper.audit()


def _relations(verdicts: Iterable[Verdict], caption: str) -> str:
    rows = [[one.relation, one.verdict, one.arithmetic, ", ".join(one.figures)] for one in verdicts]
    return _raw(html_table(["Relation", "Verdict", "Arithmetic", "Figures"], rows, caption))


def _arithmetic(figure: Figure, verdicts: list[Verdict]) -> str:
    """The sentences of every check on a figure, to be opened; what it is out of comes first."""
    lines = []
    if figure.denominator:
        lines.append(f"Out of {figure.denominator} ({figure.denominator_status}).")
    lines += [f"{one.verdict.capitalize()}: {one.arithmetic}" for one in verdicts]
    if not lines:
        return "No other printed figure bears on it."
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    label = "1 check" if len(verdicts) == 1 else f"{len(verdicts)} checks"
    return Markup(f"<details><summary>{label}</summary><ul>{items}</ul></details>")


def _source_cell(source: Mapping[str, object], key: str) -> str:
    """What a wave says of one of its sources; an address as a link."""
    text = _text(source.get(key))
    if key != "address" or urlsplit(text).scheme not in ("http", "https"):
        return text
    return Markup(f'<a href="{escape(text, quote=True)}">{escape(text)}</a>')


def _frame(frame: pd.DataFrame, caption: str, kind: str = "") -> str:
    """A table of a frame's cells. kind: a class by which the style sheet knows it."""
    columns = [str(name).replace("_", " ").capitalize() for name in frame.columns]
    rows = [[_text(value) for value in row] for row in frame.itertuples(index=False)]
    table = html_table(columns, rows, caption)
    return _raw(f'<div class="{kind}">{table}</div>' if kind else table)


def _raw(html: str) -> str:
    """HTML that a MyST page takes in as it is."""
    return f"```{{raw}} html\n{html}\n```"


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

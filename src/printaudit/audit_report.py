"""The audit as tables: one row per relation and one per figure, as CSV and Markdown."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from printaudit.checks import CHECKS, Parameter, Role
from printaudit.errors import AuditError
from printaudit.figure import Figure
from printaudit.judgement import audit, count_verdicts, judge_figures
from printaudit.register import read_figures
from printaudit.validation import ASKED_OF_FIGURES, FORMS
from printaudit.verdict import FAILING, GRAVEST_FIRST, VERDICTS, Verdict

FILES = ("verdicts.csv", "figure_verdicts.csv", "audit.md")
"""What `write` leaves: relations, figures, and both to read."""

Table = Sequence[tuple[str, ...]]
"""Rows of cells; the first row names the columns."""


def report_audit(files: Sequence[Path], folder: Path | None = None) -> str:
    """Judge the figures of a paper; the summary, and the path of every file that was written.

    files: registers (.csv) and relations (.yml), one or more of each. folder: see `write`;
    nothing is written without one. Raises AuditError for other files and for a folder in which
    one of them would be overwritten, and as `audit` does.
    """
    registers = [path for path in files if path.suffix == ".csv"]
    relations = [path for path in files if path.suffix in (".yml", ".yaml")]
    if not registers or not relations or len(registers + relations) < len(files):
        raise AuditError("an audit takes one or more registers (.csv) and relations (.yml)")
    given = [path for path in files if path.exists()]
    for path in [folder / name for name in FILES] if folder else []:
        if path.exists() and any(map(path.samefile, given)):
            raise AuditError(f"{path} is read, and would be overwritten; name another folder")
    verdicts, figures = audit(registers, relations), read_figures(registers)
    written = write(verdicts, figures, folder) if folder else []
    return "\n".join([summarize(verdicts, figures), *map(str, written)])


def summarize(verdicts: Sequence[Verdict], figures: Mapping[str, Figure]) -> str:
    """The counts in two lines, then one line per relation that does not simply hold."""
    of_figures = judge_figures(verdicts, figures).values()
    lines = [
        f"{len(found)} {things}: "
        + ", ".join(f"{n} {one}" for one, n in count_verdicts(v.verdict for v in found).items())
        for things, found in (("relations", verdicts), ("figures", of_figures))
    ]
    failing = [one for one in verdicts if one.verdict in FAILING]
    lines += [f"{one.verdict}: {one.relation}: {one.arithmetic}" for one in failing]
    return "\n".join(lines)


def relations_table(verdicts: Sequence[Verdict]) -> Table:
    """One row per relation: relation, verdict, check, arithmetic, reading, figures."""
    head = ("relation", "verdict", "check", "arithmetic", "reading", "figures")
    rows = [
        (one.relation, one.verdict, one.check, one.arithmetic, one.reading, "; ".join(one.figures))
        for one in verdicts
    ]
    return [head, *rows]


def figures_table(verdicts: Sequence[Verdict], figures: Mapping[str, Figure]) -> Table:
    """One row per figure of the register: figure, lines, printed, statement, verdict, relations."""
    head = ("figure", "lines", "printed", "statement", "verdict", "relations")
    found = judge_figures(verdicts, figures)
    rows = [
        (id, one.lines, one.display, one.statement, found[id][0], "; ".join(found[id][1]))
        for id, one in figures.items()
    ]
    return [head, *rows]


def markdown(verdicts: Sequence[Verdict], figures: Mapping[str, Figure]) -> str:
    """Counts, then every relation with its arithmetic, gravest first, then every figure."""
    ranked = sorted(verdicts, key=lambda one: GRAVEST_FIRST.index(one.verdict))
    relations, by_figure = relations_table(ranked), figures_table(verdicts, figures)
    of_relations = count_verdicts(row[1] for row in relations[1:])
    of_figures = count_verdicts(row[4] for row in by_figure[1:])
    counts = [(one, str(of_relations[one]), str(of_figures[one])) for one in VERDICTS]
    parts = [
        "# Audit",
        _markdown_table([("verdict", "relations", "figures"), *counts]),
        "## Relations",
        _markdown_table([(row[0], row[1], row[3], row[5]) for row in relations]),
        "## Figures",
        _markdown_table(by_figure),
    ]
    return "\n\n".join(parts) + "\n"


def describe_checks() -> str:
    """Every kind of relation as a Markdown table: what it asks, with roles and parameters."""
    rows = [
        (
            f"`{check.name}`",
            check.holds_when,
            "; ".join(map(_role, check.roles)),
            "; ".join(map(_parameter, check.parameters)) or "none",
        )
        for check in CHECKS.values()
    ]
    return _markdown_table([("check", "holds when", "roles", "parameters"), *rows])


def _role(role: Role) -> str:
    more = ["several"] * role.many + ["optional"] * (not role.least)
    words = ASKED_OF_FIGURES[role.asks][0]
    return f"`{role.name}`: {words}" + (f" ({', '.join(more)})" if more else "")


def _parameter(parameter: Parameter) -> str:
    words = FORMS[parameter.form][0]
    if parameter.choices:
        several = f"{words}, each " if parameter.form == "texts" else ""
        words = f"{several}one of {', '.join(parameter.choices)}"
    return f"`{parameter.name}`: {words}" + (" (required)" if parameter.required else "")


def write(verdicts: Sequence[Verdict], figures: Mapping[str, Figure], folder: Path) -> list[Path]:
    """Write FILES into a folder, which is made where it is not there; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / name for name in FILES]
    tables = relations_table(verdicts), figures_table(verdicts, figures)
    for path, table in zip(paths, tables, strict=False):
        with path.open("w", encoding="utf-8", newline="") as lines:
            csv.writer(lines, lineterminator="\n").writerows(table)
    paths[2].write_text(markdown(verdicts, figures), encoding="utf-8")
    return paths


def _markdown_table(table: Table) -> str:
    rows = [table[0], ("---",) * len(table[0]), *table[1:]]
    escaped = [[cell.replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in escaped)

"""The audit as tables: one row per relation and one per figure, as CSV and Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pandas as pd

from printaudit.audit import by_figure, counts
from printaudit.checks import CHECKS, PARAMETERS, UNITS, Parameter, Role
from printaudit.figure import Figure
from printaudit.verdict import VERDICTS, Verdict

FILES = ("verdicts.csv", "figures.csv", "audit.md")
"""What `write` leaves: relations, figures, and both to read."""

_GRAVEST_FIRST = ("inconsistent", "only under a reading", "consistent", "cannot be checked")


def relations_table(verdicts: Sequence[Verdict]) -> pd.DataFrame:
    """One row per relation: relation, verdict, check, arithmetic, reading, figures."""
    rows = [
        (one.relation, one.verdict, one.check, one.arithmetic, one.reading, "; ".join(one.figures))
        for one in verdicts
    ]
    names = ["relation", "verdict", "check", "arithmetic", "reading", "figures"]
    return pd.DataFrame(rows, columns=names, dtype="str")


def figures_table(verdicts: Sequence[Verdict], figures: Mapping[str, Figure]) -> pd.DataFrame:
    """One row per figure of the register: figure, lines, printed, statement, verdict, relations."""
    found = by_figure(verdicts, figures)
    rows = [
        (id, one.lines, one.display, one.statement, found[id].verdict,
         "; ".join(found[id].relations))
        for id, one in figures.items()
    ]  # fmt: skip
    names = ["figure", "lines", "printed", "statement", "verdict", "relations"]
    return pd.DataFrame(rows, columns=names, dtype="str")


def markdown(verdicts: Sequence[Verdict], figures: Mapping[str, Figure]) -> str:
    """Counts, then every relation with its arithmetic, gravest first, then every figure."""
    relations, by_id = relations_table(verdicts), figures_table(verdicts, figures)
    order = {verdict: place for place, verdict in enumerate(_GRAVEST_FIRST)}
    sorted_ = relations.sort_values("verdict", key=lambda column: column.map(order), kind="stable")
    of_relations, of_figures = counts(relations["verdict"]), counts(by_id["verdict"])
    rows = [(one, str(of_relations[one]), str(of_figures[one])) for one in VERDICTS]
    shown = ["relation", "verdict", "arithmetic", "figures"]
    parts = [
        "# Audit",
        _table(["verdict", "relations", "figures"], rows),
        "## Relations",
        _table(shown, sorted_[shown].itertuples(index=False)),
        "## Figures",
        _table(list(by_id.columns), by_id.itertuples(index=False)),
    ]
    return "\n\n".join(parts) + "\n"


def summary(verdicts: Sequence[Verdict], figures: Mapping[str, Figure]) -> str:
    """The counts in two lines, then one line per relation that does not simply hold."""
    of_figures = [found.verdict for found in by_figure(verdicts, figures).values()]
    lines = [
        f"{len(verdicts)} relations: {_counted([one.verdict for one in verdicts])}",
        f"{len(figures)} figures: {_counted(of_figures)}",
    ]
    lines += [
        f"{one.verdict}: {one.relation}: {one.arithmetic}"
        for one in verdicts
        if one.verdict in _GRAVEST_FIRST[:2]
    ]
    return "\n".join(lines)


def _counted(verdicts: Sequence[str]) -> str:
    return ", ".join(f"{count} {verdict}" for verdict, count in counts(verdicts).items())


def kinds() -> str:
    """Every kind of relation as a Markdown table: what it asks, with roles and parameters."""
    rows = [
        (
            f"`{check.name}`",
            check.says,
            "; ".join(_role(role) for role in check.roles),
            "; ".join(_parameter(parameter) for parameter in check.parameters) or "none",
        )
        for check in CHECKS.values()
    ]
    return _table(["check", "holds when", "roles", "parameters"], rows)


def _role(role: Role) -> str:
    more = ["several"] * role.many + ["optional"] * (not role.required)
    return f"`{role.name}`: {UNITS[role.unit]}" + (f" ({', '.join(more)})" if more else "")


def _parameter(parameter: Parameter) -> str:
    form = PARAMETERS[parameter.form]
    if parameter.choices:
        form = f"one of {', '.join(parameter.choices)}"
    return f"`{parameter.name}`: {form}" + (" (required)" if parameter.required else "")


def write(verdicts: Sequence[Verdict], figures: Mapping[str, Figure], folder: Path) -> list[Path]:
    """Write FILES into a folder, which is made where it is not there; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / name for name in FILES]
    relations_table(verdicts).to_csv(paths[0], index=False, lineterminator="\n")
    figures_table(verdicts, figures).to_csv(paths[1], index=False, lineterminator="\n")
    paths[2].write_text(markdown(verdicts, figures), encoding="utf-8")
    return paths


def _table(names: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    lines = [_row(names), _row(["---"] * len(names))]
    lines += [_row([str(cell) for cell in row]) for row in rows]
    return "\n".join(lines)


def _row(cells: Sequence[str]) -> str:
    escaped = [cell.replace("|", "\\|").replace("\n", " ") for cell in cells]
    return f"| {' | '.join(escaped)} |"

"""Showing a picture, a table or a sentence in a notebook, with its evidence and its data."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from html import escape

import pandas as pd
from matplotlib.figure import Figure

from boundtext import Estimate, Unmeasured, csv_text, display, evidence_kind, interval, text
from boundtext.tables import html_table
from helpers.figures import style

SHORTEST_ALT = 20
"""Characters; an alt text below this cannot state a finding."""


@dataclass(frozen=True)
class Picture:
    """A figure ready to be shown.

    fig: stamped with its evidence. alt: states the finding, and opens with the
    evidence where that is synthetic. data: what is drawn, one row per mark.
    name: of the file that a reader downloads, without ending. note: what of the data
    is drawn, where that is not all; it ends the caption.
    """

    fig: Figure
    alt: str
    data: pd.DataFrame
    name: str
    note: str = ""


def say(words: str) -> None:
    """Display a sentence that the data gave rise to."""
    display({"text/html": f"<p>{escape(words)}</p>", "text/plain": words})


def show(picture: Picture | Unmeasured, caption: str) -> None:
    """Display a picture, its caption, and its data as a download; or why there is none.

    Raises ValueError for a figure without stamp, an alt text that is missing or
    too short to state a finding, or one that hides that the data are synthetic.
    """
    if isinstance(picture, Unmeasured):
        say(f"Not shown: {picture.reason}")
        return
    evidence = style.evidence_of(picture.fig)
    if evidence is None:
        raise ValueError(f"figure {picture.name!r} carries no evidence: call stamp(fig, wave)")
    _check_alt(picture, evidence)
    display(
        {"image/png": style.png(picture.fig), "text/plain": picture.alt},
        metadata={"image/png": {"alt": picture.alt}},
    )
    opening = evidence_kind(evidence).opening
    caption = " ".join(filter(None, (caption, picture.note)))
    link = _download_link(picture.data, picture.name, "Data of this figure (CSV)")
    html = f'<p class="figure-caption"><strong>{opening}</strong> {escape(caption)} {link}</p>'
    display({"text/html": html, "text/plain": f"{opening} {caption}"})


def show_table(data: pd.DataFrame | Unmeasured, caption: str, name: str, evidence: str) -> None:
    """Display a table with its evidence in the caption, and its data as a download.

    data: the first column heads the rows; a cell may be a result: an Estimate is shown with its
    interval, an Unmeasured with its reason, as is one in place of the whole table. Raises
    ValueError for a column without a name: a header cell that is empty cannot be read aloud.
    """
    if isinstance(data, Unmeasured):
        say(f"Not shown: {data.reason}")
        return
    columns = [str(column).strip() for column in data.columns]
    if not all(columns):
        raise ValueError(f"table {name!r} has a column without a name")
    rows = [[_cell(cell) for cell in row] for row in data.itertuples(index=False)]
    heading = f"{evidence_kind(evidence).opening} {caption}"
    link = _download_link(_with_ends(data), name, "Data of this table (CSV)")
    html = html_table(columns, rows, heading) + f'<p class="figure-caption">{link}</p>'
    lines = [heading, " | ".join(columns), *(" | ".join(row) for row in rows)]
    display({"text/html": html, "text/plain": "\n".join(lines)})


def _check_alt(picture: Picture, evidence: str) -> None:
    if len(picture.alt.strip()) < SHORTEST_ALT:
        raise ValueError(f"figure {picture.name!r} needs an alt text that states its finding")
    opening = evidence_kind(evidence).opening
    if evidence_kind(evidence).lead and not picture.alt.startswith(opening):
        raise ValueError(f"alt text of {picture.name!r} must open with {opening!r}")


def _download_link(data: pd.DataFrame, name: str, label: str) -> str:
    csv = csv_text(data)
    href = "data:text/csv;base64," + base64.b64encode(csv.encode()).decode()
    return f'<a download="{escape(name, quote=True)}.csv" href="{href}">{label}</a>'


def _cell(cell: object) -> str:
    if isinstance(cell, Estimate):
        ends = interval(cell)
        return f"{text(cell)} ({ends})" if ends else text(cell)
    if isinstance(cell, Unmeasured):
        return cell.reason
    missing = cell is None or cell is pd.NA or (isinstance(cell, float) and cell != cell)
    return "not available" if missing else str(cell)


def _with_ends(data: pd.DataFrame) -> pd.DataFrame:
    """The same table with results spread over columns: value (or the reason), low, high, n."""
    parts: dict[str, list[object]] = {}
    for column in data.columns:
        cells = list(data[column])
        if not any(isinstance(cell, Estimate | Unmeasured) for cell in cells):
            parts[str(column)] = cells
            continue
        for field in ("value", "low", "high", "n"):
            parts[f"{column} {field}"] = [_field(cell, field) for cell in cells]
    return pd.DataFrame(parts)


def _field(cell: object, field: str) -> object:
    if isinstance(cell, Estimate):
        return getattr(cell, field)
    if isinstance(cell, Unmeasured):
        return cell.reason if field == "value" else None
    return cell

"""One accessible table, for results and for whatever else a notebook shows."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape


class Markup(str):
    """Text that is HTML already: made here, with every part of it escaped."""


def html_table(
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    caption: str,
    row_ids: Sequence[str] | None = None,
) -> str:
    """An HTML table with a caption and scoped headers; the first column heads its row.

    Every text but Markup is escaped, so that a name is never taken for markup. The table
    scrolls in a region of its own, which the keyboard can reach, and so fits a phone.
    """
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    body = "".join(f"<tr{_id(row_ids, index)}>{_cells(row)}</tr>" for index, row in enumerate(rows))
    label = escape(caption, quote=True)
    return (
        f'<div class="table-scroll" tabindex="0" role="region" aria-label="{label}">'
        f"<table><caption>{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _id(row_ids: Sequence[str] | None, index: int) -> str:
    return f' id="{escape(row_ids[index], quote=True)}"' if row_ids else ""


def _cells(row: Sequence[str]) -> str:
    first, *others = row
    return f'<th scope="row">{_cell(first)}</th>' + "".join(
        f"<td>{_cell(cell)}</td>" for cell in others
    )


def _cell(text: str) -> str:
    return text if isinstance(text, Markup) else escape(text)

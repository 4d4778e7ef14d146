"""Recording results in a notebook: they travel inside its outputs, and no file is written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import Any, Protocol

from IPython.display import display

from boundtext import format as fmt
from boundtext.estimate import Estimate, Evidence
from boundtext.tables import html_table

MIME = "application/vnd.results+json"
"""The MIME type under which a result stands among the outputs of a cell."""

MEANING: dict[str, str] = {
    "published": "Published figures: what the source printed, and what follows from that alone.",
    "synthetic": (
        "Synthetic data: made from a seed to resemble the printed figures. "
        "They show the method and say nothing about the world."
    ),
    "observed": "Observed data: real records.",
}

_KEY = re.compile(r"[a-z][a-z0-9_]*")
_recorded: dict[str, dict[str, Any]] = {}


class Titled(Protocol):
    """Anything that has a title and a kind of evidence, such as a wave."""

    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def evidence(self) -> Evidence: ...  # noqa: D102


def record(
    key: str | Mapping[str, Estimate], value: Estimate | None = None, caption: str = ""
) -> None:
    """Record one estimate under a key, or many at once, and show them in a table.

    A key is lower_snake_case, unique in its notebook, and quoted on a page as
    `<wave>.<notebook>.<key>`. Raises ValueError for a key of another form and
    TypeError for a value that is not an Estimate.
    """
    estimates = {key: value} if isinstance(key, str) else dict(key)
    entries = [_estimate_entry(name, estimate) for name, estimate in estimates.items()]
    _publish(entries, caption or "Recorded results")


def claim(key: str, truth: bool, because: Estimate) -> None:
    """Record whether a statement holds, and the estimate that makes it so.

    A page says the statement with `{holds}`, and its build fails when `truth` is
    false. Raises TypeError when `truth` is not a plain truth value.
    """
    truth = truth.item() if hasattr(truth, "item") else truth
    if not isinstance(truth, bool):
        raise TypeError(f"claim {key!r}: truth is {truth!r}, not True or False")
    _claimed({key: truth}, because)


def _claimed(truths: Mapping[str, bool], because: Estimate) -> None:
    """Record claims that rest on one estimate, and show them in one line: first what holds."""
    entries = [
        _estimate_entry(key, because) | {"kind": "claim", "truth": truth}
        for key, truth in truths.items()
    ]
    _recorded.update({entry["key"]: entry for entry in entries})
    ordered = sorted(truths, key=lambda key: not truths[key])
    says = [f"{key} {_holding(truths[key])}" for key in ordered]
    marked = [f'<code id="result-{key}">{key}</code> {_holding(truths[key])}' for key in ordered]
    reason, more = fmt.text(because), fmt.detail(because)
    html = (
        f'<p class="claim {because.evidence}">Claim {", ".join(marked)}: {escape(reason)} '
        f"<small>({escape(more)})</small> "
        f'<span class="evidence-mark">{escape(fmt.mark(because))}</span></p>'
    )
    plain = f"Claim {', '.join(says)}: {reason} ({more})"
    display({"text/html": html, "text/plain": plain, MIME: {"records": entries}}, raw=True)


def direction(name: str, change: Estimate, than: float = 0) -> None:
    """Record three claims on where an estimate lies, of which exactly one holds.

    `<name>_rose`: its whole interval is above `than`; `<name>_fell`: below; `<name>_unclear`:
    neither, as for an estimate without an interval.
    """
    _three(name, ("rose", "fell", "unclear"), change, than)


def gradient(name: str, slope: Estimate, than: float = 0) -> None:
    """The same three claims on a slope: `<name>_positive`, `<name>_negative`, `<name>_unclear`."""
    _three(name, ("positive", "negative", "unclear"), slope, than)


def _three(name: str, words: tuple[str, str, str], estimate: Estimate, than: float) -> None:
    truths = estimate.above(than), estimate.below(than), not estimate.clear_of(than)
    keys = [f"{name}_{word}" for word in words]
    _claimed(dict(zip(keys, truths, strict=True)), because=estimate)


def heading(subject: Titled) -> None:
    """Show what a notebook runs on: title and evidence, before anything else."""
    html = (
        f'<div class="evidence-banner {subject.evidence}"><strong>{escape(subject.title)}</strong>'
        f"<br>{escape(MEANING[subject.evidence])}</div>"
    )
    plain = f"{subject.title}\n{MEANING[subject.evidence]}"
    display({"text/html": html, "text/plain": plain}, raw=True)


def summary() -> None:
    """Show everything recorded so far in this notebook, in one table that opens on demand."""
    entries = list(_recorded.values())
    html, plain = _table(entries, "Everything this notebook recorded", anchors=False)
    head = f"Everything this notebook recorded: {len(entries)} results and claims"
    display(
        {
            "text/html": f"<details><summary>{head}</summary>{html}</details>",
            "text/plain": f"{head}\n{plain}",
        },
        raw=True,
    )


def _estimate_entry(key: str, estimate: Estimate | None) -> dict[str, Any]:
    if not _KEY.fullmatch(key):
        raise ValueError(f"key {key!r} must be lower_snake_case: it is quoted on pages")
    if not isinstance(estimate, Estimate):
        raise TypeError(f"{key!r}: only an Estimate can be recorded, not {type(estimate).__name__}")
    return {"key": key, "kind": "estimate", "estimate": estimate.to_dict()}


def _publish(entries: list[dict[str, Any]], caption: str) -> None:
    _recorded.update({entry["key"]: entry for entry in entries})
    html, plain = _table(entries, caption, anchors=True)
    display({"text/html": html, "text/plain": plain, MIME: {"records": entries}}, raw=True)


def _table(entries: list[dict[str, Any]], caption: str, anchors: bool) -> tuple[str, str]:
    """The entries as HTML and as plain text: a row each, with method and evidence in notes.

    Rows of one table mostly share their method; a note says it once, and a letter
    in each row leads to it.
    """
    estimates = [Estimate.from_dict(entry["estimate"]) for entry in entries]
    notes = [". ".join(filter(None, (fmt.mark(e), e.method, e.caveat))) for e in estimates]
    letters = {note: _letter(index) for index, note in enumerate(dict.fromkeys(notes))}
    rows = [
        [entry["key"], _shown(entry, e), fmt.interval(e) or "none", fmt.rests_on(e), letters[note]]
        for entry, e, note in zip(entries, estimates, notes, strict=True)
    ]
    ids = [f"result-{entry['key']}" for entry in entries] if anchors else None
    table = html_table(["Name", "Result", "Interval", "Rests on", "Note"], rows, caption, ids)
    listed = "".join(f"<li><b>{letter}</b> {escape(n)}</li>" for n, letter in letters.items())
    kind = estimates[0].evidence if estimates else ""
    html = f'<div class="recorded {kind}">{table}<ul class="table-notes">{listed}</ul></div>'
    plain = [" | ".join(row) for row in rows] + [f"{le}: {note}" for note, le in letters.items()]
    return html, "\n".join(plain)


def _shown(entry: dict[str, Any], estimate: Estimate) -> str:
    text = fmt.text(estimate)
    if entry["kind"] == "claim":
        return f"{_holding(entry['truth'])}: {text}"
    return text


def _holding(truth: bool) -> str:
    return "holds" if truth else "does not hold"


def _letter(index: int) -> str:
    """a to z, then aa, ab and so on, as columns are named in a spreadsheet."""
    quotient, rest = divmod(index, 26)
    return (_letter(quotient - 1) if quotient else "") + chr(ord("a") + rest)

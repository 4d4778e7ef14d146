"""Recording results in a notebook: they travel inside its outputs, and no file is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any, Protocol

from boundtext import format as fmt
from boundtext.estimate import Estimate, Result, Unmeasured
from boundtext.evidence import evidence_kind
from boundtext.predicates import Predicate, above, below, falls, rises, unclear
from boundtext.tables import html_table

MIME = "application/vnd.results+json"
"""The MIME type under which a result stands among the outputs of a cell."""

Entry = dict[str, Any]

_KEY = re.compile(r"[a-z][a-z0-9_]*")
_recorded: dict[str, Entry] = {}
_results: dict[str, Result] = {}
"""The very objects recorded by `record`, by key: a claim says which of them it is about."""


class Titled(Protocol):
    """Anything that has a title and a kind of evidence, such as what a notebook runs on."""

    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def evidence(self) -> str: ...  # noqa: D102


def display(bundle: Mapping[str, Any], metadata: Mapping[str, Any] | None = None) -> None:
    """Show a bundle of forms of one thing, by MIME type, as an output of the running cell."""
    from IPython.display import display as show  # pages are rendered without it

    show(bundle, raw=True, metadata=metadata)


def heading(subject: Titled) -> None:
    """Begin a notebook: show title and evidence of what it runs on, and forget earlier records."""
    _recorded.clear()
    _results.clear()
    meaning = evidence_kind(subject.evidence).meaning
    html = (
        f'<div class="evidence-banner {subject.evidence}"><strong>{escape(subject.title)}</strong>'
        f"<br>{escape(meaning)}</div>"
    )
    display({"text/html": html, "text/plain": f"{subject.title}\n{meaning}"})


def record(key: str | Mapping[str, Result], value: Result | None = None, caption: str = "") -> None:
    """Record one result under a key, or many at once, and show them in a table.

    A key is lower_snake_case, unique in its notebook, and quoted on a page as
    `<run>.<notebook>.<key>`. What was not measured is recorded with its reason, which is shown
    below the table. Raises ValueError for a key of another form and TypeError for a value that
    is neither an Estimate nor Unmeasured.
    """
    if not isinstance(key, str) and value is not None:
        raise TypeError(f"a mapping is recorded alone; say its caption with caption={value!r}")
    results = {key: value} if isinstance(key, str) else dict(key)
    entries = [_entry(name, result) for name, result in results.items()]
    _results.update({name: result for name, result in results.items() if result is not None})
    html, plain = _tell(entries, caption, anchors=True)
    _publish(entries, html, plain)


def claim(key: str, predicate: Predicate) -> None:
    """Record a claim: a predicate on an estimate, such as `rises(change)`.

    A page says the statement with `{holds}`, and its build fails when the predicate does not
    hold or nothing tested it. Raises TypeError for anything but a Predicate.
    """
    _record_claims({key: predicate})


def direction(name: str, change: Result) -> None:
    """Record three claims on a change, of which exactly one holds where it was measured.

    `<name>_rose`: its whole interval is above zero; `<name>_fell`: below; `<name>_unclear`:
    neither, as for an estimate without an interval.
    """
    kinds = {"rose": rises(change), "fell": falls(change), "unclear": unclear(change)}
    _record_claims({f"{name}_{word}": predicate for word, predicate in kinds.items()})


def gradient(name: str, slope: Result) -> None:
    """The same three claims on a slope: `<name>_positive`, `<name>_negative`, `<name>_unclear`."""
    kinds = {"positive": above(slope, 0), "negative": below(slope, 0), "unclear": unclear(slope)}
    _record_claims({f"{name}_{word}": predicate for word, predicate in kinds.items()})


def summary() -> None:
    """Show everything recorded since `heading`, in one table that opens on demand."""
    entries = list(_recorded.values())
    html, plain = _tell(entries, "Everything this notebook recorded", anchors=False)
    head = f"Everything this notebook recorded: {len(entries)} results and claims"
    details = f"<details><summary>{head}</summary>{html}</details>"
    display({"text/html": details, "text/plain": f"{head}\n{plain}"})


def _entry(key: str, result: Result | None) -> Entry:
    if not _KEY.fullmatch(key):
        raise ValueError(f"key {key!r} must be lower_snake_case: it is quoted on pages")
    if isinstance(result, Unmeasured):
        return {"key": key, "kind": "unmeasured", "reason": result.reason}
    if not isinstance(result, Estimate):
        kind = type(result).__name__
        raise TypeError(f"{key!r}: only an Estimate or Unmeasured can be recorded, not {kind}")
    return {"key": key, "kind": "estimate", "estimate": result.to_dict()}


def _claim_entry(key: str, predicate: Predicate) -> Entry:
    if not isinstance(predicate, Predicate):
        raise TypeError(
            f"claim {key!r}: {predicate!r} is no predicate; say what is claimed of an estimate, "
            "as in claim(key, rises(change))"
        )
    entry = _entry(key, predicate.subject) | {"kind": "claim", "predicate": predicate.to_dict()}
    if isinstance(predicate.truth, Unmeasured):
        return entry | {"reason": predicate.truth.reason}
    return entry | {"truth": predicate.truth, "subject": _key_of(predicate.subject)}


def _key_of(result: Result) -> str:
    """Under which key this very result was recorded; "" where it was not."""
    return next((key for key, known in _results.items() if known is result), "")


def _record_claims(predicates: Mapping[str, Predicate]) -> None:
    """Record claims on one subject, and show them in one line: first what holds.

    Of a subject that was not measured nothing is shown: why is told where it is recorded.
    """
    entries = [_claim_entry(key, predicate) for key, predicate in predicates.items()]
    tested = [entry for entry in entries if "truth" in entry]
    if not tested:
        _publish(entries)
        return
    subject = Estimate.from_dict(tested[0]["estimate"])
    ordered = sorted(tested, key=lambda entry: not entry["truth"])
    says = ", ".join(f"{entry['key']} {_verdict(entry)}" for entry in ordered)
    marked = ", ".join(
        f'<code id="result-{entry["key"]}">{entry["key"]}</code> {_verdict(entry)}'
        for entry in ordered
    )
    value, more = fmt.text(subject), fmt.detail(subject)
    html = (
        f'<p class="claim {subject.evidence}">Claim {marked}: {escape(value)} '
        f"<small>({escape(more)})</small> "
        f'<span class="evidence-mark">{escape(fmt.mark(subject))}</span></p>'
    )
    _publish(entries, html, f"Claim {says}: {value} ({more})")


def _publish(entries: list[Entry], html: str = "", plain: str = "") -> None:
    _recorded.update({entry["key"]: entry for entry in entries})
    shown = {"text/html": html, "text/plain": plain} if html else {}
    display(shown | {MIME: {"records": entries}})


def _tell(entries: Iterable[Entry], caption: str, anchors: bool) -> tuple[str, str]:
    """The entries as HTML and as plain text: a table of what was measured, the rest in words."""
    entries = list(entries)
    measured = [entry for entry in entries if "reason" not in entry]
    table = _table(measured, caption or "Recorded results", anchors) if measured else ("", "")
    html, plain = table
    lacking: dict[str, list[str]] = {}
    for entry in entries:
        if "reason" in entry:
            lacking.setdefault(entry["reason"], []).append(entry["key"])
    for reason, keys in lacking.items():
        whole = caption and not measured and len(lacking) == 1
        text = f"Not shown ({caption if whole else ', '.join(keys)}): {reason}"
        html += f"<p>{escape(text)}</p>"
        plain += f"\n{text}"
    return html, plain.lstrip("\n")


def _table(entries: list[Entry], caption: str, anchors: bool) -> tuple[str, str]:
    """A row for each entry, with method and evidence in notes.

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
    kind = estimates[0].evidence
    html = f'<div class="recorded {kind}">{table}<ul class="table-notes">{listed}</ul></div>'
    plain = [" | ".join(row) for row in rows] + [f"{le}: {note}" for note, le in letters.items()]
    return html, "\n".join(plain)


def _shown(entry: Entry, estimate: Estimate) -> str:
    text = fmt.text(estimate)
    return f"{_verdict(entry)}: {text}" if entry["kind"] == "claim" else text


def _verdict(entry: Entry) -> str:
    return "holds" if entry["truth"] else "does not hold"


def _letter(index: int) -> str:
    """a to z, then aa, ab and so on, as columns are named in a spreadsheet."""
    quotient, rest = divmod(index, 26)
    return (_letter(quotient - 1) if quotient else "") + chr(ord("a") + rest)

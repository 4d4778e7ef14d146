"""The draft of a wave's own page: `book/waves/<wave>.md`, every sentence of it bound.

A draft is a start, not a text. It says what the notebooks recorded, finding first, choosing each
sentence by the claim that is true, and ends with what the author must look at. An author who
has changed a word owns the page: from then on no draft replaces it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from edition import drafted
from edition.atomic import replace
from edition.contents import WAVE_PAGES
from edition.sentences import Binding
from helpers import waves

_MARK = re.compile(r"^% Draft, unchanged while its checksum is ([0-9a-f]{64})\.\n\Z", re.MULTILINE)

Results = Mapping[str, Mapping[str, Any]]


def path_of(book: Path, wave: str) -> Path:
    """Where the page of a wave stands in a book."""
    return book / WAVE_PAGES / f"{wave}.md"


def write(wave: waves.Wave, results: Results, book: Path) -> bool:
    """Write the draft of a wave's page, unless an author has changed the page that is there.

    results: as `sentences.recorded` gives them. Returns whether it was written: False leaves the
    author's page as it is.
    """
    path = path_of(book, wave.id)
    if path.exists() and not untouched(path):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    replace(path, page(wave, results))
    return True


def remove(wave: str, book: Path) -> Path | None:
    """Take a wave's page out of the book; returns where a page that an author changed is kept.

    Such a page stays beside, ending in .kept, which no build reads.
    """
    path = path_of(book, wave)
    if not path.exists():
        return None
    if untouched(path):
        path.unlink()
        return None
    return path.replace(path.with_suffix(".md.kept"))


def untouched(path: Path) -> bool:
    """Whether a page is a draft that nobody has changed."""
    text = path.read_text(encoding="utf-8")
    mark = _MARK.search(text)
    return mark is not None and mark[1] == _checksum(text[: mark.start()])


def page(wave: waves.Wave, results: Results) -> str:
    """The draft as MyST Markdown, with the mark by which it is known again.

    Raises ValueError where the notebooks did not even record the number of schools.
    """
    if "frame.schools" not in results:
        raise ValueError(
            f"wave {wave.id}: found no recorded number of schools; expected `schools` from the "
            "notebook frame; run the wave's notebooks first"
        )
    told = Binding(wave.id, results)
    blocks = [
        f"# The {wave.id} wave" + (f": {_area(wave)}" if _area(wave) else ""),
        drafted.finding(told),
        "## Money",
        *drafted.money(told),
        "## Time",
        *drafted.time(told),
        "## What heads say drives it",
        *drafted.drivers(told),
        "## How it is distributed",
        *drafted.distribution(told),
        "## Who was studied",
        *drafted.studied(told, _area(wave) or "its area"),
        "\n".join(f"% {line}" for line in ("For the author:", *look_at(wave, results))),
    ]
    text = "\n\n".join(filter(None, blocks)) + "\n\n"
    return f"{text}% Draft, unchanged while its checksum is {_checksum(text)}.\n"


def look_at(wave: waves.Wave, results: Results) -> list[str]:
    """What the author must look at, a line each; they stand as comments at the draft's end."""
    unclear = sorted(
        key for key, entry in results.items() if key.endswith("_unclear") and entry.get("truth")
    )
    lines = [
        "- Read the interval of every number before you stress it.",
        "- Add what this wave shows to the pages of findings; they do not mention it yet.",
        "- Say what may have caused a change only if something here measures it.",
        "- Direct donations and association income may overlap; the build's report gives bounds.",
        "- What is recorded compares only with a wave in which associations were looked for alike.",
    ]
    if unclear:
        lines.append(f"- No direction can be told: {', '.join(unclear)}.")
    if wave.survey is None:
        lines.append("- The wave has no survey: time and drivers rest on nothing here.")
    else:
        lines.append("- Who answered the survey chose to: compare them with the other schools.")
    return lines + [f"- {' '.join(str(note).split())}" for note in wave.notes]


def _area(wave: waves.Wave) -> str:
    """The name of the area, or nothing: what an official file holds is no markup here."""
    named = re.fullmatch(r"[^\W\d_][^\d_`{}<>\[\]*|$\\]*", wave.area_name)
    return wave.area_name if named else ""


def _checksum(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()

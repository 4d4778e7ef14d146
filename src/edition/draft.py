"""The draft of a wave's own page: `book/waves/<wave>.md`, made from a template of sentences.

A draft is a start, not a text. It says what the notebooks recorded, finding first, choosing each
sentence by the claim that is true, and ends with what the author must look at. An author who
has changed a word owns the page: from then on no draft replaces it.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from edition.atomic import write_atomically
from edition.contents import WAVE_PAGES
from edition.errors import EditionError
from edition.execution import Results
from edition.sentences import Sentences
from edition.templates import fill_template
from helpers import waves

TEMPLATE = "_templates/wave.md.jinja"
"""Within the book: the sentences of a draft, for authors to edit."""

_MARK = re.compile(r"^% Draft, unchanged while its checksum is ([0-9a-f]{64})\.\n\Z", re.MULTILINE)


def page_of(book: Path, wave: str) -> Path:
    """Where the page of a wave stands in a book."""
    return book / WAVE_PAGES / f"{wave}.md"


def write_draft(book: Path, wave: waves.Wave, results: Results) -> bool:
    """Write the draft of a wave's page, unless an author has changed the page that is there.

    Returns whether it was written: False leaves the author's page as it is.
    """
    page = page_of(book, wave.id)
    if page.exists() and not is_untouched(page):
        return False
    text = draft_page(book / TEMPLATE, wave, results)
    page.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(page, text)
    return True


def remove_page(book: Path, wave: str) -> Path | None:
    """Take a wave's page out of the book; returns where a page that an author changed is kept.

    Such a page stays beside, ending in .kept, which no build reads.
    """
    page = page_of(book, wave)
    if not page.exists():
        return None
    if is_untouched(page):
        page.unlink()
        return None
    return page.replace(page.with_suffix(".md.kept"))


def is_untouched(page: Path) -> bool:
    """Whether a page is a draft that nobody has changed."""
    text = page.read_text(encoding="utf-8", errors="replace")
    mark = _MARK.search(text)
    return mark is not None and mark[1] == _checksum(text[: mark.start()])


def draft_page(template: Path, wave: waves.Wave, results: Results) -> str:
    """The draft as MyST Markdown, with the mark by which it is known again.

    Raises EditionError where the notebooks did not even record the number of schools, and where
    the template is faulty.
    """
    if "frame.schools" not in results:
        raise EditionError(
            f"wave {wave.id}: found no recorded number of schools; expected `schools` from the "
            "notebook frame; run the wave's notebooks first"
        )
    sentences = Sentences(wave.id, results)
    functions = ("say", "holds", "direction", "gradient", "has", "unclear")
    text = fill_template(
        template,
        {name: getattr(sentences, name) for name in functions}
        | {"wave": wave, "area": _area(wave), "survey_items": waves.SURVEY_ITEMS},
        {"paragraph": sentences.paragraph, "bullets": sentences.bullets},
    )
    # A paragraph of which nothing was written leaves no gap.
    text = re.sub(r"\n{3,}", "\n\n", text.strip()) + "\n\n"
    return f"{text}% Draft, unchanged while its checksum is {_checksum(text)}.\n"


def _area(wave: waves.Wave) -> str:
    """The name of the area, or nothing: what an official file holds is no markup here."""
    named = re.fullmatch(r"[^\W\d_][^\d_`{}<>\[\]*|$\\]*", wave.area_name)
    return wave.area_name if named else ""


def _checksum(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()

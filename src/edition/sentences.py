"""Sentences bound to what notebooks recorded: written only while their results are there.

A template of a draft calls these; see `book/_templates/wave.md.jinja`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from edition.errors import EditionError
from edition.execution import Results

_KEY = re.compile(r"<([a-z0-9]+\.[a-z0-9_]+)>")


@dataclass(frozen=True)
class Sentences:
    """Sentences for one wave. Each is "" where a result that it rests on was not recorded."""

    wave: str
    results: Results

    def say(self, sentence: str) -> str:
        """A sentence in which every `<rq1.name>` becomes the number recorded under that key.

        Raises EditionError for one that names no key: it would be bound to nothing.
        """
        keys = _KEY.findall(sentence)
        if not keys:
            raise EditionError(
                f"found no result in {sentence!r}; expected one or more, such as <rq1.name>; name "
                "what the sentence rests on"
            )
        if not all(map(self.has, keys)):
            return ""
        return _KEY.sub(lambda match: f"{{num}}`{self.wave}.{match[1]}`", sentence)

    def holds(self, key: str, sentence: str, more: str = "") -> str:
        """A sentence that stands while the claim under `key` is true, with what `say` adds."""
        if not self.results.get(key, {}).get("truth"):
            return ""
        return f"{{holds}}`{self.wave}.{key}: {sentence}`{self.say(more) if more else ''}."

    def direction(self, name: str, rose: str, fell: str, unclear: str, more: str = "") -> str:
        """The one of three sentences whose claim is true: `<name>_rose`, `_fell`, `_unclear`."""
        return self._first(name, {"rose": rose, "fell": fell, "unclear": unclear}, more)

    def gradient(
        self, name: str, positive: str, negative: str, unclear: str, more: str = ""
    ) -> str:
        """The same of `<name>_positive`, `_negative`, `_unclear`."""
        texts = {"positive": positive, "negative": negative, "unclear": unclear}
        return self._first(name, texts, more)

    def has(self, key: str) -> bool:
        """Whether a value was recorded under a key, and not the reason why there is none."""
        return key in self.results and "reason" not in self.results[key]

    def unclear(self) -> list[str]:
        """The keys of the claims by which no direction can be told, sorted."""
        return sorted(
            key
            for key, one in self.results.items()
            if key.endswith("_unclear") and one.get("truth")
        )

    def paragraph(self, lines: str, otherwise: str = "") -> str:
        """Filter: lines joined to one; where all are empty, what `say` makes of `otherwise`."""
        return self._join(lines, " ", otherwise)

    def bullets(self, lines: str, otherwise: str = "") -> str:
        """Filter: a list of the lines that are not empty; where all are, as `paragraph`."""
        return self._join(re.sub(r"^ *(?=\S)", "- ", lines, flags=re.MULTILINE), "\n", otherwise)

    def _join(self, lines: str, by: str, otherwise: str) -> str:
        told = by.join(filter(None, map(str.strip, lines.splitlines())))
        # The template's own line break after a filter is lost.
        return (told or (self.say(otherwise) if otherwise else "")) + "\n"

    def _first(self, name: str, texts: Mapping[str, str], more: str) -> str:
        found = [self.holds(f"{name}_{way}", text, more) for way, text in texts.items()]
        return next(filter(None, found), "")

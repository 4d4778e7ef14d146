"""Sentences bound to what notebooks recorded: written only while their results are there."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_KEY = re.compile(r"<([a-z0-9]+\.[a-z0-9_]+)>")


def recorded(folder: Path) -> dict[str, Mapping[str, Any]]:
    """What the notebooks of a wave recorded: "rq1.direct_per_pupil_mean" -> its record.

    folder: `build/results/<wave>`, one file for each notebook. A notebook's name is shortened
    to the part before its underscore, as pages quote it. Raises FileNotFoundError without any.
    """
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise FileNotFoundError(
            f"found no results in {folder}; expected those of the wave's notebooks; run them first"
        )
    return {
        f"{path.stem.split('_')[0]}.{entry['key']}": entry
        for path in paths
        for entry in json.loads(path.read_text(encoding="utf-8"))["records"]
    }


@dataclass(frozen=True)
class Binding:
    """Sentences for one wave. Each is "" where a result that it rests on was not recorded."""

    wave: str
    results: Mapping[str, Mapping[str, Any]]

    def say(self, sentence: str) -> str:
        """A sentence in which every `<rq1.name>` becomes the number recorded under that key."""
        keys = _KEY.findall(sentence)
        if not keys or not all(key in self.results for key in keys):
            return ""
        return _KEY.sub(lambda match: f"{{num}}`{self.wave}.{match[1]}`", sentence)

    def holds(self, key: str, sentence: str, more: str = "") -> str:
        """A sentence that stands while the claim under `key` is true, with what `say` adds."""
        if not self.true(key):
            return ""
        return f"{{holds}}`{self.wave}.{key}: {sentence}`{self.say(more)}."

    def direction(self, name: str, rose: str, fell: str, unclear: str, more: str = "") -> str:
        """The one of three sentences whose claim is true: `<name>_rose`, `_fell`, `_unclear`."""
        return self._first(name, {"rose": rose, "fell": fell, "unclear": unclear}, more)

    def gradient(
        self, name: str, positive: str, negative: str, unclear: str, more: str = ""
    ) -> str:
        """The same of `<name>_positive`, `_negative`, `_unclear`."""
        texts = {"positive": positive, "negative": negative, "unclear": unclear}
        return self._first(name, texts, more)

    def _first(self, name: str, texts: Mapping[str, str], more: str) -> str:
        found = [self.holds(f"{name}_{way}", text, more) for way, text in texts.items()]
        return next(filter(None, found), "")

    def true(self, key: str) -> bool:
        """Whether a claim was recorded under the key and holds."""
        return bool(self.results.get(key, {}).get("truth", False))


def paragraph(*sentences: str) -> str:
    """The sentences there are, one after the other."""
    return " ".join(filter(None, sentences))

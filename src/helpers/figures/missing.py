"""What a wave cannot show, said in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from typing import cast

from IPython.display import display

from helpers import measures, waves


class _NoEarlierWave:
    """Stands where an earlier wave would; whoever asks it for anything learns there is none."""

    def __init__(self, why: str) -> None:
        self._why = why

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        raise measures.NotMeasurable(self._why)


def earlier(baseline: str, area: str = "") -> waves.Wave:
    """The wave called `baseline`, of one `area` if asked; where there is none, a stand-in.

    The stand-in holds nothing: every measure of change then raises NotMeasurable, which
    `where_measurable` puts in words.
    """
    why = "This is the first wave of its area and kind: there is none to compare it with."
    try:
        if baseline:
            return waves.load(baseline, area)
    except waves.AreaError:
        why = f"The earlier wave, {baseline}, has no schools of this area."
    return cast("waves.Wave", _NoEarlierWave(why))


def say(words: str) -> None:
    """Display a sentence that the data gave rise to."""
    display({"text/html": f"<p>{escape(words)}</p>", "text/plain": words}, raw=True)


@contextmanager
def where_measurable(what: str = "") -> Iterator[None]:
    """Run a block, and say in words what the wave cannot show instead of failing.

    what: names the thing not shown, where the block is one of several.
    """
    try:
        yield
    except measures.NotMeasurable as reason:
        say(f"Not shown ({what}): {reason}" if what else f"Not shown: {reason}")

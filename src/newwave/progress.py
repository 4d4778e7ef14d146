"""Progress bars for what takes longer than a moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

Item = TypeVar("Item")

PATIENCE = 2.0
"""Seconds before a bar appears: what is done sooner needs none."""

_silent: ContextVar[bool] = ContextVar("silent", default=False)


@contextmanager
def quiet(silent: bool = True) -> Iterator[None]:
    """Show no bars within this block, if `silent`."""
    token = _silent.set(silent)
    try:
        yield
    finally:
        _silent.reset(token)


def steps(items: Iterable[Item], what: str, total: int | None = None) -> Iterator[Item]:
    """Iterate over `items`; a bar on a terminal tells how far, once two seconds have passed."""
    # Reading a wave needs no progress bar, and a student's environment has none.
    from tqdm import tqdm

    # None: no bar where standard error is no terminal but a log, which bars would flood.
    disable = True if _silent.get() else None
    yield from tqdm(items, desc=what, total=total, delay=PATIENCE, disable=disable, leave=False)

"""Predecessors and successors: a school that converts or merges gets another URN."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Set

import pandas as pd

from helpers import project
from newwave.sources import gias_links, raw_files


class Succession:
    """Which school came after which, from the links of GIAS; `known` is False without these."""

    def __init__(self, links: pd.DataFrame | None = None) -> None:
        self.known = links is not None
        self.after = {} if links is None else gias_links.successors(links)
        self.before: dict[int, set[int]] = defaultdict(set)
        for old, following in self.after.items():
            for new in following:
                self.before[new].add(old)

    def later(self, urn: int) -> set[int]:
        """Every URN that came after this one, however many steps."""
        return _reachable(self.after, urn)

    def earlier(self, urn: int) -> set[int]:
        """Every URN that came before this one."""
        return _reachable(self.before, urn)

    def successor(self, urn: int) -> int | None:
        """The one URN that follows at once; None where there is none or several."""
        following = self.after.get(urn, set())
        return next(iter(following)) if len(following) == 1 else None

    def find_among(self, urns: Set[int], urn: int) -> int | None:
        """Which of `urns` a URN stands for.

        Itself, or else the only one that came before or after it; None where there is none or
        where several did, as when an infant and a junior school became one.
        """
        if urn in urns:
            return urn
        found = urns & (self.later(urn) | self.earlier(urn))
        return next(iter(found)) if len(found) == 1 else None


def read_succession() -> Succession:
    """The succession that the links of GIAS in data/raw give, if these are there.

    Raises SourceError where two files would do, and for one that cannot be read.
    """
    raw = project.root() / "data" / "raw"
    present = raw_files.identify_all(raw) if raw.is_dir() else []
    if not any(file.source == "gias_links" for file in present):
        return Succession()
    return Succession(gias_links.read(raw_files.select(present, "gias_links")))


def _reachable(steps: Mapping[int, set[int]], start: int) -> set[int]:
    found: set[int] = set()
    ahead = list(steps.get(start, ()))
    while ahead:
        urn = ahead.pop()
        if urn not in found:
            found.add(urn)
            ahead += steps.get(urn, ())
    return found - {start}

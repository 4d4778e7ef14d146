"""Predecessors and successors: a school that converts or merges gets another URN."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set

import pandas as pd

from helpers import project
from newwave.sources import folder, gias_links


class Lineage:
    """Who came after whom, from the links of GIAS (`LinkType` Predecessor and Successor)."""

    def __init__(self, links: pd.DataFrame | None) -> None:
        self.after = {} if links is None else gias_links.successors(links)
        self.before: dict[int, set[int]] = defaultdict(set)
        for old, following in self.after.items():
            for new in following:
                self.before[new].add(old)

    def later(self, urn: int) -> set[int]:
        """Every URN that came after this one, however many steps."""
        return _reached(self.after, urn)

    def earlier(self, urn: int) -> set[int]:
        """Every URN that came before this one."""
        return _reached(self.before, urn)

    def successor(self, urn: int) -> int | None:
        """The one URN that follows at once; None where there is none or several."""
        following = self.after.get(urn, set())
        return next(iter(following)) if len(following) == 1 else None

    def among(self, urn: int, frame: Set[int]) -> int | None:
        """The school of `frame` that a URN stands for.

        Itself, or else the only one that came before or after it; None where there is none or
        where several did, as when an infant and a junior school became one.
        """
        if urn in frame:
            return urn
        found = {other for other in self.later(urn) | self.earlier(urn) if other in frame}
        return found.pop() if len(found) == 1 else None


def at_hand() -> Lineage | None:
    """The lineage that the links of GIAS in data/raw tell, None without them.

    Raises SourceError where two files would do, and for one that cannot be read.
    """
    raw = project.root() / "data" / "raw"
    present = folder.look(raw) if raw.is_dir() else []
    if not any(file.source == "gias_links" for file in present):
        return None
    return Lineage(gias_links.read(folder.one(present, "gias_links")))


def _reached(steps: dict[int, set[int]], start: int) -> set[int]:
    found: set[int] = set()
    ahead = list(steps.get(start, ()))
    while ahead:
        urn = ahead.pop()
        if urn not in found:
            found.add(urn)
            ahead += steps.get(urn, ())
    return found - {start}

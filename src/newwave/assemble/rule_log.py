"""Every rule that was applied in making a wave, in words, with the rows it touched."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pandas as pd


class AppliedRule(NamedTuple):
    """One rule in words, and how many rows it touched; 0 where it found nothing to do."""

    rule: str
    rows: int


@dataclass
class RuleLog:
    """Rules in the order in which they were applied, and notes on what the wave lacks."""

    rules: list[AppliedRule] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, rule: str, rows: Any) -> None:
        """Enter a rule; `rows` is a count, or a truth per row, of which the true ones count."""
        count = rows.fillna(False).sum() if isinstance(rows, pd.Series) else rows
        self.rules.append(AppliedRule(rule, int(count)))

    def note(self, sentence: str) -> None:
        """Enter a note, once."""
        if sentence not in self.notes:
            self.notes.append(sentence)

"""The ledger of a wave: every rule that was applied, in words, with the rows it touched."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pandas as pd


@dataclass(frozen=True)
class Rule:
    """One rule in words, and how many rows it touched; 0 where it found nothing to do."""

    rule: str
    rows: int


@dataclass
class Ledger:
    """Rules in the order in which they were applied, and notes on what the wave lacks."""

    rules: list[Rule] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, rule: str, rows: Any) -> None:
        """Enter a rule; `rows` is a count, or a truth per row, of which the true ones count."""
        count = rows.fillna(False).sum() if isinstance(rows, pd.Series) else rows
        self.rules.append(Rule(rule, int(count)))

    def note(self, sentence: str) -> None:
        """Enter a note, once."""
        if sentence not in self.notes:
            self.notes.append(sentence)

    def listed(self) -> list[dict[str, Any]]:
        """The rules as wave.yml has them."""
        return [{"rule": rule.rule, "rows": rule.rows} for rule in self.rules]

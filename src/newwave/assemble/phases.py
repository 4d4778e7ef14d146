"""Which schools are primary, and of which kind: phase of the accounts, ages of GIAS."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

MIDDLE = "Middle deemed primary"

_NOT_PRIMARY = (
    (("all-through", "all through"), "all-through school, not primary alone"),
    (("special",), "special school"),
    (("pru", "pupil referral", "alternative provision"), "pupil referral unit or the like"),
    (("middle deemed secondary", "deemed secondary"), "secondary school"),
    (("secondary", "16 plus", "post 16", "post-16", "sixth form"), "secondary school"),
)
_PRIMARY = ("primary", "infant", "junior", "first", "middle")
_NURSERY = "nursery school"
_UNTOLD = "neither the accounts nor GIAS tell the phase"


def phase_of(table: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """(phase, why dropped), a row each: one of the two is missing.

    The phase of the accounts counts, being that of the year; where they have none, GIAS's
    `PhaseOfEducation (name)`, and its `TypeOfEstablishment (name)` for special schools and
    referral units, whose phase GIAS calls not applicable. Infant, junior and first schools are
    told by the ages of GIAS (`StatutoryLowAge`, `StatutoryHighAge`), else by the words.
    """
    told = [_one(row) for row in table.to_dict("records")]
    phases = pd.Series([phase for phase, _ in told], index=table.index, dtype="string")
    reasons = pd.Series([reason for _, reason in told], index=table.index, dtype="string")
    return phases, reasons


def _one(school: Mapping[Any, Any]) -> tuple[str | None, str | None]:
    words = [_lower(school.get(name)) for name in ("phase", "gias_phase", "gias_type")]
    for text in words:
        reason = next((why for signs, why in _NOT_PRIMARY if _any(signs, text)), None)
        if reason:
            return None, reason
        if _any(_PRIMARY, text):
            return _kind(school, text), None
        if "nursery" in text:
            return None, _NURSERY
    return None, _UNTOLD


def _kind(school: Mapping[Any, Any], text: str) -> str:
    """The kind of a primary school: middle by its phase, the others by their ages."""
    if "middle" in text or "middle" in _lower(school.get("gias_phase")):
        return MIDDLE
    low, high = school.get("gias_low_age"), school.get("gias_high_age")
    if pd.isna(low) or pd.isna(high):
        return _by_words(text)
    if low >= 7:
        return "Junior"
    if high <= 7:
        return "Infant"
    return "First" if high <= 10 else "Primary"


def _by_words(text: str) -> str:
    kinds = [kind for kind in ("Infant", "Junior", "First") if kind.lower() in text]
    return kinds[0] if len(kinds) == 1 and "primary" not in text else "Primary"


def _lower(cell: Any) -> str:
    return "" if pd.isna(cell) else str(cell).casefold()


def _any(signs: tuple[str, ...], text: str) -> bool:
    return any(sign in text for sign in signs)

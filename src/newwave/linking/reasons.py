"""Why a charity was linked or not, in words for those who know the school."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from newwave.linking.decisions import Choice
from newwave.linking.places import SAME_AREA, SAME_DISTRICT, SAME_SECTOR, SAME_UNIT
from newwave.linking.schools import Schools

MOST_NAMED = 5

_POSTCODE = {
    SAME_UNIT: "same postcode",
    SAME_SECTOR: "almost the same postcode",
    SAME_DISTRICT: "same postcode district",
    SAME_AREA: "same postcode area",
}


def reason(choice: Choice, pairs: pd.DataFrame, schools: Schools, kind: str, spoken: bool) -> str:
    """The reason for one charity's choice. `kind` says what the charity is."""
    source = "its activities name" if spoken else "it bears the name of"
    if choice.decision == "link":
        row = pairs.iloc[choice.rows[0]]
        return _sentence([kind, _linked(row, choice.chosen[0], schools, source)])
    if choice.decision == "several schools":
        named = [
            _school(at, schools) for at in sorted(choice.chosen, key=lambda at: schools.urns[at])
        ]
        return _sentence([kind, f"it serves {_listed(named)}"])
    if choice.decision == "ambiguous":
        rivals = [int(pairs["school"].iloc[row]) for row in choice.rows]
        named = [_school(at, schools) for at in rivals]
        if len(named) == 1:
            return _sentence([kind, f"perhaps of {named[0]}, but too little speaks for it"])
        return _sentence([kind, f"too little tells apart {_listed(named)}"])
    return _sentence([kind, _unlinked(choice, pairs, schools)])


def _linked(row: Any, heir: int, schools: Schools, source: str) -> str:
    at = int(row["school"])
    told = [f"{source} '{schools.names[at]}'"]
    if not row["whole"] and row["omitted"] < 0:
        told.append("in part")
    if row["place_bits"] > 0:
        told.append("same place")
    if row["postcode_bits"] in _POSTCODE:
        told.append(_POSTCODE[row["postcode_bits"]])
    if row["authority_bits"] > 0:
        told.append("same local authority")
    if row["feature_bits"] >= 2:
        told.append("same kind of school")
    if row["extra"] < 0:
        told.append("though its name says more")
    if heir != at:
        told.append(f"now '{schools.names[heir]}' ({schools.urns[heir]})")
    return ", ".join(told)


def _unlinked(choice: Choice, pairs: pd.DataFrame, schools: Schools) -> str:
    if not choice.rows:
        return "no school of the table bears its name"
    row = pairs.iloc[choice.rows[0]]
    nearest = _school(int(row["school"]), schools)
    against = [
        word
        for column, word in (
            ("feature_bits", "phase or faith"),
            ("postcode_bits", "postcode"),
            ("authority_bits", "local authority"),
            ("extra", "name or place"),
            ("omitted", "name"),
        )
        if row[column] < -2
    ]
    differs = f", differs in {_listed(against)}" if against else ", is too uncertain"
    return f"no school of the table fits: the nearest, {nearest}{differs}"


def _school(at: int, schools: Schools) -> str:
    return f"'{schools.names[at]}' ({schools.urns[at]})"


def _listed(words: Sequence[str]) -> str:
    shown = list(words[:MOST_NAMED])
    if len(words) > MOST_NAMED:
        shown.append(f"{len(words) - MOST_NAMED} more")
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def _sentence(pieces: Sequence[str]) -> str:
    text = "; ".join(piece for piece in pieces if piece)
    return text[:1].upper() + text[1:]

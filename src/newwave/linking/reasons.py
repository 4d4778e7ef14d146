"""Why a charity was linked or not, in words for those who know the school."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from newwave.linking.charity import Charity
from newwave.linking.decisions import Decision
from newwave.linking.schools import Schools
from newwave.linking.scoring import SAME_AREA, SAME_DISTRICT, SAME_SECTOR, SAME_UNIT

MOST_NAMED = 5
_POSTCODES = {
    SAME_UNIT: "same postcode",
    SAME_SECTOR: "almost the same postcode",
    SAME_DISTRICT: "same postcode district",
    SAME_AREA: "same postcode area",
}
_DIFFERENCES = {
    "feature_bits": "phase or faith",
    "postcode_bits": "postcode",
    "authority_bits": "local authority",
    "extra": "name or place",
    "omitted": "name",
}


def explain_decisions(
    charities: Sequence[Charity],
    decisions: Sequence[Decision],
    evidence: pd.DataFrame,
    schools: Schools,
) -> list[Decision]:
    """The decisions with their reasons, from the evidence on which they were made."""
    explained = []
    for charity, decision in zip(charities, decisions, strict=True):
        reason = f"{charity.kind}; {_explain(charity, decision, evidence, schools)}"
        explained.append(replace(decision, reason=reason[:1].upper() + reason[1:]))
    return explained


def _explain(charity: Charity, decision: Decision, evidence: pd.DataFrame, schools: Schools) -> str:
    if decision.label == "link":
        return _why_linked(charity, decision, evidence, schools)
    if decision.label == "several schools":
        by_urn = sorted(decision.schools, key=lambda at: schools.urns[at])
        return f"it serves {_list([_cite(at, schools) for at in by_urn])}"
    if decision.label == "ambiguous":
        rivals = [_cite(evidence["school"].iloc[row], schools) for row in decision.rows]
        if len(rivals) == 1:
            return f"perhaps of {rivals[0]}, but too little speaks for it"
        return f"too little tells apart {_list(rivals)}"
    return _why_not(decision, evidence, schools)


def _why_linked(
    charity: Charity, decision: Decision, evidence: pd.DataFrame, schools: Schools
) -> str:
    row, current = evidence.iloc[decision.rows[0]], decision.schools[0]
    at = int(row["school"])
    source = "its activities name" if charity.by_text else "it bears the name of"
    points = [
        (f"{source} '{schools.full_names[at]}'", True),
        ("in part", not row["whole"] and row["omitted"] < 0),
        ("same place", row["place_bits"] > 0),
        (_POSTCODES.get(row["postcode_bits"]), row["postcode_bits"] in _POSTCODES),
        ("same local authority", row["authority_bits"] > 0),
        ("same kind of school", row["feature_bits"] >= 2),
        ("though its name says more", row["extra"] < 0),
        (f"now {_cite(current, schools)}", current != at),
    ]
    return ", ".join(str(words) for words, holds in points if holds)


def _why_not(decision: Decision, evidence: pd.DataFrame, schools: Schools) -> str:
    if not decision.rows:
        return "no school of the table bears its name"
    row = evidence.iloc[decision.rows[0]]
    against = [words for column, words in _DIFFERENCES.items() if row[column] < -2]
    differs = f"differs in {_list(against)}" if against else "is too uncertain"
    nearest = _cite(int(row["school"]), schools)
    return f"no school of the table fits: the nearest, {nearest}, {differs}"


def _cite(at: int, schools: Schools) -> str:
    return f"'{schools.full_names[at]}' ({schools.urns[at]})"


def _list(words: Sequence[str]) -> str:
    shown = list(words[:MOST_NAMED])
    if len(words) > MOST_NAMED:
        shown.append(f"{len(words) - MOST_NAMED} more")
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"

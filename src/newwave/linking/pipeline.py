"""The whole way from two tables to links, step by step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from newwave import progress
from newwave.linking.candidates import find_candidates
from newwave.linking.charity import Charity, join_texts, parse_charities, swap_name_and_text
from newwave.linking.charity_kinds import classify_charities
from newwave.linking.decisions import Decision, decide_joint_names, decide_links, split_joint_name
from newwave.linking.link_tables import CHARITY_COLUMNS, LINK_TYPES, SCHOOL_COLUMNS, check_table
from newwave.linking.reasons import explain_decisions
from newwave.linking.school_index import SchoolIndex, index_schools
from newwave.linking.schools import prepare_schools
from newwave.linking.scoring import score_candidates

BATCH = 2_000
"""Associations that are compared with all schools at a time: what bounds the memory."""


def link(charities: pd.DataFrame, schools: pd.DataFrame) -> pd.DataFrame:
    """Link school associations among `charities` to `schools`.

    Charities: charity_number and name, and any of activities, objects, postcode, area, status.
    Schools: urn and name, and any of street, locality, town, postcode, la_code, phase, status,
    successor_urn. Columns are the register's and Get Information about Schools' under our names.

    Gives charity_number (int64), urn (Int64), score (0 to 100: belief that the decision's school
    or schools are right), reason (words) and decision: `link`; `several schools`, a row for each;
    `ambiguous` and `none`, a row without URN. Every charity appears, in order of its number.
    Raises NewWaveError for a table without the columns needed, or with one key in differing rows.
    """
    charities = check_table(charities, "charities", CHARITY_COLUMNS)
    index = index_schools(prepare_schools(check_table(schools, "schools", SCHOOL_COLUMNS)))
    texts = map(join_texts, charities["activities"], charities["objects"])
    kinds = classify_charities(charities["name"], texts)
    charities["kind"] = kinds["reason"]
    others = charities.loc[~kinds["association"], ["charity_number", "kind"]]
    rows: list[tuple[int, Any, float, str, str]] = [
        (number, pd.NA, 0.0, kind, "none") for number, kind in others.itertuples(index=False)
    ]
    associations = charities[kinds["association"]]
    starts = range(0, len(associations), BATCH)
    for start in progress.steps(starts, "Linking associations", len(starts)):
        batch = parse_charities(associations.iloc[start : start + BATCH], index)
        for charity, decision in zip(batch, _decide(batch, index), strict=True):
            score = round(100 * decision.belief, 1)
            urns = index.schools.urns[list(decision.schools)].tolist() or [pd.NA]
            rows += [(charity.number, urn, score, decision.reason, decision.label) for urn in urns]
    links = pd.DataFrame(rows, columns=list(LINK_TYPES)).astype(LINK_TYPES)
    return links.sort_values(["charity_number", "urn"], ignore_index=True)


def _decide(charities: Sequence[Charity], index: SchoolIndex) -> list[Decision]:
    """Decide by the charities' names, then by names joined in them, then by their activities."""
    decisions = _decide_by_name(charities, index)
    joint = [at for at, own in enumerate(decisions) if _may_be_joint(charities[at], own, index)]
    again = [charities[at] for at in joint]
    by_joint_names = decide_joint_names(again, index)
    by_joint_names = explain_decisions(again, by_joint_names, pd.DataFrame(), index.schools)
    _take_links(decisions, joint, by_joint_names)
    left = [
        at
        for at, decision in enumerate(decisions)
        if decision.label in ("none", "ambiguous") and charities[at].text_name.words
    ]
    again = [swap_name_and_text(charities[at]) for at in left]
    _take_links(decisions, left, _decide_by_name(again, index))
    return decisions


def _decide_by_name(charities: Sequence[Charity], index: SchoolIndex) -> list[Decision]:
    evidence = score_candidates(find_candidates(charities, index))
    decisions = decide_links(charities, evidence, index.schools)
    return explain_decisions(charities, decisions, evidence, index.schools)


def _may_be_joint(charity: Charity, decision: Decision, index: SchoolIndex) -> bool:
    """Whether a name joins two: no school is found, or it has words beyond those of the one."""
    if decision.label == "several schools" or len(split_joint_name(charity)) < 2:
        return False
    words = set(charity.name.words)
    names = np.flatnonzero(np.isin(index.schools.current, decision.schools))
    return not any(words <= set(index.schools.names[at].words) for at in names)


def _take_links(decisions: list[Decision], at: Sequence[int], others: Sequence[Decision]) -> None:
    """Put other decisions in the place of those at these positions, where they found a school."""
    for position, decision in zip(at, others, strict=True):
        if decision.schools:
            decisions[position] = decision

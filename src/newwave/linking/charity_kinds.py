"""What a charity is, by its name and activities: a school's association, or something else."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import repeat
from typing import NamedTuple

import pandas as pd

from newwave import progress
from newwave.linking.kind_rules import FRIENDS, OTHER_KINDS, OWNED_KINDS, RULES
from newwave.linking.name_words import fold
from newwave.linking.patterns import TRIGGER
from newwave.linking.texts import (
    ABROAD,
    FOR_A_SCHOOL,
    FRIENDLY,
    INITIALS_ONLY,
    PARENTS_TEXT,
    RAISES_FOR_A_SCHOOL,
    TELLING,
    UNDER_SCHOOL_AGE,
    WEAK,
)


class Kind(NamedTuple):
    """What a charity is: a short name, whether that is a school's association, and why."""

    kind: str
    association: bool
    reason: str


OTHER = Kind("not about a school", False, "Nothing in its name speaks of a school's association")


def of_name(folded: str) -> Kind:
    """The kind that a folded name (see `words.fold`) tells by itself."""
    if not TRIGGER.search(folded):
        return OTHER
    for rule in RULES:
        if rule.pattern.search(folded) and not (rule.unless and rule.unless.search(folded)):
            return Kind(rule.kind, rule.association, rule.reason)
    return OTHER


def of_charity(folded: str, text: str) -> Kind:
    """The kind that a folded name and the text of activities and objects tell together."""
    kind = of_name(folded)
    if not text or kind.kind in OTHER_KINDS:
        return kind
    text = text.lower().replace("'", "").replace("\u2019", "")
    if kind.association:
        if kind.kind == FRIENDS and ABROAD.search(text) and not PARENTS_TEXT.search(text):
            return Kind("abroad", False, "It helps a school abroad, by its activities")
        return kind
    return _by_activities(kind, folded, text)


def _by_activities(kind: Kind, folded: str, text: str) -> Kind:
    parents = PARENTS_TEXT.search(text) is not None
    owned = kind.kind in OWNED_KINDS
    friendly = FRIENDLY.search(folded) and FOR_A_SCHOOL.search(text)
    weak = WEAK.search(folded) or INITIALS_ONLY.fullmatch(folded)
    raises = not owned and (friendly or (weak and RAISES_FOR_A_SCHOOL.search(text)))
    if not parents and not raises:
        return kind
    if ABROAD.search(text):
        return Kind("abroad", False, "It helps a school abroad, by its activities")
    if UNDER_SCHOOL_AGE.search(text):
        return Kind(
            "playgroup or nursery", False, "For children below school age, by its activities"
        )
    if parents:
        return Kind("by its activities", True, "a parents' association by its activities")
    return Kind("by its activities", True, "raises money for a school, by its activities")


def classified(names: pd.Series, texts: Iterable[str] | None = None) -> pd.DataFrame:
    """The kind of each charity: columns kind, association (bool), reason; index of `names`.

    `texts` are the register's `charity_activities` and `charitable_objects`, as one text each.
    """
    found: dict[str, Kind] = {}
    rows = []
    folded = map(fold, names.fillna("").astype(str))
    both = zip(folded, repeat("", len(names)) if texts is None else texts, strict=True)
    for name, text in progress.steps(both, "Telling associations from others", len(names)):
        if text and TELLING.search(text):
            rows.append(of_charity(name, text))
            continue
        if name not in found:
            found[name] = of_name(name)
        rows.append(found[name])
    table = pd.DataFrame(rows, columns=list(Kind._fields), index=names.index)
    return table.astype({"kind": "string", "association": bool, "reason": "string"})


def is_association(names: pd.Series, activities: pd.Series | None = None) -> pd.Series:
    """Whether each charity is a school's association of parents or friends.

    `names` are the register's `charity_name`; `activities` (its `charity_activities`) tell where
    a name does not. A school's fund, its trust, a playgroup, and former pupils are none.
    """
    texts = None if activities is None else activities.fillna("").astype(str)
    return classified(names, texts)["association"].rename("is_association")


def counted(names: pd.Series) -> pd.DataFrame:
    """How many names are of each kind: columns kind, association (bool), names (int).

    Each name is counted once. Associations come first, then by number.
    """
    table = classified(names)
    counts = table.groupby(["kind", "association"], as_index=False).size()
    counts = counts.rename(columns={"size": "names"})
    order = ["association", "names", "kind"]
    return counts.sort_values(order, ascending=[False, False, True], ignore_index=True)

"""What a charity is, by its name and activities: a school's association, or something else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import repeat

import pandas as pd

from newwave import progress
from newwave.linking import kind_rules
from newwave.linking.kind_rules import Kind
from newwave.linking.name_words import fold

NO_SCHOOL = "Nothing in its name speaks of a school's association"
NOT_ABOUT_A_SCHOOL = Kind("not about a school", False, NO_SCHOOL)
BELOW_SCHOOL_AGE = "For children below school age, by its activities"
PLAYGROUP_BY_TEXT = Kind("playgroup or nursery", False, BELOW_SCHOOL_AGE)
ABROAD_BY_TEXT = Kind("abroad", False, "It helps a school abroad, by its activities")
PARENTS_BY_TEXT = Kind("by its activities", True, "a parents' association by its activities")
RAISES_BY_TEXT = Kind("by its activities", True, "raises money for a school, by its activities")

# Patterns of folded names.
_FRIENDLY = re.compile(r"\b(?:friends?|friendly|supporters)\b")
_WEAK = re.compile(
    r"\b(?:assoc\w*|support(?: group)?$|fund ?raising|parent|family|families|psa|hsa|pfa|fsa)\b"
)
"""Words of names that make an association likely, if the activities speak of a school."""

_INITIALS_ONLY = re.compile(
    r"(?:the )?fo[a-z]{1,6}|f[a-z]{1,4}s|[a-z]{2,5}(?:psa|psfa|hsa|pta|ptfa)"
)
# Patterns of activities and objects, in lower case and without apostrophes.
_PARENTS_AND_TEACHERS = re.compile(
    r"parents?[\s,/&-]+(?:and\s+)?(?:teachers?|staff|carers?)"
    r"(?:[\s,/&-]+(?:and\s+)?(?:friends?|carers?|staff|teachers))?\s+assoc|"
    r"\bp\.?\s?t\.?\s?(?:[fs]\.?\s?)?a\b|parents?\s+(?:and\s+friends\s+)?assoc|"
    r"home[\s/-]+(?:and\s+)?school\s+assoc|"
    r"relation(?:ship)?s?\s+between\s+(?:the\s+)?(?:\w+[\s,]+){0,5}?"
    r"(?:staff|parents|teachers|home)\b[^.]{0,80}school|"
    r"parents\s+(?:of|at)\s+(?:the\s+)?(?:[\w.]+\s+){1,6}(?:school|academy)\s+raise|"
    r"(?:staff|teachers),?\s+parents,?\s+(?:and|&)\s+others\s+assoc"
)
_RAISES_FOR_A_SCHOOL = re.compile(
    r"(?:rais(?:e|es|ing)|fund\s*-?\s*rais\w*|donat\w+|events|fayres?|fetes?|fairs?)[^.]{0,140}"
    r"\b(?:schools?|pupils|academy)\b(?! age)|"
    r"education\s+of\s+(?:the\s+)?(?:pupils|children)\s+(?:of|at|in|attending)\s+"
    r"(?:the\s+|that\s+)?(?:[\w.-]+\s+){0,6}(?:school|academy)"
)
_FOR_A_SCHOOL = re.compile(
    r"(?:rais\w+|fund\s*-?\s*rais\w*|provi\w+|support\w*|benefit\w*|equipment|education of|"
    r"advance)[^.]{0,140}\b(?:school|pupils|academy)\b"
)
_UNDER_SCHOOL_AGE = re.compile(
    r"(?:under|below|before)\s+(?:\w+\s+)?(?:statutory\s+|compulsory\s+)*school\s+age|"
    r"under\s*-?5|under\s*-?fives|pre-?\s?school (?:group|playgroup|education)"
)
_ABROAD = re.compile(
    r"\b(?:schools?|pupils|children|education|orphan\w*|villages?|students|people)\b[^.]{0,80}?"
    rf"\b(?:in|of|from)\s+(?:\w+\s+){{0,3}}(?:{kind_rules.COUNTRIES})\b"
)
_ABOUT_A_SCHOOL = re.compile(r"school|pupil|academy|p\.?t\.?[fs]?\.?a\b|parent", re.IGNORECASE)
"""A text without any of these says nothing of a school."""


def classify_charities(names: pd.Series, texts: Iterable[str] | None = None) -> pd.DataFrame:
    """The kind of each charity: columns kind, association (bool), reason; index of `names`.

    `texts` are the register's `charity_activities` and `charitable_objects`, as one text each.
    """
    kinds_by_name: dict[str, Kind] = {}
    kinds = []
    folded_names = map(fold, names.fillna("").astype(str))
    rows = zip(folded_names, repeat("", len(names)) if texts is None else texts, strict=True)
    for name, text in progress.steps(rows, "Sorting charities by kind", len(names)):
        if text and _ABOUT_A_SCHOOL.search(text):
            kinds.append(_kind_by_text(name, text))
            continue
        if name not in kinds_by_name:
            kinds_by_name[name] = _kind_by_name(name)
        kinds.append(kinds_by_name[name])
    table = pd.DataFrame(kinds, columns=["kind", "association", "reason"], index=names.index)
    return table.astype({"kind": "string", "association": bool, "reason": "string"})


def is_association(names: pd.Series, activities: pd.Series | None = None) -> pd.Series:
    """Whether each charity is a school's association of parents or friends.

    `names` are the register's `charity_name`; `activities` (its `charity_activities`) tell where
    a name does not. A school's fund, its trust, a playgroup, and former pupils are none.
    """
    texts = None if activities is None else activities.fillna("").astype(str)
    return classify_charities(names, texts)["association"].rename("is_association")


def _kind_by_name(folded_name: str) -> Kind:
    if not kind_rules.TRIGGER.search(folded_name):
        return NOT_ABOUT_A_SCHOOL
    for kind, pattern, unless in kind_rules.RULES:
        if pattern.search(folded_name) and not (unless and unless.search(folded_name)):
            return kind
    return NOT_ABOUT_A_SCHOOL


def _kind_by_text(folded_name: str, text: str) -> Kind:
    """The kind of a charity by its name and the text of activities and objects."""
    kind = _kind_by_name(folded_name)
    if kind.name in kind_rules.OTHER_KINDS:
        return kind
    text = text.lower().replace("'", "").replace("\u2019", "")
    parents = _PARENTS_AND_TEACHERS.search(text) is not None
    if kind.association:
        abroad = kind.name == kind_rules.FRIENDS and not parents and _ABROAD.search(text)
        return ABROAD_BY_TEXT if abroad else kind
    if not parents and not _raises_money(kind, folded_name, text):
        return kind
    if _ABROAD.search(text):
        return ABROAD_BY_TEXT
    if _UNDER_SCHOOL_AGE.search(text):
        return PLAYGROUP_BY_TEXT
    return PARENTS_BY_TEXT if parents else RAISES_BY_TEXT


def _raises_money(kind: Kind, folded_name: str, text: str) -> bool:
    """Whether a name that may be an association's goes with a text of money for a school."""
    if kind.name in kind_rules.OWNED_KINDS:
        return False
    if _FRIENDLY.search(folded_name) and _FOR_A_SCHOOL.search(text):
        return True
    weak = _WEAK.search(folded_name) or _INITIALS_ONLY.fullmatch(folded_name)
    return bool(weak and _RAISES_FOR_A_SCHOOL.search(text))

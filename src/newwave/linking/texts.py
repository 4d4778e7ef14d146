"""Patterns of activities and objects (lower case, no apostrophes) that tell what a charity is."""

from __future__ import annotations

import re

from newwave.linking.patterns import COUNTRIES

FRIENDLY = re.compile(r"\b(?:friends?|friendly|supporters)\b")
WEAK = re.compile(
    r"\b(?:assoc\w*|support(?: group)?$|fund ?raising|parent|family|families|psa|hsa|pfa|fsa)\b"
)
"""Words of names that make an association likely, if the activities speak of a school."""

INITIALS_ONLY = re.compile(
    r"(?:the )?fo[a-z]{1,6}|f[a-z]{1,4}s|[a-z]{2,5}(?:psa|psfa|hsa|pta|ptfa)"
)

PARENTS_TEXT = re.compile(
    r"parents?[\s,/&-]+(?:and\s+)?(?:teachers?|staff|carers?)"
    r"(?:[\s,/&-]+(?:and\s+)?(?:friends?|carers?|staff|teachers))?\s+assoc|"
    r"\bp\.?\s?t\.?\s?(?:[fs]\.?\s?)?a\b|parents?\s+(?:and\s+friends\s+)?assoc|"
    r"home[\s/-]+(?:and\s+)?school\s+assoc|"
    r"relation(?:ship)?s?\s+between\s+(?:the\s+)?(?:\w+[\s,]+){0,5}?"
    r"(?:staff|parents|teachers|home)\b[^.]{0,80}school|"
    r"parents\s+(?:of|at)\s+(?:the\s+)?(?:[\w.]+\s+){1,6}(?:school|academy)\s+raise|"
    r"(?:staff|teachers),?\s+parents,?\s+(?:and|&)\s+others\s+assoc"
)
RAISES_FOR_A_SCHOOL = re.compile(
    r"(?:rais(?:e|es|ing)|fund\s*-?\s*rais\w*|donat\w+|events|fayres?|fetes?|fairs?)[^.]{0,140}"
    r"\b(?:schools?|pupils|academy)\b(?! age)|"
    r"education\s+of\s+(?:the\s+)?(?:pupils|children)\s+(?:of|at|in|attending)\s+"
    r"(?:the\s+|that\s+)?(?:[\w.-]+\s+){0,6}(?:school|academy)"
)
FOR_A_SCHOOL = re.compile(
    r"(?:rais\w+|fund\s*-?\s*rais\w*|provi\w+|support\w*|benefit\w*|equipment|education of|"
    r"advance)[^.]{0,140}\b(?:school|pupils|academy)\b"
)
UNDER_SCHOOL_AGE = re.compile(
    r"(?:under|below|before)\s+(?:\w+\s+)?(?:statutory\s+|compulsory\s+)*school\s+age|"
    r"under\s*-?5|under\s*-?fives|pre-?\s?school (?:group|playgroup|education)"
)
ABROAD = re.compile(
    r"\b(?:schools?|pupils|children|education|orphan\w*|villages?|students|people)\b[^.]{0,80}?"
    rf"\b(?:in|of|from)\s+(?:\w+\s+){{0,3}}(?:{COUNTRIES})\b"
)
TELLING = re.compile(r"school|pupil|academy|p\.?t\.?[fs]?\.?a\b|parent", re.IGNORECASE)
"""A text without any of these tells nothing of a school."""

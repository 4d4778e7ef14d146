"""The values that a column may take: numbers of schools, words, and the items of the survey."""

from __future__ import annotations

REAL_URNS_FROM = 100000
SYNTHETIC_URNS = (900001, 999999)
"""Synthetic schools bear numbers in this range; real URNs lie far below it."""

PHASES = ("Primary", "Infant", "Junior", "First", "Middle deemed primary", "All-through")
PTA_STATUS = ("registered", "unregistered", "none", "unknown")
OFSTED = ("outstanding", "good", "requires improvement", "inadequate", "none")

SURVEY_ITEMS: dict[str, str] = {
    "pressure_to_raise": "feels under pressure to raise more money through fundraising",
    "fundraising_core_focus": "has fundraising as a core strategic focus",
    "volunteer_focus_up": "put more strategic weight on volunteers over the past year",
    "volunteer_support_up": "raised the amount of volunteer help that it receives",
    "sought_business": "asked local businesses for support",
    "school_partnerships": "works with other schools to raise funds or find volunteers",
    "relies_for_statutory": "relies in part on voluntary help for core statutory provision",
    "relies_for_general": "relies on raised money for its general activities",
    "reduced_specialist_staff": "cut specialist staff and used skilled volunteers instead",
}
"""What each yes-or-no column of the survey says when it is true, in plain words."""

"""A head teachers' survey as a survey tool exports it, and the file that maps its columns."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import yaml

from . import accounts, filing
from .universe import World

QUESTIONS = {
    "urn": "URN of your school",
    "pupils": "How many pupils are on roll?",
    "volunteer_minutes": "Minutes of voluntary help in a usual week",
    "pressure_to_raise": "Q1 Do you feel under pressure to raise more?",
    "fundraising_core_focus": "Q2 Is fundraising a core strategic focus?",
    "volunteer_focus_up": "Q3 More strategic weight on volunteers than a year ago?",
    "volunteer_support_up": "Q4 More volunteer help than a year ago?",
    "sought_business": "Q5 Have you asked local businesses?",
    "school_partnerships": "Q6 Do you work with other schools?",
    "relies_for_statutory": "Q7 Do you rely on help for statutory provision?",
    "relies_for_general": "Q8 Do you rely on raised money for general activities?",
}
"""Our columns -> the headings of the export; one item was not asked, so it is not here."""
SHARES = (0.8, 0.6, 0.55, 0.6, 0.4, 0.45, 0.35, 0.65)


def write(world: World, la_code: int, start: int, folder: Path) -> Path:
    """survey.csv and survey.yml: half of the area's maintained primary schools answered."""
    rng = np.random.default_rng([world.seed, start, 3])
    sites = world.sites
    there = sites["la_code"].eq(la_code) & sites["phase"].eq("Primary") & ~sites["gone"]
    there &= accounts.sent(world, start)
    here = sites[there & (rng.random(len(sites)) < 0.5)]
    n = len(here)
    answers = {
        "urn": here["urn"],
        "pupils": here["pupils"].astype(int),
        "volunteer_minutes": (here["pupils"] * rng.lognormal(2.3, 0.8, n)).round().astype(int),
    }
    for item, share in zip(list(QUESTIONS)[3:], SHARES, strict=True):
        said = np.where(rng.random(n) < share, "Yes", "No")
        answers[item] = np.where(rng.random(n) < 0.05, "", said)
    table = pd.DataFrame(answers).rename(columns=QUESTIONS)
    table.insert(0, "Submitted at", f"{start + 1}-06-14")
    text = yaml.safe_dump(dict(QUESTIONS), sort_keys=False, allow_unicode=True)
    (folder / "survey.yml").write_text(text, encoding="utf-8")
    return filing.csv(table, folder / "survey.csv", "utf-8-sig")

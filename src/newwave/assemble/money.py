"""Amounts and pupils of the frame: what a return can say of one school, and what it cannot."""

from __future__ import annotations

import pandas as pd

from newwave.assemble.ledger import Ledger

AMOUNTS = {
    "total_income": "total_income",
    "donations": "direct_donations",
    "pupil_premium": "pupil_premium",
}
"""Columns of the accounts -> columns of schools.csv."""

FULL_YEAR = 12


def amounts(frame: pd.DataFrame, ledger: Ledger) -> pd.DataFrame:
    """Columns pupils, total_income, direct_donations, pupil_premium; float64, NaN where missing.

    A joint return of a federation is no one school's, a return of fewer than 12 months no
    year's, and what was not sent is not nought: all three leave the amounts missing.
    """
    money = frame[list(AMOUNTS)].astype("float64").rename(columns=AMOUNTS)
    joint = frame["federation"].isin(["lead", "member"])
    unsent = ~frame["submitted"] & ~joint
    short = (frame["months"] < FULL_YEAR) & frame["submitted"] & ~joint
    ledger.add(
        "Missing amounts: the school belongs to a federation that sent one return for all its "
        "schools, so that no amount is any one school's",
        joint,
    )
    ledger.add("Missing amounts: no return was sent", unsent)
    ledger.add(
        f"Missing amounts: the return covers fewer than {FULL_YEAR} months, as that of a school "
        "which became an academy in the year",
        short,
    )
    money = money.mask(joint | unsent | short)
    below = money < 0
    ledger.add(
        "Missing amounts: below nought, which is a correction of other years", below.any(axis=1)
    )
    return money.mask(below).assign(pupils=_pupils(frame, ledger))


def _pupils(frame: pd.DataFrame, ledger: Ledger) -> pd.Series:
    """Full-time equivalents of the accounts; headcount of GIAS where these have none."""
    own = frame["pupils"].astype("float64")
    # A lead's pupils are those of the whole federation.
    own = own.mask((frame["federation"] == "lead") | (own <= 0))
    head = frame["gias_pupils"].astype("float64")
    head = head.mask(head <= 0)
    ledger.add(
        "Pupils from GIAS, as headcount and of the day of that file, where the accounts have no "
        "number for the school alone",
        own.isna() & head.notna(),
    )
    return own.fillna(head)

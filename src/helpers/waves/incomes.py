"""What direct, PTA and recorded income are, and that missing is not zero.

The one home of these definitions: measures, figures and pages take words and amounts from here.
A suppressed or unsubmitted amount is missing, and stays so; a school that reported £0 has 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    import pandas as pd

Income = Literal["direct", "pta", "recorded", "pta_part"]
"""Which income is meant; see INCOMES."""


@dataclass(frozen=True)
class Definition:
    """What one kind of income is.

    name: as it stands in a sentence such as "fewer than two schools have a known ...".
    caveat: what an amount of it does not cover.
    """

    name: str
    caveat: str


_LOWER_BOUND = "a lower bound: an association without registered accounts adds nothing"

INCOMES: dict[str, Definition] = {
    # Donations and voluntary funds received by the school itself (CFR line I13).
    "direct": Definition("amount of direct donations", "gifts in kind are not in the accounts"),
    # Income in the accounts of the school's registered association.
    "pta": Definition(
        "income of their parents' association",
        "only schools whose association's registered accounts were found",
    ),
    # Direct donations plus association income where accounts were found.
    "recorded": Definition("amount of recorded voluntary income", _LOWER_BOUND),
    # Recorded income less direct donations, over all schools whose donations are known.
    "pta_part": Definition("amount of recorded voluntary income", _LOWER_BOUND),
}

DIRECT_ALONE = "direct donations alone: the wave has no accounts of associations"
"""The caveat of recorded income in a wave without any association's accounts."""


def income(schools: pd.DataFrame, kind: Income) -> pd.Series:
    """Income from donations and fundraising, GBP per school and year; NaN where missing.

    direct: donations to the school itself. pta: income in the accounts of its registered
    association. recorded: direct donations plus association income where accounts were
    found; missing where direct donations are missing. Recorded income is a lower bound for
    a school whose association files no accounts; it is the reading under which the paper's
    combined figures are means over all schools. pta_part: recorded less direct.

    Raises ValueError for any other kind.
    """
    if kind not in get_args(Income):
        raise ValueError(f"income {kind!r} is none of {', '.join(get_args(Income))}")
    direct = schools["direct_donations"]
    if kind == "direct":
        return direct.rename(kind)
    if kind == "pta":
        return schools["pta_income"].rename(kind)
    # Missing accounts add nothing to what is recorded; they do not make it missing.
    recorded = direct + schools["pta_income"].fillna(0)
    return (recorded if kind == "recorded" else recorded - direct).rename(kind)


def has_accounts(schools: pd.DataFrame) -> bool:
    """Whether the accounts of any association are known; without a register none are.

    Without any, recorded income is direct donations alone.
    """
    return bool(schools["pta_income"].notna().any())

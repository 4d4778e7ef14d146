"""Parents' associations: which are on the register, whose they are, what they raised."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pandas as pd

from newwave import linking
from newwave.assemble.accounting import closest
from newwave.assemble.inputs import Inputs, Register
from newwave.assemble.ledger import Ledger
from newwave.assemble.lineage import Lineage
from newwave.assemble.options import Options

LINKED = ("link", "several schools")


@dataclass(frozen=True)
class Associations:
    """What the register tells of a frame.

    table: pta_status and pta_income on the frame's index. apart: number of associations by the
    months between the end of their accounts and of the school's finance year. decisions: number
    of charities by what the linking decided.
    """

    table: pd.DataFrame
    apart: dict[int, int]
    decisions: dict[str, int]


def associations(
    frame: pd.DataFrame,
    pupils: pd.Series,
    inputs: Inputs,
    options: Options,
    lineage: Lineage,
    ledger: Ledger,
) -> Associations:
    """Status and income of the association of each school.

    A school with an association on the register in the finance year is "registered"; any other
    is "unknown", never "none": what need not register stays unseen. Where no accounts end
    within `months_apart` months of the school's year, pta_income is missing. The incomes of several
    associations of one school are added. That of an association of several schools is divided
    by pupils, which gives each of them the same amount per pupil.
    """
    register = inputs.register
    if register is None:
        ledger.note(
            "pta_status is unknown and pta_income missing throughout: the register of charities "
            "was not at hand."
        )
        return Associations(_table(frame, set(), pd.Series(dtype="float64")), {}, {})
    charities = _parents(register, options, ledger)
    links = linking.link(_described(charities, register), _candidates(frame, inputs, lineage))
    ledger.add(
        "Associations that nothing tells apart between several schools: given to none",
        links.loc[links["decision"] == "ambiguous", "charity_number"].nunique(),
    )
    decisions = dict(Counter(links["decision"].tolist()))
    ours = _of_frame(frame, links, lineage, ledger)
    filed = _filed(ours, charities, register, ledger)
    accounts = _accounts(frame, ours, filed, options, ledger)
    income = _shares(ours, accounts, frame, pupils, inputs.schools, ledger)
    apart = Counter(accounts.drop_duplicates("charity_number")["apart"].tolist())
    table = _table(frame, set(ours["school"]), income)
    _tell(table, accounts, options, ledger)
    return Associations(table, dict(sorted(apart.items())), decisions)


def _parents(register: Register, options: Options, ledger: Ledger) -> pd.DataFrame:
    """Parents' associations that were on the register in the finance year."""
    charities = _on_register(register, options, ledger)
    named = linking.is_association(charities["name"], charities["activities"])
    ledger.add("Charities that are a parents' association by name or activities", named)
    return charities[named]


def _on_register(register: Register, options: Options, ledger: Ledger) -> pd.DataFrame:
    """Charities that were on the register at some time in the finance year, one row a number."""
    charities = register.charities
    last = options.academies_end if options.academies == "include" else options.ends
    gone = (charities["removed"] < pd.Timestamp(options.starts)).fillna(False)
    unborn = (charities["registered"] > pd.Timestamp(last)).fillna(False)
    ledger.add("Charities read", len(charities))
    ledger.add("Left aside: charities removed before the finance year began", gone)
    ledger.add("Left aside: charities registered after the finance year ended", unborn)
    kept = charities[~gone & ~unborn]
    # A number that was removed and given again: the later entry is the one that stands.
    return kept.sort_values(["charity_number", "registered"]).drop_duplicates(
        "charity_number", keep="last"
    )


def _described(charities: pd.DataFrame, register: Register) -> pd.DataFrame:
    """The charities with their objects and areas of operation, where these are at hand."""
    table = charities[["charity_number", "name", "activities", "postcode", "status"]]
    organisations = charities["organisation_number"].dropna().astype(int).tolist()
    for rows, column in ((register.objects, "objects"), (register.areas, "area")):
        if rows is not None:
            words = rows(organisations).dropna(subset=[column])
            joined = words.groupby("charity_number")[column].agg("; ".join)
            table = table.assign(**{column: table["charity_number"].map(joined)})
    return table


def _candidates(frame: pd.DataFrame, inputs: Inputs, lineage: Lineage) -> pd.DataFrame:
    """Every school of the frame's areas, of any phase and open or closed: all who could own it."""
    schools = inputs.schools
    # An authority that was divided or merged since has another code in GIAS than in the accounts.
    codes = {*frame["la_code"], *frame["gias_la_code"]}
    here = schools["la_code"].isin(codes) | schools["urn"].isin(frame["urn"])
    wanted = ["urn", "name", "street", "locality", "town", "postcode", "la_code", "phase", "status"]
    table = schools.loc[here].reindex(columns=wanted)
    following = [lineage.successor(int(urn)) for urn in table["urn"]]
    return table.assign(successor_urn=pd.array(following, dtype="Int64"))


def _of_frame(
    frame: pd.DataFrame, links: pd.DataFrame, lineage: Lineage, ledger: Ledger
) -> pd.DataFrame:
    """Links with the school of the frame they reach: charity_number, urn, school (NA: none).

    Links of an association that reaches no school of the frame are left out.
    """
    made = links[links["decision"].isin(LINKED)].dropna(subset=["urn"])
    known = set(frame["urn"].astype(int))
    reached = [lineage.among(int(urn), known) for urn in made["urn"]]
    made = made.assign(school=pd.array(reached, dtype="Int64"))
    made = made.drop_duplicates(["charity_number", "school", "urn"])
    moved = made["school"].notna() & (made["school"] != made["urn"])
    ledger.add("Associations found through an earlier or later URN of the school", moved)
    here = made.groupby("charity_number")["school"].transform("count") > 0
    ledger.add(
        "Associations of schools of the area that are not in the wave (secondary, academy, other)",
        made.loc[~here, "charity_number"].nunique(),
    )
    return made.loc[here, ["charity_number", "urn", "school"]]


def _filed(
    ours: pd.DataFrame, charities: pd.DataFrame, register: Register, ledger: Ledger
) -> pd.DataFrame:
    """Annual returns of the associations: charity_number, end, income."""
    if register.returns is None:
        ledger.note("pta_income is missing throughout: no annual returns were at hand.")
        return pd.DataFrame({"charity_number": [], "end": pd.to_datetime([]), "income": []})
    wanted = charities["charity_number"].isin(ours["charity_number"])
    return register.returns(charities.loc[wanted, "organisation_number"].dropna().astype(int))


def _accounts(
    frame: pd.DataFrame, ours: pd.DataFrame, filed: pd.DataFrame, options: Options, ledger: Ledger
) -> pd.DataFrame:
    """Charity_number, school, income, apart: the accounts closest to the school's year."""
    academies = set(frame.loc[frame["academy"], "urn"])
    pairs = ours.dropna(subset=["school"])[["charity_number", "school"]].drop_duplicates()
    ends = [options.academies_end if urn in academies else options.ends for urn in pairs["school"]]
    found = closest(pairs.assign(ends=pd.to_datetime(ends)), filed, options.months_apart)
    without = pairs["charity_number"].nunique() - found["charity_number"].nunique()
    ledger.add(
        f"Associations without accounts within {options.months_apart} months of the school's "
        "finance year: registered, income missing",
        without,
    )
    return found


def _shares(
    ours: pd.DataFrame,
    accounts: pd.DataFrame,
    frame: pd.DataFrame,
    pupils: pd.Series,
    schools: pd.DataFrame,
    ledger: Ledger,
) -> pd.Series:
    """Income of associations by URN of the frame, GBP; NaN where a share cannot be told."""
    numbers = pd.Series(pupils.to_numpy(), index=frame["urn"].astype(int))
    roll = schools.dropna(subset=["urn"]).drop_duplicates("urn").set_index("urn")["pupils"]
    who = ours.assign(member=ours["school"].fillna(ours["urn"]).astype("int64"))
    who = who.drop_duplicates(["charity_number", "member"])
    size = who["member"].map(numbers).fillna(who["member"].map(roll).astype("float64"))
    by_charity = who["charity_number"]
    several = by_charity.map(by_charity.value_counts()) > 1
    # A school of unknown size leaves the shares of all unknown.
    untold = size.isna().groupby(by_charity).transform("any")
    whole = size.groupby(by_charity).transform("sum").mask(untold)
    who = who.assign(share=(size / whole).where(several, 1.0))
    ledger.add(
        "Associations of several schools: income divided by pupils",
        who.loc[several, "charity_number"].nunique(),
    )
    parts = who.dropna(subset=["school"]).merge(accounts, on=["charity_number", "school"])
    amounts = (parts["income"] * parts["share"]).groupby(parts["school"].astype("int64"))
    together = amounts.sum(min_count=1).round(2)
    ledger.add("Schools with several associations: incomes added", int((amounts.count() > 1).sum()))
    return together


def _table(frame: pd.DataFrame, registered: set[int], income: pd.Series) -> pd.DataFrame:
    urns = frame["urn"].astype("int64")
    status = urns.isin([urn for urn in registered if not pd.isna(urn)])
    return pd.DataFrame(
        {
            "pta_status": status.map({True: "registered", False: "unknown"}),
            "pta_income": urns.map(income).astype("float64"),
        },
        index=frame.index,
    )


def _tell(table: pd.DataFrame, accounts: pd.DataFrame, options: Options, ledger: Ledger) -> None:
    unknown = table["pta_status"] == "unknown"
    ledger.add("Schools without an association on the register: unknown, not none", unknown)
    incomes = accounts.drop_duplicates("charity_number")["income"]
    ledger.add(
        f"Accounts below £{options.threshold:,.0f}, under which an association need not register: "
        "kept where they were sent in",
        incomes < options.threshold,
    )

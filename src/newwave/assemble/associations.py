"""Parents' associations: which are on the register, whose they are, what they raised."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import pandas as pd

from newwave import linking
from newwave.assemble.options import WaveOptions
from newwave.assemble.rule_log import RuleLog
from newwave.assemble.source_tables import CharityRegister, SourceTables

LINKED = ("link", "several schools")


@dataclass(frozen=True)
class SchoolAssociations:
    """What the register says of the associations of some schools.

    table: pta_status and pta_income on the schools' index. months_apart: number of associations
    by the months between the end of their accounts and of the school's finance year. decisions:
    number of charities by what the linking decided.
    """

    table: pd.DataFrame
    months_apart: dict[int, int] = field(default_factory=dict)
    decisions: dict[str, int] = field(default_factory=dict)


def find_associations(
    schools: pd.DataFrame, tables: SourceTables, options: WaveOptions, log: RuleLog
) -> SchoolAssociations:
    """Status and income of the association of each school.

    A school with an association on the register in the finance year is "registered"; any other
    is "unknown", never "none": what need not register stays unseen. Where no accounts end
    within `months_apart` months of the school's year, pta_income is missing. The incomes of several
    associations of one school are added. That of an association of several schools is divided
    by pupils, which gives each of them the same amount per pupil.
    """
    register = tables.register
    if register is None:
        log.note(
            "pta_status is unknown and pta_income missing throughout: the register of charities "
            "was not at hand."
        )
        return SchoolAssociations(_table(schools, set(), pd.Series(dtype="float64")))
    charities = _select_associations(register, options, log)
    links = linking.link(
        _describe_charities(charities, register), _list_candidates(schools, tables)
    )
    log.add(
        "Associations that nothing tells apart between several schools: given to none",
        links.loc[links["decision"] == "ambiguous", "charity_number"].nunique(),
    )
    owners = _find_owners(schools, links, tables, log)
    returns = _read_returns(owners, charities, register, log)
    accounts = _find_accounts(schools, owners, returns, options, log)
    pupils = _pupils_by_urn(schools).combine_first(_pupils_by_urn(tables.schools))
    income = _share_incomes(owners, accounts, pupils, log)
    table = _table(schools, set(owners["school"].dropna()), income)
    unknown = table["pta_status"] == "unknown"
    log.add("Schools without an association on the register: unknown, not none", unknown)
    once = accounts.drop_duplicates("charity_number")
    log.add(
        f"Accounts below £{options.threshold:,.0f}, under which an association need not register: "
        "kept where they were sent in",
        once["income"] < options.threshold,
    )
    months = dict(sorted(Counter(once["apart"].tolist()).items()))
    return SchoolAssociations(table, months, dict(Counter(links["decision"].tolist())))


def _table(schools: pd.DataFrame, registered: set[int], income: pd.Series) -> pd.DataFrame:
    urns = schools["urn"].astype("int64")
    status = urns.isin(registered).map({True: "registered", False: "unknown"})
    amounts = urns.map(income).astype("float64")
    return pd.DataFrame({"pta_status": status, "pta_income": amounts}, index=schools.index)


def _select_associations(
    register: CharityRegister, options: WaveOptions, log: RuleLog
) -> pd.DataFrame:
    """Parents' associations on the register in the finance year, one row per charity number."""
    charities = register.charities
    gone = (charities["removed"] < pd.Timestamp(options.starts)).fillna(False)
    later = (charities["registered"] > pd.Timestamp(options.last_day)).fillna(False)
    log.add("Charities read", len(charities))
    log.add("Left aside: charities removed before the finance year began", gone)
    log.add("Left aside: charities registered after the finance year ended", later)
    # A number that was removed and given again: the later entry is the one that stands.
    there = charities[~gone & ~later].sort_values(["charity_number", "registered"])
    there = there.drop_duplicates("charity_number", keep="last")
    parents = linking.is_association(there["name"], there["activities"])
    log.add("Charities that are a parents' association by name or activities", parents)
    return there[parents]


def _describe_charities(charities: pd.DataFrame, register: CharityRegister) -> pd.DataFrame:
    """The charities with their objects and areas of operation, where these are at hand."""
    table = charities[["charity_number", "name", "activities", "postcode", "status"]]
    organisations = charities["organisation_number"].dropna().astype(int).tolist()
    for rows, column in ((register.objects, "objects"), (register.areas, "area")):
        if rows is not None:
            words = rows(organisations).dropna(subset=[column])
            joined = words.groupby("charity_number")[column].agg("; ".join)
            table = table.assign(**{column: table["charity_number"].map(joined)})
    return table


def _list_candidates(schools: pd.DataFrame, tables: SourceTables) -> pd.DataFrame:
    """Every school of the wave's areas that could own one: of any phase, open or closed."""
    every = tables.schools
    # An authority that was divided or merged since has another code in GIAS than in the accounts.
    codes = {*schools["la_code"], *schools["gias_la_code"]}
    here = every["la_code"].isin(codes) | every["urn"].isin(schools["urn"])
    wanted = ["urn", "name", "street", "locality", "town", "postcode", "la_code", "phase", "status"]
    table = every.loc[here].reindex(columns=wanted)
    following = [tables.succession.successor(int(urn)) for urn in table["urn"]]
    return table.assign(successor_urn=pd.array(following, dtype="Int64"))


def _find_owners(
    schools: pd.DataFrame, links: pd.DataFrame, tables: SourceTables, log: RuleLog
) -> pd.DataFrame:
    """Who owns each association: charity_number, urn, school (the wave's; NA where it has none).

    Associations that belong to no school of the wave are left out.
    """
    owners = links[links["decision"].isin(LINKED)].dropna(subset=["urn"])
    known = set(schools["urn"].astype(int))
    found = [tables.succession.find_among(known, int(urn)) for urn in owners["urn"]]
    owners = owners.assign(school=pd.array(found, dtype="Int64"))
    owners = owners.drop_duplicates(["charity_number", "school", "urn"])
    moved = owners["school"].notna() & (owners["school"] != owners["urn"])
    log.add("Associations found through an earlier or later URN of the school", moved)
    here = owners.groupby("charity_number")["school"].transform("count") > 0
    log.add(
        "Associations of schools of the area that are not in the wave (secondary, academy, other)",
        owners.loc[~here, "charity_number"].nunique(),
    )
    return owners.loc[here, ["charity_number", "urn", "school"]]


def _read_returns(
    owners: pd.DataFrame, charities: pd.DataFrame, register: CharityRegister, log: RuleLog
) -> pd.DataFrame:
    """Annual returns of the associations: charity_number, end, income."""
    if register.returns is None:
        log.note("pta_income is missing throughout: no annual returns were at hand.")
        return pd.DataFrame({"charity_number": [], "end": pd.to_datetime([]), "income": []})
    wanted = charities["charity_number"].isin(owners["charity_number"])
    return register.returns(charities.loc[wanted, "organisation_number"].dropna().astype(int))


def _find_accounts(
    schools: pd.DataFrame,
    owners: pd.DataFrame,
    returns: pd.DataFrame,
    options: WaveOptions,
    log: RuleLog,
) -> pd.DataFrame:
    """Charity_number, school, income, apart: the accounts closest to the school's year."""
    academies = set(schools.loc[schools["academy"], "urn"])
    pairs = owners.dropna(subset=["school"])[["charity_number", "school"]].drop_duplicates()
    ends = [options.academies_end if urn in academies else options.ends for urn in pairs["school"]]
    pairs = pairs.assign(ends=pd.to_datetime(ends))
    found = closest_returns(pairs, returns, options.months_apart)
    log.add(
        f"Associations without accounts within {options.months_apart} months of the school's "
        "finance year: registered, income missing",
        pairs["charity_number"].nunique() - found["charity_number"].nunique(),
    )
    return found


def closest_returns(pairs: pd.DataFrame, returns: pd.DataFrame, within: int) -> pd.DataFrame:
    """The annual return closest to each school's year: charity_number, school, income, apart.

    pairs: charity_number, school, ends (the last day of the school's year). returns: those of
    `sources.charities`; one that gives no income counts as none. apart: whole calendar months
    between the two ends, whichever comes first. Of two equally close the earlier is taken. Pairs
    without a return within so many months are left out.
    """
    known = returns.dropna(subset=["charity_number", "end", "income"])
    both = pairs.merge(known[["charity_number", "end", "income"]], on="charity_number")
    end, ends = both["end"].dt, both["ends"].dt
    months = (end.year - ends.year) * 12 + end.month - ends.month
    both = both.assign(apart=months.abs().astype("int64"))
    nearest = both[both["apart"] <= within].sort_values(
        ["charity_number", "school", "apart", "end", "income"]
    )
    nearest = nearest.drop_duplicates(["charity_number", "school"])
    return nearest[["charity_number", "school", "income", "apart"]].reset_index(drop=True)


def _pupils_by_urn(schools: pd.DataFrame) -> pd.Series:
    known = schools.dropna(subset=["urn"]).drop_duplicates("urn")
    return known.set_index(known["urn"].astype("int64"))["pupils"].astype("float64")


def _share_incomes(
    owners: pd.DataFrame, accounts: pd.DataFrame, pupils: pd.Series, log: RuleLog
) -> pd.Series:
    """Income of associations by URN of the wave, GBP; NaN where a share is not known.

    pupils: by URN. A school of unknown size leaves the shares of all unknown.
    """
    owners = owners.assign(member=owners["school"].fillna(owners["urn"]).astype("int64"))
    owners = owners.drop_duplicates(["charity_number", "member"])
    charity, size = owners["charity_number"], owners["member"].map(pupils)
    several = charity.map(charity.value_counts()) > 1
    unknown = size.isna().groupby(charity).transform("any")
    whole = size.groupby(charity).transform("sum").mask(unknown)
    owners = owners.assign(share=(size / whole).where(several, 1.0))
    log.add("Associations of several schools: income divided by pupils", charity[several].nunique())
    parts = owners.dropna(subset=["school"]).merge(accounts, on=["charity_number", "school"])
    amounts = (parts["income"] * parts["share"]).groupby(parts["school"].astype("int64"))
    log.add("Schools with several associations: incomes added", int((amounts.count() > 1).sum()))
    return amounts.sum(min_count=1).round(2)

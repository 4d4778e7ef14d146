"""The report of a build: what was found, dropped and why, and how far the tables can be trusted."""

from __future__ import annotations

import pandas as pd

from newwave.assemble.associations import Associations
from newwave.assemble.compare import previous, schools_between
from newwave.assemble.inputs import Inputs
from newwave.assemble.ledger import Ledger
from newwave.assemble.lineage import Lineage
from newwave.assemble.options import Options
from newwave.assemble.tables import VARIABLES, Tables


def report(title: str, inputs: Inputs, options: Options, built: Tables, ledger: Ledger) -> str:
    """The whole report, in lines of plain text."""
    schools = built.schools
    parts = [
        [f"Wave {options.wave}: {title}"],
        _sources(inputs),
        ["Rules applied, and the rows they touched:"],
        [f"  {rule.rows:>9,}  {rule.rule}" for rule in ledger.rules],
        [f"Schools in the wave: {len(schools):,}"],
        _shares(schools),
        _associations(built.linked, schools, options),
        _bounds(schools, options),
        _survey(built.survey, schools),
        _previous(options, inputs, schools),
        [f"Note: {note}" for note in ledger.notes],
    ]
    return "\n".join(line for part in parts for line in part)


def _sources(inputs: Inputs) -> list[str]:
    return ["Files read:"] + [
        f"  {source.get('file')}: {source.get('title')}" for source in inputs.sources
    ]


def _shares(schools: pd.DataFrame) -> list[str]:
    known = {name: schools[name].notna().mean() for name in VARIABLES}
    known["an association on the register"] = (schools["pta_status"] == "registered").mean()
    return ["Share of schools with each variable:"] + [
        f"  {share:>9.1%}  {name}" for name, share in known.items()
    ]


def _associations(linked: Associations, schools: pd.DataFrame, options: Options) -> list[str]:
    if not linked.decisions:
        return ["Associations: the register was not at hand."]
    lines = ["What the linking decided, in pairs of charity and school:"]
    lines += [f"  {count:>9,}  {word}" for word, count in sorted(linked.decisions.items())]
    lines.append("Associations by how far their accounts end from the school's finance year:")
    lines += [f"  {count:>9,}  {_months(months)}" for months, count in linked.apart.items()]
    unknown = int((schools["pta_status"] == "unknown").sum())
    lines.append(
        f"Unseen: no association of {unknown} schools was found on the register by name. There may "
        f"be one below £{options.threshold:,.0f} a year, which need not register, one that is "
        "excepted, or one whose name tells no school; or there is none. What these schools raise "
        "beside their own accounts is not known."
    )
    return lines


def _months(months: int) -> str:
    return f"{months} {'month' if months == 1 else 'months'}"


def bounds(schools: pd.DataFrame) -> tuple[float, float]:
    """Recorded income of all schools, GBP: if all, and if none of association money is in I13."""
    direct, pta = schools["direct_donations"], schools["pta_income"]
    # Where one of the two is missing, nothing can be counted twice.
    larger = pd.concat([direct, pta], axis=1).max(axis=1)
    return float(larger.sum()), float(direct.sum() + pta.sum())


def _bounds(schools: pd.DataFrame, options: Options) -> list[str]:
    low, high = bounds(schools)
    both = int((schools["direct_donations"].notna() & schools["pta_income"].notna()).sum())
    line = "the line of donations (I13)" if options.academies == "exclude" else "donations"
    return [
        f"Double counting: not netted. {both} schools have donations and association income. "
        f"Recorded income is £{high:,.0f} if none of the association money stands in {line} as "
        f"well, and £{low:,.0f} if as much of it does as can."
    ]


def _survey(survey: pd.DataFrame | None, schools: pd.DataFrame) -> list[str]:
    if survey is None:
        return ["Survey: none."]
    answered = survey["urn"].dropna().nunique()
    return [
        f"Survey: {len(survey)} questionnaires, {answered} of {len(schools)} schools named "
        f"({answered / len(schools):.0%}).",
        "survey.csv tells which school answered what: a .gitignore beside it keeps it out of the "
        "repository. Commit it only if those who answered agreed.",
    ]


def _previous(options: Options, inputs: Inputs, schools: pd.DataFrame) -> list[str]:
    before = previous(options.wave, options.area)
    if before is None:
        return ["Comparison: there is no earlier observed wave of this area."]
    lineage = None if inputs.links is None else Lineage(inputs.links)
    lines = schools_between(before.schools, schools, lineage)
    return [f"Comparison with wave {before.id} ({before.finance_year}):"] + [
        f"  {line}" for line in lines
    ]

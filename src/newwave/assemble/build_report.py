"""The report of a build: what was found, dropped and why, and how far the tables can be trusted."""

from __future__ import annotations

import pandas as pd

from newwave.assemble.associations import SchoolAssociations
from newwave.assemble.comparison import count_changes, earlier_wave
from newwave.assemble.options import WaveOptions
from newwave.assemble.rule_log import RuleLog
from newwave.assemble.source_tables import SourceTables
from newwave.assemble.wave_tables import VARIABLES, WaveTables


def report_build(
    title: str, tables: SourceTables, options: WaveOptions, log: RuleLog, made: WaveTables
) -> str:
    """The whole report, in lines of plain text."""
    schools = made.schools
    known = {name: schools[name].notna().mean() for name in VARIABLES}
    known["an association on the register"] = (schools["pta_status"] == "registered").mean()
    return "\n".join(
        [
            f"Wave {options.wave}: {title}",
            "Files read:",
            *(f"  {source.get('file')}: {source.get('title')}" for source in tables.sources),
            "Rules applied, and the rows they touched:",
            *(f"  {rule.rows:>9,}  {rule.rule}" for rule in log.rules),
            f"Schools in the wave: {len(schools):,}",
            "Share of schools with each variable:",
            *(f"  {share:>9.1%}  {name}" for name, share in known.items()),
            *_associations(made.associations, schools, options),
            _double_counting(schools, options),
            *_survey(made.survey, schools),
            *_comparison(options, tables, schools),
            *(f"Note: {note}" for note in log.notes),
        ]
    )


def _associations(
    associations: SchoolAssociations, schools: pd.DataFrame, options: WaveOptions
) -> list[str]:
    if not associations.decisions:
        return ["Associations: the register was not at hand."]
    unknown = int((schools["pta_status"] == "unknown").sum())
    return [
        "What the linking decided, in pairs of charity and school:",
        *(f"  {count:>9,}  {word}" for word, count in sorted(associations.decisions.items())),
        "Associations by how far their accounts end from the school's finance year:",
        *(
            f"  {count:>9,}  {months} {'month' if months == 1 else 'months'}"
            for months, count in associations.months_apart.items()
        ),
        f"Unseen: no association of {unknown} schools was found on the register by name. There may "
        f"be one below £{options.threshold:,.0f} a year, which need not register, one that is "
        "excepted, or one whose name tells no school; or there is none. What these schools raise "
        "beside their own accounts is not known.",
    ]


def _double_counting(schools: pd.DataFrame, options: WaveOptions) -> str:
    """Recorded income of all schools: if all, and if none of association money is in I13 too."""
    both = schools[["direct_donations", "pta_income"]]
    # Where one of the two is missing, nothing can be counted twice.
    low, high = both.max(axis=1).sum(), both.sum().sum()
    line = "the line of donations (I13)" if options.academies == "exclude" else "donations"
    return (
        f"Double counting: not netted. {both.notna().all(axis=1).sum()} schools have donations and "
        f"association income. Recorded income is £{high:,.0f} if none of the association money "
        f"stands in {line} as well, and £{low:,.0f} if as much of it does as can."
    )


def _survey(survey: pd.DataFrame | None, schools: pd.DataFrame) -> list[str]:
    if survey is None:
        return ["Survey: none."]
    named = survey["urn"].dropna().nunique()
    return [
        f"Survey: {len(survey)} questionnaires, {named} of {len(schools)} schools named "
        f"({named / len(schools):.0%}).",
        "survey.csv tells which school answered what: a .gitignore beside it keeps it out of the "
        "repository. Commit it only if those who answered agreed.",
    ]


def _comparison(options: WaveOptions, tables: SourceTables, schools: pd.DataFrame) -> list[str]:
    earlier = earlier_wave(options.wave, options.area)
    if earlier is None:
        return ["Comparison: there is no earlier observed wave of this area."]
    lines = count_changes(earlier.schools, schools, tables.succession)
    return [
        f"Comparison with wave {earlier.id} ({earlier.finance_year}):",
        *(f"  {line}" for line in lines),
    ]

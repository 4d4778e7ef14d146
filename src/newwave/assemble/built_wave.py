"""A wave that is made and checked, and its folder: put in its place whole, or taken out again."""

from __future__ import annotations

import io
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from helpers import waves
from helpers.waves import contract
from helpers.waves.facts import ALL
from newwave import recovery
from newwave.assemble.build_report import report_build
from newwave.assemble.options import WaveOptions
from newwave.assemble.rule_log import AppliedRule, RuleLog
from newwave.assemble.source_tables import SourceTables, read_source_tables
from newwave.assemble.wave_tables import make_tables
from newwave.wave_files import csv_text, yaml_text

NOTES = (
    "Direct donations may hold money that an association handed over: the two are not netted.",
    "A school whose association was not found on the register is unknown, not without: below "
    "a yearly income of £{threshold:,.0f} an association need not register.",
    "Deprivation is that of the school's own postcode, not of where its pupils live.",
)
"""What a reader of any observed wave must know, in wave.yml."""

KEPT_BACK = """\
# survey.csv tells which school answered what. If those who answered agreed that it be published,
# remove this file and commit the table; without the table nobody else can build this wave.
survey.csv
"""
"""The .gitignore beside the questionnaires of real schools."""


@dataclass(frozen=True)
class BuiltWave:
    """A wave that is made and checked, but not written.

    schools, survey: the tables, typed as the contract has them; survey is None without one.
    facts: the content of wave.yml. rules: those applied. report: what a person should read.
    content: name of a file -> its text, as `write_wave` puts it down.
    """

    options: WaveOptions
    facts: dict[str, Any]
    rules: tuple[AppliedRule, ...]
    report: str
    content: dict[str, str] = field(repr=False)
    schools: pd.DataFrame = field(repr=False)
    survey: pd.DataFrame | None = field(repr=False)


def build_wave(options: WaveOptions) -> BuiltWave:
    """Read the official files and make the wave; nothing is written.

    Raises SourceError for files that are missing, doubled, of another kind, year or area;
    ContractError where the tables would break the contract of a wave.
    """
    recovery.recover_all()
    return assemble_wave(read_source_tables(options), options)


def assemble_wave(tables: SourceTables, options: WaveOptions) -> BuiltWave:
    """Make the wave from tables already read; raises as `build_wave` does."""
    log = RuleLog()
    made = make_tables(tables, options, log)
    facts = _facts(tables, options, log, made.schools)
    report = report_build(facts["title"], tables, options, log, made)
    content = {"wave.yml": yaml_text(facts), "schools.csv": csv_text(made.schools)}
    # The tables are checked as they are written, which is as they will be read.
    schools = contract.check_schools(_cells(content["schools.csv"]), "observed", "schools.csv")
    survey = None
    if made.survey is not None:
        content |= {"survey.csv": csv_text(made.survey), ".gitignore": KEPT_BACK}
        survey = contract.check_survey(_cells(content["survey.csv"]), schools, "survey.csv")
    return BuiltWave(options, facts, tuple(log.rules), report, content, schools, survey)


def _facts(
    tables: SourceTables, options: WaveOptions, log: RuleLog, schools: pd.DataFrame
) -> dict[str, Any]:
    """The content of wave.yml, in its order; same inputs give the same content.

    schools: those of the wave, for the names of their areas.
    """
    year = options.finance_year.replace("-", "/")
    kinds = "State-funded" if options.academies == "include" else "Maintained"
    names = tables.area_names
    if options.national:
        area: dict[str, Any] = {"code": ALL, "name": "England"}
        codes = sorted(int(code) for code in schools["la_code"].unique())
        areas = {"areas": {code: names[code] for code in codes if code in names}}
    else:
        area = {"code": options.area, "name": names.get(int(options.area), f"Area {options.area}")}
        areas = {}
    return {
        "id": options.wave,
        "title": f"{kinds} primary schools of {area['name']}, {year}",
        "finance_year": year,
        "survey_year": options.questionnaire_year if options.survey else None,
        "imd_edition": tables.deprivation.edition if tables.deprivation else "none",
        "area": area,
        **areas,
        "evidence": "observed",
        "notes": [note.format(threshold=options.threshold) for note in NOTES] + log.notes,
        "options": {
            "academies": options.academies,
            "months_apart": options.months_apart,
            "threshold": options.threshold,
            "imd_edition": options.imd_edition,
        },
        "sources": tables.sources,
        "rules": [rule._asdict() for rule in log.rules],
    }


def write_wave(built: BuiltWave) -> Path:
    """Put a wave into data/waves, in place of what is there; returns its folder.

    The files are written beside, under build/waves, and the folders exchanged by renaming, so
    that whatever interrupts it leaves a whole wave, the old or the new; `recovery` tidies up.
    """
    wave = built.options.wave
    recovery.recover(wave)
    home, part, old = recovery.folders_of(wave)
    part.mkdir(parents=True)
    for name, text in built.content.items():
        (part / name).write_text(text, encoding="utf-8", newline="")
    home.parent.mkdir(parents=True, exist_ok=True)
    if home.exists():
        home.rename(old)
    try:
        part.rename(home)
    except BaseException:
        recovery.recover(wave)
        raise
    shutil.rmtree(old, ignore_errors=True)
    return home


def remove_wave(wave: str) -> Path:
    """Take a wave out of data/waves; returns the folder that is gone.

    Raises WaveError where there is none.
    """
    recovery.recover_all()
    # A name is looked up, never trusted as a path: ".." is no wave.
    if wave not in waves.ids():
        here, there = waves.folder(), ", ".join(waves.ids()) or "none"
        raise waves.WaveError(
            f"found no wave {wave!r} in {here}; expected one of: {there}; give one of these"
        )
    home, _, old = recovery.folders_of(wave)
    # Renamed before it is emptied, so that no half of a wave is ever in its place.
    gone = old.with_name(f"{wave}.removed")
    shutil.rmtree(gone, ignore_errors=True)
    gone.parent.mkdir(parents=True, exist_ok=True)
    home.rename(gone)
    shutil.rmtree(gone)
    return home


def _cells(text: str) -> pd.DataFrame:
    return pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False, na_values=[""])

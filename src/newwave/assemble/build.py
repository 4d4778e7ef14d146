"""`build(options)` makes a wave from official files; `write(built)` puts it in its place."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from helpers.waves import contract
from newwave import recovery
from newwave.assemble import writing
from newwave.assemble.gathering import gather
from newwave.assemble.inputs import Inputs
from newwave.assemble.ledger import Ledger, Rule
from newwave.assemble.options import Options
from newwave.assemble.provenance import facts
from newwave.assemble.report import report
from newwave.assemble.tables import tables

KEPT_BACK = """\
# survey.csv tells which school answered what. If those who answered agreed that it be published,
# remove this file and commit the table; without the table nobody else can build this wave.
survey.csv
"""
"""The .gitignore beside the questionnaires of real schools."""


@dataclass(frozen=True)
class Built:
    """A wave that is made and checked, but not written.

    schools, survey: the tables, typed as the contract has them; survey is None without one.
    facts: the content of wave.yml. rules: the ledger. report: what a person should read.
    content: name of a file -> its text, as `write` puts it down.
    """

    options: Options
    facts: dict[str, Any]
    rules: tuple[Rule, ...]
    report: str
    content: dict[str, str] = field(repr=False)
    schools: pd.DataFrame = field(repr=False)
    survey: pd.DataFrame | None = field(repr=False)


def build(options: Options) -> Built:
    """Read the official files and make the wave; nothing is written.

    Raises SourceError for files that are missing, doubled, of another kind, year or area;
    ContractError where the tables would break the contract of a wave.
    """
    recovery.recover_all()
    return assemble(gather(options), options)


def assemble(inputs: Inputs, options: Options) -> Built:
    """Make the wave from tables already read; raises as `build` does."""
    ledger = Ledger()
    made = tables(inputs, options, ledger)
    told = facts(inputs, options, ledger, made.schools)
    content = {"wave.yml": _yaml(told), "schools.csv": _csv(made.schools)}
    schools = contract.check_schools(_cells(content["schools.csv"]), "observed", "schools.csv")
    survey = None
    if made.survey is not None:
        content |= {"survey.csv": _csv(made.survey), ".gitignore": KEPT_BACK}
        survey = contract.check_survey(_cells(content["survey.csv"]), schools, "survey.csv")
    text = report(told["title"], inputs, options, made, ledger)
    return Built(options, told, tuple(ledger.rules), text, content, schools, survey)


def write(built: Built) -> Path:
    """Put a wave into data/waves, whole or not at all; returns its folder."""
    return writing.write(built.options.wave, built.content)


def _cells(text: str) -> pd.DataFrame:
    return pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False, na_values=[""])


def _csv(table: pd.DataFrame) -> str:
    return table.to_csv(index=False, float_format="%.15g", lineterminator="\n")


def _yaml(told: dict[str, Any]) -> str:
    return yaml.safe_dump(told, sort_keys=False, allow_unicode=True, width=99)

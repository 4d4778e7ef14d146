"""Tiny tables of official sources with invented schools, for tests of the rules of a build."""

from __future__ import annotations

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

import pandas as pd

from newwave.assemble.built_wave import BuiltWave, assemble_wave
from newwave.assemble.options import WaveOptions
from newwave.assemble.source_tables import CharityRegister, SourceTables

NAMES = ("Elm Road Primary School", "Oak Lane Primary School", "Ash Hill Primary School",
         "Beech Close Primary School", "Willow Bank Primary School", "Rowan Way Primary School",
         "Cedar Grove Primary School", "Hazel Mead Primary School")  # fmt: skip


def options(**changed: Any) -> WaveOptions:
    given: dict[str, Any] = {"wave": "2022", "area": 886, "finance_year": "2021-22"}
    return WaveOptions(**(given | changed))


def accounts(rows: Iterable[dict[str, Any]]) -> pd.DataFrame:
    """Accounts of schools, each with what it has of its own."""
    usual = {
        "name": "Somewhere School", "la_code": 886, "phase": "Primary", "pupils": 200.0,
        "months": 12.0, "submitted": True, "federation": "", "donations": 5000.0, "visits": 100.0,
        "pupil_premium": 20000.0, "total_income": 900000.0,
        "total_basis": "I01 to I08, I11 to I15, I18",
    }  # fmt: skip
    table = pd.DataFrame([usual | row for row in rows])
    return table.astype({"urn": "Int64", "la_code": "Int64", "name": "string", "phase": "string"})


def gias(rows: Iterable[dict[str, Any]]) -> pd.DataFrame:
    """The register of schools, each with what it has of its own."""
    usual = {
        "name": None, "la_code": 886, "la_name": "Kent", "phase": "Primary",
        "type": "Community school", "type_group": "Local authority maintained schools",
        "status": "Open", "opened": None, "closed": None, "low_age": 4, "high_age": 11,
        "pupils": 210.0, "postcode": "CT11AA", "street": "High Street", "locality": None,
        "town": "Hythe", "lsoa": "E01000001", "ofsted": None,
    }  # fmt: skip
    table = pd.DataFrame(
        [usual | {"name": NAMES[place % len(NAMES)]} | row for place, row in enumerate(rows)]
    )
    for day in ("opened", "closed"):
        table[day] = pd.to_datetime(table[day])
    words = dict.fromkeys(("name", "phase", "postcode", "lsoa", "ofsted", "type"), "string")
    return table.astype(words | dict.fromkeys(("urn", "la_code", "low_age", "high_age"), "Int64"))


def deprivation(deciles: dict[str, int], edition: str = "2019", lsoa_year: int = 2011) -> Any:
    table = pd.DataFrame({"lsoa": list(deciles), "decile": list(deciles.values())})
    return SimpleNamespace(
        edition=edition,
        lsoa_year=lsoa_year,
        table=table.astype({"lsoa": "string", "decile": "Int64"}),
    )


def register(
    charities: Iterable[dict[str, Any]], returns: Iterable[dict[str, Any]] = ()
) -> CharityRegister:
    """The register of charities: names and numbers, with annual returns."""
    usual = {
        "activities": None, "postcode": None, "status": "registered",
        "registered": pd.Timestamp("2001-01-01"), "removed": pd.NaT, "latest_income": None,
    }  # fmt: skip
    table = pd.DataFrame([usual | row for row in charities])
    table = table.assign(organisation_number=table["charity_number"] + 4000000)
    table = table.assign(removed=pd.to_datetime(table["removed"]))
    filed = pd.DataFrame(list(returns), columns=["charity_number", "end", "income"])
    filed = filed.assign(end=pd.to_datetime(filed["end"]))
    filed["organisation_number"] = filed["charity_number"] + 4000000
    return CharityRegister(
        table, lambda wanted: filed[filed["organisation_number"].isin(list(wanted))]
    )


def one_each(*rows: dict[str, Any], **changed: Any) -> SourceTables:
    """Inputs with a school for each row: what it says of accounts, and (gias_...) of GIAS."""
    numbered = [{"urn": 100001 + place} | row for place, row in enumerate(rows)]
    own = [{k: v for k, v in row.items() if not k.startswith("gias_")} for row in numbered]
    register_rows = [
        {"urn": row["urn"]} | {k[5:]: v for k, v in row.items() if k.startswith("gias_")}
        for row in numbered
    ]
    given: dict[str, Any] = {"accounts": accounts(own), "schools": gias(register_rows)}
    return SourceTables(**(given | changed))


def made(inputs: SourceTables, **changed: Any) -> BuiltWave:
    return assemble_wave(inputs, options(**changed))


def touched(built: BuiltWave, words: str) -> int:
    """The rows that the one rule with these words touched."""
    found = [rule.rows for rule in built.rules if words in rule.rule]
    assert len(found) == 1, f"{words!r}: {len(found)} rules"
    return found[0]


def school(built: BuiltWave, urn: int) -> pd.Series:
    return built.schools.set_index("urn").loc[urn]

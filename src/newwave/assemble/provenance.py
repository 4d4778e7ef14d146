"""What wave.yml says: where everything came from, and every rule that was applied."""

from __future__ import annotations

from typing import Any

import pandas as pd

from newwave.assemble.frame import names_of_areas
from newwave.assemble.inputs import Inputs
from newwave.assemble.ledger import Ledger
from newwave.assemble.options import ALL, Options

NOTES = (
    "Direct donations may hold money that an association handed over: the two are not netted.",
    "A school whose association was not found on the register is unknown, not without: below "
    "a yearly income of £{threshold:,.0f} an association need not register.",
    "Deprivation is that of the school's own postcode, not of where its pupils live.",
)


def facts(
    inputs: Inputs, options: Options, ledger: Ledger, schools: pd.DataFrame
) -> dict[str, Any]:
    """The content of wave.yml, in its order; same inputs give the same content.

    schools: those of the wave, for the names of their areas.
    """
    named = f"{options.finance_year[:4]}/{options.finance_year[5:]}"
    area = area_of(inputs, options)
    kinds = "state-funded" if options.academies == "include" else "maintained"
    edition = inputs.deprivation.edition if inputs.deprivation else "none"
    return {
        "id": options.wave,
        "title": f"{kinds.capitalize()} primary schools of {area['name']}, {named}",
        "finance_year": named,
        "survey_year": options.asked_in if options.survey else None,
        "imd_edition": edition,
        "area": area,
        **({"areas": _areas(inputs, schools)} if options.national else {}),
        "evidence": "observed",
        "notes": [note.format(threshold=options.threshold) for note in NOTES] + ledger.notes,
        "options": {
            "academies": options.academies,
            "months_apart": options.months_apart,
            "threshold": options.threshold,
            "imd_edition": options.imd_edition,
        },
        "sources": inputs.sources,
        "rules": ledger.listed(),
    }


def area_of(inputs: Inputs, options: Options) -> dict[str, Any]:
    """Code and name of the area of a wave."""
    if options.national:
        return {"code": ALL, "name": "England"}
    name = names_of_areas(inputs.schools).get(int(options.area), f"Area {options.area}")
    return {"code": options.area, "name": name}


def _areas(inputs: Inputs, schools: pd.DataFrame) -> dict[int, str]:
    """Names of the local authorities of a national wave, by code, as GIAS has them."""
    named = names_of_areas(inputs.schools)
    codes = sorted(int(code) for code in schools["la_code"].unique())
    return {code: named[code] for code in codes if code in named}

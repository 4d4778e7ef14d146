"""Small tables of invented charities and schools for the tests of linking."""

from typing import Any

import pandas as pd

from newwave import linking

Cells = dict[str, Any]


def schools(*rows: Cells) -> pd.DataFrame:
    """Schools, numbered from 900001 where a row gives no URN."""
    return pd.DataFrame([{"urn": 900_001 + at, **row} for at, row in enumerate(rows)])


def charities(*rows: Cells) -> pd.DataFrame:
    """Charities, numbered from 1."""
    return pd.DataFrame([{"charity_number": 1 + at, **row} for at, row in enumerate(rows)])


def linked(charity: Cells | str, *rows: Cells) -> pd.DataFrame:
    """The links of one charity (its name or its cells) to schools."""
    cells = {"name": charity} if isinstance(charity, str) else charity
    return linking.link(charities(cells), schools(*rows))


def decision(charity: Cells | str, *rows: Cells) -> str:
    """The one decision on a charity, with the position of its school: `link 0`, `none`."""
    links = linked(charity, *rows)
    decisions = set(links["decision"])
    assert len(decisions) == 1
    found = links["urn"].dropna()
    table = schools(*rows)["urn"].tolist()
    return " ".join([decisions.pop(), *(str(table.index(urn)) for urn in found)])


ELM = {
    "name": "Elm Road Primary School",
    "street": "Elm Road",
    "town": "Ashcombe",
    "postcode": "ZZ1 1AA",
    "la_code": 886,
    "phase": "Primary",
    "status": "Open",
}
ASH = {
    "name": "Zennorbridge Infant School",
    "town": "Zennorbridge",
    "postcode": "ZZ7 2BB",
    "la_code": 886,
    "phase": "Primary",
    "status": "Open",
}
SAINTS = (
    {"name": "St Mary's CofE Primary School", "town": "Ashcombe", "postcode": "ZZ1 4AB"},
    {"name": "St Mary's Catholic Primary School", "town": "Overbrook", "postcode": "YY2 4AB"},
    {"name": "St Mary's CofE Primary School", "town": "Netherby", "postcode": "XX3 4AB"},
)

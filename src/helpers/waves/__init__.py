"""Waves: one dated set of tables about schools, under a contract."""

from helpers.waves.columns import SURVEY_ITEMS
from helpers.waves.contract import ContractError, dictionary
from helpers.waves.facts import WaveError
from helpers.waves.load import (
    AreaError,
    Wave,
    all,
    before,
    folder,
    ids,
    income,
    latest,
    load,
    read,
)

__all__ = [
    "SURVEY_ITEMS",
    "AreaError",
    "ContractError",
    "Wave",
    "WaveError",
    "all",
    "before",
    "dictionary",
    "folder",
    "ids",
    "income",
    "latest",
    "load",
    "read",
]

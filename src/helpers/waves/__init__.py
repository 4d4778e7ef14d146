"""Waves: one dated set of tables about schools, under a contract."""

from helpers.waves.columns import SURVEY_ITEMS
from helpers.waves.contract import ContractError, dictionary
from helpers.waves.facts import WaveError
from helpers.waves.load import (
    AreaError,
    Wave,
    all,
    before,
    ids,
    income,
    latest,
    load,
)
from helpers.waves.report import calibration

__all__ = [
    "SURVEY_ITEMS",
    "AreaError",
    "ContractError",
    "Wave",
    "WaveError",
    "all",
    "before",
    "calibration",
    "dictionary",
    "ids",
    "income",
    "latest",
    "load",
]

"""Waves: one dated set of tables about schools, under a contract."""

from helpers.waves.columns import SURVEY_ITEMS
from helpers.waves.contract import ContractError, dictionary
from helpers.waves.load import AreaError, Wave, WaveError, all, ids, income, load
from helpers.waves.report import calibration

__all__ = [
    "SURVEY_ITEMS",
    "AreaError",
    "ContractError",
    "Wave",
    "WaveError",
    "all",
    "calibration",
    "dictionary",
    "ids",
    "income",
    "load",
]

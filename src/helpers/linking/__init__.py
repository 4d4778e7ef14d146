"""Linking: which charity is which school's association of parents or friends."""

from helpers.linking.kinds import counted, is_association
from helpers.linking.pipeline import link
from helpers.linking.tables import read_charities, read_schools, write

__all__ = [
    "counted",
    "is_association",
    "link",
    "read_charities",
    "read_schools",
    "write",
]

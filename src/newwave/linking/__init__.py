"""Linking: which charity is which school's association of parents or friends."""

from newwave.linking.kinds import counted, is_association
from newwave.linking.pipeline import link
from newwave.linking.tables import read_charities, read_schools, write

__all__ = [
    "counted",
    "is_association",
    "link",
    "read_charities",
    "read_schools",
    "write",
]

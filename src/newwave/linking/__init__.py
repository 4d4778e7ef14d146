"""Linking: which charity is which school's association of parents or friends."""

from newwave.linking.charity_kinds import counted, is_association
from newwave.linking.link_tables import read_charities, read_schools, write
from newwave.linking.pipeline import link

__all__ = [
    "counted",
    "is_association",
    "link",
    "read_charities",
    "read_schools",
    "write",
]

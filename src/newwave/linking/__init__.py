"""Linking: which charity is which school's association of parents or friends.

`pipeline` takes the steps in order: the tables are checked (`link_tables`), schools read and
indexed (`schools`, `school_index`), associations found among the charities (`charity_kinds`) and
read (`charity`); candidates are found (`candidates`) and scored (`scoring`), and what they
amount to is decided (`decisions`) and explained (`reasons`).
"""

from newwave.linking.charity_kinds import is_association as is_association
from newwave.linking.link_tables import read_charities as read_charities
from newwave.linking.link_tables import read_schools as read_schools
from newwave.linking.link_tables import write_links as write_links
from newwave.linking.pipeline import link as link

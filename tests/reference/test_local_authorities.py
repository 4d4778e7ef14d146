"""Codes and names of local authorities, as far as files at hand can tell them."""

import pandas as pd
import pytest

from helpers import project
from newwave.sources import spine

NO_AUTHORITIES = {702, 704}
"""Schools abroad, of the armed forces and of companies: on the list, but of no authority."""


@pytest.fixture(scope="module")
def named():
    table = pd.read_csv(project.root() / "data" / "reference" / "local_authorities.csv")
    return table.set_index("code")


def test_the_codes_are_those_of_the_list_of_schools(opendata, named):
    listed = spine.read(opendata / "schools" / "england_spine_2017-18.xlsx")
    codes = set(listed["la_code"].dropna()) - NO_AUTHORITIES
    of_the_list = named["source"].str.startswith("code in the performance-tables list of schools")
    assert set(named.index[of_the_list]) == codes


def test_the_names_are_those_of_gias_where_its_rows_are_at_hand(opendata, named):
    path = opendata / "layouts" / "dfe" / "gias_2018_first_rows.csv"
    gias = pd.read_csv(path, usecols=["LA (code)", "LA (name)"], encoding="cp1252")
    known = dict(gias.drop_duplicates().itertuples(index=False))
    assert known
    assert {code: named.at[code, "name"] for code in known} == known

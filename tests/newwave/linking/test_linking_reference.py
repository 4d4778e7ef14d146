"""The facts that linking leans on: how common words are, and authorities' names."""

import pandas as pd
import pytest

from helpers import project
from newwave.linking.places import authorities, authorities_in
from newwave.linking.school_index import common_words


@pytest.mark.parametrize("name", ["local_authorities.csv", "school_name_words.csv"])
def test_every_fact_names_its_source(name):
    table = pd.read_csv(project.root() / "data" / "reference" / name, dtype=str)
    assert table["source"].notna().all()
    assert table["licence"].notna().all()
    assert table.iloc[:, 0].is_unique


def test_authorities_are_known_by_their_codes():
    known = authorities()
    assert known[886] == "Kent"
    assert known[887] == "Medway"
    assert len(known) > 150


@pytest.mark.parametrize(
    ("area", "codes"),
    [
        ("Kent", {886}),
        ("THROUGHOUT KENT; Medway", {886, 887}),
        ("Throughout England", set()),
        ("", set()),
    ],
)
def test_areas_of_operation_name_authorities(area, codes):
    assert authorities_in(area) == codes


def test_common_words_are_counted():
    words = common_words()
    assert words["park"] > 100
    assert words["st_mary"] > 100
    assert "zennorbridge" not in words

"""Associations among all names of the register of 2018, found and counted."""

import gzip

import pandas as pd
import pytest

from newwave.linking.charity_kinds import classify_charities


@pytest.fixture(scope="module")
def table(opendata):
    path = opendata / "charities" / "registered_charity_names_2018.txt.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        kinds = classify_charities(pd.Series([line.strip() for line in file]))
    return kinds.groupby(["kind", "association"], as_index=False).size()


def test_every_name_of_the_register_is_of_one_kind(table):
    assert table["size"].sum() == 219_325


def test_about_ten_thousand_are_associations(table):
    found = table[table["association"]].set_index("kind")["size"]
    assert found.sum() == pytest.approx(10_500, rel=0.02)
    assert found["friends of a school"] == pytest.approx(3_575, rel=0.02)
    assert found["parents and teachers"] == pytest.approx(5_080, rel=0.02)


def test_school_funds_are_counted_apart(table):
    others = table[~table["association"]].set_index("kind")["size"]
    assert others["school fund"] == pytest.approx(1_800, rel=0.03)
    assert others["playgroup or nursery"] > 5_000

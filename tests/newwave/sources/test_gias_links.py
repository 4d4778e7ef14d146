"""Which school a URN came from, and which took its place."""

import making
import pandas as pd
import pytest

from newwave.errors import SourceError
from newwave.sources import gias_links

HEADER = ["URN", "LinkURN", "LinkName", "LinkType", "LinkEstablishedDate"]


def read(folder, *rows, header=HEADER):
    return gias_links.read(making.write(folder, [header, *rows]))


@pytest.mark.parametrize(
    ("kind", "link"),
    [
        ("Predecessor", "predecessor"),
        ("Predecessor - merged", "predecessor"),
        ("Predecessor - amalgamated", "predecessor"),
        ("Successor", "successor"),
        ("Successor - Split School", "successor"),
        ("Result of Amalgamation", "other"),
        ("Sixth Form Centre Link", "other"),
        ("", "other"),
    ],
)
def test_the_kind_of_a_link(tmp_path, kind, link):
    table = read(tmp_path, ["900001", "900002", "Elm Road Primary School", kind, "01-09-2016"])
    assert table.to_dict("list") == {
        "urn": [900001],
        "linked_urn": [900002],
        "link": [link],
        "dated": [pd.Timestamp(2016, 9, 1)],
    }


def test_rows_without_a_number_are_dropped_and_repeated_ones_count_once(tmp_path):
    row = ["900001", "900002", "Elm", "Successor", "2016-09-01"]
    assert len(read(tmp_path, row, row, ["900001", "", "Elm", "Successor", ""])) == 1


def test_a_file_without_days(tmp_path):
    table = read(tmp_path, ["1", "2", "Successor"], header=["URN", "LinkURN", "LinkType"])
    assert table["dated"].isna().all()
    assert str(table["dated"].dtype) == "datetime64[us]"


def test_a_number_that_is_none_is_refused(tmp_path):
    with pytest.raises(SourceError, match="'elm'"):
        read(tmp_path, ["elm", "900002", "Elm", "Successor", ""])


def test_the_names_of_linked_schools_are_not_read():
    assert "LinkName" not in {name for c in gias_links.COLUMNS.values() for name in c.names}


def test_successors_from_both_sides_of_a_pair(tmp_path):
    links = read(
        tmp_path,
        ["900001", "900002", "Elm", "Successor", ""],
        ["900002", "900001", "Elm", "Predecessor", ""],
        ["900003", "900004", "Ash", "Predecessor - merged", ""],
        ["900005", "900004", "Oak", "Predecessor - merged", ""],
        ["900004", "900006", "Fir", "Result of Amalgamation", ""],
        ["900004", "900004", "Fir", "Successor", ""],
    )
    assert gias_links.successors(links) == {900001: {900002}, 900004: {900003, 900005}}


def test_the_real_links(opendata):
    table = gias_links.read(opendata / "schools/gias_links_2022.csv.gz")
    counts = table["link"].value_counts().to_dict()
    assert counts == {"successor": 15190, "predecessor": 15132, "other": 360}
    pairs = set(zip(table["urn"], table["linked_urn"], table["link"], strict=True))
    told_twice = sum((b, a, "predecessor") in pairs for a, b, link in pairs if link == "successor")
    assert told_twice / counts["successor"] > 0.97


def test_the_published_layout(opendata):
    table = gias_links.read(opendata / "layouts/dfe/gias_links.csv")
    assert table["link"].value_counts().to_dict() == {
        "successor": 43,
        "predecessor": 13,
        "other": 4,
    }
    assert table["dated"].notna().all()

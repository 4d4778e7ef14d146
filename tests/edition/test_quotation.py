"""Registers made quotable: a printed figure carries its line, another's its source."""

import re

from edition.quotation import quote_register
from helpers import project

PUBLISHED = project.root() / "data" / "published"


def records(file: str) -> dict:
    return {entry["key"]: entry for entry in quote_register(PUBLISHED / file)["records"]}


def test_a_printed_figure_is_marked_with_its_line():
    entry = records("figures.csv")["t1-don-2018"]
    assert entry["display"].startswith("£51")
    assert re.search(r"\bpaper\b.*\b297\b", entry["mark"])
    assert entry["page"] == "figures"
    assert entry["evidence"] == "published"


def test_a_figure_from_elsewhere_is_marked_so_and_names_its_source():
    entry = records("context.csv")["ctx-2016-schools"]
    assert entry["mark"] == "repository abstract of the first study"
    assert "kar.kent.ac.uk" in entry["detail"]


def test_what_it_is_out_of_is_told_where_it_is_known():
    entry = records("context.csv")["ctx-2016-schools"]
    assert "out of 2013/14 accounts, one county (inferred)" in entry["detail"]
    assert "out of" not in records("figures.csv")["abs-n-questionnaires"]["detail"]


def test_every_row_of_both_registers_can_be_quoted():
    for file in ("figures.csv", "context.csv"):
        entries = records(file)
        assert len(entries) == len((PUBLISHED / file).read_text(encoding="utf-8").splitlines()) - 1
        assert all(entry["display"] and entry["detail"] for entry in entries.values())

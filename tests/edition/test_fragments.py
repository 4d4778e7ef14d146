"""The parts of pages that are made from data."""

import re
from importlib.metadata import version

import pytest
from bs4 import BeautifulSoup

from edition import fragments
from helpers import project, waves
from newwave.synthetic import calibration


def tables(fragment: str) -> list[BeautifulSoup]:
    """The HTML tables of a fragment, which MyST leaves as they are."""
    assert fragment.startswith("```{raw} html\n")
    assert fragment.endswith("\n```")
    return BeautifulSoup(fragment, "html.parser").find_all("table")


def rows(table: BeautifulSoup) -> list[list[str]]:
    return [
        [cell.get_text() for cell in row.find_all(["th", "td"])]
        for row in table.tbody.find_all("tr")
    ]


def test_the_dictionary_has_every_column_of_every_file():
    schools, survey = tables(fragments.dictionary())
    wave = waves.all()[-1]
    assert {row[0] for row in rows(schools)} == set(wave.schools.columns)
    assert {row[0] for row in rows(survey)} == set(wave.survey.columns)


def test_every_source_of_every_wave_is_listed():
    (table,) = tables(fragments.sources())
    assert len(rows(table)) == sum(len(wave.sources) for wave in waves.all())
    assert {row[1] for row in rows(table)} <= {"published", "synthetic", "observed"}


def test_the_address_of_a_source_is_a_link_and_no_more_than_text():
    odd = "https://example.org/?a=1&b=<script>"
    (link,) = BeautifulSoup(fragments._told({"address": odd}, "address"), "html.parser")
    assert (link.name, link["href"], link.get_text()) == ("a", odd, odd)
    assert fragments._told({"address": "javascript:alert(1)"}, "address") == "javascript:alert(1)"
    assert fragments._told({"address": None}, "address") == ""


def test_the_calibration_counts_are_those_of_the_report():
    report = calibration.read_report()
    numbers = [int(word) for word in re.findall(r"\d+", fragments.calibration_counts())]
    assert numbers[0] == len(report) == numbers[1] + numbers[2]
    assert sum(len(rows(table)) for table in tables(fragments.calibration())) == len(report)


def test_versions_and_commit_are_those_in_use(monkeypatch):
    monkeypatch.setattr(fragments, "_git", lambda *words: "abc" if "rev-parse" in words else "")
    (table,) = tables(fragments.built())
    shown = dict(rows(table))
    assert shown["commit"] == "abc"
    assert shown["pandas"] == version("pandas")
    assert "not installed" not in shown.values()


def test_a_changed_tree_is_told_and_a_missing_checkout_too(monkeypatch):
    monkeypatch.setattr(fragments, "_git", lambda *words: "abc")
    assert dict(rows(tables(fragments.built())[0]))["commit"] == "abc with uncommitted changes"
    monkeypatch.setattr(fragments, "_git", lambda *words: "")
    assert dict(rows(tables(fragments.built())[0]))["commit"] == "unknown"


def test_run_times_are_a_row_each():
    (table,) = tables(fragments.run_times())
    path = project.root() / fragments.RUN_TIMES
    assert len(rows(table)) == len(path.read_text(encoding="utf-8").splitlines()) - 1


def test_two_writings_give_the_same_bytes(tmp_path):
    for name in ("first", "second"):
        fragments.write_all(tmp_path / name)
    written = {path.stem for path in (tmp_path / "first").iterdir()}
    assert written == set(fragments.FRAGMENTS)
    for name in written:
        first, second = (tmp_path / time / f"{name}.md" for time in ("first", "second"))
        assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("name", sorted(fragments.FRAGMENTS))
def test_every_fragment_is_included_by_a_page(name):
    pages = (project.root() / "book").glob("*.md")
    assert any(f"_generated/{name}.md" in page.read_text(encoding="utf-8") for page in pages)

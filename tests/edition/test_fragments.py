"""The parts of pages that are made from data; every verdict with its arithmetic."""

import re
from importlib.metadata import version

import pytest
from bs4 import BeautifulSoup

from boundtext import Markup, html_table
from edition import fragments
from edition.quotation import VERDICT_SIGNS, quote_register
from helpers import paper, project, waves
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
    (link,) = BeautifulSoup(fragments._source_cell({"address": odd}, "address"), "html.parser")
    assert (link.name, link["href"], link.get_text()) == ("a", odd, odd)
    assert (
        fragments._source_cell({"address": "javascript:alert(1)"}, "address")
        == "javascript:alert(1)"
    )
    assert fragments._source_cell({"address": None}, "address") == ""


def test_the_calibration_counts_are_those_of_the_report():
    report = calibration.read_report()
    numbers = [int(word) for word in re.findall(r"\d+", fragments.calibration_counts())]
    assert numbers[0] == len(report) == numbers[1] + numbers[2]
    assert sum(len(rows(table)) for table in tables(fragments.calibration())) == len(report)


def test_versions_and_commit_are_those_in_use(monkeypatch):
    monkeypatch.setattr(fragments, "_git", lambda *words: "abc" if "rev-parse" in words else "")
    (table,) = tables(fragments.versions())
    shown = dict(rows(table))
    assert shown["commit"] == "abc"
    assert shown["pandas"] == version("pandas")
    assert "not installed" not in shown.values()


def test_a_changed_tree_is_told_and_a_missing_checkout_too(monkeypatch):
    monkeypatch.setattr(fragments, "_git", lambda *words: "abc")
    assert dict(rows(tables(fragments.versions())[0]))["commit"] == "abc with uncommitted changes"
    monkeypatch.setattr(fragments, "_git", lambda *words: "")
    assert dict(rows(tables(fragments.versions())[0]))["commit"] == "unknown"


def test_run_times_are_a_row_each():
    (table,) = tables(fragments.run_times())
    path = project.root() / fragments.RUN_TIMES
    assert len(rows(table)) == len(path.read_text(encoding="utf-8").splitlines()) - 1


def test_two_writings_give_the_same_bytes(tmp_path):
    for name in ("first", "second"):
        fragments.write_fragments(tmp_path / name)
    written = {path.stem for path in (tmp_path / "first").iterdir()}
    assert written == set(fragments.FRAGMENTS)
    for name in written:
        first, second = (tmp_path / time / f"{name}.md" for time in ("first", "second"))
        assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("name", sorted(fragments.FRAGMENTS))
def test_every_fragment_is_included_by_a_page(name):
    pages = (project.root() / "book").glob("*.md")
    assert any(f"_generated/{name}.md" in page.read_text(encoding="utf-8") for page in pages)


def page(fragment: str) -> BeautifulSoup:
    return BeautifulSoup(fragment, "html.parser")


@pytest.mark.parametrize(
    ("fragment", "ids"),
    [
        (fragments.register, paper.figures()),
        (fragments.context, paper.context()),
    ],
)
def test_every_printed_figure_has_a_row_to_which_marks_can_lead(fragment, ids):
    rows = page(fragment()).tbody.find_all("tr")
    assert [row["id"] for row in rows] == list(ids)


def test_a_row_gives_verdict_and_arithmetic():
    row = page(fragments.register()).find(id="rq1-donations-24pct")
    cells = [cell.get_text() for cell in row.find_all("td")]
    assert "consistent" in cells
    assert "From £41 to £51 is growth of" in row.details.get_text()


def test_the_counts_add_up_to_the_register():
    numbers = [int(cell.get_text()) for cell in page(fragments.verdict_counts()).find_all("td")]
    assert sum(numbers) == len(paper.figures())


def test_what_fails_is_told_once_with_its_figures():
    rows = page(fragments.not_consistent()).tbody.find_all("tr")
    by_id = {row.th.get_text(): [cell.get_text() for cell in row.find_all("td")] for row in rows}
    verdict, arithmetic, figures = by_id["schools-left"]
    assert verdict == "inconsistent"
    assert "380 less 306" in arithmetic or "380 schools less 306 leaves 74" in arithmetic
    assert "meth-54-withdrawn" in figures
    assert all(cells[0] != "consistent" for cells in by_id.values())


def test_the_comparison_with_others_repeats_nothing_from_within():
    within = {row.th.get_text() for row in page(fragments.not_consistent()).tbody.find_all("tr")}
    outside = {row.th.get_text() for row in page(fragments.against_others()).tbody.find_all("tr")}
    assert outside
    assert not within & outside


def test_the_filters_name_columns_of_the_table():
    frame = page(fragments.register()).find(class_="filterable")
    heads = [head.get_text() for head in frame.thead.find_all("th")]
    assert set(frame["data-filters"].split(",")) <= set(heads)


def test_a_quoted_figure_shows_the_sign_of_its_verdict():
    records = quote_register(paper.path("figures.csv"), paper.path("relations.yml"))
    marks = {record["key"]: record["mark"] for record in records["records"]}
    assert marks["rq1-donations-24pct"].endswith(VERDICT_SIGNS["consistent"])
    assert marks["meth-54-withdrawn"].endswith(VERDICT_SIGNS["inconsistent"])


def test_only_markup_escapes_escaping():
    html = html_table(["a", "b"], [["<i>", Markup("<b>bold</b>")]], "c")
    assert "&lt;i&gt;" in html
    assert "<b>bold</b>" in html

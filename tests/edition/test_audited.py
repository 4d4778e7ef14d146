"""The register with its verdicts: every figure has a row, every verdict its arithmetic."""

import pytest
from bs4 import BeautifulSoup

from boundtext import Markup, html_table
from edition import audited, quotation
from helpers import paper


def page(fragment: str) -> BeautifulSoup:
    return BeautifulSoup(fragment, "html.parser")


@pytest.mark.parametrize(
    ("fragment", "ids"),
    [
        (audited.register, paper.figures()),
        (audited.context, paper.context()),
    ],
)
def test_every_printed_figure_has_a_row_to_which_marks_can_lead(fragment, ids):
    rows = page(fragment()).tbody.find_all("tr")
    assert [row["id"] for row in rows] == list(ids)


def test_a_row_gives_verdict_and_arithmetic():
    row = page(audited.register()).find(id="rq1-donations-24pct")
    cells = [cell.get_text() for cell in row.find_all("td")]
    assert "consistent" in cells
    assert "From £41 to £51 is growth of" in row.details.get_text()


def test_the_counts_add_up_to_the_register():
    numbers = [int(cell.get_text()) for cell in page(audited.verdict_counts()).find_all("td")]
    assert sum(numbers) == len(paper.figures())


def test_what_fails_is_told_once_with_its_figures():
    rows = page(audited.not_consistent()).tbody.find_all("tr")
    by_id = {row.th.get_text(): [cell.get_text() for cell in row.find_all("td")] for row in rows}
    verdict, arithmetic, figures = by_id["schools-left"]
    assert verdict == "inconsistent"
    assert "380 less 306" in arithmetic or "380 schools less 306 leaves 74" in arithmetic
    assert "meth-54-withdrawn" in figures
    assert all(cells[0] != "consistent" for cells in by_id.values())


def test_the_comparison_with_others_repeats_nothing_from_within():
    within = {row.th.get_text() for row in page(audited.not_consistent()).tbody.find_all("tr")}
    outside = {row.th.get_text() for row in page(audited.against_others()).tbody.find_all("tr")}
    assert outside
    assert not within & outside


def test_the_filters_name_columns_of_the_table():
    frame = page(audited.register()).find(class_="filterable")
    heads = [head.get_text() for head in frame.thead.find_all("th")]
    assert set(frame["data-filters"].split(",")) <= set(heads)


def test_a_quoted_figure_shows_the_sign_of_its_verdict():
    records = quotation.collection(paper.path("figures.csv"), paper.path("relations.yml"))
    marks = {record["key"]: record["mark"] for record in records["records"]}
    assert marks["rq1-donations-24pct"].endswith(quotation.SIGNS["consistent"])
    assert marks["meth-54-withdrawn"].endswith(quotation.SIGNS["inconsistent"])


def test_only_markup_escapes_escaping():
    html = html_table(["a", "b"], [["<i>", Markup("<b>bold</b>")]], "c")
    assert "&lt;i&gt;" in html
    assert "<b>bold</b>" in html

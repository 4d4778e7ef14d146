"""The project's register against the paper, and registers that must be refused."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from helpers.paper import path
from printaudit import Figure, RegisterError, figure, register
from printaudit.register import COLUMNS

PAPER = path("figures.csv")
GOOD = {
    "id": "a",
    "section": "Findings",
    "lines": "10-12",
    "statement": "Mean donations per pupil",
    "kind": "quantity",
    "printed": "51",
    "unit": "GBP per pupil per year",
    "wave": "2018",
    "denominator": "306",
    "denominator_status": "inferred",
    "source": "accounts",
    "question": "rq1",
}


def write(path: Path, *changes: dict[str, str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, COLUMNS)
        writer.writeheader()
        writer.writerows({**GOOD, **change} for change in changes)
    return path


@pytest.mark.parametrize(
    ("id", "display", "lines", "wave"),
    [
        ("t1-don-2016", "£41 per pupil per year", "297-298", "2016"),
        ("t1-don-2018", "£51 per pupil per year", "297-298", "2018"),
        ("t1-pta-2018", "£45 per pupil per year", "297-298", "2018"),
        ("t1-10k-2018", "40%", "297-298", "2018"),
        ("t1-max-2018", "£595 per pupil per year", "297-298", "2018"),
        ("rq3-max-pp", "£594 per pupil per year", "375-378", "2018"),
        ("t2-vol-mean-2016", "12.5 minutes per pupil per week", "303-304", "2016"),
        ("t2-vol-max-2018", "324 hours per school per week", "303-304", "2018"),
        ("rq1-donations-24pct", "24%", "293-295", "change"),
        ("rq2-pressure-2018", "94%", "313-314", "2018"),
        ("rq2-statutory-2016", "28%", "348-350", "2016"),
        ("disc-58pct", "58%", "441-444", "change"),
        ("rq3-max-total", "just over £170,000 per school per year", "375-377", "2018"),
        ("rq3-mean-19883", "£19,883 per school per year", "410-412", "2018"),
        ("rq3-less-than-third", "less than a third", "410-413", "2018"),
        ("rq3-top1-476784", "£476,784 per year", "415-416", "2018"),
        ("rq3-bottom1-033pp", "£0.33 per pupil per year", "417-419", "2018"),
        ("conc-600", "almost £600 per pupil per year", "541-543", "2018"),
        ("meth-54-withdrawn", "54 schools", "241", "change"),
    ],
)
def test_figures_stand_as_the_paper_prints_them(
    id: str, display: str, lines: str, wave: str
) -> None:
    found = figure(id, PAPER)
    assert (found.display, found.lines, found.wave) == (display, lines, wave)


def test_association_shares_cover_all_schools() -> None:
    values = {
        id: figure(id, PAPER).value for id in ("meth-pta-72", "meth-pta-22", "meth-pta-6-none")
    }
    assert values == {"meth-pta-72": 72.0, "meth-pta-22": 22.0, "meth-pta-6-none": 6.0}
    assert figure("meth-pta-94", PAPER).value == 72.0 + 22.0


def test_every_row_makes_a_figure_and_every_measured_quantity_a_number() -> None:
    for id in register(PAPER).index:
        found = figure(id, PAPER)
        assert found.display
        if found.kind == "quantity" and found.unit not in ("date", "year", "financial year"):
            assert found.value is not None
            assert found.low is not None
            assert found.high is not None
            assert found.low <= found.value <= found.high


def test_no_statement_of_a_quantity_repeats_its_number() -> None:
    for id in register(PAPER).index:
        found = figure(id, PAPER)
        if found.kind == "quantity":
            number = re.sub(r"^\D+", "", found.printed)
            said = re.findall(r"\d(?:[\d,./-]*\d)?", found.statement)
            assert number not in [text.replace(",", "") for text in said], id


def test_lines_lie_inside_the_paper() -> None:
    numbers = register(PAPER)["lines"].str.split("-").explode().astype(int)
    assert numbers.between(1, 571).all()


def test_denominators_are_given_where_their_status_says_so() -> None:
    frame = register(PAPER)
    given = frame["denominator"] != ""
    status = frame["denominator_status"]
    assert given[status.isin(["stated", "inferred"])].all()
    assert not given[status == "none"].any()


def test_a_caller_cannot_spoil_the_register_for_others() -> None:
    frame = register(PAPER)
    frame.loc["t1-don-2018", "printed"] = "99"
    assert figure("t1-don-2018", PAPER).printed == "51"


def test_unknown_id_names_the_register_and_the_nearest_ids() -> None:
    with pytest.raises(KeyError) as caught:
        figure("t1-don-2019", PAPER)
    message = str(caught.value)
    assert "figures.csv" in message
    assert "t1-don-2018" in message
    assert "t1-don-2016" in message
    with pytest.raises(KeyError, match="no id is near it"):
        figure("§§§", PAPER)


def test_another_papers_register_is_read_and_read_again_once_edited(tmp_path: Path) -> None:
    path = write(tmp_path / "other.csv", {"id": "a"}, {"id": "b", "wave": "2021"})
    assert list(register(path).index) == ["a", "b"]
    assert figure("b", path) == Figure(**{**GOOD, "id": "b", "wave": "2021"})
    write(path, {"id": "only-one-left"})
    assert list(register(path).index) == ["only-one-left"]


@pytest.mark.parametrize(
    ("change", "column", "rule"),
    [
        ({"printed": ""}, "printed", "empty"),
        ({"unit": ""}, "unit", "empty"),
        ({"lines": "  "}, "lines", "empty"),
        ({"statement": ""}, "statement", "empty"),
        ({"kind": "number"}, "kind", "unknown 'number'"),
        ({"wave": "20118"}, "wave", "unknown '20118'"),
        ({"denominator_status": "guessed"}, "denominator_status", "unknown 'guessed'"),
        ({"printed": "101", "unit": "percent"}, "printed", "above 100 percent"),
        ({"printed": "4/3", "unit": "percent"}, "printed", "above 100 percent"),
        ({"lines": "p. 12"}, "lines", "neither N, N-M nor elsewhere"),
        ({"lines": "12-10"}, "lines", "does not run forward"),
        ({"printed": "about 50"}, "printed", "cannot be read as a number"),
        ({"printed": "28/09/2018", "unit": "date"}, "printed", "is no date"),
        ({"printed": "2016-17", "unit": "financial year"}, "printed", "is no financial year"),
    ],
)
def test_one_broken_rule_is_named_with_its_row_and_column(
    tmp_path: Path, change: dict[str, str], column: str, rule: str
) -> None:
    path = write(tmp_path / "bad.csv", {"id": "fine"}, {"id": "bad", **change})
    with pytest.raises(RegisterError) as caught:
        register(path)
    head, *problems = str(caught.value).splitlines()
    assert str(path) in head
    assert len(problems) == 1
    assert problems[0].strip().startswith(f"row 3, {column}: ")
    assert rule in problems[0]


def test_a_change_above_100_percent_and_words_in_place_of_a_number_are_allowed(
    tmp_path: Path,
) -> None:
    path = write(
        tmp_path / "good.csv",
        {"id": "growth", "printed": "240", "unit": "percent", "wave": "change"},
        {"id": "words", "kind": "statement", "printed": "increase", "unit": "direction"},
    )
    assert figure("growth", path).value == 240.0
    assert figure("words", path).value is None


def test_all_problems_come_in_one_error_in_the_order_of_the_rows(tmp_path: Path) -> None:
    path = write(
        tmp_path / "bad.csv",
        {"id": "a", "unit": "", "lines": "x"},
        {"id": "b", "kind": "sum", "wave": "last year"},
        {"id": "a", "printed": "150", "unit": "percent"},
        {"id": "c"},
        {"id": ""},
        {"id": ""},
    )
    with pytest.raises(RegisterError) as caught:
        register(path)
    found = re.findall(r"row (\d+), (\w+): ", str(caught.value))
    assert sorted(found) == [
        ("2", "lines"),
        ("2", "unit"),
        ("3", "kind"),
        ("3", "wave"),
        ("4", "id"),
        ("4", "printed"),
        ("6", "id"),
        ("7", "id"),
    ]
    assert [row for row, _ in found] == sorted(row for row, _ in found)
    assert "'a' already stands in row 2" in str(caught.value)


def test_an_unquoted_comma_is_found(tmp_path: Path) -> None:
    path = write(tmp_path / "bad.csv", {"id": "a"})
    text = path.read_text(encoding="utf-8")
    path.write_text(text.rstrip("\r\n") + ",rq3\n", encoding="utf-8")
    with pytest.raises(RegisterError, match=r"row 2, question: cells beyond .* put quotes"):
        register(path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "row 1 must name each column once"),
        (b"id,section\na,b\n", "missing: lines, statement"),
        (",".join([*COLUMNS, "quote"]).encode(), "unknown: quote"),
        (",".join(COLUMNS).encode(), "no rows below the header"),
        (b"id,\xff\xfe\n", "CSV in UTF-8"),
    ],
)
def test_a_file_of_another_form_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    with pytest.raises(RegisterError, match=message) as caught:
        register(path)
    assert str(path) in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match=r"none\.csv: no register there"):
        register(tmp_path / "none.csv")


def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path: Path) -> None:
    path = write(tmp_path / "excel.csv", {"id": "a"})
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert list(register(path).index) == ["a"]

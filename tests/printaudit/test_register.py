"""Registers: what is read from them, and what is refused."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from printaudit import Figure, RegisterError, find_figure, read_figures
from printaudit.register import COLUMNS

BAKERY = Path(__file__).parent / "bakery" / "figures.csv"
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


def test_a_caller_cannot_spoil_the_register_for_others() -> None:
    read_figures(BAKERY).pop("price-now")
    assert find_figure("price-now", BAKERY).printed == "3.00"


def test_unknown_id_names_the_register_and_the_nearest_ids() -> None:
    with pytest.raises(KeyError) as caught:
        find_figure("price-new", BAKERY)
    message = str(caught.value)
    assert "figures.csv" in message
    assert "price-now" in message
    assert "price-then" in message
    with pytest.raises(KeyError, match="no id is near it"):
        find_figure("§§§", BAKERY)


def test_another_papers_register_is_read_and_read_again_once_edited(tmp_path: Path) -> None:
    path = write(tmp_path / "other.csv", {"id": "a"}, {"id": "b", "wave": "2021"})
    assert list(read_figures(path)) == ["a", "b"]
    assert find_figure("b", path) == Figure(**{**GOOD, "id": "b", "wave": "2021"})
    write(path, {"id": "only-one-left"})
    assert list(read_figures(path)) == ["only-one-left"]


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
        read_figures(path)
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
    assert find_figure("growth", path).value == 240.0
    assert find_figure("words", path).value is None


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
        read_figures(path)
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
        read_figures(path)


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
        read_figures(path)
    assert str(path) in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match=r"none\.csv: no register there"):
        read_figures(tmp_path / "none.csv")


def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path: Path) -> None:
    path = write(tmp_path / "excel.csv", {"id": "a"})
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert list(read_figures(path)) == ["a"]

"""However a file was mangled on its way, it is read exactly or refused in one message."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import making
import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newwave.errors import SourceError
from newwave.sources import aar, cfr
from newwave.sources.tabular_files import read_headers

QUICK = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
NAMES = st.one_of(
    st.sampled_from(
        [
            '=HYPERLINK("http://example.org","Elm")', "<script>alert(1)</script>", "@SUM(A1:A2)",
            "+44 Elm", "-Elm", "St Zoë\u2019s", "Elm, Kent", 'The "Oak" School', "Elm\nRoad", "£5",
            "O\u2019Elm & Sons",
        ]
    ),
    st.text(st.characters(codec="cp1252", categories=["L", "N", "P"]), min_size=1, max_size=12),
)  # fmt: skip
AMOUNTS = st.one_of(
    st.sampled_from([0, "SUPP", " DNS ", "", "£1,234.50", "x"]),
    st.integers(-(10**6), 10**7),
    st.decimals(0, 10**6, places=2),
)
HEADER = ["URN", "School Name", "I13  Donations and or\nprivate funds", "LA", "Head teacher"]
STRAY = st.lists(
    st.lists(st.sampled_from(["", "Table 1", "Income (£)", "URN", "2016 to 2017"]), max_size=6),
    max_size=5,
)


@st.composite
def schools(draw: st.DrawFn) -> list[list[object]]:
    urns = draw(st.lists(st.integers(900000, 999999), min_size=1, max_size=6, unique=True))
    return [[urn, draw(NAMES), draw(AMOUNTS), 886, "A. Person"] for urn in urns]


def expected(cell: object) -> float:
    known = {"SUPP": None, " DNS ": None, "": None, "£1,234.50": 1234.5, "x": None}
    value = known.get(cell, cell) if isinstance(cell, str) else cell
    return float("nan") if value is None else float(value)


def told(table: pd.DataFrame) -> list[tuple]:
    amounts = table["donations"].astype(object).where(table["donations"].notna(), None)
    names = table["name"].astype(object).where(table["name"].notna(), None)
    return list(zip(table["urn"], names, amounts, strict=True))


def meant(rows: list[list[object]]) -> list[tuple]:
    values = [(urn, name.strip() or None, expected(cell)) for urn, name, cell, *_ in rows]
    return [(urn, name, None if value != value else value) for urn, name, value in values]


def attempt(read: Callable[[Path], object], path: Path) -> object:
    """What is read, or the one line of the refusal; any other exception fails the test."""
    try:
        return read(path)
    except SourceError as error:
        message = str(error)
    assert message.startswith(str(path))
    assert message.isprintable()
    return message


@QUICK
@given(
    schools(), STRAY, st.permutations(range(len(HEADER))), st.sampled_from(making.FORMS), st.data()
)
def test_shuffled_columns_stray_rows_and_blank_lines_are_read_exactly(
    rows, stray, order, form, data
):
    shuffled = [[row[place] for place in order] for row in [HEADER, *rows]]
    for place in data.draw(st.lists(st.integers(1, len(shuffled)), max_size=4)):
        shuffled.insert(place, data.draw(st.sampled_from([[], [""] * 5, [" "]])))
    with tempfile.TemporaryDirectory() as folder:
        table = cfr.read(making.write(Path(folder), [*stray, *shuffled], form))
    assert told(table) == meant(rows)


@QUICK
@given(schools(), st.data())
def test_mixed_encodings_are_read_exactly(rows, data):
    lines = []
    for row in [HEADER, *rows]:
        text = making.text([row])
        lines.append(text.encode(data.draw(st.sampled_from(["utf-8", "cp1252"]))))
    content = b"".join(lines)
    # A pair of cp1252 letters may spell one letter of UTF-8: then nobody can tell.
    readable = all(
        making.text([row]).encode("cp1252").decode("utf-8", "replace").count("\ufffd")
        == sum(letter > "\x7f" for letter in making.text([row]))
        for row in [HEADER, *rows]
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        path.write_bytes(data.draw(st.sampled_from([b"", b"\xef\xbb\xbf"])) + content)
        table = cfr.read(path)
    if readable:
        assert told(table) == meant(rows)


@QUICK
@given(schools(), st.data())
def test_a_urn_that_stands_twice_is_one_row_or_refused(rows, data):
    again = list(data.draw(st.sampled_from(rows)))
    again[2] = data.draw(st.sampled_from([again[2], 77]))
    with tempfile.TemporaryDirectory() as folder:
        path = making.write(Path(folder), [HEADER, *rows, again])
        outcome = attempt(cfr.read, path)
    if isinstance(outcome, str):
        assert str(again[0]) in outcome
    else:
        assert told(outcome) == meant(rows)


@QUICK
@given(schools(), st.sampled_from(making.FORMS), st.data())
def test_a_file_cut_anywhere_is_read_as_far_as_it_goes_or_refused(rows, form, data):
    with tempfile.TemporaryDirectory() as folder:
        path = making.write(Path(folder), [HEADER, *rows], form)
        content = path.read_bytes()
        path.write_bytes(content[: data.draw(st.integers(0, len(content) - 1))])
        outcome = attempt(cfr.read, path)
    assert isinstance(outcome, str) or len(outcome) <= len(rows)


@QUICK
@given(schools(), st.sampled_from(making.FORMS), st.data())
def test_a_file_with_bytes_changed_is_read_or_refused(rows, form, data):
    with tempfile.TemporaryDirectory() as folder:
        path = making.write(Path(folder), [HEADER, *rows], form)
        content = bytearray(path.read_bytes())
        for _ in range(data.draw(st.integers(1, 4))):
            place = data.draw(st.integers(0, len(content) - 1))
            content[place] = data.draw(st.integers(0, 255))
        path.write_bytes(bytes(content))
        outcomes = [attempt(read, path) for read in (cfr.read, aar.read, read_headers)]
    assert all(isinstance(each, (str, list, pd.DataFrame)) for each in outcomes)


@QUICK
@given(st.binary(max_size=200), st.sampled_from(["", "URN,School Name,I13\n", "PK\x03\x04"]))
def test_any_bytes_at_all_are_read_or_refused(content, start):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        path.write_bytes(start.encode() + content)
        outcomes = [attempt(read, path) for read in (cfr.read, aar.read, read_headers)]
    assert all(isinstance(each, (str, list, pd.DataFrame)) for each in outcomes)

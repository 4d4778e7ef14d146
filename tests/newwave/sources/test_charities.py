"""The register's current extract: every form and every oddity of it, read alike."""

import json
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from register_types import CHARITY_TYPES, RETURN_TYPES

from newwave.errors import SourceError
from newwave.sources import charities, charities_copy

DAY = " 00:00:00.0000000"
CHARITY = (
    *("date_of_extract", "organisation_number", "registered_charity_number"),
    *("linked_charity_number", "charity_name", "charity_registration_status"),
    *("date_of_registration", "date_of_removal", "latest_income", "charity_contact_address1"),
    *("charity_contact_postcode", "charity_contact_phone", "charity_contact_email"),
    *("charity_activities", "charity_gift_aid"),
)
RETURN = (
    *("date_of_extract", "organisation_number", "registered_charity_number"),
    *("fin_period_start_date", "fin_period_end_date", "ar_cycle_reference"),
    *("total_gross_income", "total_gross_expenditure", "suppression_ind", "suppression_type"),
)


def charity(number: int, name: str = "Elm Road Parents", **cells: str) -> list[str]:
    row = {
        "date_of_extract": "2023-09-07" + DAY,
        "organisation_number": str(number),
        "registered_charity_number": str(number + 1_000_000),
        "linked_charity_number": "0",
        "charity_name": name,
        "charity_registration_status": "Registered",
        "date_of_registration": "1994-05-03" + DAY,
        "charity_contact_address1": "Rose Cottage",
        "charity_contact_postcode": "ct1 1aa",
        "charity_contact_phone": "01632 960001",
        "charity_contact_email": "someone@example.org",
        "latest_income": "8300",
    }
    return [{**row, **cells}.get(column, "") for column in CHARITY]


def submitted(number: int, end: str, income: str, suppressed: str = "False") -> list[str]:
    return [
        *("2023-09-07" + DAY, str(number), str(number + 1_000_000), "2016-04-01" + DAY),
        *(end + DAY, "AR17", income, "", suppressed, ""),
    ]


def text(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "".join("\t".join(row) + "\r\n" for row in [header, *rows])


def write(folder: Path, content: str | bytes, name: str = "publicextract.table.txt") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def objects_of(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The rows as the Commission's JSON: numbers and truths bare, blanks null, with a mark."""

    def value(column: str, cell: str) -> object:
        if cell in ("", "True", "False"):
            return {"": None, "True": True, "False": False}[cell]
        if column.endswith("number"):
            return int(cell)
        if column.endswith("income"):
            return float(cell)
        return cell.replace(DAY, "T00:00:00")

    array = [
        {column: value(column, cell) for column, cell in zip(header, row, strict=True)}
        for row in rows
    ]
    return json.dumps(array, ensure_ascii=False).encode("utf-8-sig")


def slowly(content: str) -> list[list[str]]:
    """A reader of the text extract that takes one character after the other."""
    rows, row, cell, signs = [], [], "", iter(content.replace("\r\n", "\n"))
    for sign in signs:
        if sign == "\\":
            following = next(signs)
            cell += " " if following in "\t\n\r" else following
        elif sign in "\t\n":
            row.append(" ".join(cell.split()))
            cell = ""
            if sign == "\n":
                rows.append(row)
                row = []
        else:
            cell += sign
    return rows


def test_columns_types_and_what_is_kept(tmp_path: Path) -> None:
    removed = {"charity_registration_status": "Removed", "date_of_removal": "2016-01-31" + DAY}
    rows = [
        charity(7, "Elm Road PTA", charity_activities="Runs a fair."),
        charity(5, "Oak Lane Friends", latest_income="", **removed),
        charity(6, "A fund of Oak Lane Friends", linked_charity_number="1"),
    ]
    table = charities.read_charities(write(tmp_path, text(CHARITY, rows)))
    assert list(table.columns) == list(CHARITY_TYPES)
    assert {name: str(kind) for name, kind in table.dtypes.items()} == CHARITY_TYPES
    assert table["organisation_number"].tolist() == [5, 7]
    assert table["charity_number"].tolist() == [1_000_005, 1_000_007]
    assert table["status"].tolist() == ["removed", "registered"]
    assert table["removed"].tolist() == [pd.Timestamp("2016-01-31"), pd.NaT]
    assert table["registered"].tolist() == [pd.Timestamp("1994-05-03")] * 2
    assert table["postcode"].tolist() == ["CT11AA", "CT11AA"]
    assert table["activities"].fillna("none").tolist() == ["none", "Runs a fair."]
    assert pd.isna(table["latest_income"][0])
    assert table["latest_income"][1] == 8300.0


def test_contacts_are_never_read(tmp_path: Path) -> None:
    table = charities.read_charities(write(tmp_path, text(CHARITY, [charity(5)])))
    for contact in ("Rose Cottage", "960001", "someone@example.org"):
        assert contact not in table.to_csv()


@pytest.mark.parametrize("packed", [False, True], ids=["bare", "zip"])
@pytest.mark.parametrize("form", ["text", "json"])
def test_every_form_gives_the_same_table(tmp_path: Path, form: str, packed: bool) -> None:
    rows = [
        submitted(5, "2017-03-31", "8300"),
        submitted(5, "2018-03-31", ""),
        submitted(6, "2017-08-31", "5000", suppressed="True"),
        submitted(6, "2018-08-31", "0"),
    ]
    content = text(RETURN, rows).encode() if form == "text" else objects_of(RETURN, rows)
    path = write(tmp_path, content, f"publicextract.table.{form}")
    if packed:
        bare, path = path, tmp_path / "publicextract.table.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(bare, bare.name)
    table = charities.read_returns(path)
    assert {name: str(kind) for name, kind in table.dtypes.items()} == RETURN_TYPES
    assert table["organisation_number"].tolist() == [5, 5, 6, 6]
    assert table["start"].eq(pd.Timestamp("2016-04-01")).all()
    assert table["end"].tolist()[1] == pd.Timestamp("2018-03-31")
    # Blank and withheld incomes are missing; a reported nought is nought.
    assert table["income"].fillna(-1).tolist() == [8300, -1, -1, 0]
    kept = charities.read_returns(path, wanted=[6, 9])
    assert kept.equals(table[2:].reset_index(drop=True))
    assert charities.read_returns(path, wanted=[]).empty


def test_escapes_quotes_and_odd_signs(tmp_path: Path) -> None:
    rows = [
        charity(1, 'The "Elm" Parents\\\tTeachers'),
        charity(2, "Elm\\\r\nRoad \\\nSchool"),
        charity(3, "Elm\\\\Road \\\\"),
        charity(4, '"Elm Road'),
        charity(5, "=1+1, <b>Elm</b> & Ysgol Llwyn Ŵyth"),
        charity(6, "  Elm\0  Road  "),
    ]
    table = charities.read_charities(write(tmp_path, text(CHARITY, rows)))
    assert table["name"].tolist() == [
        'The "Elm" Parents Teachers',
        "Elm Road School",
        "Elm\\Road \\",
        '"Elm Road',
        "=1+1, <b>Elm</b> & Ysgol Llwyn Ŵyth",
        "Elm Road",
    ]


def test_a_row_broken_by_a_bare_line_end_is_mended(tmp_path: Path) -> None:
    rows = [charity(1), charity(2, charity_activities="Fairs.\r\n\r\nQuizzes."), charity(3)]
    table = charities.read_charities(write(tmp_path, text(CHARITY, rows)))
    assert table["activities"].fillna("").tolist() == ["", "Fairs. Quizzes.", ""]


def test_bytes_that_are_not_utf8_are_read_as_cp1252(tmp_path: Path) -> None:
    content = text(CHARITY, [charity(1, "Ysgol Tŷ Coch"), charity(2, "Caf\xe9")])
    path = write(tmp_path, content.encode().replace(b"\xc3\xa9", b"\xe9"))
    assert charities.read_charities(path)["name"].tolist() == ["Ysgol Tŷ Coch", "Café"]


PLAIN = st.sampled_from(list("ab \"',|é☃=<\x0b\x85"))
ESCAPED = st.sampled_from(["\t", "\r\n", "\n", '"', "n", "\\", "☃"]).map("\\".__add__)
CELLS = st.lists(PLAIN | ESCAPED, max_size=8).map("".join)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(CELLS, min_size=1, max_size=12), block=st.sampled_from([7, 64, 1 << 22]))
def test_agrees_with_a_slow_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: list[str], block: int
) -> None:
    monkeypatch.setattr(charities_copy, "BLOCK", block)
    content = text(CHARITY, [charity(n, name) for n, name in enumerate(names)])
    told = charities.read_charities(write(tmp_path, content))["name"].fillna("").tolist()
    place = CHARITY.index("charity_name")
    assert [" ".join(t.split()) for t in told] == [row[place] for row in slowly(content)[1:]]


def test_the_other_tables(tmp_path: Path) -> None:
    ids = ("organisation_number", "registered_charity_number", "linked_charity_number")
    place = (*ids, "geographic_area_type", "geographic_area_description")
    rows = [("5", "1005", "0", "Local Authority", "Kent"), ("5", "1005", "2", "Country", "Chad")]
    path = write(tmp_path, text(place, [*rows, rows[0]]))
    assert charities.read_areas(path).values.tolist() == [[5, 1005, "Local Authority", "Kent"]]
    names = (*ids, "charity_name_type", "charity_name")
    path = write(tmp_path, text(names, [("5", "1005", "0", "Working name", "Elm PTA")]))
    assert charities.read_other_names(path).values.tolist() == [[5, 1005, "Elm PTA"]]
    document = (*ids, "charitable_objects", "area_of_benefit")
    told = [("5", "1005", "0", "To advance education.", "Kent"), ("6", "1006", "0", "", "Kent")]
    path = write(tmp_path, text(document, told))
    assert charities.read_objects(path).values.tolist() == [[5, 1005, "To advance education."]]
    assert charities.read_objects(path, wanted=[6]).empty
    assert charities.find_tables(path) == ["charity_governing_document"]


def broken() -> dict[str, tuple[bytes, str]]:
    content = text(RETURN, [submitted(n, "2017-03-31", "8300") for n in range(4)]).encode()
    breaks_off = content[: content.rindex(b"8300") + 2]
    return {
        "a row that breaks off": (breaks_off, r"row 5: found 7 fields where the table has 10"),
        "a field too many": (content.replace(b"AR17", b"AR\t17", 1), "row 2: found 11 fields"),
        "text for a number": (content.replace(b"8300", b"lots"), "lots"),
        "a web page": (b"<!DOCTYPE html><title>Oops</title>", "a web page"),
        "nothing": (b"", "an empty file"),
        "a damaged zip": (b"PK\x03\x04" + bytes(50), "a damaged or incomplete archive"),
        "another table": (text(CHARITY, [charity(5)]).encode(), "found the table charity;"),
        "another file": (b"URN,LA\r\n1,2\r\n", "with the columns URN,LA"),
        "JSON that breaks off": (
            objects_of(RETURN, [submitted(5, "2017-03-31", "8")])[:-9],
            "json",
        ),
    }


@pytest.mark.parametrize("case", broken())
def test_one_clear_message(tmp_path: Path, case: str) -> None:
    content, found = broken()[case]
    with pytest.raises(SourceError, match=found) as caught:
        charities.read_returns(write(tmp_path, content, "returns.json"))
    assert "charity_annual_return_history" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_zip_cut_short(tmp_path: Path) -> None:
    path = tmp_path / "publicextract.charity.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", text(CHARITY, [charity(n, f"Elm {n}") for n in range(900)]))
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(SourceError, match="a damaged or incomplete archive"):
        charities.read_charities(path)
    path.write_bytes(whole[:200] + bytes(400) + whole[600:])
    with pytest.raises(SourceError, match="a damaged or"):
        charities.read_charities(path)


def test_an_unknown_status_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, text(CHARITY, [charity(5, charity_registration_status="Dormant")]))
    with pytest.raises(SourceError, match="'dormant'"):
        charities.read_charities(path)


def test_no_file() -> None:
    with pytest.raises(SourceError, match="no such file"):
        charities.read_charities(Path("absent.zip"))


def test_the_official_fixtures(opendata: Path) -> None:
    folder = opendata / "charities" / "extract_format_fixtures"

    def packed(table: str) -> Path:
        return folder / f"publicextract.{table}.zip"

    def slow(table: str) -> pd.DataFrame:
        with zipfile.ZipFile(packed(table)) as archive:
            head, *rows = slowly(archive.read(archive.namelist()[0]).decode())
        return pd.DataFrame(rows, columns=head)

    register = slow("charity")
    main = register[register["linked_charity_number"] == "0"]
    table = charities.read_charities(packed("charity"))
    assert sorted(table["name"]) == sorted(main["charity_name"])
    assert (table["status"] == "removed").sum() == (
        main["charity_registration_status"] == "Removed"
    ).sum()
    history = slow("charity_annual_return_history")
    shown = history[history["suppression_ind"] != "True"]["total_gross_income"]
    told = charities.read_returns(packed("charity_annual_return_history"))
    assert told["income"].sum() == pd.to_numeric(shown, errors="coerce").sum()
    assert len(told) == len(history)
    assert set(charities.read_areas(packed("charity_area_of_operation"))["area_type"]) == {
        "Local Authority",
        "Region",
        "Country",
    }
    with pytest.raises(SourceError, match="charity_annual_return_history"):
        charities.read_returns(packed("charity_annual_return_parta"))


@pytest.mark.parametrize("form", [text, objects_of], ids=["text", "JSON"])
def test_a_bar_tells_how_far_a_table_is_read(tmp_path, monkeypatch, form) -> None:
    shown = []

    def steps(blocks, what, total):
        shown.append((what, total))
        return blocks

    monkeypatch.setattr(charities_copy.progress, "steps", steps)
    content = form(CHARITY, [charity(7)])
    charities.read_charities(write(tmp_path, content))
    assert shown == [("Reading publicextract.table.txt", 1)]

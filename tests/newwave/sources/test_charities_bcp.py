"""The register's older extract gives the same tables as the current one."""

import zipfile
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from register_types import AREA_TYPES, CHARITY_TYPES, NAME_TYPES, OBJECT_TYPES, RETURN_TYPES

from newwave.errors import SourceError
from newwave.sources import charities_bcp, charities_copy

TIME = " 00:00:00"


def bcp(*rows: Sequence[str], encoding: str = "cp1252") -> bytes:
    return "".join("@**@".join(row) + "*@@*" for row in rows).encode(encoding)


def charity(number: int, name: str, kind: str = "R", part: str = "0") -> list[str]:
    contacts = ["A. Person", "Rose Cottage", "", "", "", "", "CT1 1AA", "01632 960001", ""]
    return [str(number), part, name, kind, "CONSTITUTION", "", "F", "F", "", *contacts]


EXTRACT = {
    "extract_charity": bcp(
        charity(7, "ELM ROAD PTA   "),
        charity(5, "OAK LANE FRIENDS", kind="RM"),
        charity(7, "A FUND OF ELM ROAD PTA", part="1"),
    ),
    "extract_registration": bcp(
        ["5", "0", "1990-02-01" + TIME, "2015-06-30" + TIME, "CE"],
        ["7", "0", "1999-09-01" + TIME, "2001-01-01" + TIME, "ERR"],
        ["7", "0", "2001-02-01" + TIME, "", ""],
        ["7", "1", "1980-01-01" + TIME, "", ""],
    ),
    "extract_financial": bcp(
        ["7", "2014-09-01" + TIME, "2015-08-31" + TIME, "9000", "8000"],
        ["7", "2013-09-01" + TIME, "2014-08-31" + TIME, "8300", "8000"],
        ["7", "2015-09-01" + TIME, "2016-08-31" + TIME, "", ""],
        ["5", "2013-04-01" + TIME, "2014-03-31" + TIME, "0", "0"],
    ),
    "extract_name": bcp(
        ["7", "0", "1", "ELM ROAD PTA"],
        ["7", "0", "2", "FRIENDS OF ELM ROAD"],
        ["7", "1", "3", "THE FUND"],
        ["5", "0", "4", "\0"],
    ),
    "extract_objects": bcp(
        ["7", "0", "0001", "AND PRIMARY SCHOOL."],
        ["7", "0", "0000", "TO ADVANCE THE EDUCATION OF PUPILS OF ELM ROAD INFANT 0001"],
        ["5", "0", "0000", "TO ADVANCE EDUCATION, AS AGREED IN 1998"],
    ),
    "extract_charity_aoo": bcp(
        ["7", "B", "77", "", ""],
        ["7", "D", "4", "", "1"],
        ["5", "A", "2", "", ""],
        ["5", "C", "20", "", ""],
    ),
    "extract_aoo_ref": bcp(
        ["B", "77", "KENT" + " " * 46, "KENT", "", ""],
        ["D", "4", "FRANCE", "FRANCE", "", "1"],
        ["D", "77", "CHAD", "CHAD", "", "2"],
        ["A", "2", "THROUGHOUT ENGLAND", "", "", ""],
        ["C", "20", "GREATER LONDON", "", "", ""],
    ),
    "extract_trustee": bcp(["7", "A. PERSON"]),
}


def packed(folder: Path, members: dict[str, bytes] | None = None) -> Path:
    path = folder / "RegPlusExtract_March_2017.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (EXTRACT if members is None else members).items():
            archive.writestr(f"RegPlusExtract/{name}.bcp", content)
    return path


def bare(folder: Path, table: str, content: bytes) -> Path:
    path = folder / f"{table}.bcp"
    path.write_bytes(content)
    return path


def kinds(table: pd.DataFrame) -> dict[str, str]:
    return {name: str(kind) for name, kind in table.dtypes.items()}


def test_charities(tmp_path: Path) -> None:
    table = charities_bcp.read_charities(packed(tmp_path))
    assert kinds(table) == CHARITY_TYPES
    assert table["organisation_number"].tolist() == table["charity_number"].tolist() == [5, 7]
    assert table["name"].tolist() == ["OAK LANE FRIENDS", "ELM ROAD PTA"]
    assert table["status"].tolist() == ["removed", "registered"]
    assert table["postcode"].tolist() == ["CT11AA", "CT11AA"]
    assert [str(day)[:10] for day in table["registered"]] == ["1990-02-01", "1999-09-01"]
    # A charity that was removed in error and registered again is not removed.
    assert [str(day)[:10] for day in table["removed"]] == ["2015-06-30", "NaT"]
    assert table["latest_income"].tolist() == [0, 9000]
    assert table["activities"].isna().all()
    for contact in ("A. Person", "Rose Cottage", "960001"):
        assert contact not in table.to_csv()


def test_returns(tmp_path: Path) -> None:
    path = packed(tmp_path)
    table = charities_bcp.read_returns(path)
    assert kinds(table) == RETURN_TYPES
    assert table["organisation_number"].tolist() == [5, 7, 7, 7]
    assert table["income"].fillna(-1).tolist() == [0, 8300, 9000, -1]
    assert str(table["start"][1])[:10] == "2013-09-01"
    assert str(table["end"][1])[:10] == "2014-08-31"
    assert charities_bcp.read_returns(path, wanted=[5])["income"].tolist() == [0]


def test_areas_have_the_names_of_the_current_extract(tmp_path: Path) -> None:
    table = charities_bcp.read_areas(packed(tmp_path))
    assert kinds(table) == AREA_TYPES
    assert table[["organisation_number", "area_type", "area"]].values.tolist() == [
        [5, "Region", "GREATER LONDON"],
        [5, "Region", "THROUGHOUT ENGLAND"],
        [7, "Country", "FRANCE"],
        [7, "Local Authority", "KENT"],
    ]


def test_other_names_leave_out_the_main_one(tmp_path: Path) -> None:
    table = charities_bcp.read_other_names(packed(tmp_path))
    assert kinds(table) == NAME_TYPES
    assert table.values.tolist() == [[7, 7, "FRIENDS OF ELM ROAD"]]


def test_objects_are_joined_in_order(tmp_path: Path) -> None:
    path = packed(tmp_path)
    table = charities_bcp.read_objects(path)
    assert kinds(table) == OBJECT_TYPES
    assert table["objects"].tolist() == [
        "TO ADVANCE EDUCATION, AS AGREED IN 1998",
        "TO ADVANCE THE EDUCATION OF PUPILS OF ELM ROAD INFANT AND PRIMARY SCHOOL.",
    ]
    assert charities_bcp.read_objects(path, wanted=[7])["charity_number"].tolist() == [7]


def test_bare_files_that_lie_together(tmp_path: Path) -> None:
    for table in ("extract_charity", "extract_registration"):
        path = bare(tmp_path, table, EXTRACT[table])
    whole = charities_bcp.read_charities(packed(tmp_path))
    # Without extract_financial the latest income is not known.
    told = charities_bcp.read_charities(path)
    assert told.drop(columns="latest_income").equals(whole.drop(columns="latest_income"))
    assert told["latest_income"].isna().all()
    financial = bare(tmp_path, "EXTRACT_FINANCIAL", EXTRACT["extract_financial"])
    assert len(charities_bcp.read_returns(financial)) == 4
    names = bare(tmp_path / "..", "extract_name", EXTRACT["extract_name"])
    assert charities_bcp.find_tables(names) == ["extract_name"]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    rows = [["1", "0", "1", "ÉCOLE\r\nDE\tL€ORME *@"], ["2", "0", "2", 'THE "ELM" \\ OAK']]
    path = bare(tmp_path, "extract_name", bcp(*rows, encoding=encoding))
    names = charities_bcp.read_other_names(path)["name"].tolist()
    assert names == ["ÉCOLE DE L€ORME *@", 'THE "ELM" \\ OAK']


TEXT = st.text(st.sampled_from(list("ab *@\"\\,\t\r\n'é\0")), max_size=9).filter(
    lambda cell: "*@" not in cell and "@*" not in cell and not cell.endswith(("@", "*"))
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(TEXT, min_size=1, max_size=8), block=st.sampled_from([5, 1 << 22]))
def test_any_name_is_read_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: list[str], block: int
) -> None:
    monkeypatch.setattr(charities_copy, "BLOCK", block)
    rows = [[str(n), "0", str(n), name] for n, name in enumerate(names)]
    table = charities_bcp.read_other_names(bare(tmp_path, "extract_name", bcp(*rows)))
    told = dict(zip(table["charity_number"], table["name"], strict=True))
    spaced = [" ".join(name.replace("\0", "").split()) for name in names]
    assert told == {n: name for n, name in enumerate(spaced) if name}


def test_one_clear_message(tmp_path: Path) -> None:
    financial = EXTRACT["extract_financial"]
    cases = {
        financial[:-30]: "row 5: found .* fields where the table has 5",
        financial[:-2]: "row 5: found 5 fields",
        financial.replace(b"9000", b"90@**@00"): "row 2: found 6 fields where the table has 5",
        financial.replace(b"9000", b"many"): "many",
        b"regno,income\r\n5,100\r\n": "a file without the marks of a .bcp",
        b"<html>Gone</html>": "a web page",
    }
    for content, found in cases.items():
        path = bare(tmp_path, "extract_financial", content)
        with pytest.raises(SourceError, match=found) as caught:
            charities_bcp.read_returns(path)
        assert "@**@" in str(caught.value)
    with pytest.raises(SourceError, match=r"no extract_objects.bcp among extract_charity.bcp"):
        charities_bcp.read_objects(packed(tmp_path, {t: EXTRACT[t] for t in list(EXTRACT)[:3]}))


def test_what_a_file_holds(tmp_path: Path) -> None:
    assert charities_bcp.find_tables(packed(tmp_path)) == list(charities_bcp.TABLES)
    other = bare(tmp_path, "extract_name", b"regno,name\r\n")
    assert charities_bcp.find_tables(other) == []
    assert charities_bcp.find_tables(tmp_path / "absent.bcp") == []


def test_the_fields_are_the_official_ones(opendata: Path) -> None:
    path = opendata / "charities" / "field_dictionaries" / "legacy_bcp_table-definition.csv"
    rows = pd.read_csv(path, header=0, names=["field", "type", "about"], dtype="string")
    official: dict[str, list[str]] = {}
    for field, kind in zip(rows["field"].fillna(""), rows["type"].fillna(""), strict=True):
        if field.startswith("extract_"):
            fields = official.setdefault(field, [])
        elif field and kind:
            fields.append(field)
    for table, names in charities_bcp.TABLES.items():
        assert list(names) == official[table], table

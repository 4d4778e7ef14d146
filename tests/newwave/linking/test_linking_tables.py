"""The tables are read and checked with one clear message, and written whole or not at all."""

import pandas as pd
import pytest
from linking_tables import charities, schools

from newwave import linking
from newwave.errors import NewWaveError

LINKS = pd.DataFrame(
    {
        "charity_number": [1, 2],
        "urn": pd.array([900_001, pd.NA], dtype="Int64"),
        "score": [99.0, 0.0],
        "reason": pd.array(["=1+1", "It is a playgroup"], dtype="string"),
        "decision": pd.array(["link", "none"], dtype="string"),
    }
)


def saved(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "table.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_column_names_may_be_in_any_case_and_more_columns_are_ignored(tmp_path):
    path = saved(tmp_path, "Head,URN , Name\nA Person,900001,Elm Road School\n")
    table = linking.read_schools(path)
    assert table["urn"].tolist() == [900_001]
    assert table["name"].tolist() == ["Elm Road School"]
    assert "head" not in {name.lower() for name in table.columns}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_encodings_and_byte_order_marks(tmp_path, encoding):
    path = saved(tmp_path, "charity_number,name\n1,Ecôle d'Elm PTA\n", encoding)
    assert linking.read_charities(path)["name"].tolist() == ["Ecôle d'Elm PTA"]


def test_optional_columns_may_be_empty(tmp_path):
    path = saved(tmp_path, "urn,name,la_code,successor_urn,town\n900001,Elm,,,\n")
    table = linking.read_schools(path)
    assert table["la_code"].isna().all()
    assert table["successor_urn"].isna().all()
    assert table["town"].tolist() == [""]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("charity,name\n1,Elm PTA\n", ["charity_number", "add or rename"]),
        ("charity_number,title\n1,Elm PTA\n", ["charity_number and name", "title"]),
        ("charity_number,name\nx1,Elm PTA\n", ["'x1'", "row 1", "whole number"]),
        ("charity_number,name\n,Elm PTA\n", ["row 1", "whole number"]),
        ("charity_number,name\n1,Elm PTA\n1,Ash PTA\n", ["charity_number 1", "differ"]),
        ("charity_number,name,Name\n1,Elm,Ash\n", ["name twice"]),
        ("", ["empty"]),
        ("<html><body>Not found</body></html>", ["web page"]),
        ("PK\0\0", ["binary"]),
    ],
)
def test_a_wrong_table_is_named_in_one_message(tmp_path, text, words):
    path = saved(tmp_path, text)
    with pytest.raises(NewWaveError, match=str(path)) as raised:
        linking.read_charities(path)
    assert all(word in str(raised.value) for word in words)
    assert "\n" not in str(raised.value)


def test_wrong_tables_in_memory_are_named_as_well():
    table = charities({"name": "ELM PTA"})
    with pytest.raises(NewWaveError, match="schools: found urn; expected columns urn and name"):
        linking.link(table, pd.DataFrame({"urn": [900_001]}))
    with pytest.raises(NewWaveError, match="charities: found charity_number 1 in rows that differ"):
        linking.link(charities({"name": "ELM PTA"}, {"charity_number": 1, "name": "ASH"}), table)


def test_a_missing_file_and_a_folder(tmp_path):
    with pytest.raises(FileNotFoundError):
        linking.read_charities(tmp_path / "nothing.csv")
    with pytest.raises(OSError, match="folder"):
        linking.read_schools(tmp_path)


def test_identical_rows_are_one():
    twice = charities({"name": "ELM PTA"}, {"charity_number": 1, "name": "ELM PTA"})
    assert linking.link(twice, schools({"name": "Elm School"}))["charity_number"].tolist() == [1]


def test_empty_tables_are_linked_to_nothing():
    none = pd.DataFrame({"charity_number": [], "name": []})
    assert linking.link(none, schools({"name": "Elm School"})).empty
    lonely = linking.link(charities({"name": "ELM PTA"}), pd.DataFrame({"urn": [], "name": []}))
    assert lonely["decision"].tolist() == ["none"]


def test_cells_are_never_formulas(tmp_path):
    path = tmp_path / "links.csv"
    linking.write_links(LINKS, path)
    text = path.read_text()
    assert "'=1+1" in text
    assert text.splitlines()[0] == "charity_number,urn,score,reason,decision"
    assert text.splitlines()[2] == "2,,0.0,It is a playgroup,none"


@pytest.mark.parametrize("mark", ["=", "+", "-", "@", "\t", "\r"])
def test_every_mark_that_starts_a_formula_is_made_text(tmp_path, mark):
    path = tmp_path / "links.csv"
    linking.write_links(LINKS.assign(reason=f"{mark}SUM(A1)"), path)
    assert pd.read_csv(path)["reason"].str.startswith("'").all()


def test_an_interrupted_writing_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "links.csv"
    path.write_text("old\n")

    def breaks(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(pd.DataFrame, "to_csv", breaks)
    with pytest.raises(KeyboardInterrupt):
        linking.write_links(LINKS, path)
    assert path.read_text() == "old\n"
    assert [each.name for each in tmp_path.iterdir()] == ["links.csv"]


def test_markup_in_names_stays_text(tmp_path):
    name = "<b>Zennorbridge</b> & <script>alert(1)</script> School"
    links = linking.link(
        charities({"name": "=ZENNORBRIDGE ALERT SCHOOL PTA"}), schools({"name": name})
    )
    linking.write_links(links, tmp_path / "links.csv")
    assert len(pd.read_csv(tmp_path / "links.csv")) == 1

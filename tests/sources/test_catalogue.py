"""The catalogue of sources says what the readers say, and stops with one message if it is wrong."""

from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from helpers.sources import (
    aar,
    catalogue,
    cfr,
    charities,
    charities_bcp,
    gias,
    gias_links,
    imd,
    ofsted,
    postcodes,
)
from helpers.sources.errors import SourceError

READERS: dict[str, ModuleType] = {
    "cfr": cfr,
    "aar": aar,
    "gias": gias,
    "gias_links": gias_links,
    "ofsted": ofsted,
    "imd": imd,
    "postcodes": postcodes,
    "charity_bcp": charities_bcp,
}
ENTRY = {
    "title": "Accounts",
    "publisher": "A department",
    "licence": "Open",
    "landing": "https://example.org/",
    "landing_seen_in": "its handbook",
    "period": "financial year",
    "years": ["2020-21", "2021-22"],
    "expects": "a row per school",
    "addresses": [
        {
            "address": "https://example.org/A_{year}.xlsx",
            "seen_in": "its handbook",
            "years": ["2021-22"],
        }
    ],
}


def write(folder: Path, **changes: object) -> Path:
    entry = {**ENTRY, **changes}
    path = folder / "sources.yml"
    kept = {field: value for field, value in entry.items() if value is not None}
    path.write_text(yaml.safe_dump({"accounts": kept}), encoding="utf-8")
    return path


def test_every_source_expects_what_its_reader_does() -> None:
    expects = {source.id: source.expects for source in catalogue.load()}
    assert expects == {
        **{ident: reader.EXPECTED for ident, reader in READERS.items()},
        **charities.EXPECTED,
    }


def test_every_source_has_somewhere_to_go() -> None:
    for source in catalogue.load():
        assert source.landing.startswith(("https://", "http://"))
        assert source.landing_seen_in
        assert all(address.seen_in for address in source.addresses)


def test_which_sources_can_be_fetched() -> None:
    stable = {
        source.id
        for source in catalogue.load()
        if any(address.stable for address in source.addresses)
    }
    assert stable == {"cfr", "aar", "gias", "gias_links", "imd", *charities.TABLES}


def test_an_address_is_filled_in() -> None:
    address = catalogue.Address("https://example.org/{year}/a{date}.csv", "here")
    assert address.stable
    assert (
        address.filled("2021-22", date(2024, 1, 31)) == "https://example.org/2021-22/a20240131.csv"
    )
    assert not catalogue.Address("https://example.org/{month}.zip", "here").stable
    assert catalogue.file_name("https://example.org/a/File%207.csv?x=1") == "File 7.csv"


def test_reading(tmp_path: Path) -> None:
    [source] = catalogue.load(write(tmp_path))
    assert source.id == "accounts"
    assert source.years == ("2020-21", "2021-22")
    assert source.addresses[0].years == ("2021-22",)
    assert catalogue.find([source], "accounts") is source
    with pytest.raises(LookupError, match="no source cfr; there are: accounts"):
        catalogue.find([source], "cfr")


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"publisher": None}, "no publisher"),
        ({"title": "  "}, "title blank"),
        ({"colour": "red"}, "the unknown colour"),
        ({"landing": "example"}, "the address 'example'"),
        ({"years": "2021-22"}, "years that is no list"),
        ({"years": ["2021-23"], "addresses": []}, "the year '2021-23'"),
        ({"years": ["2021-22", "2020-21"]}, "years out of order"),
        ({"period": "month"}, "the period 'month'"),
        ({"years": ["2020-21"]}, "an address for 2021-22"),
        ({"addresses": ["https://example.org"]}, "an entry without fields"),
        ({"addresses": [{"address": "https://example.org/a"}]}, "no seen_in"),
        (
            {"addresses": [{"address": "https://example.org/a", "seen_in": ""}]},
            "an address without a word where it was seen",
        ),
        (
            {"addresses": [{"address": "https://example.org/{year}", "seen_in": "here"}]},
            "years without",
        ),
        (
            {"addresses": [{"address": "ftp://example.org", "seen_in": "here"}]},
            "the address 'ftp://example.org'",
        ),
        (
            {"addresses": [{"address": "http://a.org", "seen_in": "b", "edition": 2011}]},
            "the unknown year 2011",
        ),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, changes: dict[str, object], found: str) -> None:
    path = write(tmp_path, **changes)
    with pytest.raises(SourceError) as caught:
        catalogue.load(path)
    assert found in str(caught.value)
    assert "accounts" in str(caught.value)


@pytest.mark.parametrize(
    ("content", "found"), [(b"a: [", "no YAML"), (b"", "no entries"), (b"\xff", "no YAML")]
)
def test_a_file_that_is_no_catalogue(tmp_path: Path, content: bytes, found: str) -> None:
    path = tmp_path / "sources.yml"
    path.write_bytes(content)
    with pytest.raises(SourceError, match=found):
        catalogue.load(path)
    path.unlink()
    with pytest.raises(SourceError, match="no such file"):
        catalogue.load(path)

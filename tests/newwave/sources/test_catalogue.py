"""The catalogue of sources names every reader, and stops with one message where it is wrong."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml

from newwave.sources import aar, catalogue, cfr, charities, charities_bcp, imd

ENTRY: dict[str, object] = {
    "id": "cfr",
    "title": "Accounts",
    "publisher": "A department",
    "licence": "Open",
    "landing": "https://example.org/",
    "address": None,
    "seen_in": "its handbook",
    "years": "2021-22",
    "name": None,
    "gives": "income",
    "needed": True,
}


def write(folder: Path, content: object) -> Path:
    path = folder / "sources.yml"
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    return path


def test_every_reader_has_its_source_once() -> None:
    assert sorted(source.id for source in catalogue.load()) == sorted(catalogue.EXPECTED)


def test_a_source_expects_what_its_reader_does() -> None:
    assert catalogue.find_source("cfr").expects == cfr.EXPECTED
    assert catalogue.find_source("aar").expects == aar.EXPECTED
    assert catalogue.find_source("imd").expects == imd.EXPECTED
    assert catalogue.find_source("charity_bcp").expects == charities_bcp.EXPECTED
    for table, expected in charities.EXPECTED.items():
        assert catalogue.find_source(table).expects == expected


def test_every_source_has_somewhere_to_go() -> None:
    for source in catalogue.load():
        assert urlsplit(source.landing).netloc, source.id
        assert source.publisher, source.id
        assert source.licence, source.id
        assert source.seen_in, source.id


def test_a_table_of_the_register_has_its_own_address() -> None:
    told = {table: catalogue.find_source(table).url() for table in charities.TABLES}
    assert all(str(url).endswith(f"publicextract.{table}.zip") for table, url in told.items())


def test_reading(tmp_path: Path) -> None:
    [source] = catalogue.load(write(tmp_path, [ENTRY]))
    assert (source.id, source.title, source.needed) == ("cfr", "Accounts", True)
    assert source.url() is None


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"id": "accounts"}, "no reader for 'accounts'"),
        ({"colour": "red"}, "expected the keys"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, changes: dict[str, object], found: str) -> None:
    with pytest.raises(catalogue.CatalogueError, match=found) as caught:
        catalogue.load(write(tmp_path, [ENTRY, {**ENTRY, **changes}]))
    assert "source 2" in str(caught.value)


def test_a_file_that_is_no_catalogue(tmp_path: Path) -> None:
    path = write(tmp_path, {"cfr": ENTRY})
    with pytest.raises(catalogue.CatalogueError, match="must be a list of sources"):
        catalogue.load(path)
    path.write_text("a: [", encoding="utf-8")
    with pytest.raises(catalogue.CatalogueError, match="is not YAML"):
        catalogue.load(path)


def test_a_source_that_is_not_there_is_told() -> None:
    with pytest.raises(catalogue.CatalogueError, match="no source 'school_meals'; there are: cfr"):
        catalogue.find_source("school_meals")

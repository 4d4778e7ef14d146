"""What lies in a folder: known by content, told with what was found, expected and to be done."""

import shutil

import official
import pytest

from newwave.errors import SourceError
from newwave.sources import catalogue, raw_files

YEAR = "2021-22"


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    home = tmp_path_factory.mktemp("raw")
    official.write(home, 12, YEAR)
    return home


@pytest.fixture
def raw(written, tmp_path):
    return shutil.copytree(written, tmp_path / "raw")


def named(raw, start):
    return next(path for path in raw.iterdir() if path.name.startswith(start))


def test_every_file_is_known_by_its_content_whatever_its_name(raw):
    expected = {file.path.name: file.source for file in raw_files.identify_all(raw)}
    assert {"cfr", "aar", "gias", "gias_links", "ofsted", "imd", "postcodes", "charity"} <= set(
        expected.values()
    )
    for number, path in enumerate(sorted(raw.iterdir())):
        renamed = path.rename(raw / f"{number}{''.join(path.suffixes[-1:])}")
        assert raw_files.identify(renamed).source == expected[path.name], path.name


def test_years_come_from_names_and_editions_from_within(raw):
    present = raw_files.identify_all(raw)
    assert raw_files.select(present, "cfr", YEAR).name.startswith("CFR_")
    assert raw_files.select(present, "imd", "2019").name.startswith("File_7")


@pytest.mark.parametrize("name", ["CFR_2021_22.xlsx", "CFR 202122.xlsx", "CFR_2021-2022_Data.xlsx"])
def test_a_year_is_read_in_any_of_its_forms(raw, name):
    named(raw, "CFR_").rename(raw / name)
    assert raw_files.select(raw_files.identify_all(raw), "cfr", YEAR).name == name


def message(raw, *words):
    with pytest.raises(SourceError) as caught:
        raw_files.select(raw_files.identify_all(raw), *words)
    text = str(caught.value)
    assert "found" in text
    assert "expected" in text
    return text


def test_other_years_only(raw):
    text = message(raw, "cfr", "2016-17")
    assert "CFR_2021-22" in text
    assert "get that of 2016-17 from https://" in text
    assert "such as CFR_2016-17_" in text


def test_two_files_for_one_source(raw):
    shutil.copy(named(raw, "CFR_"), raw / "CFR_2021-22_copy.xlsx")
    text = message(raw, "cfr", YEAR)
    assert "2 files of Consistent Financial Reporting" in text
    assert "CFR_2021-22_copy.xlsx" in text
    assert "keep the one that is meant" in text


def test_nothing_there(raw):
    named(raw, "edubase").unlink()
    text = message(raw, "gias")
    assert "sources fetch gias`, or from https://get-information-schools" in text


def test_a_file_of_another_source_under_a_telling_name(raw):
    named(raw, "CFR_").unlink()
    shutil.copy(named(raw, "AAR_"), raw / "CFR_2021-22_Full_Data_Workbook.xlsx")
    text = message(raw, "cfr", YEAR)
    assert "CFR_2021-22_Full_Data_Workbook.xlsx, by its name one, holds Academies" in text


def test_a_web_page_saved_as_data_is_unknown_with_the_reason(raw):
    (raw / "page.csv").write_text("<!DOCTYPE html><html><body>Moved</body></html>", "utf-8")
    (found,) = (file for file in raw_files.identify_all(raw) if file.path.name == "page.csv")
    assert found.source is None
    assert "page" in found.why


def test_what_is_there_and_what_is_missing_is_told(raw):
    named(raw, "edubase").unlink()
    text = raw_files.describe(catalogue.load(), raw_files.identify_all(raw))
    assert f"there    cfr: {named(raw, 'CFR_').name} (2021-22)" in text
    assert "needed   gias:" in text
    assert "sources fetch charity_bcp" not in text


def test_an_edition_of_the_index_is_told_once_and_by_its_own_entry(raw):
    text = raw_files.describe(catalogue.load(), raw_files.identify_all(raw))
    assert text.count("_IoD2019_") == 1
    assert f"there    imd_2019: {named(raw, 'File_7').name} (2019)" in text
    assert "imd: " not in text


def test_questionnaires_and_their_mapping_are_no_unknown_files(raw):
    for name, text in {"heads.csv": "School\n1\n", "heads.yml": "urn: School\n"}.items():
        (raw / name).write_text(text, "utf-8")
    (raw / "other.csv").write_text("School\n1\n", "utf-8")
    lines = raw_files.describe(catalogue.load(), raw_files.identify_all(raw)).splitlines()
    assert [line.split(":")[0] for line in lines if "--survey" in line] == [
        "survey   heads.csv",
        "survey   heads.yml",
        "survey   survey.csv",
        "survey   survey.yml",
    ]
    assert next(line for line in lines if line.startswith("unknown")).startswith("unknown  other")

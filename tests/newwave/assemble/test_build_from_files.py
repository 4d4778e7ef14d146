"""A wave from official-looking files: the whole way, and what is told of files that do not fit."""

import hashlib
import shutil

import official
import pandas as pd
import pytest
import yaml

from newwave import assemble
from newwave.errors import SourceError

YEAR = "2021-22"


@pytest.fixture(scope="module")
def country(tmp_path_factory):
    return official.write(tmp_path_factory.mktemp("raw"), 40, YEAR, charities=150, markup=True)


@pytest.fixture(scope="module")
def built(country):
    survey = country.folder / "survey.csv"
    return assemble.build_wave(
        assemble.WaveOptions("2022", 886, YEAR, raw=country.folder, survey=survey)
    )


@pytest.fixture
def raw(country, tmp_path):
    """A copy of the folder of official files, to spoil."""
    return shutil.copytree(country.folder, tmp_path / "raw")


def file(raw, country, part):
    return raw / country.paths[part].name


def told_by(raw, **changed):
    given = {"wave": "2022", "area": 886, "finance_year": YEAR, "raw": raw} | changed
    with pytest.raises(SourceError) as caught:
        assemble.build_wave(assemble.WaveOptions(**given))
    error = caught.value
    assert error.found in str(error)
    assert error.expected in str(error)
    assert error.remedy in str(error)
    return error


def test_the_schools_are_the_maintained_primary_schools_of_the_area(country, built):
    expected = country.schools.set_index("urn")
    assert set(built.schools["la_code"]) == {886}
    there = built.schools[built.schools["urn"].isin(expected.index)]
    assert len(there) >= 25
    assert set(expected.loc[there["urn"], "phase"]) == {"Primary"}


def test_donations_are_those_the_schools_reported(country, built):
    known = built.schools.dropna(subset=["direct_donations"]).set_index("urn")["direct_donations"]
    assert len(known) >= 20
    assert known.eq(country.donations.reindex(known.index)).all()


def test_associations_are_found_and_few_are_wrong(tmp_path):
    # Without spoilt names: a school that is called by a formula has no name to be found by.
    country = official.write(tmp_path, 40, YEAR, charities=150)
    built = assemble.build_wave(assemble.WaveOptions("2022", 886, YEAR, raw=tmp_path))
    owners = {*country.associations["urn"], *country.associations["other_urn"].dropna()}
    here = set(built.schools["urn"])
    registered = set(built.schools.loc[built.schools["pta_status"] == "registered", "urn"])
    assert set(built.schools["pta_status"]) == {"registered", "unknown"}
    assert len(registered & owners) >= 0.8 * len(owners & here)
    unowned = {urn for urn in registered - owners if urn in set(country.schools["urn"])}
    assert len(unowned) <= 0.1 * len(registered)


def test_every_file_stands_with_its_checksum(country, built):
    sources = {source["file"]: source for source in built.facts["sources"]}
    used = set(country.paths) - {"aar", "charity_other_names"}
    assert set(sources) == {country.paths[part].name for part in used} | {"survey.yml"}
    for part in used:
        path = country.paths[part]
        assert sources[path.name]["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()


def test_what_was_fetched_stands_with_its_day_and_address(raw, country):
    path = file(raw, country, "cfr")
    note = {"address": "https://example.org/cfr.xlsx", "retrieved": "2024-01-31",
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}  # fmt: skip
    (raw / "fetched.yml").write_text(yaml.safe_dump({path.name: note}))
    facts = assemble.build_wave(assemble.WaveOptions("2022", 886, YEAR, raw=raw)).facts
    source = next(one for one in facts["sources"] if one["file"] == path.name)
    assert (source["address"], source["retrieved"]) == (note["address"], note["retrieved"])


def test_a_record_of_what_was_fetched_that_is_no_yaml_is_told(raw):
    (raw / "fetched.yml").write_text("cfr.xlsx: [")
    error = told_by(raw)
    assert str(raw / "fetched.yml") in str(error)
    assert "remove it" in error.remedy


def test_the_same_files_give_the_same_bytes(built, country):
    options = built.options
    assert assemble.build_wave(options).content == built.content


def test_no_head_teacher_is_in_the_wave(built):
    for text in built.content.values():
        assert not any(head in text for head in official.HEADS if len(head) > 4)


def test_no_name_begins_as_a_formula(built):
    assert not built.schools["name"].str.match(r"[=+\-@\t']").any()


def test_accounts_and_gias_alone_make_a_wave(raw, country):
    for path in raw.iterdir():
        if path.name not in {country.paths["cfr"].name, country.paths["gias"].name}:
            path.unlink()
    made = assemble.build_wave(assemble.WaveOptions("2022", 886, YEAR, raw=raw))
    assert set(made.schools["pta_status"]) == {"unknown"}
    assert made.schools["imd_decile"].isna().all()
    assert made.facts["imd_edition"] == "none"
    told = " ".join(made.facts["notes"])
    assert "imd_decile is missing" in told
    assert "pta_income missing" in told


@pytest.mark.parametrize("part", ["cfr", "gias"])
def test_a_file_that_no_wave_can_do_without(raw, country, part):
    file(raw, country, part).unlink()
    error = told_by(raw)
    assert part in str(error) or "Consistent Financial Reporting" in str(error)


def test_accounts_of_another_year(raw, country):
    file(raw, country, "cfr").unlink()
    official.write(raw, 40, "2016-17", charities=150, parts={"cfr"})
    error = told_by(raw)
    assert "2016-17" in error.found
    assert YEAR in error.expected


def test_accounts_of_another_year_under_a_false_name(raw, country, tmp_path):
    name = file(raw, country, "cfr").name
    older = official.write(tmp_path / "old", 40, "2013-14", charities=150, parts={"cfr"})
    shutil.copy(older.paths["cfr"], raw / name)
    error = told_by(raw)
    assert "had closed before the finance year 2021-22" in error.found


def test_an_area_that_the_accounts_do_not_have(raw):
    error = told_by(raw, area=999)
    assert "886 Kent" in error.found
    assert "887 Medway" in error.found


def test_a_file_of_another_source_in_its_place(raw, country):
    shutil.copy(file(raw, country, "ofsted"), file(raw, country, "cfr").with_suffix(".csv"))
    file(raw, country, "cfr").unlink()
    error = told_by(raw)
    assert "cfr" in str(error) or "Consistent Financial Reporting" in str(error)


def test_two_files_of_one_source(raw, country):
    path = file(raw, country, "gias")
    shutil.copy(path, raw / f"newer_{path.name}")
    error = told_by(raw)
    assert path.name in error.found
    assert f"newer_{path.name}" in error.found


def test_no_overlap_between_accounts_and_gias(raw, country):
    path = file(raw, country, "gias")
    table = pd.read_csv(path, dtype=str, encoding="cp1252", keep_default_na=False)
    table["URN"] = (table["URN"].astype(int) + 50000).astype(str)
    table.to_csv(path, index=False, encoding="cp1252")
    error = told_by(raw)
    assert "no URN that stands in both" in error.found


def test_an_index_that_does_not_fit_the_year_of_the_areas(raw, country):
    file(raw, country, "imd").unlink()
    file(raw, country, "postcodes").unlink()
    official.write(raw, 40, YEAR, charities=150, parts={"imd"}, imd="2025")
    error = told_by(raw, imd_edition="2025")
    assert "2011" in error.found
    assert "2021" in error.expected


def test_the_edition_asked_for_must_be_there(raw):
    error = told_by(raw, imd_edition="2015")
    assert "2015" in error.expected


def test_the_latest_edition_that_was_out_in_the_year_is_taken(raw):
    official.write(raw, 40, YEAR, charities=150, parts={"imd"}, imd="2015")
    options = {"wave": "2022", "area": 886, "finance_year": YEAR, "raw": raw}
    assert assemble.build_wave(assemble.WaveOptions(**options)).facts["imd_edition"] == "2019"
    asked = assemble.build_wave(assemble.WaveOptions(**options, imd_edition="2015"))
    assert asked.facts["imd_edition"] == "2015"


def test_no_folder_of_official_files(tmp_path):
    with pytest.raises(FileNotFoundError, match="none"):
        assemble.build_wave(assemble.WaveOptions("2022", 886, YEAR, raw=tmp_path / "none"))


def test_the_country_is_one_wave(country):
    made = assemble.build_wave(assemble.WaveOptions("2022", "all", YEAR, raw=country.folder))
    assert set(made.schools["la_code"]) == {886, 887}
    assert made.facts["areas"] == {886: "Kent", 887: "Medway"}
    one = assemble.build_wave(assemble.WaveOptions("2022", 886, YEAR, raw=country.folder))
    here = made.schools[made.schools["la_code"] == 886].reset_index(drop=True)
    columns = ["urn", "pupils", "direct_donations", "imd_decile", "ofsted"]
    assert here[columns].equals(one.schools[columns])


def test_the_older_extract_of_the_register_gives_the_same_wave(tmp_path):
    year, more = "2015-16", {"charities": 150, "imd": "2015"}
    made = {}
    for form in ("json", "bcp"):
        official.write(tmp_path / form, 40, year, register=form, **more)
        made[form] = assemble.build_wave(
            assemble.WaveOptions("2017", 886, year, raw=tmp_path / form)
        )
    new, old = made["json"], made["bcp"]
    assert [one["file"] for one in old.facts["sources"] if "RegPlus" in one["file"]]
    assert (old.schools["pta_status"] == "registered").sum() > 10
    assert old.schools["pta_income"].notna().sum() > 10
    # Every rule touched the same rows, and the links are those of the current extract.
    assert old.rules == new.rules
    assert old.content["schools.csv"] == new.content["schools.csv"]
    told = [one.report.partition("What the linking decided")[2] for one in (new, old)]
    decided = [part.partition("\nAssociations by")[0] for part in told]
    assert decided[0] == decided[1] != ""

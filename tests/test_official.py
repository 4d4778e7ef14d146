"""Official-looking files are what the tests and the benchmark of sources take them for."""

import re
import subprocess
import sys
import zipfile

import numpy as np
import official
import pandas as pd
import pytest
from official import charity, filing, universe

from helpers import project
from newwave.sources import aar, cfr, gias, gias_links, imd, ofsted, postcodes

NEEDED = {"cfr", "aar", "gias", "gias_links", "ofsted", "imd", "postcodes"}


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    return official.write(tmp_path_factory.mktemp("raw"), schools=60, markup=True)


def bytes_of(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_same_seed_gives_the_same_bytes(tmp_path, written):
    official.write(tmp_path / "again", schools=60, markup=True)
    assert bytes_of(tmp_path / "again") == bytes_of(written.folder)


def test_another_seed_gives_another_country(tmp_path, written):
    other = official.write(tmp_path, schools=60, seed=2, parts={"gias"})
    assert other.schools["name"].tolist() != written.schools["name"].tolist()


@pytest.mark.parametrize(("part", "name"), [("gias", "gias"), ("aar", "aar"), ("cfr", "cfr")])
def test_a_file_has_every_column_of_its_layout(tmp_path, part, name):
    path = official.write(tmp_path, year="2015-16", parts={part}).paths[part]
    if path.suffix == ".xlsx":
        sheet = {"aar": "Academies", "cfr": "Raw CFR Data"}[part]
        header = {"aar": 2, "cfr": 3}[part]
        columns = pd.read_excel(path, sheet_name=sheet, header=header, engine="openpyxl").columns
    else:
        columns = pd.read_csv(path, encoding="cp1252", low_memory=False).columns
    assert list(columns) == filing.layout(name)


@pytest.mark.parametrize("form", ["json", "txt"])
def test_a_register_has_every_column_of_its_layout(tmp_path, form):
    paths = official.write(tmp_path, parts={"charity"}, register=form).paths
    for table in official.REGISTER:
        with zipfile.ZipFile(paths[table]) as archive:
            assert archive.namelist() == [f"publicextract.{table}.{form}"]
            content = archive.read(archive.namelist()[0])
        if form == "txt":
            assert content.split(b"\r\n")[0].decode().split("\t") == filing.layout(table)
        else:
            first = content.decode("utf-8-sig").split("\n")[1]
            assert re.findall(r'"(\w+)":', first) == filing.layout(table)


def test_files_agree_on_who_is_who(written):
    known = gias.read(written.paths["gias"])
    returns, academies = cfr.read(written.paths["cfr"]), aar.read(written.paths["aar"])
    assert set(returns["urn"]) <= set(known["urn"])
    maintained = known.loc[known["type_group"].str.contains("maintained"), "urn"]
    assert set(returns["urn"]) <= set(maintained)
    assert not set(academies["urn"]) & set(maintained)
    links = gias_links.read(written.paths["gias_links"])
    forward = links[links["link"] == "successor"]
    assert set(forward["linked_urn"]) <= set(academies["urn"]) | set(known["urn"])
    assert set(ofsted.read(written.paths["ofsted"])["urn"]) <= set(known["urn"])
    found = postcodes.read(written.paths["postcodes"], known["postcode"])
    assert set(found["postcode"]) == set(known["postcode"])
    places = known.merge(found, on="postcode")
    assert places["lsoa"].tolist() == places["lsoa11"].tolist()
    deciles = imd.read(written.paths["imd"]).table.set_index("lsoa")["decile"]
    assert set(places["lsoa11"].map(deciles)) == set(range(1, 11))


def test_money_is_what_the_truth_says(written):
    returns = cfr.read(written.paths["cfr"]).set_index("urn")
    alone = returns[(returns["federation"] == "") & (returns["months"] == 12)]
    told = alone["donations"].dropna()
    assert len(told) > 30
    assert told.tolist() == written.donations.loc[list(told.index)].tolist()


@pytest.mark.parametrize("start", range(2013, 2024))
def test_each_year_has_what_makes_accounts_hard(tmp_path, start):
    year = f"{start}-{(start + 1) % 100:02d}"
    returns = cfr.read(official.write(tmp_path, year=year, parts={"cfr"}).paths["cfr"])
    kent = returns[returns["la_code"] == 886]
    assert (kent["months"] == 7).any()
    assert {"lead", "member"} <= set(kent["federation"])
    assert not kent["submitted"].all()
    assert (kent["submitted"] & kent["donations"].isna()).any()
    assert (kent["donations"] == 0).any()


def test_schools_persist_convert_and_open(tmp_path):
    early = official.write(tmp_path / "a", year="2013-14", parts={"gias"}).schools
    late = official.write(tmp_path / "b", year="2021-22", parts={"gias"}).schools
    assert set(early["urn"]) < set(late["urn"])
    both = early.merge(late, on="urn", suffixes=("", "_later"))
    assert (both["name"] == both["name_later"]).all()
    assert (both["closed"].isna() & both["closed_later"].notna()).any()
    assert (late["kind"] == "free").any()
    assert late["kind"].eq("academy").sum() > early["kind"].eq("academy").sum()


@pytest.mark.parametrize("gradient", [1, -1])
def test_the_gradient_has_the_sign_asked_for(tmp_path, gradient):
    written = official.write(tmp_path, schools=300, gradient=gradient, parts={"gias"})
    schools = written.schools[written.schools["phase"] == "Primary"].set_index("urn")
    rate = (written.donations / schools["pupils"]).dropna()
    slope = np.polyfit(schools.loc[rate.index, "decile"], rate, 1)[0]
    assert np.sign(slope) == gradient


def test_heads_and_names_that_bite_are_in_the_files(written):
    text = written.paths["gias"].read_bytes().decode("cp1252")
    assert all(head in text for head in official.HEADS)
    assert "<script>" in text
    assert "=HYPERLINK(" in text
    assert re.search("[\u0080-\u00ff]", text)


def test_numbers_of_postcodes_give_different_postcodes():
    outward, inward = universe.postcode(np.arange(0, 3_000_000, 7))
    assert len(set(outward + inward)) == len(outward)


def test_unrelated_charities_are_of_no_school(written):
    world = universe.create(
        30, (886, "Kent"), {}, seed=1, gradient=1, growth=0, lsoas=0, postcodes=0, markup=False
    )
    every = charity.charities(world, 200, 1, False)
    assert len(every) == 200
    assert every["charity_number"].is_unique
    others = every[every["site"] < 0]
    assert len(others) > 100
    assert not others["name"].isin(every.loc[every["site"] >= 0, "name"]).any()


def test_an_unknown_part_is_refused(tmp_path):
    with pytest.raises(ValueError, match="no such parts"):
        official.write(tmp_path, parts={"cfrs"})


def test_the_benchmark_of_sources_runs():
    script = project.root() / "benchmarks" / "sources.py"
    ran = subprocess.run(
        [sys.executable, str(script), "--small"], capture_output=True, text=True, check=False
    )
    assert ran.returncode in (0, 1), ran.stderr
    lines = ran.stdout.splitlines()
    for what in ("one area's wave", "the country linked"):
        for country in ("quarter", "half", "whole"):
            assert any(re.match(rf"{what} +{country} +\d+\.\d +\d+", line) for line in lines), lines
    assert any(re.match(r"the obvious way +whole +\d+\.\d +\d+$", line) for line in lines)
    assert lines[-1].startswith(("all aims met", "aims missed"))
    assert "Traceback" not in ran.stderr

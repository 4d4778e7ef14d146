"""Loading: the waves there are, and errors that name file, place and remedy."""

from __future__ import annotations

import shutil

import pandas as pd
import pytest
import yaml

from boundtext import Unmeasured
from helpers import project, waves


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A project of its own with a copy of the wave 2018; the working folder is in it."""
    source = project.root() / "data" / "waves" / "2018"
    shutil.copytree(source, tmp_path / "data" / "waves" / "2018")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "data" / "waves" / "2018"


def edit(home, **changes):
    path = home / "wave.yml"
    facts = yaml.safe_load(path.read_text())
    for key, value in changes.items():
        if value is KeyError:
            del facts[key]
        else:
            facts[key] = value
    path.write_text(yaml.safe_dump(facts))


def test_waves_come_in_order(home):
    for name in ("2024", "2012"):
        shutil.copytree(home, home.parent / name)
        edit(home.parent / name, id=name)
    assert waves.ids() == ["2012", "2018", "2024"]
    assert [wave.id for wave in waves.all()] == waves.ids()


def test_a_wave_carries_its_facts():
    wave = waves.load("2018")
    assert (wave.id, wave.finance_year, wave.survey_year) == ("2018", "2016/17", "2018")
    assert (wave.imd_edition, wave.area_code, wave.area_name) == ("2015", 886, "Kent")
    assert wave.evidence == "synthetic"
    assert isinstance(wave.seed, int)
    assert wave.schools["urn"].between(900001, 999999).all()
    assert wave.survey is not None


def test_an_unknown_wave_is_answered_with_those_there_are(home):
    with pytest.raises(waves.WaveError, match=r"no wave '2019' in .*data/waves .*there: 2018"):
        waves.load("2019")


@pytest.mark.parametrize("file", ["schools.csv", "survey.csv"])
def test_a_missing_file_is_named(home, file):
    (home / file).unlink()
    with pytest.raises(waves.WaveError, match=rf"{file} is missing"):
        waves.load("2018")


def test_a_wave_without_survey_says_so(home):
    (home / "survey.csv").unlink()
    edit(home, survey_year=None)
    assert waves.load("2018").survey is None


def test_a_survey_that_is_not_published_is_asked_for(home):
    (home / "survey.csv").unlink()
    with pytest.raises(waves.WaveError, match="it is gone"):
        waves.load("2018")
    (home / ".gitignore").write_text("survey.csv\n")
    with pytest.raises(waves.WaveError, match=r"survey\.csv is missing .* do not publish it; ask"):
        waves.load("2018")


def test_a_survey_needs_its_year(home):
    edit(home, survey_year=None)
    with pytest.raises(waves.WaveError, match=r"survey_year in wave\.yml is null; give the year"):
        waves.load("2018")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"area": KeyError}, "key area is missing"),
        ({"title": KeyError}, "key title is missing"),
        ({"finance_year": 2017}, "key finance_year must be text"),
        ({"id": "2017"}, "the folder is '2018'"),
        ({"evidence": "guessed"}, "synthetic, published, observed"),
        ({"seed": None}, "key seed must be a whole number"),
        ({"area": {"code": 886}}, "key area must give code and name"),
        ({"area": {"code": "886", "name": "Kent"}}, "must be a number, or all"),
        ({"area": {"code": True, "name": "Kent"}}, "must be a number, or all"),
        ({"rules": [{"rule": "x"}]}, "each entry with rule and rows"),
        ({"options": ["academies"]}, "each option by its name"),
        ({"sources": []}, "at least one source"),
        ({"sources": [{"title": "x"}]}, "source 1 lacks the key publisher"),
    ],
)
def test_faulty_facts_name_file_and_key(home, changes, words):
    edit(home, **changes)
    with pytest.raises(waves.WaveError, match=words) as caught:
        waves.load("2018")
    assert "wave.yml" in str(caught.value)


def test_facts_that_are_no_yaml_are_told(home):
    (home / "wave.yml").write_text("id: [")
    with pytest.raises(waves.WaveError, match=r"wave.yml is not valid YAML"):
        waves.load("2018")


def test_a_row_with_too_many_cells_is_told(home):
    path = home / "schools.csv"
    first, second, *rest = path.read_text().splitlines()
    path.write_text("\n".join([first, second, rest[0] + ",7", *rest[1:]]))
    with pytest.raises(waves.WaveError, match=r"schools.csv cannot be read"):
        waves.load("2018")


def test_broken_cells_name_the_file(home):
    path = home / "schools.csv"
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    table.loc[4, "direct_donations"] = "NS"
    table.to_csv(path, index=False)
    with pytest.raises(waves.ContractError, match=r"schools.csv breaks .*\n.*row 6 ") as caught:
        waves.load("2018")
    assert "direct_donations = 'NS'" in str(caught.value)


def spread(home, codes):
    """Give the schools of the wave these codes in turn, and let it cover the country."""
    path = home / "schools.csv"
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    table["la_code"] = [str(codes[i % len(codes)]) for i in range(len(table))]
    table.to_csv(path, index=False)
    edit(home, area={"code": "all", "name": "England"}, title="Schools of England")


def test_one_area_of_a_national_wave(home):
    spread(home, [886, 301])
    whole, part = waves.load("2018"), waves.load("2018", "301")
    assert whole.area_code == "all"
    assert len(whole.schools) == 306
    assert len(part.schools) == 153
    assert set(part.schools["la_code"]) == {301}
    assert part.survey["urn"].isin(part.schools["urn"]).all()
    assert 0 < len(part.survey) < len(whole.survey)
    assert part.schools.index.tolist() == list(range(153))
    assert (part.area_code, part.area_name) == (301, "local authority 301")
    assert part.title == "Schools of England: local authority 301 alone"
    assert waves.load("2018", 301).schools.equals(part.schools)


def test_an_area_of_a_national_wave_has_the_name_that_the_wave_gives_it(home):
    spread(home, [886, 301])
    edit(home, areas={886: "Kent", 301: "Barking and Dagenham"})
    part = waves.load("2018", "301")
    assert part.area_name == "Barking and Dagenham"
    assert part.title == "Schools of England: Barking and Dagenham alone"
    edit(home, areas={"Kent": 886})
    with pytest.raises(waves.WaveError, match="key areas must give"):
        waves.load("2018")


def test_an_area_that_is_the_whole_wave_changes_nothing(home):
    assert waves.load("2018", "886").schools.equals(waves.load("2018").schools)
    assert waves.load("2018", "886").title == waves.load("2018").title


def test_an_unknown_area_is_answered_with_those_there_are(home):
    with pytest.raises(waves.AreaError, match=r"no school of the area '887'; its areas are 886$"):
        waves.load("2018", "887")
    spread(home, range(201, 226))
    with pytest.raises(waves.WaveError, match=r"201, 202, .* 219, 220 and 5 more$"):
        waves.load("2018", "Kent")


def test_an_earlier_wave_is_there_or_the_reason_why_not(home):
    assert waves.earlier("2018").schools.equals(waves.load("2018").schools)
    assert waves.earlier("") == Unmeasured(
        "This is the first wave of its area and kind: there is none to compare it with."
    )
    spread(home, [886, 301])
    assert len(waves.earlier("2018", "301").schools) == 153
    assert waves.earlier("2018", "887") == Unmeasured(
        "The earlier wave, 2018, has no schools of this area."
    )
    with pytest.raises(waves.WaveError, match="no wave '2019'"):
        waves.earlier("2019")


def test_a_school_outside_the_area_is_told(home):
    path = home / "schools.csv"
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    table.loc[2, "la_code"] = "887"
    table.to_csv(path, index=False)
    words = r"schools\.csv has schools outside area 886 .*\(1 of 306\).* row 4 with la_code 887"
    with pytest.raises(waves.WaveError, match=words):
        waves.load("2018")


def test_rules_and_options_are_carried(home):
    assert (waves.load("2018").rules, waves.load("2018").options) == ([], {})
    rules = [{"rule": "maintained schools only", "rows": 157}]
    edit(home, rules=rules, options={"academies": "exclude"})
    assert waves.load("2018").rules == rules
    assert waves.load("2018").options == {"academies": "exclude"}


def test_income_keeps_missing_and_zero_apart():
    schools = pd.DataFrame(
        {"direct_donations": [0.0, 10.0, float("nan"), 5.0],
         "pta_income": [3.0, float("nan"), 4.0, 2.0]}
    )  # fmt: skip
    assert waves.income(schools, "direct").tolist()[:2] == [0.0, 10.0]
    assert waves.income(schools, "direct").isna().tolist() == [False, False, True, False]
    assert waves.income(schools, "pta").isna().tolist() == [False, True, False, False]
    recorded = waves.income(schools, "recorded")
    assert recorded.isna().tolist() == [False, False, True, False]
    assert recorded.dropna().tolist() == [3.0, 10.0, 7.0]
    with pytest.raises(ValueError, match="none of direct, pta, recorded"):
        waves.income(schools, "total")


def test_the_latest_wave_and_the_one_it_is_compared_with(home):
    assert (waves.latest(), waves.before("2018")) == ("2018", "")
    for name, code in (("2012", 886), ("2024", 887)):
        shutil.copytree(home, home.parent / name)
        edit(home.parent / name, id=name, area={"code": code, "name": "Somewhere"})
    assert waves.latest() == "2024"
    assert [waves.before(wave) for wave in ("2018", "2024")] == ["2012", ""]
    shutil.rmtree(home.parent)
    home.parent.mkdir()
    with pytest.raises(waves.WaveError, match="found no wave"):
        waves.latest()


def test_a_path_is_no_name_of_a_wave():
    there = waves.ids()
    with pytest.raises(waves.WaveError, match="there is no wave"):
        waves.load(f"{there[0]}/../{there[-1]}")

"""Writing a wave: whole or not at all, the same bytes each time, and removing it again."""

import shutil
from pathlib import Path

import pandas as pd
import pytest
import yaml
from built_from import made, one_each, register

from helpers import project, waves
from helpers.waves import build
from helpers.waves.build import writing

REFERENCE = project.root() / "data" / "reference"


@pytest.fixture
def home(tmp_path, monkeypatch):
    """An empty copy of the project."""
    (tmp_path / "data" / "waves").mkdir(parents=True)
    shutil.copytree(REFERENCE, tmp_path / "data" / "reference")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def content(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def without_leftovers(home):
    return [path.name for path in (home / "build" / "waves").iterdir()] == []


def sourced(*rows, **more):
    source = {
        "title": "CFR", "publisher": "Department for Education", "licence": "OGL", "address": None,
        "retrieved": None, "file": "cfr.csv", "sha256": "0" * 64,
    }  # fmt: skip
    return one_each(*rows, sources=[source], **more)


def test_a_written_wave_keeps_the_contract(home):
    found = register(
        [{"charity_number": 1, "name": "Elm Road Primary School PTA"}],
        [{"charity_number": 1, "end": "2022-03-31", "income": 1234.56}],
    )
    built = made(sourced({}, {}, register=found))
    folder = build.write(built)
    assert folder == home / "data" / "waves" / "2022"
    wave = waves.load("2022")
    assert wave.evidence == "observed"
    assert (wave.area_code, wave.area_name, wave.finance_year) == (886, "Kent", "2021/22")
    assert wave.schools.equals(built.schools)
    assert wave.survey is None
    assert wave.schools["pta_income"].tolist()[0] == 1234.56
    assert without_leftovers(home)


def test_the_same_inputs_give_the_same_bytes(home):
    first = content(build.write(made(sourced({}, {}))))
    second = content(build.write(made(sourced({}, {}))))
    assert first == second
    assert set(first) == {"wave.yml", "schools.csv"}


def test_a_new_build_takes_the_place_of_the_old_one_whole(home, tmp_path):
    (tmp_path / "s.csv").write_text("URN\n100001\n")
    (tmp_path / "s.yml").write_text("urn: URN\n")
    folder = build.write(made(sourced({}), survey=tmp_path / "s.csv"))
    assert (folder / "survey.csv").exists()
    build.write(made(sourced({}, {})))
    assert set(content(folder)) == {"wave.yml", "schools.csv"}
    assert len(waves.load("2022").schools) == 2


@pytest.mark.parametrize("call", [1, 2])
def test_a_build_that_is_stopped_leaves_the_previous_wave(home, monkeypatch, call):
    before = content(build.write(made(sourced({}))))
    calls = iter(range(1, 9))
    real = Path.rename

    def rename(self, target):
        if next(calls) == call:
            raise KeyboardInterrupt
        return real(self, target)

    with monkeypatch.context() as stopped:
        stopped.setattr(Path, "rename", rename)
        with pytest.raises(KeyboardInterrupt):
            build.write(made(sourced({}, {})))
    assert content(home / "data" / "waves" / "2022") == before
    build.write(made(sourced({}, {})))
    assert len(waves.load("2022").schools) == 2
    assert without_leftovers(home)


def test_a_build_that_is_killed_between_the_renames_is_recovered(home):
    before = content(build.write(made(sourced({}))))
    place, part, old = writing._places("2022")
    part.mkdir(parents=True)
    (part / "wave.yml").write_text("half")
    place.rename(old)
    assert not place.exists()
    build.recover_all()
    assert content(place) == before
    assert without_leftovers(home)


def test_a_build_that_is_killed_after_the_renames_keeps_the_new_wave(home):
    build.write(made(sourced({})))
    place, _, old = writing._places("2022")
    shutil.copytree(place, old)
    (old / "schools.csv").write_text("old")
    build.recover_all()
    assert len(waves.load("2022").schools) == 1
    assert without_leftovers(home)


def test_a_disk_that_is_full_leaves_the_previous_wave(home, monkeypatch):
    before = content(build.write(made(sourced({}))))

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(OSError, match="No space"):
        build.write(made(sourced({}, {})))
    assert content(home / "data" / "waves" / "2022") == before


def test_a_table_that_breaks_the_contract_is_refused_before_anything_is_written(home):
    broken = sourced({"urn": 950001}, {"urn": 950002})
    with pytest.raises(waves.ContractError, match="950001"):
        made(broken)
    assert waves.ids() == []


def test_removing_a_wave(home):
    build.write(made(sourced({})))
    assert build.remove("2022") == home / "data" / "waves" / "2022"
    assert waves.ids() == []
    with pytest.raises(waves.WaveError, match="found no wave '2022'"):
        build.remove("2022")


def test_removing_never_leaves_the_folder_of_waves(home):
    (home / "data" / "waves" / "wave.yml").write_text("x")
    for wrong in ("..", ".", "", "../waves", "2022/../.."):
        with pytest.raises(waves.WaveError, match="found no wave"):
            build.remove(wrong)
    assert (home / "data" / "waves").is_dir()


def test_the_report_tells_new_gone_and_converted_schools(home):
    build.write(made(sourced({}, {}, {}), wave="2021", finance_year="2020-21"))
    inputs = sourced({}, {}, {"urn": 100009}, {"urn": 100010})
    kept = inputs.accounts[inputs.accounts["urn"] != 100002]
    links = pd.DataFrame({"urn": [100002], "linked_urn": [140001], "link": ["successor"]})
    built = made(sourced({}, {}, {"urn": 100009}, {"urn": 100010}, accounts=kept, links=links))
    assert "Comparison with wave 2021 (2020/21)" in built.report
    assert "schools in both: 1" in built.report
    assert "new: 2" in built.report
    assert "gone: 2, of which 1 have a successor" in built.report


def test_waves_of_another_area_or_evidence_are_not_compared(home):
    build.write(made(sourced({}), wave="2021", finance_year="2020-21"))
    other = made(sourced({"la_code": 887, "gias_la_code": 887}), area=887)
    assert "no earlier observed wave of this area" in other.report
    text = (home / "data/waves/2021/wave.yml").read_text()
    changed = text.replace("evidence: observed", "evidence: published")
    (home / "data/waves/2021/wave.yml").write_text(changed)
    assert "no earlier observed wave" in made(sourced({})).report


def test_diff_tells_what_changed(home):
    build.write(made(sourced({"donations": 4000.0}, {}), wave="2021", finance_year="2020-21"))
    build.write(made(sourced({"donations": 6000.0}), wave="2022"))
    told = build.diff("2021", "2022")
    assert "schools in both: 1" in told
    assert "gone: 1" in told
    assert "direct_donations         4,500         6,000" in told
    with pytest.raises(waves.WaveError, match="1999"):
        build.diff("1999", "2022")


def test_every_rule_stands_in_the_wave_with_its_rows(home):
    folder = build.write(made(sourced({}, {"phase": "Special"})))
    facts = yaml.safe_load((folder / "wave.yml").read_text())
    assert {"rule": "Dropped: special school", "rows": 1} in facts["rules"]
    assert all(set(rule) == {"rule", "rows"} for rule in facts["rules"])
    assert facts["options"]["academies"] == "exclude"

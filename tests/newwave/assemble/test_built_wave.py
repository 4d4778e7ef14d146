"""Writing a wave: whole or not at all, the same bytes each time, and removing it again."""

import shutil
import subprocess
from pathlib import Path

import pandas as pd
import pytest
import yaml
from built_from import made, one_each, register

from edition import cli
from helpers import project, waves
from newwave import assemble, recovery
from newwave.assemble.succession import Succession

REFERENCE = project.root() / "data" / "reference"


@pytest.fixture
def home(tmp_path, monkeypatch):
    """An empty copy of the project."""
    (tmp_path / "data" / "waves").mkdir(parents=True)
    shutil.copytree(REFERENCE, tmp_path / "data" / "reference")
    shutil.copy(REFERENCE.parent / "sources.yml", tmp_path / "data")
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
    folder = assemble.write_wave(built)
    assert folder == home / "data" / "waves" / "2022"
    wave = waves.load("2022")
    assert wave.evidence == "observed"
    assert (wave.area_code, wave.area_name, wave.finance_year) == (886, "Kent", "2021/22")
    assert wave.schools.equals(built.schools)
    assert wave.survey is None
    assert wave.schools["pta_income"].tolist()[0] == 1234.56
    assert without_leftovers(home)


def test_the_same_inputs_give_the_same_bytes(home):
    first = content(assemble.write_wave(made(sourced({}, {}))))
    second = content(assemble.write_wave(made(sourced({}, {}))))
    assert first == second
    assert set(first) == {"wave.yml", "schools.csv"}


def test_a_new_build_takes_the_place_of_the_old_one_whole(home, tmp_path):
    (tmp_path / "s.csv").write_text("URN\n100001\n")
    (tmp_path / "s.yml").write_text("urn: URN\n")
    folder = assemble.write_wave(made(sourced({}), survey=tmp_path / "s.csv"))
    assert set(content(folder)) == {"wave.yml", "schools.csv", "survey.csv", ".gitignore"}
    assemble.write_wave(made(sourced({}, {})))
    assert set(content(folder)) == {"wave.yml", "schools.csv"}
    assert len(waves.load("2022").schools) == 2


def test_the_questionnaires_of_real_schools_stay_out_of_the_repository(home, tmp_path):
    (tmp_path / "s.csv").write_text("URN\n100001\n")
    (tmp_path / "s.yml").write_text("urn: URN\n")
    built = made(sourced({}), survey=tmp_path / "s.csv")
    folder = assemble.write_wave(built)
    assert "Commit it only if those who answered agreed" in built.report
    for words in (["init", "--quiet"], ["add", "data/waves"]):
        subprocess.run(["git", *words], cwd=home, check=True)
    told = subprocess.run(["git", "ls-files"], cwd=home, check=True, capture_output=True, text=True)
    added = {Path(name).name for name in told.stdout.split()}
    assert added == {"wave.yml", "schools.csv", ".gitignore"}
    (folder / "survey.csv").unlink()
    with pytest.raises(waves.WaveError, match="do not publish it; ask them"):
        waves.load("2022")


@pytest.mark.parametrize("call", [1, 2])
def test_a_build_that_is_stopped_leaves_the_previous_wave(home, monkeypatch, call):
    before = content(assemble.write_wave(made(sourced({}))))
    calls = iter(range(1, 9))
    real = Path.rename

    def rename(self, target):
        if next(calls) == call:
            raise KeyboardInterrupt
        return real(self, target)

    with monkeypatch.context() as stopped:
        stopped.setattr(Path, "rename", rename)
        with pytest.raises(KeyboardInterrupt):
            assemble.write_wave(made(sourced({}, {})))
    assert content(home / "data" / "waves" / "2022") == before
    assemble.write_wave(made(sourced({}, {})))
    assert len(waves.load("2022").schools) == 2
    assert without_leftovers(home)


def left_between_the_renames():
    place, part, old = recovery.folders_of("2022")
    part.mkdir(parents=True)
    (part / "wave.yml").write_text("half")
    place.rename(old)
    assert not place.exists()


def test_a_build_that_is_killed_between_the_renames_is_recovered(home):
    before = content(assemble.write_wave(made(sourced({}))))
    left_between_the_renames()
    assert recovery.recover_all() == ["2022"]
    assert content(recovery.folders_of("2022")[0]) == before
    assert without_leftovers(home)
    assert recovery.recover_all() == []


@pytest.mark.parametrize("words", [["list"], ["check", "2022"], ["diff", "2022", "2022"]])
def test_commands_that_read_waves_put_it_back(home, capsys, words):
    assemble.write_wave(made(sourced({})))
    left_between_the_renames()
    assert cli.main(["wave", *words]) == 0
    told = capsys.readouterr()
    assert "2022" in told.out
    assert "wave 2022: put back as it was before an interrupted build" in told.err
    assert without_leftovers(home)


def test_a_build_that_is_killed_after_the_renames_keeps_the_new_wave(home):
    assemble.write_wave(made(sourced({})))
    place, _, old = recovery.folders_of("2022")
    shutil.copytree(place, old)
    (old / "schools.csv").write_text("old")
    recovery.recover_all()
    assert len(waves.load("2022").schools) == 1
    assert without_leftovers(home)


def test_a_disk_that_is_full_leaves_the_previous_wave(home, monkeypatch):
    before = content(assemble.write_wave(made(sourced({}))))

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(OSError, match="No space"):
        assemble.write_wave(made(sourced({}, {})))
    assert content(home / "data" / "waves" / "2022") == before


def test_a_table_that_breaks_the_contract_is_refused_before_anything_is_written(home):
    broken = sourced({"urn": 950001}, {"urn": 950002})
    with pytest.raises(waves.ContractError, match="950001"):
        made(broken)
    assert waves.ids() == []


def test_removing_a_wave(home):
    assemble.write_wave(made(sourced({})))
    assert assemble.remove_wave("2022") == home / "data" / "waves" / "2022"
    assert waves.ids() == []
    with pytest.raises(waves.WaveError, match="found no wave '2022'"):
        assemble.remove_wave("2022")


def test_removing_never_leaves_the_folder_of_waves(home):
    (home / "data" / "waves" / "wave.yml").write_text("x")
    for wrong in ("..", ".", "", "../waves", "2022/../.."):
        with pytest.raises(waves.WaveError, match="found no wave"):
            assemble.remove_wave(wrong)
    assert (home / "data" / "waves").is_dir()


def test_the_report_tells_new_gone_and_converted_schools(home):
    assemble.write_wave(made(sourced({}, {}, {}), wave="2021", finance_year="2020-21"))
    inputs = sourced({}, {}, {"urn": 100009}, {"urn": 100010})
    kept = inputs.accounts[inputs.accounts["urn"] != 100002]
    links = pd.DataFrame({"urn": [100002], "linked_urn": [140001], "link": ["successor"]})
    built = made(sourced({}, {}, {"urn": 100009}, {"urn": 100010}, accounts=kept, links=links))
    assert "Comparison with wave 2021 (2020/21)" in built.report
    assert "schools in both: 1" in built.report
    assert "new: 2" in built.report
    assert "gone: 2, of which 1 have a successor" in built.report


def test_waves_of_another_area_or_evidence_are_not_compared(home):
    assemble.write_wave(made(sourced({}), wave="2021", finance_year="2020-21"))
    other = made(sourced({"la_code": 887, "gias_la_code": 887}), area=887)
    assert "no earlier observed wave of this area" in other.report
    text = (home / "data/waves/2021/wave.yml").read_text()
    changed = text.replace("evidence: observed", "evidence: published")
    (home / "data/waves/2021/wave.yml").write_text(changed)
    assert "no earlier observed wave" in made(sourced({})).report


def test_diff_tells_what_changed(home):
    assemble.write_wave(
        made(sourced({"donations": 4000.0}, {}), wave="2021", finance_year="2020-21")
    )
    assemble.write_wave(made(sourced({"donations": 6000.0}), wave="2022"))
    told = assemble.compare_waves("2021", "2022", Succession())
    assert "schools in both: 1" in told
    assert "gone: 1" in told
    assert "direct_donations        £4,500        £6,000" in told
    assert "conversions cannot be told" in told
    with pytest.raises(waves.WaveError, match="1999"):
        assemble.compare_waves("1999", "2022", Succession())


LINKS = """URN,LinkURN,LinkName,LinkType,LinkEstablishedDate
100002,140002,Oak Lane Academy,Successor,01-09-2021
100003,140003,Ash Hill Academy,Successor,01-09-2021
"""


def test_the_command_names_schools_that_converted_by_the_links_in_data_raw(home, capsys):
    assemble.write_wave(made(sourced({}, {}, {}, {}), wave="2021", finance_year="2020-21"))
    assemble.write_wave(made(sourced({}, {"urn": 140002}), wave="2022"))
    assert cli.main(["wave", "diff", "2021", "2022"]) == 0
    assert "conversions cannot be told: the links of GIAS" in capsys.readouterr().out
    raw = home / "data" / "raw"
    raw.mkdir()
    (raw / "links_edubasealldata20220401.csv").write_text(LINKS)
    assert cli.main(["wave", "diff", "2021", "2022"]) == 0
    told = capsys.readouterr().out
    assert "new: 1, of which 1 continue a school" in told
    assert "gone: 3, of which 2 have a successor" in told
    assert "100002 Oak Lane Primary School: followed by 140002 (in 2022)" in told
    assert "100003 Ash Hill Primary School: followed by 140003\n" in told
    assert "100004" not in told
    assert "cannot be told" not in told


def test_every_rule_stands_in_the_wave_with_its_rows(home):
    folder = assemble.write_wave(made(sourced({}, {"phase": "Special"})))
    facts = yaml.safe_load((folder / "wave.yml").read_text())
    assert {"rule": "Dropped: special school", "rows": 1} in facts["rules"]
    assert all(set(rule) == {"rule", "rows"} for rule in facts["rules"])
    assert facts["options"]["academies"] == "exclude"

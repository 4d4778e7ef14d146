"""The command line: what is wrong is told in one message, and never as a traceback."""

import csv
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from edition import cli
from helpers import project, waves


def told(capsys, *words: str) -> str:
    """What a command that must fail said on stderr."""
    assert cli.main(words) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("error: ")
    assert "Traceback" not in said.err
    return said.err


@pytest.fixture
def broken(tmp_path, monkeypatch):
    """A project with one wave, whose schools.csv a test may break: the path of that file."""
    wave = waves.ids()[-1]
    home = tmp_path / "data" / "waves" / wave
    shutil.copytree(project.root() / "data" / "waves" / wave, home)
    monkeypatch.chdir(tmp_path)
    return home / "schools.csv"


def test_the_help_imports_nothing_that_takes_long():
    """Each command imports what it needs: pandas alone would take longer than all the rest."""
    words = "from edition import cli, notebooks, dependencies\nimport sys\nprint(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    loaded = set(ran.stdout.split())
    assert not loaded & {"pandas", "numpy", "jupytext", "jinja2", "ruamel.yaml"}
    assert "edition.cli" in loaded


def test_waves_are_listed(capsys):
    assert cli.main(["wave", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in lines] == waves.ids()
    assert "synthetic" in lines[0]


def test_good_waves_keep_the_contract(capsys):
    assert cli.main(["wave", "check"]) == 0
    assert capsys.readouterr().out.count("keeps the contract") == len(waves.ids())


def test_an_unknown_wave_is_told_with_those_there_are(capsys):
    message = told(capsys, "wave", "check", "1999")
    assert "1999" in message
    assert all(wave in message for wave in waves.ids())


def test_a_broken_schema_lists_every_offending_row_and_what_to_do(capsys, broken):
    lines = broken.read_text(encoding="utf-8").splitlines()
    header = lines[0].split(",")
    for row, column, value in ((1, "pupils", "-3"), (4, "phase", "Nursery")):
        cells = next(csv.reader([lines[row]]))
        cells[header.index(column)] = value
        lines[row] = ",".join(f'"{cell}"' for cell in cells)
    broken.write_text("\n".join(lines) + "\n", encoding="utf-8")
    message = told(capsys, "wave", "check", broken.parent.name)
    assert str(broken) in message
    assert "row 2" in message
    assert "pupils = '-3'" in message
    assert "row 5" in message
    assert "'Nursery'" in message


def test_a_missing_file_of_a_wave_is_named(capsys, broken):
    broken.unlink()
    assert f"{broken} is missing" in told(capsys, "wave", "check", broken.parent.name)


def test_links_are_counted_and_their_folder_must_be_there(capsys, tmp_path):
    charities, schools, links = (tmp_path / name for name in ("c.csv", "s.csv", "l.csv"))
    charities.write_text("charity_number,name\n1,Elm Road Playgroup\n", encoding="utf-8")
    schools.write_text("urn,name\n100001,Elm Road Primary School\n", encoding="utf-8")
    words = ["link", "--charities", str(charities), "--schools", str(schools), "--out"]
    assert "make it first" in told(capsys, *words, str(tmp_path / "none" / "l.csv"))
    assert cli.main([*words, str(links)]) == 0
    assert capsys.readouterr().out == "charities, by decision: none 1\n"
    charities.unlink()
    assert f"{charities}: no such file" in told(capsys, *words, str(links))


def test_serving_on_a_port_in_use_is_told(capsys, broken, monkeypatch):
    html = broken.parents[3] / "book" / "_build" / "html"
    html.mkdir(parents=True)
    (html / "index.html").write_text("x", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert "in use" in told(capsys, "serve", "--port", str(taken.getsockname()[1]))


@pytest.mark.parametrize(
    "words",
    [[], ["nonsense"], ["wave"], ["wave", "nonsense"], ["run"], ["serve", "--port", "many"]],
    ids=" ".join,
)
def test_a_wrong_call_shows_the_usage(capsys, words):
    with pytest.raises(SystemExit) as raised:
        cli.main(words)
    assert raised.value.code == 2
    assert "usage: edition" in capsys.readouterr().err


@pytest.mark.parametrize("module", [True, False], ids=["python -m edition", "edition"])
def test_it_runs_from_the_shell_with_its_exit_code(module):
    script = str(Path(sys.executable).with_name("edition"))
    call = [sys.executable, "-m", "edition"] if module else [script]
    ran = subprocess.run(
        [*call, "wave", "check", "1999"], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 1
    assert ran.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "folder"),
    [
        (["--raw", "one", "fetch", "cfr"], "one"),
        (["fetch", "cfr", "--raw", "two"], "two"),
        (["--raw", "one", "fetch", "cfr", "--raw", "two"], "two"),
    ],
)
def test_official_files_are_fetched_into_the_folder_that_was_said(
    tmp_path, monkeypatch, words, folder
):
    monkeypatch.chdir(tmp_path)
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    homes = []
    monkeypatch.setattr(
        "newwave.sources.downloads.fetch", lambda wanted, home, year: homes.append(home) or []
    )
    assert cli.main(["sources", *words, "--finance-year", "2021-22"]) == 0
    assert homes == [Path(folder)]


@pytest.mark.parametrize(
    ("said", "baseline"), [([], "2016"), (["--baseline", ""], ""), (["--baseline", "2018"], "2018")]
)
def test_a_wave_is_compared_with_the_one_before_unless_another_is_said(monkeypatch, said, baseline):
    given = []
    monkeypatch.setattr(
        "edition.execution.execute", lambda _source, parameters, *_: given.append(parameters)
    )
    source = str(project.root() / "notebooks" / "frame.md")
    assert cli.main(["run", source, "a.ipynb", "a.json", "--wave", "2018", *said]) == 0
    assert given == [{"wave": "2018", "baseline": baseline}]

"""The command line: what is wrong is told in one message, and never as a traceback."""

import csv
import shutil
import socket
import subprocess
import sys

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


def test_a_missing_notebook_is_named(capsys, tmp_path):
    outputs = [str(tmp_path / "a.ipynb"), str(tmp_path / "a.json")]
    message = told(capsys, "run", str(tmp_path / "none.md"), *outputs, "--wave", "2018")
    assert "none.md" in message


def test_a_missing_register_is_named(capsys, tmp_path):
    message = told(capsys, "quote", str(tmp_path / "none.csv"), str(tmp_path / "out.json"))
    assert "none.csv" in message
    assert not (tmp_path / "out.json").exists()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "runs for one wave: say which with --wave"),
        (["--area", "886"], "say which with --wave"),
        (["--wave", "2018", "--area", "331"], "wave 2018 has no school of the area '331'"),
    ],
    ids=["no wave", "an area alone", "another area"],
)
def test_a_notebook_needs_a_wave_and_an_area_that_it_has(capsys, tmp_path, words, says):
    outputs = [str(tmp_path / "a.ipynb"), str(tmp_path / "a.json")]
    notebook = str(project.root() / "notebooks" / "rq1_extent.md")
    assert says in told(capsys, "run", notebook, *outputs, *words)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["cfr"], "cfr: say of which year with --finance-year"),
        (["ofsted"], "ofsted: has no address that lasts; get it from https://"),
        (["cfr", "--finance-year", "2021"], "write it like 2021-22"),
        (["nonsense"], "no source nonsense; there are: cfr"),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, list) else "",
)
def test_what_cannot_be_fetched_is_told_before_anything_is_asked_for(capsys, tmp_path, words, says):
    assert says in told(capsys, "sources", "fetch", *words, "--raw", str(tmp_path))


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


def test_serving_without_a_site_tells_how_to_build_it(capsys, broken):
    assert "make book" in told(capsys, "serve")


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
    assert "usage: python -m edition" in capsys.readouterr().err


def test_it_runs_as_a_module_with_its_exit_code():
    words = [sys.executable, "-m", "edition", "wave", "check", "1999"]
    ran = subprocess.run(words, capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert ran.stderr.count("\n") == 1

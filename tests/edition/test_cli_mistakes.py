"""Every command, called wrongly: what is wrong is told with its remedy, and nothing is changed."""

import argparse
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from edition import cli
from edition.cli import wave_commands
from helpers import project

ROOT = project.root()
PARTS = ("notebooks", "data/waves", "data/published", "data/reference", "data/sources.yml")
FILES = {
    "empty": b"",
    "binary": b"\x89PNG\r\n\x1a\n\x00\xff\xfe",
    "other": b"one,two\n1,2\n",
}
"""What stands in files that a command cannot use, under each ending that one may expect."""
ENDINGS = ("csv", "yml", "md", "ipynb")
BAD = (*FILES, "missing", "folder")

BUILD = "wave build 2022 --area 886 --finance-year 2021-22 --raw raw"
GOOD_CSV, GOOD_YML = "data/published/figures.csv", "data/published/relations.yml"
EMPTY = "found an empty path; name a file or folder"
CALLS = {
    # a call, with {} for an empty word, and what is told besides the name of the file
    "wave check 1999": "there is no wave '1999'",
    "wave check ..": "there is no wave '..'",
    "wave diff 1999 2018": "1999",
    "wave diff 2018 1999": "1999",
    "wave remove 1999": "expected one of: 2016, 2018",
    "wave remove ..": "expected one of: 2016, 2018",
    "wave remove .": "expected one of: 2016, 2018",
    BUILD: "found no Consistent Financial Reporting",
    f"{BUILD} --area Kent": "Kent",
    f"{BUILD} --area 0": "area",
    f"{BUILD} --finance-year 2021": "write it like 2021-22",
    f"{BUILD} --finance-year 2021-23": "2021-23",
    f"{BUILD} --accounts-within -1": "-1",
    f"{BUILD} --accounts-within few": "invalid int value: 'few'",
    f"{BUILD} --threshold -5": "-5",
    f"{BUILD} --threshold nan": "nan",
    f"{BUILD} --threshold much": "invalid float value: 'much'",
    f"{BUILD} --academies some": "invalid choice: 'some'",
    f"{BUILD} --imd-edition 1999": "invalid choice: '1999'",
    f"{BUILD} --raw missing": "missing",
    f"{BUILD} --raw empty.csv": "empty.csv",
    BUILD.replace("2022", "../2022"): "../2022",
    BUILD.replace("2022", "2018"): "choose another identifier",
    "sources --raw empty.csv": "empty.csv",
    "sources fetch nonsense": "no source nonsense; there are: cfr",
    "sources fetch ofsted": "ofsted: has no address that lasts; get it from https://",
    "sources fetch cfr --raw raw": "cfr: say of which year with --finance-year",
    "sources fetch cfr --raw raw --finance-year 21": "write it like 2021-22",
    "sources fetch cfr --finance-year 2021-22 --raw empty.csv": "empty.csv",
    "link --charities missing.csv --schools missing.csv --out none/links.csv": "make it first",
    "run notebooks/frame.md a.ipynb a.json": "frame runs for one wave: say which with --wave",
    "run notebooks/frame.md a.ipynb a.json --area 886": "say which with --wave",
    "run notebooks/frame.md a.ipynb a.json --wave 2018 --area 331": "no school of the area '331'",
    "run notebooks/frame.md a.ipynb a.json --wave 1999 --area 886": "there is no wave '1999'",
    "run notebooks/frame.md a.ipynb a.json --wave 1999": "there is no wave '1999'",
    "run notebooks/frame.md empty.csv/a.ipynb a.json --wave 2018": "empty.csv",
    "run notebooks/published_figures.md a.ipynb a.json --wave 2018": "leave out --wave",
    "commit notebooks/frame.ipynb missing/frame.ipynb": "missing",
    f"quote {GOOD_CSV} empty.csv/figures.json": "empty.csv",
    f"audit {GOOD_CSV}": "an audit takes one or more registers (.csv) and relations (.yml)",
    f"audit {GOOD_CSV} {GOOD_YML} other.md": "an audit takes one or more registers",
    f"audit {GOOD_CSV} {GOOD_YML} --out empty.csv": "empty.csv",
    "pages empty.csv": "empty.csv",
    "pages book": "book holds pages that their authors wrote; name a folder",
    f"quote {GOOD_CSV} {GOOD_CSV}": f"{GOOD_CSV} is read, and would be overwritten; name another",
    f"quote {GOOD_CSV} ./{GOOD_YML} --relations {GOOD_YML}": f"{GOOD_YML} is read",
    f"quote {GOOD_CSV} data/published/context.csv": "ends in .json",
    "run notebooks/frame.md notebooks/frame.md x.json --wave 2018": "that ends in .ipynb",
    "run notebooks/frame.md x.ipynb notebooks/frame.md --wave 2018": "that ends in .json",
    "run notebooks/frame.ipynb notebooks/frame.ipynb x.json --wave 2018": "frame.ipynb is read",
    "commit notebooks/frame.ipynb notebooks/frame.md": "that ends in .ipynb; name another",
    "commit notebooks/frame.ipynb notebooks/frame.ipynb": "frame.ipynb is read, and would be",
    "link --charities charities.csv --schools other.csv --out charities.csv": "charities.csv is",
    "link --charities charities.csv --schools other.csv --out other.csv": "other.csv is read",
    "site nonsense": "found nonsense; expected runs/<wave>/<notebook>",
    "site runs/2018/nonsense": "found runs/2018/nonsense; expected",
    "site runs/2018/frame": "_toc.yml",
    "serve": "build it with `make book`",
    "serve --port many": "found 'many'; expected a number from 1 to 65535",
    "serve --port 0": "found '0'; expected",
    "serve --port 65536": "found '65536'; expected",
    "pages {}": EMPTY,
    "sources --raw {}": EMPTY,
    "sources fetch cfr --raw {}": EMPTY,
    f"audit {GOOD_CSV} {GOOD_YML} --out {{}}": EMPTY,
    f"quote {GOOD_CSV} {{}}": EMPTY,
    "commit {} a.ipynb": EMPTY,
    BUILD.replace("raw raw", "raw {}"): EMPTY,
    "notebook new frame": "has a notebook frame; choose another name",
    "notebook new rq1_again": "would all quote as 'rq1'",
    "notebook new ../rq4_help": "found a notebook named '../rq4_help'",
    "notebook new RQ4": "expected small letters",
    "notebook new --title x": "the following arguments are required: name",
}
WITH_FILES = {
    # a call in which {bad} stands for a file, and the ending that it should have
    "run {bad} a.ipynb a.json": "md",
    "commit {bad} a.ipynb": "ipynb",
    "quote {bad} a.json": "csv",
    f"quote {GOOD_CSV} a.json --relations {{bad}}": "yml",
    f"audit {{bad}} {GOOD_YML}": "csv",
    f"audit {GOOD_CSV} {{bad}}": "yml",
    "link --charities {bad} --schools other.csv --out l.csv": "csv",
    "link --charities charities.csv --schools {bad} --out l.csv": "csv",
}
CALLS |= {
    call.format(bad=f"{kind}.{ending}"): f"{kind}.{ending}"
    for call, ending in WITH_FILES.items()
    for kind in BAD
    if (kind, ending) != ("other", "md")  # a text without cells of code is a notebook
}
CANNOT_FAIL = {"wave list", "wave synthetic"}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A project in which nothing is built, with files of every wrong kind."""
    home = tmp_path_factory.mktemp("project")
    for part in PARTS:
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        (home / part).parent.mkdir(parents=True, exist_ok=True)
        copy(ROOT / part, home / part)
    unbuilt = shutil.ignore_patterns("_build", "_generated", "runs")
    shutil.copytree(ROOT / "book", home / "book", ignore=unbuilt)
    for folder in ("folder", "raw", *(f"folder.{ending}" for ending in ENDINGS)):
        (home / folder).mkdir()
    for name, content in FILES.items():
        for ending in ENDINGS:
            (home / f"{name}.{ending}").write_bytes(content)
    (home / "charities.csv").write_text("charity_number,name\n1,Elm Road PTA\n", encoding="utf-8")
    return home


def files(home: Path) -> dict[Path, bytes | None]:
    return {path: path.read_bytes() if path.is_file() else None for path in home.rglob("*")}


@pytest.mark.parametrize("call", CALLS)
def test_a_wrong_call_is_told_with_what_and_how(home, monkeypatch, capsys, call):
    monkeypatch.chdir(home)
    before = files(home)
    try:
        code = cli.main(["" if word == "{}" else word for word in call.split()])
    except SystemExit as left:  # argparse
        code = left.code
    said = capsys.readouterr()
    assert code in (1, 2), said.err
    assert CALLS[call] in said.err
    assert re.match("error: |usage: edition", said.err)
    assert "Traceback" not in said.err
    assert files(home) == before


def commands(parser: argparse.ArgumentParser, words: tuple[str, ...] = ()) -> Iterator[str]:
    """Every command there is, with the words that call it."""
    if parser.get_default("run"):
        yield " ".join(words)
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, below in action.choices.items():
                yield from commands(below, (*words, name))


def test_no_command_is_left_out():
    there = set(commands(cli._parser()))
    assert there == {name for name in there if any(map(name_in(name), CALLS))} | CANNOT_FAIL


def name_in(name):
    return lambda call: f"{call} ".startswith(f"{name} ")


@pytest.fixture
def planted(monkeypatch):
    """A bug in the command `wave list`."""

    def fail():
        return {}["some_internal_key"]

    monkeypatch.setattr("helpers.waves.all", fail)
    return wave_commands


def test_a_bug_is_told_as_one_with_what_to_report(planted, capsys):
    assert cli.main(["wave", "list"]) == cli.BUG
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert said.startswith("bug: KeyError: 'some_internal_key' (")
    assert f"{Path(__file__).name}, line " in said
    assert "report this line, with the command `edition wave list`, living-edition " in said
    assert re.search(r"Python 3\.\d+.*; --debug shows more", said)


@pytest.mark.parametrize("words", [["--debug", "wave", "list"], ["wave", "list", "--debug"]])
def test_a_bug_is_shown_in_full_when_asked_for(planted, capsys, words):
    assert cli.main(words) == cli.BUG
    said = capsys.readouterr().err
    assert said.startswith("Traceback (most recent call last):")
    assert "bug: KeyError" in said


def test_a_mistake_too_is_shown_in_full_when_asked_for(capsys):
    assert cli.main(["wave", "check", "1999", "--debug"]) == cli.MISTAKE
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize(("module", "name"), cli.MISTAKES)
def test_the_errors_by_which_packages_tell_a_mistake_are_there(module, name):
    found = getattr(__import__(module, fromlist=[name]), name)
    assert issubclass(found, Exception)


def test_an_interrupt_is_told(monkeypatch, capsys):
    def interrupt():
        raise KeyboardInterrupt

    monkeypatch.setattr("helpers.waves.all", interrupt)
    assert cli.main(["wave", "list"]) == cli.INTERRUPTED
    assert capsys.readouterr().err == "stopped; run the command again to finish\n"

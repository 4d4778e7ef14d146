"""The page on the formats of an audit, and the command that it tells."""

from __future__ import annotations

import re

import printaudit
from edition import cli
from helpers import project
from printaudit.audit_report import describe_checks
from printaudit.register import COLUMNS

PAGE = (project.root() / "book" / "audit_format.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    (found,) = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    return str(found)


def test_the_page_shows_every_kind_of_relation_as_it_is():
    assert describe_checks() in PAGE


def test_the_page_names_every_column_and_key():
    assert [name for name in COLUMNS if f"`{name}`" not in PAGE] == []
    keys = ("id", "check", "figures", "parameters", "readings", "because", "note", "in_doubt")
    assert [key for key in keys if f"| `{key}` |" not in PAGE] == []
    assert [verdict for verdict in printaudit.VERDICTS if f"| {verdict} |" not in PAGE] == []


def test_the_example_on_the_page_gives_what_the_page_says(tmp_path, capsys):
    files = tmp_path / "figures.csv", tmp_path / "relations.yml"
    files[0].write_text(block("none"), encoding="utf-8")
    files[1].write_text(block("yaml"), encoding="utf-8")
    assert cli.main(["audit", *map(str, files)]) == 0
    assert capsys.readouterr().out == block("text")

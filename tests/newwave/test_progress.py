"""Bars are for those who watch: on a terminal, once it takes long, and never in a log."""

import io
from contextlib import redirect_stderr

import pytest

from newwave import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(stream: io.StringIO) -> str:
    with redirect_stderr(stream):
        assert list(progress.steps(range(3), "Counting", 3)) == [0, 1, 2]
    return stream.getvalue()


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(progress, "PATIENCE", 0.0)


def test_a_log_gets_no_bar():
    assert shown(io.StringIO()) == ""


def test_a_terminal_gets_a_bar_that_says_what_is_done():
    assert "Counting" in shown(Terminal())


def test_what_is_soon_done_needs_no_bar(monkeypatch):
    monkeypatch.setattr(progress, "PATIENCE", 60.0)
    assert shown(Terminal()) == ""


def test_quiet_silences_a_terminal_within_its_block():
    with progress.quiet():
        assert shown(Terminal()) == ""
    with progress.quiet(silent=False):
        assert "Counting" in shown(Terminal())

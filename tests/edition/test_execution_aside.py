"""A wave's notebooks run aside: side by side, with one message if one fails, and nothing left."""

import os
import signal
import threading
import time

import pytest
from notebook_texts import HEADER, code

from edition import trial
from edition.contents import PER_WAVE
from edition.execution import NotebookError

WAVE = "2030"
BEGINS = """import os

import boundtext

with open("kernels.txt", "a") as log:
    log.write(f"{os.getpid()}\\n")"""
RECORDS = 'boundtext.record("number", boundtext.count({number}, "schools", "observed", wave))'
FAILS = 'raise LookupError("nothing in {name}")'


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A project of one wave whose notebooks record 1, 2, 3 and 4."""
    folder = tmp_path / "data" / "waves" / WAVE
    folder.mkdir(parents=True)
    facts = f"id: '{WAVE}'\narea: {{code: 886, name: Kent}}\nevidence: observed\n"
    (folder / "wave.yml").write_text(facts, encoding="utf-8")
    (tmp_path / "notebooks").mkdir()
    for number, name in enumerate(PER_WAVE, start=1):
        write(tmp_path, name, RECORDS.format(number=number))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(home, name, last):
    (home / "notebooks" / f"{name}.md").write_text(
        HEADER + code(BEGINS) + "\n" + code(last), encoding="utf-8"
    )


def begun(home):
    """The processes in which notebooks ran."""
    path = home / "kernels.txt"
    return [int(line) for line in path.read_text().split()] if path.exists() else []


def left(home):
    """Those of them that are there still."""
    return [process for process in begun(home) if alive(process)]


def alive(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_what_every_notebook_records_is_there_under_its_name(home):
    found = trial.results_of(WAVE)
    numbers = {key: record["estimate"]["value"] for key, record in found.items()}
    assert numbers == {"frame.number": 1, "rq1.number": 2, "rq2.number": 3, "rq3.number": 4}
    assert len(begun(home)) == len(PER_WAVE)
    assert left(home) == []
    assert sorted(path.name for path in home.iterdir()) == ["data", "kernels.txt", "notebooks"]


def test_of_several_that_fail_the_first_in_order_is_told(home):
    write(home, "frame", f"import time\ntime.sleep(1)\n{FAILS.format(name='frame')}")
    write(home, "rq1_extent", FAILS.format(name="rq1"))
    with pytest.raises(NotebookError, match=r"frame\.md, wave 2030: .*nothing in frame"):
        trial.results_of(WAVE)
    assert left(home) == []


def test_an_interrupt_lets_go_of_every_kernel_and_begins_no_more(home):
    for name in PER_WAVE:
        write(home, name, "import time\ntime.sleep(2)")

    def interrupt():
        while not begun(home):
            time.sleep(0.05)
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=interrupt, daemon=True).start()
    with pytest.raises(KeyboardInterrupt):
        trial.results_of(WAVE)
    assert 1 <= len(begun(home)) <= trial.AT_ONCE
    assert left(home) == []

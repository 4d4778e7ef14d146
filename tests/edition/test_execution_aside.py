"""A wave's notebooks run aside: side by side, with one message if one fails, and nothing left."""

import os
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from notebook_texts import HEADER, code

from edition import execution
from edition.execution import AT_ONCE, NotebookError, execute_aside

WAVE = "2030"
NAMES = ("frame", "rq1_extent", "rq2_drivers", "rq3_distribution")
LONGEST = 60.0
"""Seconds after which a test gives up waiting for what it needs."""
BEGINS = """import os

import boundtext
import helpers

with open("kernels.txt", "a") as log:
    log.write(f"{os.getpid()}\\n")"""
RECORDS = 'boundtext.record("number", boundtext.count({number}, "schools", "observed", wave))'
FAILS = 'raise LookupError("nothing in {name}")'
WAITS = f"""import time
from pathlib import Path
ends = time.monotonic() + {LONGEST}
while not Path("go").exists() and time.monotonic() < ends:
    time.sleep(0.02)"""


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A folder of notebooks that record 1, 2, 3 and 4."""
    for number, name in enumerate(NAMES, start=1):
        write(tmp_path, name, RECORDS.format(number=number))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(home):
    return execute_aside([home / f"{name}.md" for name in NAMES], WAVE, "")


def write(home, name, last):
    (home / f"{name}.md").write_text(HEADER + code(BEGINS) + "\n" + code(last), encoding="utf-8")


def begun(home):
    """The processes in which notebooks ran."""
    path = home / "kernels.txt"
    return [int(line) for line in path.read_text().split()] if path.exists() else []


def wait_for(condition):
    ends = time.monotonic() + LONGEST
    while not condition() and time.monotonic() < ends:
        time.sleep(0.02)
    return condition()


def all_gone(home):
    """Whether none of them is there; what was killed may take a moment to go."""
    return wait_for(lambda: not any(map(alive, begun(home))))


def alive(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_what_every_notebook_records_is_there_under_its_name(home):
    files = set(home.iterdir())
    found = run(home)
    numbers = {key: record["estimate"]["value"] for key, record in found.items()}
    assert numbers == {"frame.number": 1, "rq1.number": 2, "rq2.number": 3, "rq3.number": 4}
    assert len(begun(home)) == len(NAMES)
    assert all_gone(home)
    assert set(home.iterdir()) - files == {home / "kernels.txt"}


def test_of_several_that_fail_the_first_in_order_is_told(home):
    write(home, "frame", f"import time\ntime.sleep(1)\n{FAILS.format(name='frame')}")
    write(home, "rq1_extent", FAILS.format(name="rq1"))
    with pytest.raises(NotebookError, match=r"frame\.md, wave 2030: .*nothing in frame"):
        run(home)
    assert all_gone(home)


def test_an_interrupt_lets_go_of_every_kernel_and_begins_no_more(home, monkeypatch):
    for name in NAMES:
        write(home, name, WAITS)

    class Pool(ThreadPoolExecutor):
        """Lets the notebooks that have begun end once the others have been called off."""

        def shutdown(self, **how):
            super().shutdown(**how | {"wait": False})
            (home / "go").touch()
            super().shutdown()

    def interrupt():
        wait_for(lambda: len(begun(home)) == AT_ONCE)
        os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(execution, "ThreadPoolExecutor", Pool)
    threading.Thread(target=interrupt, daemon=True).start()
    with pytest.raises(KeyboardInterrupt):
        run(home)
    assert len(begun(home)) == AT_ONCE
    assert all_gone(home)

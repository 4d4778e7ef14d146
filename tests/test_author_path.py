"""An author's whole path: the commands of the page "Adding a wave", run as it tells them.

In a copy of the built project, from generated official files to a site with two more waves. The
walk is made once; each test then asks one thing of what it left behind.
"""

import csv
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import official
import pandas as pd
import pytest

from edition.notebooks import RUNS, list_notebooks
from helpers import project

ROOT = project.root()
NOT_COPIED = (".venv", ".*_cache", ".hypothesis", "__pycache__", "raw")
CLAIM = "latest.rq3.decile_gradient_per_pupil_positive"
SENTENCE = "Schools in less deprived areas raise more per pupil."
BOUND = f"{{holds}}`{CLAIM}: {SENTENCE}`"
REVISED = "A step of one decile goes with {num}`latest.rq3.recorded_per_pupil_slope`."
SCHOOLS = 70
GRADIENT = 1.2
FETCHED = {"cfr", "aar", "gias", "gias_links", "charity"}
DAY = "20220401"
WAVE, LATER, EARLIER = "2022", "2023", "2021"
# The paper's own test run would run this very test again.
FEW_TESTS = {"PYTEST_ADDOPTS": "tests/boundtext/test_tables.py -q -p no:cacheprovider"}


@dataclass
class Author:
    """Who works in a copy of the project, and what was run and said there."""

    home: Path
    said: dict[str, str] = field(default_factory=dict)
    executed: dict[str, set[str]] = field(default_factory=dict)

    def run(self, line: str, fails: bool = False) -> str:
        """Run one line as it stands on the page; what it said."""
        paths = [str(self.home / ".venv" / "bin"), os.environ["PATH"]]
        ran = subprocess.run(
            ["bash", "-c", line],
            cwd=self.home,
            env=os.environ
            | FEW_TESTS
            | {"NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}
            | {"PATH": os.pathsep.join(paths), "PYTHONPATH": str(self.home / "src")},
            capture_output=True,
            text=True,
            check=False,
        )
        said = ran.stdout + ran.stderr
        assert bool(ran.returncode) == fails, f"{line}\n{said}"
        assert "Traceback" not in said, said
        self.said[line] = said
        return said

    def runs(self) -> dict[str, int]:
        """When each notebook of the book was executed, by `<wave>/<notebook>`."""
        folder = self.home / "book" / RUNS
        return {
            path.relative_to(folder).with_suffix("").as_posix(): path.stat().st_mtime_ns
            for path in folder.glob("*/*.ipynb")
        }

    def build(self, name: str, *lines: str, fails: bool = False) -> str:
        """Run lines that build, and note which notebooks they executed; what the last one said."""
        before = self.runs()
        *first, last = lines
        for line in first:
            self.run(line)
        said = self.run(last, fails)
        self.executed[name] = {run for run, when in self.runs().items() if before.get(run) != when}
        return said

    def files(self, name: str, year: str, **more) -> official.Written:
        return official.write(self.home / "data" / name, SCHOOLS, year, markup=True, **more)

    def replace(self, name: str, old: str, new: str) -> None:
        path = self.home / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")


def commands(page: Path) -> list[str]:
    """Every command of a page, in its order."""
    fences = re.findall(r"^```bash\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return [line for fence in fences for line in fence.splitlines() if line.strip()]


def copy_of_the_project(home: Path) -> Author:
    shutil.copytree(ROOT, home, ignore=shutil.ignore_patterns(*NOT_COPIED), symlinks=True)
    environment = home / ".venv"
    environment.mkdir()
    for entry in Path(sys.executable).parents[1].iterdir():
        if entry.name != "installed":
            (environment / entry.name).symlink_to(entry)
    (environment / "installed").touch()
    return Author(home)


class Published(SimpleHTTPRequestHandler):
    """Serves files by name; one that bears a day is that of any day."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(re.sub(r"edubasealldata\d{8}", f"edubasealldata{DAY}", path))

    def log_message(self, *_) -> None:
        pass


@contextmanager
def publishers(author: Author) -> Iterator[None]:
    """A server on this machine stands for all publishers whose files have an address."""
    folder = author.home / "published"
    author.files("../published", "2021-22", gradient=GRADIENT, register="txt", parts=FETCHED)
    catalogue = author.home / "data" / "sources.yml"
    text = catalogue.read_text(encoding="utf-8")
    for edition in ("2015", "2019"):
        written = official.write(folder, SCHOOLS, imd=edition, parts={"imd"}).paths["imd"]
        (name,) = set(re.findall(rf"address: \S+/(File_7\S+{edition}\S+csv)", text))
        written.replace(folder / name)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Published, directory=folder)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        here = f"address: http://127.0.0.1:{server.server_port}/"
        catalogue.write_text(re.sub(r"address: https?://\S*/", here, text), encoding="utf-8")
        yield
        server.shutdown()
    catalogue.write_text(text, encoding="utf-8")


def write_tables_to_link(home: Path, written: official.Written) -> None:
    """The tables of the page's last command."""
    schools = written.schools[["urn", "name", "town", "la_code", "phase"]]
    schools.to_csv(home / "schools.csv", index=False)
    written.associations[["charity_number", "name"]].to_csv(home / "charities.csv", index=False)


@pytest.fixture(scope="module")
def author(tmp_path_factory):
    author = copy_of_the_project(tmp_path_factory.mktemp("author") / "project")
    by_hand = set(official.PARTS) - FETCHED - {"imd"}
    written = author.files("raw", "2021-22", gradient=GRADIENT, parts=by_hand)
    write_tables_to_link(author.home, written)
    page = commands(author.home / "book" / "adding.md")
    book, remove = page.index("make book"), page.index(f"edition wave remove {WAVE}")
    with publishers(author):
        for line in page[:2]:
            author.run(line)
    author.build("the new wave", *page[2 : book + 1])
    for line in page[book + 1 : remove]:
        author.run(line)
    with (author.home / "book" / "discussion.md").open("a", encoding="utf-8") as discussion:
        discussion.write(f"\n{BOUND}\n")
    add_a_contradicting_wave(author)
    author.executed["an earlier wave"] = runs_for_an_earlier_wave(author)
    for line in page[remove:]:
        author.run(line)
    return author


def add_a_contradicting_wave(author: Author) -> None:
    """A later wave in which schools in more deprived areas raise more."""
    author.files("raw-2023", "2022-23", gradient=-GRADIENT, parts=set(official.PARTS) - {"survey"})
    line = f"edition wave build {LATER} --area 886 --finance-year 2022-23"
    command = f"{line} --raw data/raw-2023"
    author.said["contradicted"] = author.build("a later wave", command, "make book", fails=True)
    author.replace("book/discussion.md", BOUND, REVISED)
    revise_the_others(author, author.said["contradicted"])
    leave_as_a_killed_build_does(author)
    author.build("the sentence revised", "make book")


def leave_as_a_killed_build_does(author: Author) -> None:
    """Put the later wave aside, where a build that is killed between two renames leaves it."""
    aside = author.home / "build" / "waves" / f"{LATER}.old"
    aside.parent.mkdir(parents=True, exist_ok=True)
    (author.home / "data" / "waves" / LATER).rename(aside)


def revise_the_others(author: Author, said: str) -> None:
    """Take every other contradicted sentence out of the page and the line that the build named."""
    for name, line in re.findall(r"(\S+\.md):(\d+): WARNING: no longer true", said):
        page = author.home / "book" / Path(name).relative_to(author.home / "book")
        lines = page.read_text(encoding="utf-8").splitlines(keepends=True)
        lines[int(line) - 1] = re.sub(r"\{holds\}`latest[^`]*`", "...", lines[int(line) - 1])
        page.write_text("".join(lines), encoding="utf-8")


def runs_for_an_earlier_wave(author: Author) -> set[str]:
    """Which notebooks a build would run if there were a wave before the new one."""
    waves = author.home / "data" / "waves"
    shutil.copytree(waves / WAVE, waves / EARLIER)
    author.replace(f"data/waves/{EARLIER}/wave.yml", f"id: '{WAVE}'", f"id: '{EARLIER}'")
    told = author.run("snakemake --dry-run --cores 1 site")
    shutil.rmtree(waves / EARLIER)
    return {"/".join(run) for run in re.findall(r"wildcards: wave=(\S+), notebook=(\S+)", told)}


def of(wave: str) -> set[str]:
    notebooks = list_notebooks(ROOT / "notebooks")
    return {f"{wave}/{name}" for name, notebook in notebooks.items() if notebook.per_wave}


def html(author: Author, page: str) -> str:
    return (author.home / "book" / "_build" / "html" / f"{page}.html").read_text(encoding="utf-8")


def published(author: Author) -> dict[str, str]:
    """Every text that leaves the project: the site's own files, the waves' tables."""
    folders = [author.home / "book" / "_build" / "html", author.home / "data" / "waves"]
    kinds = {".html", ".md", ".ipynb", ".csv", ".yml", ".json", ".js", ".txt", ".inv"}
    return {
        str(path.relative_to(author.home)): path.read_text(encoding="utf-8", errors="replace")
        for folder in folders
        for path in folder.rglob("*")
        if path.suffix in kinds
    }


def test_every_command_of_the_page_was_run(author):
    told = commands(author.home / "book" / "adding.md")
    assert len(told) > 8
    assert set(told) <= set(author.said)


def test_only_the_notebooks_of_the_new_wave_ran(author):
    assert author.executed["the new wave"] == of(WAVE)
    assert author.executed["a later wave"] == of(LATER)
    assert author.executed["the sentence revised"] == set()


def test_those_that_compare_with_a_new_wave_run_again(author):
    assert author.executed["an earlier wave"] == of(EARLIER) | of(WAVE)


def test_the_wave_has_its_pages_in_the_contents(author):
    front = html(author, "index")
    for page in [f"runs/{run}" for run in sorted(of(LATER))] + [f"waves/{LATER}"]:
        assert f'href="{page}.html"' in front
        assert html(author, page)


def test_the_pages_have_the_numbers_of_the_wave(author):
    schools = pd.read_csv(author.home / "data" / "waves" / LATER / "schools.csv")
    assert len(schools) > 25
    for page in (f"waves/{LATER}", f"runs/{LATER}/frame"):
        assert re.search(rf"\b{len(schools)}(\s|&nbsp;|&#160;)+schools\b", html(author, page)), page


def test_the_slope_is_that_of_the_latest_wave(author):
    assert re.search(r"A step of one decile goes with .{0,80}[\u2212-]", html(author, "discussion"))


def test_a_contradicted_sentence_stops_the_build(author):
    said = author.said["contradicted"]
    page = author.home / "book" / "discussion.md"
    line = page.read_text(encoding="utf-8").splitlines().index(REVISED) + 1
    assert f"discussion.md:{line}:" in said
    assert f"no longer true: {SENTENCE!r}" in said
    assert re.search(rf"{CLAIM.replace('latest', LATER)} is false, because \S*\d", said)
    assert "Revise the sentence." in said


def test_no_head_teacher_is_named(author):
    (raw,) = (author.home / "data" / "raw").glob("edubasealldata*.csv")
    source = raw.read_bytes().decode("cp1252")
    for head in official.HEADS:
        assert head in source
        assert [name for name, text in published(author).items() if head in text] == []


def test_no_markup_of_a_name_is_obeyed(author):
    pages = {
        name: text for name, text in published(author).items() if name.endswith((".html", ".js"))
    }
    for shape in ("<script>alert(", "<img src=x"):
        assert [name for name, text in pages.items() if shape in text] == []


def test_no_name_is_a_formula_in_a_download(author):
    tables = {name: text for name, text in published(author).items() if name.endswith(".csv")}
    assert tables
    for name, text in tables.items():
        cells = [cell for row in csv.reader(text.splitlines()) for cell in row]
        numbers = re.compile(r"[-+]?[\d.,]+(e[-+]?\d+)?%?", re.IGNORECASE)
        odd = [c for c in cells if c[:1] in tuple("=+-@\t\r") and not numbers.fullmatch(c)]
        assert odd == [], name


def test_a_removed_wave_leaves_nothing_behind(author):
    toc = (author.home / "book" / "_toc.yml").read_text(encoding="utf-8")
    for wave, there in ((WAVE, False), (EARLIER, False), (LATER, True)):
        assert (author.home / "data" / "waves" / wave).exists() is there
        assert (f"runs/{wave}/" in toc) is there
        assert (author.home / "book" / "waves" / f"{wave}.md").exists() is there


def test_associations_are_linked(author):
    links = pd.read_csv(author.home / "links.csv")
    assert list(links.columns) == ["charity_number", "urn", "score", "reason", "decision"]
    assert (links["decision"] == "link").sum() > 10

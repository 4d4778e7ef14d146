"""Building a small site: published when whole; when not, the last good one stays as it was."""

import json
from pathlib import Path

import pytest

from boundtext import Estimate, above
from edition import site
from edition.contents import ContentsError
from edition.site import SiteError

CONFIG = """title: A small book
only_build_toc_files: true
execute:
  execute_notebooks: "off"
sphinx:
  extra_extensions: [boundtext.roles]
  config:
    boundtext_store: ../results
    boundtext_evidence: helpers.evidence_kinds.KINDS
"""
SLOPE = Estimate(
    612.0, 401.0, 823.0, 0.95, 306, "GBP per decile", "fit", "observed", "2018", of="schools"
)
GOOD = "# A title\n\n{holds}`2018.rq3.positive: Richer areas raise more`.\n"


class Book:
    """A small book, its results, and where its site is made and put."""

    def __init__(self, folder: Path) -> None:
        self.book, self.public = folder / "book", folder / "book" / "_build" / "html"
        self.staging = folder / "build" / "site"
        self.results = folder / "results" / "2018" / "rq3_distribution.json"
        self.results.parent.mkdir(parents=True)
        self.book.mkdir()
        self.write("_config.yml", CONFIG)
        self.write("_toc.yml", "format: jb-book\nroot: index\n")

    def write(self, name: str, text: str) -> None:
        (self.book / name).write_text(text, encoding="utf-8")

    def record(self, truth: bool) -> None:
        entry = {"key": "positive", "kind": "claim", "truth": truth, "estimate": SLOPE.to_dict()}
        entry["predicate"] = above(SLOPE, 0).to_dict()
        self.results.write_text(json.dumps({"records": [entry]}), encoding="utf-8")

    def build(self) -> None:
        site.build(self.book, self.staging, self.public, {})

    def bytes(self) -> dict[str, bytes]:
        """Every file of the public site."""
        return {
            path.relative_to(self.public).as_posix(): path.read_bytes()
            for path in self.public.rglob("*")
            if path.is_file()
        }


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """A book with a good site in place."""
    small = Book(tmp_path_factory.mktemp("small"))
    small.record(truth=True)
    small.write("index.md", GOOD)
    small.build()
    return small


def test_a_good_build_is_put_in_place(book):
    assert "Richer areas raise more" in (book.public / "index.html").read_text(encoding="utf-8")


def test_nothing_half_made_is_left_beside_the_site(book):
    assert [path.name for path in book.public.parent.iterdir()] == ["html"]


def test_a_bad_page_stops_the_build_and_leaves_the_last_good_site(book):
    before = book.bytes()
    book.record(truth=False)
    book.write("index.md", GOOD + "\nThen {num}`2018.rq3.negative`.\n\n[Away](nowhere.md)\n")
    with pytest.raises(SiteError) as raised:
        book.build()
    told = str(raised.value)
    assert "index.md:3: WARNING: no longer true: 'Richer areas raise more'" in told
    assert "index.md:5: WARNING: {num} '2018.rq3.negative'" in told
    assert "nowhere.md" in told
    assert "the last good one is untouched" in told
    assert book.bytes() == before


def test_contents_that_do_not_fit_stop_the_build_before_it_begins(book):
    before = book.bytes()
    with pytest.raises(ContentsError, match="runs/2022/frame"):
        site.build(book.book, book.staging, book.public, {"runs/2022/frame": "Frame"})
    assert book.bytes() == before


@pytest.fixture
def results(tmp_path, monkeypatch):
    """Results of three runs and of a collection, beside a site that is not rendered."""
    monkeypatch.setattr(site, "_render", lambda book, staging: None)
    monkeypatch.setattr(site, "_publish", lambda html, public: None)
    folder = tmp_path / "build" / "results"
    for name in ("2018/frame", "2018/gone", "2016/frame", "published"):
        path = folder / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}", encoding="utf-8")
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: runs/2018/frame\n", encoding="utf-8")
    return folder


def _names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*.json")}


def test_results_of_a_notebook_that_is_gone_are_not_left_to_be_quoted(results, tmp_path):
    site.build(tmp_path, tmp_path / "build" / "site", tmp_path, {"runs/2018/frame": "Frame"})
    assert _names(results) == {"2018/frame.json", "published.json"}


def test_no_results_are_removed_when_the_contents_do_not_fit(results, tmp_path):
    before = _names(results)
    with pytest.raises(ContentsError):
        site.build(tmp_path, tmp_path / "build" / "site", tmp_path, {"runs/2018/gone": "Gone"})
    assert _names(results) == before


def test_a_site_left_half_published_does_not_hinder_the_next(tmp_path):
    html, public = tmp_path / "new", tmp_path / "out" / "html"
    for folder in (html, public, public.with_name(".html.incoming")):
        folder.mkdir(parents=True)
    (html / "index.html").write_text("new", encoding="utf-8")
    (public / "gone.html").write_text("old", encoding="utf-8")
    site._publish(html, public)
    assert [path.name for path in public.iterdir()] == ["index.html"]
    assert [path.name for path in public.parent.iterdir()] == ["html"]

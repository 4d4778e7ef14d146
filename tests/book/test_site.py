"""The built site as files: links lead somewhere, nothing comes from another host, all is told."""

import re
from functools import cache
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from built_pages import BOOK, HTML, PAGES, Page

from boundtext import evidence_kind
from edition.notebooks import RUNS as RUNS_FOLDER
from helpers import waves

RUNS = [name for name in PAGES if name.startswith(f"{RUNS_FOLDER}/")]
SHORTEST_ALT = 30
RESOURCES = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
    "embed": "src",
    "object": "data",
}
LOADING_LINKS = {"stylesheet", "preload", "prefetch", "preconnect", "icon", "modulepreload"}
ELSEWHERE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
IN_CSS = re.compile(r"""(?:url\(|@import)\s*["']?\s*((?:https?:)?//[^"')\s]+)""", re.IGNORECASE)


@pytest.fixture(params=PAGES)
def page(request, site) -> Page:
    return site[request.param]


@pytest.fixture(params=RUNS)
def run(request, site) -> Page:
    return site[request.param]


@cache
def read(path: Path) -> Page:
    return Page(path.name, path)


def loaded(soup: BeautifulSoup) -> list[str]:
    """Addresses of everything that a page loads by itself."""
    addresses = [
        str(tag[attribute])
        for name, attribute in RESOURCES.items()
        for tag in soup.find_all(name, **{attribute: True})
    ]
    return addresses + [
        str(link["href"])
        for link in soup.find_all("link", href=True)
        if LOADING_LINKS & set(link.get("rel", []))
    ]


def test_the_page_is_there_with_a_title(page):
    assert page.path.is_file()
    assert page.soup.title.get_text(strip=True)
    assert len(page.article.find_all("h1")) == 1


def test_links_and_anchors_resolve(page):
    broken = []
    for link in page.soup.find_all("a", href=True):
        found = page.target(link["href"])
        if found is None:
            continue
        file, anchor = found
        if not file.is_file() or HTML.resolve() not in file.resolve().parents:
            broken.append(f"{link['href']}: no such file")
        elif anchor and anchor not in read(file).anchors:
            broken.append(f"{link['href']}: no such anchor")
    assert broken == []


def test_what_a_page_loads_is_there_and_ours(page):
    for address in loaded(page.soup):
        if address.startswith("data:"):
            continue
        assert not ELSEWHERE.match(address), address
        file, _ = page.target(address)
        assert file.is_file(), address


def test_no_style_loads_from_another_host(page):
    styles = [style.get_text() for style in page.soup.find_all("style")]
    styles += [str(tag["style"]) for tag in page.soup.find_all(style=True)]
    assert [found for style in styles for found in IN_CSS.findall(style)] == []


def test_no_style_sheet_loads_from_another_host(site):
    sheets = sorted(HTML.rglob("*.css"))
    assert sheets
    foreign = {
        sheet.name: IN_CSS.findall(sheet.read_text(encoding="utf-8", errors="replace"))
        for sheet in sheets
    }
    assert {name: found for name, found in foreign.items() if found} == {}


def test_every_picture_states_its_finding(page):
    for image in page.article.find_all("img"):
        alt = image.get("alt", "")
        assert len(alt) >= SHORTEST_ALT, alt
        assert " " in alt.strip(), f"a name, not a sentence: {alt}"
        assert not re.search(r"\.(png|svg|jpe?g)$", alt), alt
        assert re.search(r"[.!?)]$", alt.strip()), f"not a sentence: {alt}"


def test_pictures_of_synthetic_waves_say_so(run):
    if run.article.select_one(".evidence-banner.synthetic") is None:
        assert run.article.select_one(".evidence-banner"), "no evidence is told"
        return
    for image in run.article.find_all("img"):
        assert image["alt"].startswith("Synthetic data")


def test_everything_told_bears_its_evidence(page):
    for told in page.soup.select(".told"):
        mark = told.select_one(".evidence-mark")
        assert mark is not None, told
        assert mark.get_text(strip=True), told
        assert {"published", "synthetic", "observed"} & set(told["class"]), told
        detail = told.select_one("[role=tooltip]")
        assert detail is not None, told
        assert detail.get_text(strip=True), told


def test_a_sentence_on_synthetic_data_opens_with_that(page):
    for told in page.soup.select(".told.synthetic.holds .told-body"):
        assert told.get_text().startswith(evidence_kind("synthetic").lead.strip())


def test_results_on_synthetic_data_are_marked_synthetic(page):
    for told in page.soup.select(".told.synthetic .evidence-mark"):
        assert "synthetic" in told.get_text()


def test_the_parameters_are_not_shown(run):
    sources = [cell.get_text().lstrip() for cell in run.article.select(".cell_input pre")]
    assert sources
    assert not [source for source in sources if re.match(r"(# Parameters|wave\s*=)", source)]


def test_no_warning_and_no_error_is_shown(run):
    assert run.article.select(".output.stderr, .output.traceback") == []
    assert "Traceback (most recent call last)" not in run.article.get_text()


def _heads_its_column(cell: Tag) -> bool:
    """Whether a header without scope stands where HTML takes it for its column's."""
    return cell.find_parent("thead") is not None


def test_tables_have_headers_that_can_be_read_aloud(page):
    for table in page.article.find_all("table"):
        headers = table.find_all("th")
        assert headers, table.get_text()[:80]
        for header in headers:
            assert header.get_text(strip=True), f"an empty header in: {table.get_text()[:80]!r}"
            assert header.get("scope") in ("col", "row") or _heads_its_column(header)


def test_tables_of_results_have_captions(run):
    for table in run.article.select(".cell_output table"):
        assert table.caption is not None
        assert table.caption.get_text(strip=True)


def test_figures_have_their_data_beside_them(run):
    bare = [
        image["alt"][:60]
        for image in run.article.select(".cell_output img")
        if not image.find_parent(class_="cell_output").select_one("a[download$='.csv'][href]")
    ]
    assert bare == []


def test_every_wave_shows_figures(site):
    for wave in waves.ids():
        pages = [page for name, page in site.items() if name.startswith(f"runs/{wave}/")]
        assert sum(len(page.article.select(".cell_output img")) for page in pages) >= 2


def test_the_front_page_has_three_questions_with_published_answers(site):
    answers = [
        item
        for item in site["index"].article.select("ol > li")
        if item.strong is not None and item.strong.get_text().endswith("?")
    ]
    assert len(answers) == 3
    assert all(item.select_one(".told.holds.published") for item in answers)


def test_every_page_of_the_book_is_in_the_menu(site):
    links = site["index"].soup.select(".bd-sidebar-primary a[href], a.reference.internal[href]")
    linked = {site["index"].target(link["href"])[0] for link in links}
    assert {page.path.resolve() for page in site.values()} <= {path.resolve() for path in linked}


def test_pages_come_in_the_order_of_the_paper():
    order = ["introduction", "coproduction", "marketisation", "methods", "findings/index"]
    order += ["discussion", "conclusion", "references"]
    assert [name for name in PAGES if name in order] == order
    assert (BOOK / "index.md").is_file()

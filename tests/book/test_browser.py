"""The built site in a real Chromium: loading, marks and their details, narrow screens, axe."""

import os
import shutil
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from built_pages import HTML, PAGES
from playwright.sync_api import Browser, Page, expect, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
SETTLED = "Promise.all(document.getAnimations().map((moving) => moving.finished))"
GRAVE = {"serious", "critical"}
IN_THE_DARK = ["index", "findings/rq1", "figures", "runs/2018/rq3_distribution", "synthetic"]
VISIBLE = """
marks => marks.filter(mark => {
  const box = mark.getBoundingClientRect();
  const style = getComputedStyle(mark);
  return !box.width || !box.height || style.visibility !== 'visible' || style.opacity === '0';
}).map(mark => mark.textContent)
"""
WIDER = """
() => [...document.querySelectorAll('article *')]
  .filter(element => !element.closest('.table-scroll, pre, .MathJax, .told-detail'))
  .filter(element => element.getBoundingClientRect().right > innerWidth + 1)
  .map(element => element.tagName + ' ' + element.textContent.trim().slice(0, 40)).slice(0, 5)
"""
WITHOUT_DATA = """
() => [...document.querySelectorAll('article table')]
  .filter(table => {
    const frame = table.closest('.table-scroll, .pst-scrollable-table-container') ?? table;
    return !frame.nextElementSibling?.querySelector('a[download][href]');
  })
  .map(table => table.textContent.trim().slice(0, 60))
"""


class Quiet(SimpleHTTPRequestHandler):
    """A handler that does not write a line for every request."""

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def address(site) -> Iterator[str]:
    """Where the site is served for these tests."""
    handler = partial(Quiet, directory=str(HTML))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        missing = "no Chromium: install it with `apt-get install chromium`"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(missing)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


class Visit:
    """One page open in the browser, with what went wrong and where it asked for files."""

    def __init__(self, page: Page, address: str, name: str) -> None:
        self.page, self.name = page, name
        self.errors: list[str] = []
        self.hosts: set[str] = set()
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("requestfailed", lambda request: self.errors.append(f"failed: {request.url}"))
        page.on("request", lambda request: self._asked(request.url))
        page.goto(f"{address}/{name}.html", wait_until="load")

    def _heard(self, message) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    def _asked(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob"):
            self.hosts.add(parts.hostname or url)

    def grave(self) -> list[str]:
        """What axe finds grave, a line for each rule and the first element that breaks it."""
        self.page.evaluate(SETTLED)  # halfway through a change of colours no contrast is right
        found = Axe().run(self.page).response["violations"]
        return [
            f"{rule['id']}: {rule['nodes'][0]['html'][:200]} ({len(rule['nodes'])} in all)"
            for rule in found
            if rule["impact"] in GRAVE
        ]


@pytest.fixture(scope="module", params=PAGES)
def visit(request, browser, address) -> Iterator[Visit]:
    """Each page of the contents in turn, in light colours and on a desk's screen."""
    context = browser.new_context(viewport=DESK, color_scheme="light")
    yield Visit(context.new_page(), address, request.param)
    context.close()


def test_a_page_loads_without_errors_and_from_no_other_host(visit):
    assert visit.errors == []
    assert visit.hosts == {"127.0.0.1"}


def test_marks_of_evidence_are_visible(visit):
    assert visit.page.eval_on_selector_all(".evidence-mark", VISIBLE) == []
    marked = visit.page.locator(".told:has(.evidence-mark)").count()
    assert marked == visit.page.locator(".told").count()


def test_details_appear_on_hover_and_on_focus(visit):
    if visit.page.locator(".told").count() == 0:
        return
    told = visit.page.locator(".told").first
    detail = told.locator("[role=tooltip]")
    expect(detail).to_be_hidden()
    told.hover()
    expect(detail).to_be_visible()
    visit.page.mouse.move(0, 0)
    expect(detail).to_be_hidden()
    told.locator(".told-source").focus()
    expect(detail).to_be_visible()
    told.locator(".told-source").blur()
    expect(detail).to_be_hidden()


def test_every_table_has_its_data_beside_it(visit):
    assert visit.page.evaluate(WITHOUT_DATA) == []


def test_axe_finds_nothing_grave(visit):
    assert visit.grave() == []


def test_a_page_fits_a_phone(visit):
    visit.page.set_viewport_size(PHONE)
    try:
        width = visit.page.evaluate("document.documentElement.scrollWidth")
        assert width <= PHONE["width"], visit.page.evaluate(WIDER)
    finally:
        visit.page.set_viewport_size(DESK)


@pytest.mark.parametrize("name", IN_THE_DARK)
def test_axe_finds_nothing_grave_in_the_dark(browser, address, name):
    context = browser.new_context(viewport=DESK, color_scheme="dark")
    visit = Visit(context.new_page(), address, name)
    assert visit.page.locator("html").get_attribute("data-theme") == "dark"
    assert visit.grave() == []
    context.close()


def test_a_mark_leads_to_where_its_number_was_made(browser, address):
    page = browser.new_page(viewport=DESK)
    page.goto(f"{address}/index.html")
    link = page.locator(".told.synthetic a.told-source").first
    anchor = link.get_attribute("href").split("#")[1]
    link.click()
    expect(page.locator(f"#{anchor}")).to_be_in_viewport()
    page.close()


def test_the_data_of_a_figure_are_downloaded_as_csv(browser, address):
    page = browser.new_page(viewport=DESK)
    page.goto(f"{address}/runs/2018/rq3_distribution.html")
    with page.expect_download() as started:
        page.locator(".cell_output:has(img) a[download]").first.click()
    assert started.value.suggested_filename.endswith(".csv")
    lines = started.value.path().read_text(encoding="utf-8").splitlines()
    assert len(lines) > 5
    assert all("," in line for line in lines)
    page.close()


def test_the_register_can_be_searched_and_filtered(browser, address):
    page = browser.new_page(viewport=DESK)
    page.goto(f"{address}/figures.html")
    rows = page.locator(".filterable tbody tr:visible")
    everything = rows.count()
    verdict = page.locator(".filter-bar label").filter(has_text="Verdict").locator("select")
    search = page.locator(".filter-bar input")
    verdict.select_option("inconsistent")
    failing = rows.count()
    assert 0 < failing < everything
    search.fill("withdrawn")
    expect(rows).to_have_count(1)
    expect(rows).to_have_attribute("id", "meth-54-withdrawn")
    search.fill("")
    verdict.select_option("")
    expect(rows).to_have_count(everything)
    page.close()


def test_a_printed_figures_mark_leads_to_its_arithmetic(browser, address):
    page = browser.new_page(viewport=DESK)
    page.goto(f"{address}/findings/rq1.html")
    link = page.locator(".told.published a.told-source").first
    anchor = link.get_attribute("href").split("#")[1]
    link.click()
    row = page.locator(f"[id='{anchor}']")
    expect(row).to_be_in_viewport()
    expect(row.locator("details li").first).to_be_visible()
    page.close()

"""The roles on small books built here: what they print, and how they fail."""

import io
import json
import os
import re

import pytest
from bs4 import BeautifulSoup
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from boundtext import Estimate, evidence_kind, evidence_names, use_evidence

STEEP = Estimate(
    612.0, 401.0, 823.0, 0.95, 306, "GBP per decile", "least squares", "observed", "2018", "schools"
)


TESTED = "its whole interval lies above 0"


class Book:
    """A little book with a store of results, built as often as a test likes."""

    def __init__(self, folder):
        self.source = folder / "book"
        self.store = folder / "results"
        (self.store / "2018").mkdir(parents=True)
        self.source.mkdir()
        self.page("index", "# Index\n")

    def page(self, name, text):
        (self.source / f"{name}.md").write_text(text, encoding="utf-8")

    def record(self, truth=True, run="2018", **changes):
        estimate = STEEP.to_dict() | {"run": run} | changes
        records = [
            {"key": "slope", "kind": "estimate", "estimate": estimate},
            {"key": "positive", "kind": "claim", "truth": truth, "estimate": estimate}
            | {"predicate": {"name": "above", "parameters": {"line": 0}, "tested": TESTED}},
        ]
        path = self.store / run / "rq3_distribution.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps({"records": records}))
        self.clock = getattr(self, "clock", 0) + 10
        future = path.stat().st_mtime + self.clock
        os.utime(path, (future, future))

    def quote(self):
        record = {
            "key": "t1-don-2018",
            "kind": "quoted",
            "display": "£51 per pupil",
            "evidence": "published",
            "mark": "paper, line 297",
            "detail": "mean direct donations",
            "page": "figures",
        }
        (self.store / "published.json").write_text(json.dumps({"records": [record]}))

    def build(self, **config):
        """The index page and the warnings of one build; pages unchanged are not read again."""
        build = self.source.parent / "build"
        options = {
            "extensions": ["myst_parser", "boundtext.roles"],
            "boundtext_store": "../results",
            "boundtext_undated": ["paper"],
            "boundtext_page": "runs/{run}/{notebook}",
        }
        self.warnings = io.StringIO()
        folders = (self.source, None, build / "html", build / "doctrees")
        with docutils_namespace():
            Sphinx(
                *folders, "html", confoverrides=options | config, status=None, warning=self.warnings
            ).build()
        html = (build / "html" / "index.html").read_text(encoding="utf-8")
        return BeautifulSoup(html, "html.parser")

    def failure(self):
        self.build()
        return re.sub(r"\x1b\[[0-9;]*m", "", self.warnings.getvalue())


@pytest.fixture
def book(tmp_path):
    small = Book(tmp_path)
    small.record()
    small.quote()
    return small


def test_num_prints_value_unit_mark_and_interval(book):
    book.page("index", "# I\n\nIt is {num}`2018.rq3.slope` on average.\n")
    told = book.build().select_one(".told.num.observed")
    assert told.select_one(".told-body").text == "£612 per decile"
    assert told.select_one(".evidence-mark").text == "observed 2018"
    detail = told.select_one("[role=tooltip]")
    assert "95% interval £401 to £823 per decile; 306 schools" in detail.text
    assert told.select_one("[aria-describedby]")["aria-describedby"] == detail["id"]
    assert book.failure() == ""


def test_num_can_be_reached_by_keyboard_and_leads_to_where_it_was_made(book):
    (book.source / "runs" / "2018").mkdir(parents=True)
    book.page("runs/2018/rq3_distribution", "# Notebook\n")
    book.page(
        "index", "# I\n\n{num}`2018.rq3.slope`\n\n```{toctree}\nruns/2018/rq3_distribution\n```\n"
    )
    link = book.build().select_one("a.told-source")
    assert link["href"] == "runs/2018/rq3_distribution.html#result-slope"


def test_num_without_a_page_to_lead_to_can_still_be_focused(book):
    book.page("index", "# I\n\n{num}`2018.rq3.slope`\n")
    assert book.build().select_one("span.told-source[tabindex='0']")


def test_a_quoted_figure_shows_its_line(book):
    book.page("index", "# I\n\n{num}`published.t1-don-2018` was printed.\n")
    told = book.build().select_one(".told.num.published")
    assert told.select_one(".told-body").text == "£51 per pupil"
    assert told.select_one(".evidence-mark").text == "paper, line 297"


def test_holds_prints_its_sentence(book):
    book.page("index", "# I\n\n{holds}`2018.rq3.positive: Schools in richer\nareas raise more`.\n")
    told = book.build().select_one(".told.holds.observed")
    assert told.select_one(".told-body").text == "Schools in richer areas raise more"


def test_holds_on_synthetic_data_says_so_whatever_its_author_wrote(book):
    book.record(evidence="synthetic")
    book.page("index", "# I\n\n{holds}`2018.rq3.positive: Schools in richer areas raise more`.\n")
    told = book.build().select_one(".told.holds.synthetic")
    body = told.select_one(".told-body").text
    assert body == "In the synthetic data, schools in richer areas raise more"
    assert told.select_one(".evidence-mark").text == "synthetic 2018"


def test_a_claim_that_turned_false_names_page_line_sentence_and_values(book):
    book.record(truth=False, value=-12.0, low=-90.0, high=66.0)
    book.page(
        "index",
        "# I\n\nFirst line,\nsecond line, then\n{holds}`2018.rq3.positive: richer raise more`.\n",
    )
    message = book.failure()
    assert "index.md:5: WARNING: no longer true: 'richer raise more'" in message
    assert "2018.rq3.positive is false" in message
    assert "\N{MINUS SIGN}£12 per decile" in message
    assert "\N{MINUS SIGN}£90 to £66" in message
    assert f"tested was whether {TESTED}" in message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{num}`2018.rq3.slpoe`", "nearest: slope"),
        ("{num}`2022.rq3.slope`", "no results of '2022'"),
        ("{holds}`2018.rq3.positve: they do`", "sentence: 'they do'"),
        ("{holds}`2018.rq3.slope: they do`", "is a number, not a claim"),
        ("{holds}`2018.rq3.positive`", "not of the form"),
        ("{holds}`2018.rq3.positive: `", "not of the form"),
    ],
)
def test_what_cannot_be_told_fails_in_its_place(book, text, message):
    book.page("index", f"# I\n\nSome words.\n\nA list:\n\n- one\n- {text}\n")
    failure = book.failure()
    assert "index.md:8: WARNING" in failure
    assert message in failure


def test_every_failure_of_a_page_is_told_at_once(book):
    book.page("index", "# I\n\n{num}`2018.rq3.a` and {num}`2018.rq3.b`\n\n{num}`2018.rq3.c`\n")
    assert book.failure().count("WARNING") == 3


def test_text_that_looks_like_markup_is_escaped(book):
    book.record(method="<script>alert(1)</script>")
    book.page("index", "# I\n\n{holds}`2018.rq3.positive: 3 < 4 <b>bold</b>`\n")
    told = book.build().select_one(".told")
    assert told.find("script") is None
    assert told.find("b") is None


def test_a_changed_result_rebuilds_only_the_pages_that_quote_it(book):
    book.page("index", "# I\n\n{num}`2018.rq3.slope`\n\n```{toctree}\nother\n```\n")
    book.page("other", "# Other\n")
    assert "£612" in book.build().text
    other = book.source.parent / "build" / "html" / "other.html"
    before = other.stat().st_mtime_ns
    book.record(value=500.0)
    assert "£500" in book.build().text
    assert other.stat().st_mtime_ns == before


def test_latest_is_the_last_run_and_no_folder_that_is_none(book):
    book.record(run="2016", value=300.0)
    book.record(run="paper", value=100.0)
    book.page("index", "# I\n\n{num}`latest.rq3.slope`\n")
    told = book.build().select_one(".told.num")
    assert told.select_one(".told-body").text == "£612 per decile"
    assert told.select_one(".evidence-mark").text == "observed 2018"


def test_a_new_run_moves_what_is_said_of_the_latest_and_no_other_page(book):
    book.page("index", "# I\n\n{num}`latest.rq3.slope`\n\n```{toctree}\nother\n```\n")
    book.page("other", "# Other\n")
    assert "£612" in book.build().text
    other = book.source.parent / "build" / "html" / "other.html"
    before = other.stat().st_mtime_ns
    book.record(run="2022", value=500.0)
    assert "£500" in book.build().text
    assert other.stat().st_mtime_ns == before


def test_a_new_run_that_contradicts_a_sentence_stops_it_by_name(book):
    book.page("index", "# I\n\n{holds}`latest.rq3.positive: Richer areas raise more`.\n")
    assert book.failure() == ""
    book.record(truth=False, run="2022", value=-12.0, low=-90.0, high=66.0)
    message = book.failure()
    assert "index.md:3: WARNING: no longer true: 'Richer areas raise more'" in message
    assert "2022.rq3.positive is false" in message


def test_what_the_latest_run_did_not_measure_is_told_of_the_one_before(book):
    book.page("index", "# I\n\n{num}`latest.rq3.slope`\n")
    later = book.store / "2022" / "rq3_distribution.json"
    later.parent.mkdir()
    lacking = {"key": "slope", "kind": "unmeasured", "reason": "Nobody asked."}
    later.write_text(json.dumps({"records": [lacking]}))
    told = book.build().select_one(".told.num")
    assert told.select_one(".evidence-mark").text == "observed 2018"
    assert book.failure() == ""
    book.record(run="2022", value=500.0)
    assert "£500" in book.build().text


@pytest.mark.parametrize("records", [[], None])
def test_what_the_latest_run_lost_is_told_of_no_other(book, records):
    book.page("index", "# I\n\n{num}`latest.rq3.slope`\n")
    name = "rq3_distribution" if records is not None else "rq1_extent"
    later = book.store / "2022" / f"{name}.json"
    later.parent.mkdir()
    later.write_text(json.dumps({"records": []}))
    assert "'2022.rq3.slope'" in book.failure()


def test_what_no_run_records_is_told_of_the_latest(book):
    book.record(run="2022")
    book.page("index", "# I\n\n{num}`latest.rq3.slpoe`\n")
    assert "'2022.rq3.slpoe': rq3_distribution.json records no 'slpoe'" in book.failure()


def test_a_run_is_shown_where_any_of_its_notebooks_has_a_page(book):
    (book.source / "runs" / "2018").mkdir(parents=True)
    book.page("runs/2018/rq3_distribution", "# Notebook\n")
    for name in ("frame", "rq4_removed"):
        (book.store / "2018" / f"{name}.json").write_text(json.dumps({"records": []}))
    toctree = "```{toctree}\nruns/2018/rq3_distribution\n```"
    book.page("index", f"# I\n\n{{num}}`latest.rq3.slope`\n\n{toctree}\n")
    assert "£612" in book.build().text


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Schools raise more", "In the synthetic data, schools raise more"),
        ("PTA income rose", "In the synthetic data, PTA income rose"),
    ],
)
def test_a_lead_leaves_names_as_they_are_written(book, written, told):
    book.record(evidence="synthetic")
    book.page("index", f"# I\n\n{{holds}}`2018.rq3.positive: {written}`.\n")
    assert book.build().select_one(".told-body").text == told


def test_a_sentence_on_what_a_named_run_did_not_measure_stops_the_build(book):
    claim = {"key": "positive", "kind": "claim", "reason": "Nobody asked."}
    path = book.store / "2018" / "rq3_distribution.json"
    path.write_text(json.dumps({"records": [claim]}), encoding="utf-8")
    book.page("index", "# I\n\n{holds}`2018.rq3.positive: Richer areas raise more`.\n")
    message = book.failure()
    assert "index.md:3: WARNING: {holds} 2018.rq3.positive was not measured" in message
    assert "Nobody asked.; sentence: 'Richer areas raise more'" in message


def test_the_colours_of_the_evidence_are_those_of_the_configuration(book):
    kind = {"name": "weighed", "meaning": "Weighed.", "opening": "Weighed.", "label": "Weighed"}
    colours = {"colour": "#123456", "colour_dark": "#abcdef"}
    in_use = [evidence_kind(name) for name in evidence_names()]
    try:
        book.build(boundtext_evidence=[kind | colours])
    finally:
        use_evidence(*in_use)
    css = (book.source.parent / "build" / "html" / "_static" / "evidence.css").read_text()
    assert "--evidence-weighed: #123456" in css
    assert "synthetic" not in css


def test_latest_is_no_run_that_was_taken_out_of_the_book(book):
    book.record(run="2022", value=500.0)
    (book.source / "runs" / "2018").mkdir(parents=True)
    book.page("runs/2018/rq3_distribution", "# Notebook\n")
    toctree = "```{toctree}\nruns/2018/rq3_distribution\n```"
    book.page("index", f"# I\n\n{{num}}`latest.rq3.slope`\n\n{toctree}\n")
    assert "£612" in book.build().text


def test_latest_without_any_run_is_told(tmp_path):
    empty = Book(tmp_path)
    empty.page("index", "# I\n\n{num}`latest.rq3.slope`\n")
    assert "no results of 'latest'" in empty.failure()


def test_a_builder_without_markup_prints_the_mark_in_brackets(book, tmp_path):
    book.page("index", "# I\n\n{num}`2018.rq3.slope`\n")
    build = tmp_path / "plain"
    options = {
        "extensions": ["myst_parser", "boundtext.roles"],
        "boundtext_store": "../results",
    }
    with docutils_namespace():
        Sphinx(book.source, None, build, build, "text", confoverrides=options, status=None).build()
    assert "£612 per decile [observed 2018]" in (build / "index.txt").read_text()

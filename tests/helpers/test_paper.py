"""The paper's register against its pages, and the audit of its figures."""

from __future__ import annotations

import re

import pandas as pd
import pytest

import printaudit
from helpers import paper, project
from printaudit.units import CALENDAR
from printaudit.verdict import CONSISTENT, INCONSISTENT, UNDER_READING


@pytest.fixture(scope="module")
def verdicts():
    return paper.audit_with_context()


@pytest.mark.parametrize(
    ("id", "display", "lines", "wave"),
    [
        ("t1-don-2016", "£41 per pupil per year", "297-298", "2016"),
        ("t1-don-2018", "£51 per pupil per year", "297-298", "2018"),
        ("t1-pta-2018", "£45 per pupil per year", "297-298", "2018"),
        ("t1-10k-2018", "40%", "297-298", "2018"),
        ("t1-max-2018", "£595 per pupil per year", "297-298", "2018"),
        ("rq3-max-pp", "£594 per pupil per year", "375-378", "2018"),
        ("t2-vol-mean-2016", "12.5 minutes per pupil per week", "303-304", "2016"),
        ("t2-vol-max-2018", "324 hours per school per week", "303-304", "2018"),
        ("rq1-donations-24pct", "24%", "293-295", "change"),
        ("rq2-pressure-2018", "94%", "313-314", "2018"),
        ("rq2-statutory-2016", "28%", "348-350", "2016"),
        ("disc-58pct", "58%", "441-444", "change"),
        ("rq3-max-total", "just over £170,000 per school per year", "375-377", "2018"),
        ("rq3-mean-19883", "£19,883 per school per year", "410-412", "2018"),
        ("rq3-less-than-third", "less than a third", "410-413", "2018"),
        ("rq3-top1-476784", "£476,784 per year", "415-416", "2018"),
        ("rq3-bottom1-033pp", "£0.33 per pupil per year", "417-419", "2018"),
        ("conc-600", "almost £600 per pupil per year", "541-543", "2018"),
        ("meth-54-withdrawn", "54 schools", "241", "change"),
    ],
)
def test_figures_stand_as_the_paper_prints_them(
    id: str, display: str, lines: str, wave: str
) -> None:
    found = paper.figure(id)
    assert (found.display, found.lines, found.wave) == (display, lines, wave)


def test_association_shares_cover_all_schools() -> None:
    values = {
        id: paper.figure(id).value for id in ("meth-pta-72", "meth-pta-22", "meth-pta-6-none")
    }
    assert values == {"meth-pta-72": 72.0, "meth-pta-22": 22.0, "meth-pta-6-none": 6.0}
    assert paper.figure("meth-pta-94").value == 72.0 + 22.0


def test_every_row_makes_a_figure_and_every_measured_quantity_a_number() -> None:
    for found in paper.figures().values():
        assert found.display
        if found.kind == "quantity" and found.unit not in CALENDAR:
            assert found.value is not None
            assert found.low is not None
            assert found.high is not None
            assert found.low <= found.value <= found.high


def test_no_statement_of_a_quantity_repeats_its_number() -> None:
    for id, found in paper.figures().items():
        if found.kind == "quantity":
            number = re.sub(r"^\D+", "", found.printed)
            said = re.findall(r"\d(?:[\d,./-]*\d)?", found.statement)
            assert number not in [text.replace(",", "") for text in said], id


def test_lines_lie_inside_the_paper() -> None:
    numbers = [int(line) for one in paper.figures().values() for line in one.lines.split("-")]
    assert all(1 <= number <= 571 for number in numbers)


def test_denominators_are_given_where_their_status_says_so() -> None:
    for id, found in paper.figures().items():
        if found.denominator_status in ("stated", "inferred"):
            assert found.denominator, id
        if found.denominator_status == "none":
            assert not found.denominator, id


@pytest.mark.parametrize(
    ("relation", "verdict", "told"),
    [
        ("growth-donations", CONSISTENT, "21.7% to 27.2%"),
        ("growth-associations", CONSISTENT, "21.9% to 28.2%"),
        ("schools-left", INCONSISTENT, "leaves 74"),
        ("top-share-of-income", INCONSISTENT, "7.84%"),
        ("incomes-without-top-share", CONSISTENT, "at once"),
        ("incomes-with-top-share", INCONSISTENT, "top 1% with a share of 10%"),
        ("greatest-direct-not-above-greatest-combined", INCONSISTENT, "£594.50"),
        ("grim-general-2018", UNDER_READING, "52 of 69"),
        ("growth-of-statutory", UNDER_READING, "32 of 114 to 30 of 70"),
        ("growth-of-statutory-as-rounded", CONSISTENT, "49.1% to 58.2%"),
        ("size-of-lowest", UNDER_READING, "870 to 898 pupils"),
        ("reference-to-table-1", UNDER_READING, "Figure 1"),
        ("strategic-dated-2016", UNDER_READING, "2013/14"),
        ("range-units-2018", UNDER_READING, "19,440 times"),
        ("response-2018", CONSISTENT, "22.9%"),
        ("ctx-donations-first-own-site", INCONSISTENT, "£43"),
        ("ctx-donations-and-association", UNDER_READING, "£95 to £97"),
        ("ctx-funding-in-all", INCONSISTENT, "at least 100%"),
    ],
)
def test_what_is_known_of_the_paper(verdicts, relation, verdict, told):
    (found,) = [one for one in verdicts if one.relation == relation]
    assert found.verdict == verdict
    assert told in found.arithmetic


def test_every_quantity_that_could_be_checked_and_every_statement_has_a_relation(verdicts):
    figures = paper.figures()
    found = printaudit.judge_figures(verdicts, figures)
    untouched = [id for id, one in found.items() if not one.relations]
    kinds = {id: figures[id].kind for id in untouched}
    assert [id for id, kind in kinds.items() if kind == "statement"] == []
    # Numbers of others, dates and lists that the paper does not spell out.
    alone = {
        "intro-rally-date",
        "intro-letters-date",
        "intro-one-la",
        "lit-ostrom-1977",
        "lit-voorberg-3-levels",
        "lit-bh-4-types",
        "lit-two-areas",
        "mkt-academies-act-2000",
        "mkt-academies-act-2010",
        "mkt-dfe-2018",
        "meth-variables",
        "meth-int-top10",
        "disc-seven-evils",
    }
    assert {id for id, kind in kinds.items() if kind == "quantity"} == alone


def test_the_paper_can_be_audited_without_what_others_printed(verdicts):
    alone = paper.audit()
    assert alone == verdicts[: len(alone)]
    assert all(one.relation.startswith("ctx-") for one in verdicts[len(alone) :])


def test_every_sentence_is_whole(verdicts):
    for one in verdicts:
        assert one.arithmetic.endswith("."), one
        assert ".." not in one.arithmetic, one
        assert "  " not in one.arithmetic, one
        assert "None" not in one.arithmetic, one
        assert (one.verdict == UNDER_READING) == bool(one.reading), one
        assert one.figures, one


def test_plausible_sizes_are_those_of_the_real_schools():
    frame = pd.read_csv(project.root() / "data/reference/frames.csv").set_index("id")["value"]
    text = paper.path("relations.yml").read_text(encoding="utf-8")
    ends = (frame["kent-roll-smallest"], frame["kent-roll-largest"])
    assert f"plausible: [{ends[0]:.0f}, {ends[1]:.0f}]" in text
    assert f"plausible: [0, {frame['kent-income-largest-1']:.0f}]" in text

"""Every kind of check that rests on counts, extremes or words: answers worked by hand."""

from __future__ import annotations

import pytest
from judging import figure, judged

from printaudit.checks.shares import possible_counts, reachable_percentages
from printaudit.relations import Reading
from printaudit.verdict import CONSISTENT, INCONSISTENT, UNDECIDED, UNDER_READING

GBP, SCHOOLS, PP = "GBP per year", "schools", "GBP per pupil per year"


def percent(text: str, id: str = "p", wave: str = "none"):
    return figure(id, text, "percent", wave=wave)


@pytest.mark.parametrize(
    ("share", "n", "verdict", "told"),
    [
        ("94", "70", CONSISTENT, "66 of 70 is 94.3%"),
        ("75", "70", UNDER_READING, "52 of 69 is 75.4%"),
        ("66", "114", CONSISTENT, "could not have failed"),
        ("40", "18", INCONSISTENT, "38.9%"),  # and 17 give 41.2% at the nearest
        ("50", "1", INCONSISTENT, "0 gives 0%"),
        (">1/3", "70", CONSISTENT, "at least 24"),  # 23 of 70 is 32.9%
        ("<1/3", "3", CONSISTENT, "at most 0"),
        ("12.5", "8", CONSISTENT, "1 of 8"),
    ],
)
def test_grim(share, n, verdict, told):
    found = judged("grim", {"share": percent(share), "of": figure("n", n, "heads")})
    assert found.verdict == verdict
    assert told in found.arithmetic


def test_grim_names_the_reading_it_found():
    found = judged("grim", {"share": percent("75"), "of": figure("n", "70", "heads")})
    assert found.reading == "if 1 of the 70 left the question unanswered (52 of 69 is 75.4%)"


def test_a_tie_may_have_been_rounded_either_way():
    assert list(possible_counts(percent("12"), 8)) == [1]  # 12.5%
    assert list(possible_counts(percent("13"), 8)) == [1]
    assert list(possible_counts(percent(">50"), 8)) == [5, 6, 7, 8]


@pytest.mark.parametrize(
    ("n", "reached"),
    # thirds: 0, 33, 67, 100; halves of a percent go both ways: 0, 12, 13, 25, 37, 38, 50 ...
    [(1, 2), (3, 4), (8, 13), (70, 71), (100, 101), (114, 101)],
)
def test_the_power_of_grim(n, reached):
    by_hand = {
        round(exact + step)
        for k in range(n + 1)
        for exact in [100 * k / n]
        for step in (-1e-9, 1e-9)
    }
    assert reachable_percentages(n) == (reached, 101)
    assert len(by_hand & set(range(101))) == reached


@pytest.mark.parametrize(
    ("share", "count", "verdict"),
    [("23", "70", CONSISTENT), ("22.9", "70", CONSISTENT), ("23", "72", INCONSISTENT)],
)
def test_counts(share, count, verdict):
    figures = {
        "share": percent(share),
        "count": figure("k", count, "forms"),
        "of": figure("n", "306", SCHOOLS),
    }
    assert judged("count", figures).verdict == verdict


def extremes(verdict: str, n: str = "", **texts: str) -> None:
    figures = {role: figure(role, text, "minutes") for role, text in texts.items()}
    if n:
        figures["n"] = figure("n", n, "heads")
    assert judged("extremes", figures).verdict == verdict


def test_extremes():
    extremes(CONSISTENT, minimum="10", mean="20", maximum="75")
    extremes(INCONSISTENT, minimum="10", mean="9", maximum="75")
    extremes(INCONSISTENT, minimum="10", mean="76", maximum="75")
    extremes(INCONSISTENT, minimum="80", mean="78", maximum="75")
    extremes(CONSISTENT, mean="21", maximum="75")
    # Of ten, one has 75 and the others at least 10: a mean of (9 * 9.5 + 74.5) / 10 = 16 or more;
    # one has 10 and the others at most 75: (10.5 + 9 * 75.5) / 10 = 69 or less.
    extremes(CONSISTENT, n="10", minimum="10", mean="16", maximum="75")
    extremes(INCONSISTENT, n="10", minimum="10", mean="15", maximum="75")
    extremes(CONSISTENT, n="10", minimum="10", mean="69", maximum="75")
    extremes(INCONSISTENT, n="10", minimum="10", mean="70", maximum="75")


def test_the_mean_of_a_total_lies_between_extremes():
    figures = {
        "total": figure("t", "600", GBP),
        "maximum": figure("m", "170", "GBP per school per year"),
    }
    assert judged("extremes", figures, parameters={"among": 4}).verdict == CONSISTENT
    assert judged("extremes", figures, parameters={"among": 3}).verdict == INCONSISTENT


@pytest.mark.parametrize(
    ("mean", "maximum", "verdict"),
    # 40% above 10000: the mean is at least 39.5% of 10000 = 3950; with a maximum of 20000, at most
    # 40.5% of 20000 and 59.5% of 10000 = 14050
    [
        ("3950", "", CONSISTENT),
        ("3949", "", INCONSISTENT),
        ("14050", "20000", CONSISTENT),
        ("14052", "20000", INCONSISTENT),
        ("5000", "9000", INCONSISTENT),
    ],
)
def test_a_share_above_a_threshold(mean, maximum, verdict):
    figures = {"share": percent("40"), "mean": figure("m", mean, PP)}
    if maximum:
        figures["maximum"] = figure("x", maximum, PP)
    found = judged("threshold_share", figures, parameters={"threshold": 10000})
    assert found.verdict == verdict


def test_feasible_names_the_figures_that_conflict():
    mean, top = figure("mean", "20", "GBP per school"), percent("10", "top")
    facts = [
        {"figure": "mean", "kind": "mean"},
        {"figure": "sum", "kind": "top sum", "k": 1},
        {"figure": "top", "kind": "top share", "k": 1},
        {"figure": "least", "kind": "minimum"},
    ]
    least = figure("least", "1", "GBP per school")

    def verdict(largest: str):
        others = (mean, top, least, figure("sum", largest, "GBP"))
        figures = {"n": figure("n", "50", SCHOOLS)}
        return judged("feasible", figures, parameters={"facts": facts}, others=others)

    assert verdict("100").verdict == CONSISTENT  # a tenth of fifty times twenty
    clash = verdict("150")
    assert clash.verdict == INCONSISTENT
    assert set(clash.figures) == {"n", "mean", "sum", "top"}
    assert "a top 1 with a share of 10%" in clash.arithmetic


@pytest.mark.parametrize(
    ("texts", "verdict"),
    [
        (["41", "41"], CONSISTENT),
        (["41", "41.2", "just over 41"], CONSISTENT),
        (["41", "42"], INCONSISTENT),
        (["41", "41.2", "41.4"], INCONSISTENT),
        (["594", "almost 600"], CONSISTENT),
    ],
)
def test_repeated_mentions(texts, verdict):
    figures = {"figures": [figure(f"f{place}", text, PP) for place, text in enumerate(texts)]}
    assert judged("equal", figures).verdict == verdict


def test_repeated_counts_and_times():
    counts = [figure("a", "306", SCHOOLS), figure("b", ">300", SCHOOLS)]
    assert judged("equal", {"figures": counts}).verdict == CONSISTENT
    counts[1] = figure("b", ">310", SCHOOLS)
    assert judged("equal", {"figures": counts}).verdict == INCONSISTENT
    years = [figure("a", "2016", "year"), figure("b", "2018", "year")]
    assert judged("equal", {"figures": years}).verdict == INCONSISTENT
    different = [figure("a", "10", "interviews"), figure("b", "10", "heads")]
    together = {"one_to_one": True}
    assert judged("equal", {"figures": different}, parameters=together).verdict == CONSISTENT


def test_as_many_things_as_announced():
    items = [figure("a", "x", "statement", kind="statement"), percent("3", "b")]
    announced = {"announced": figure("n", "2", "findings"), "items": items}
    assert judged("listing", announced).verdict == CONSISTENT
    announced["announced"] = figure("n", "3", "findings")
    assert judged("listing", announced).verdict == INCONSISTENT


@pytest.mark.parametrize(
    ("unit", "verdict"),
    [
        ("minutes per school", CONSISTENT),
        ("hours per school", UNDER_READING),
        ("minutes per pupil", INCONSISTENT),
    ],
)
def test_one_range_has_one_unit(unit, verdict):
    figures = {"figures": [figure("a", "1", "minutes per school"), figure("b", "227", unit)]}
    assert judged("same_unit", figures).verdict == verdict


@pytest.mark.parametrize(
    ("label", "measured", "verdict"),
    [
        ("2013/14", "2016", INCONSISTENT),
        ("2016/17", "2016", CONSISTENT),
        ("2015/16", "2016", CONSISTENT),
        ("2016", "2018", INCONSISTENT),
    ],
)
def test_periods(label, measured, verdict):
    def time(id: str, text: str):
        return figure(id, text, "financial year" if "/" in text else "year", wave="2016")

    figures = {
        "figures": [percent("29")],
        "label": time("l", label),
        "measured": time("m", measured),
    }
    assert judged("period", figures).verdict == verdict
    named = {"label_names": "wave"}
    assert judged("period", figures, parameters=named).verdict == CONSISTENT


def test_references():
    prices = figure("a", "3", "GBP", statement="Price of bread")
    ovens = figure("b", "3", "ovens", statement="Baking in stone ovens")
    slip = figure("s", "slip", "statement", kind="context")
    asked = {"about": ["baking"], "place": "Table 1"}
    plain = {"reference": slip, "target": [prices]}
    other = Reading("if Table 2 is meant", {"target": ["b"]}, {"place": "Table 2"})
    assert judged("reference", plain, parameters=asked).verdict == INCONSISTENT
    found = judged("reference", plain, parameters=asked, readings=(other,), others=(ovens,))
    assert (found.verdict, found.reading) == (UNDER_READING, "if Table 2 is meant")


@pytest.mark.parametrize(
    ("comparison", "verdict"),
    [
        ("b > a", CONSISTENT),
        ("a > b", INCONSISTENT),
        ("a >= c", UNDECIDED),  # 41 and 41: within rounding either may be larger
        ("a < 50", CONSISTENT),
        ("a < 41", UNDECIDED),
        ("low < 5", CONSISTENT),  # printed as less than 5
        ("b / a > 2", INCONSISTENT),  # at most 51.5 / 40.5
        ("b / a > 1.2", CONSISTENT),
        ("b - a > 8", CONSISTENT),  # at least 9
        ("b - a <= 9", UNDECIDED),
    ],
)
def test_claims_against_figures(comparison, verdict):
    others = (
        figure("a", "41", PP),
        figure("b", "51", PP),
        figure("c", "41", PP),
        figure("low", "<5", PP),
    )
    words = figure("w", "increase", "direction", kind="statement")
    found = judged(
        "direction", {"statements": [words]}, parameters={"holds_if": [comparison]}, others=others
    )
    assert found.verdict == verdict
    assert found.figures[0] == "w"


def test_a_claim_that_no_figure_bears_on_says_which_would():
    words = figure("w", "more uneven", "direction", kind="statement")
    found = judged("direction", {"statements": [words]}, parameters={"needs": "two Ginis"})
    assert found.verdict == UNDECIDED
    assert found.arithmetic == (
        'No printed figure bears on "more uneven": it would take two Ginis.'
    )


def test_an_open_growth_of_heads_has_no_top():
    figures = {"per_head": percent("8", "a"), "heads": percent(">10", "b"), "total": percent("90")}
    assert judged("growth_of_product", figures).verdict == CONSISTENT

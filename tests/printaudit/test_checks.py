"""Every kind of check on amounts and their changes: answers worked by hand."""

from __future__ import annotations

import pytest
from judging import figure, judged

from printaudit.relations import Reading
from printaudit.verdict import CONSISTENT, INCONSISTENT, UNDER_READING

GBP, SCHOOLS, PP = "GBP per year", "schools", "GBP per pupil per year"


def percent(text: str, id: str = "p", wave: str = "none"):
    return figure(id, text, "percent", wave=wave)


# (before, after, growth, parameters) -> verdict.
# 50.5 / 41.5 = 1.2169 and 51.5 / 40.5 = 1.2716: growth of 21.7% to 27.2%.
@pytest.mark.parametrize(
    ("before", "after", "growth", "parameters", "verdict"),
    [
        ("41", "51", "24", {}, CONSISTENT),
        ("41", "51", "22", {}, CONSISTENT),
        ("41", "51", "21", {}, INCONSISTENT),
        ("41", "51", "27", {}, CONSISTENT),
        ("41", "51", "28", {}, INCONSISTENT),
        # 1.331 is 1.1 three times over, to the last printed digit
        ("1.000", "1.331", "10.0", {"years": 3}, CONSISTENT),
        ("1.000", "1.331", "33.1", {"years": 3}, INCONSISTENT),
        # 40 to 30 is a fall of 24% to 26% (30.5 / 39.5, 29.5 / 40.5)
        ("40", "30", "25", {"falls": True}, CONSISTENT),
        ("40", "30", "33", {"falls": True}, INCONSISTENT),
    ],
)
def test_growth(before, after, growth, parameters, verdict):
    figures = {
        "before": figure("a", before, PP),
        "after": figure("b", after, PP),
        "growth": percent(growth, wave="change"),
    }
    assert judged("growth", figures, parameters=parameters).verdict == verdict


def test_growth_tells_its_arithmetic():
    figures = {
        "before": figure("a", "41", PP),
        "after": figure("b", "51", PP),
        "growth": percent("24", wave="change"),
    }
    assert judged("growth", figures).arithmetic == (
        "From £41 to £51 is growth of 21.7% to 27.2% once rounding is undone; the printed 24%"
        " lies inside."
    )


def of_shares(growth: str, **parameters):
    figures = {
        "before": percent("28", "a"),
        "after": percent("43", "b"),
        "growth": percent(growth, "g", "change"),
        "before_of": figure("m", "114", "heads"),
        "after_of": figure("n", "70", "heads"),
    }
    return judged("growth_of_shares", figures, parameters=parameters)


# Only 32 of 114 (28.07%) and 30 of 70 (42.86%) round so: growth of 52.68%, in number -6.25%.
def test_growth_of_shares_takes_whole_numbers_of_answers():
    assert of_shares("53").verdict == CONSISTENT
    assert of_shares("58").verdict == INCONSISTENT
    assert of_shares("58", of="counts").verdict == INCONSISTENT
    assert "6.25%" in of_shares("58", of="counts").arithmetic


def test_no_growth_follows_from_nothing():
    figures = {
        "before": percent("0", "a"),
        "after": percent("43", "b"),
        "growth": percent("58", "g", "change"),
        "before_of": figure("m", "20", "heads"),
        "after_of": figure("n", "70", "heads"),
    }
    found = judged("growth_of_shares", figures)
    assert found.verdict == INCONSISTENT
    assert "No whole number of 20 from 1 up rounds to 0%" in found.arithmetic


def test_growth_of_shares_looks_for_missing_answers():
    found = of_shares("58", unanswered=10)
    assert found.verdict == CONSISTENT
    assert "30 of 109" in found.arithmetic  # 27.5229%
    assert "30 of 69" in found.arithmetic  # 43.4783%, and 1.579694 times the former
    assert of_shares("70", unanswered=10).verdict == INCONSISTENT


@pytest.mark.parametrize(
    ("total", "verdict"),
    # 0.92 * 1.10 = 1.012, at the ends 0.915 * 1.095 = 1.0019 and 0.925 * 1.105 = 1.0221
    [("1", CONSISTENT), ("2", CONSISTENT), ("3", INCONSISTENT), ("10", INCONSISTENT)],
)
def test_growth_of_a_product(total, verdict):
    figures = {"per_head": percent("8", "a"), "heads": percent("10", "b"), "total": percent(total)}
    found = judged("growth_of_product", figures, parameters={"falls": ["per_head"]})
    assert found.verdict == verdict


@pytest.mark.parametrize(
    ("parts", "total", "verdict"),
    [
        (["72", "22", "6"], 100, CONSISTENT),
        (["72", "22", "5"], 100, CONSISTENT),  # 97.5 to 100.5
        (["72", "22", "4"], 100, INCONSISTENT),  # 96.5 to 99.5
        (["72.0", "22.0", "5.8"], 100, INCONSISTENT),  # 99.65 to 99.95
    ],
)
def test_sums(parts, total, verdict):
    figures = {"parts": [percent(text, f"p{place}") for place, text in enumerate(parts)]}
    assert judged("sum", figures, parameters={"total": total}).verdict == verdict


def test_a_sum_may_weigh_its_parts():
    # 51 + 45 is 95 to 97, not 94; 51 + 94% of 45 is 50.5 + 0.935 * 44.5 = 92.1 to 94.5
    figures = {
        "parts": [figure("a", "51", PP), figure("b", "45", PP)],
        "whole": figure("c", "94", PP),
    }
    weigh = Reading("if b is a mean over some", parameters={"weights": {"b": "w"}})
    assert judged("sum", figures).verdict == INCONSISTENT
    found = judged("sum", figures, readings=(weigh,), others=(percent("94", "w"),))
    assert found.verdict == UNDER_READING
    assert found.reading == "if b is a mean over some"
    assert "w" in found.figures


@pytest.mark.parametrize(("rest", "verdict"), [("74", CONSISTENT), ("75", INCONSISTENT)])
def test_differences_of_counts_are_exact(rest, verdict):
    figures = {
        "whole": figure("a", "380", SCHOOLS),
        "parts": [figure("b", "306", SCHOOLS)],
        "rest": figure("c", rest, SCHOOLS),
    }
    found = judged("difference", figures, parameters={"whole_numbers": True})
    assert found.verdict == verdict
    assert "leaves 74" in found.arithmetic


def test_differences_of_rounded_figures_leave_room():
    figures = {
        "whole": figure("a", "594", PP),
        "parts": [figure("b", "0", PP)],
        "rest": figure("c", "almost 600", PP),
    }
    assert judged("difference", figures).verdict == CONSISTENT


@pytest.mark.parametrize(
    ("share", "verdict"),
    # 300 of 10 times 200 is 15%: at the ends 299.5 / 2005 = 14.94% and 300.5 / 1995 = 15.06%
    [("15", CONSISTENT), ("15.0", CONSISTENT), ("15.2", INCONSISTENT), ("16", INCONSISTENT)],
)
def test_share_of_a_mean_times_a_number(share, verdict):
    figures = {
        "part": figure("a", "300", GBP),
        "share": percent(share),
        "mean": figure("m", "200", "GBP per school per year"),
        "n": figure("n", "10", SCHOOLS),
    }
    assert judged("share_of_total", figures).verdict == verdict


def test_share_of_a_printed_whole():
    figures = {"part": figure("a", "1", GBP), "whole": figure("b", "4", GBP)}
    # 0.5 / 4.5 = 11.1% to 1.5 / 3.5 = 42.9%
    assert judged("share_of_total", {**figures, "share": percent("43")}).verdict == CONSISTENT
    assert judged("share_of_total", {**figures, "share": percent("44")}).verdict == INCONSISTENT


@pytest.mark.parametrize(
    ("part", "whole", "verdict"),
    [
        ("594", "594", CONSISTENT),
        ("594", "595", CONSISTENT),
        ("595", "594", INCONSISTENT),  # 594.5 would be printed one way, not two
        ("594.4", "594", CONSISTENT),
        ("594.6", "594", INCONSISTENT),
        ("595", "just over 590", CONSISTENT),
    ],
)
def test_a_part_is_not_above_its_whole(part, whole, verdict):
    figures = {"part": figure("a", part, PP), "whole": figure("b", whole, PP)}
    assert judged("part_not_above_whole", figures).verdict == verdict


def test_a_part_is_not_above_a_limit():
    figures = {"part": percent("6")}
    limited = {"limit": 10, "limit_is": "a tenth"}
    assert judged("part_not_above_whole", figures, parameters=limited).verdict == CONSISTENT
    assert judged("part_not_above_whole", figures, parameters={"limit": 5}).verdict == INCONSISTENT


@pytest.mark.parametrize(
    ("product", "verdict"),
    # 24 times 479.5 to 480.5
    [("11520", CONSISTENT), ("11508", CONSISTENT), ("11533", INCONSISTENT)],
)
def test_products(product, verdict):
    figures = {
        "factors": [figure("a", "480", "loaves per bakery"), figure("n", "24", "bakeries")],
        "product": figure("p", product, "loaves"),
    }
    assert judged("product", figures, parameters={"exact_units": ["bakeries"]}).verdict == verdict


@pytest.mark.parametrize(
    ("ratio", "verdict"),
    # 10 / 51 is 9.5 / 51.5 = 0.184 to 10.5 / 50.5 = 0.208
    [("0.20", CONSISTENT), ("0.22", INCONSISTENT), ("<1/2", CONSISTENT), ("<1/6", INCONSISTENT)],
)
def test_ratios(ratio, verdict):
    minutes = "minutes per pupil"
    figures = {
        "top": figure("a", "10", minutes),
        "bottom": figure("b", "51", minutes),
        "ratio": figure("r", ratio, "ratio"),
    }
    assert judged("ratio", figures).verdict == verdict


def implied(group: str, head: str, **parameters):
    return judged(
        "implied",
        {
            "group": [figure("g", group, GBP)],
            "head": [figure("h", head, PP)],
            "n": figure("n", "306", SCHOOLS),
        },
        parameters={
            "plausible": [40, 803],
            "unit": "pupils per school",
            "source": "a census",
            "percent_of_n": 1,
            **parameters,
        },
    )


def test_implied_sizes():
    # 3 schools: 875 / 0.33 / 3 = 884; 4 schools: 663
    assert implied("875", "0.33").verdict == INCONSISTENT
    assert "870 to 898 pupils per school" in implied("875", "0.33").arithmetic
    assert implied("875", "0.33", rounded="up").verdict == CONSISTENT
    assert implied("476784", "563").verdict == CONSISTENT  # 282
    assert implied("875", "0.33", at="at least").verdict == INCONSISTENT
    assert implied("875", "0.33", at="at most").verdict == CONSISTENT


def test_an_implied_size_converts_hours_into_minutes():
    figures = {
        "group": figure("g", "227", "hours per school per week"),
        "head": figure("h", "72", "minutes per pupil per week"),
    }
    asked = {"plausible": [185, 195], "unit": "pupils per school", "source": "a guess"}
    assert judged("implied", figures, parameters=asked).verdict == CONSISTENT  # 189
    asked["plausible"] = [1, 10]
    assert judged("implied", figures, parameters=asked).verdict == INCONSISTENT

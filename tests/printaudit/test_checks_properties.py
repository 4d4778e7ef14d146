"""What must hold of every check, whatever the numbers.

Figures computed from a population and then rounded are never inconsistent; a figure moved
beyond its rounding is, whenever the others determine it.
"""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from judging import figure, judged

from printaudit import Figure
from printaudit.checks.shares import possible_counts
from printaudit.verdict import CONSISTENT, INCONSISTENT, UNDER_READING

amounts = st.floats(0, 10_000, allow_nan=False)
populations = st.lists(amounts, min_size=2, max_size=30).filter(lambda all_: sum(all_) > 1)
decimals = st.integers(0, 2)

EACH = "GBP per school per year"
ALL = "GBP per year"


def rounded(value: float, places: int) -> str:
    """A number as a paper prints it: halves up."""
    return str(Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def printed(
    id: str, value: float, places: int, unit: str = "percent", wave: str = "none"
) -> Figure:
    return figure(id, rounded(value, places), unit, wave=wave)


def moved(one: Figure, steps: int) -> Figure:
    """The figure with so many units of its last digit added."""
    number = Decimal(one.printed)
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    text = str(number + steps * Decimal(1).scaleb(exponent))
    return figure(one.id, text, one.unit, wave=one.wave)


@given(st.floats(0.5, 1e4), st.floats(1, 20), decimals, decimals)
def test_growth(before, factor, places, digits):
    first, second = printed("a", before, places, EACH), printed("b", before * factor, places, EACH)
    assume(float(first.printed) > 0)
    growth = printed("g", 100 * (factor - 1), digits, wave="change")
    figures = {"before": first, "after": second}
    assert judged("growth", {**figures, "growth": growth}).verdict == CONSISTENT


@given(st.integers(100, 10_000), st.integers(100, 10_000))
def test_a_growth_moved_beyond_all_rounding_is_caught(before, more):
    figures = {
        "before": figure("a", str(before), EACH),
        "after": figure("b", str(before + more), EACH),
    }
    low = 100 * ((before + more - 0.5) / (before + 0.5) - 1)
    high = 100 * ((before + more + 0.5) / (before - 0.5) - 1)
    # Half a unit of its own rounding on top: the nearest whole percentages that cannot be.
    for growth in (math.ceil(low - 0.5) - 1, math.floor(high + 0.5) + 1):
        if growth >= 0 and not low - 0.501 < growth < high + 0.501:
            off = figure("g", str(growth), wave="change")
            assert judged("growth", {**figures, "growth": off}).verdict == INCONSISTENT


@given(populations, decimals)
def test_products_shares_and_extremes_of_a_population(people, places):
    n, mean = figure("n", str(len(people)), "schools"), sum(people) / len(people)
    each = printed("mean", mean, places, EACH)
    whole = printed("all", sum(people), places, ALL)
    exact = {"exact_units": ["schools"]}
    product = {"factors": [each, n], "product": whole}
    assert judged("product", product, parameters=exact).verdict == CONSISTENT

    top = printed("top", max(people), places, ALL)
    share = printed("share", 100 * max(people) / sum(people), places)
    asked = {"part": top, "share": share, "mean": each, "n": n}
    assume(float(each.printed) > 0)
    assert judged("share_of_total", asked).verdict == CONSISTENT
    if float(whole.printed) > 0:
        asked = {"part": top, "share": share, "whole": whole}
        assert judged("share_of_total", asked).verdict == CONSISTENT

    least = printed("least", min(people), places, EACH)
    most = printed("most", max(people), places, EACH)
    ends = {"minimum": least, "maximum": most}
    assert judged("extremes", {**ends, "mean": each, "n": n}).verdict == CONSISTENT
    among = {"among": len(people)}
    assert judged("extremes", {**ends, "total": whole}, parameters=among).verdict == CONSISTENT


@given(populations, st.floats(1, 5000), decimals)
def test_a_share_above_a_threshold(people, threshold, places):
    above = sum(one > threshold for one in people)
    figures = {
        "share": printed("share", 100 * above / len(people), places),
        "mean": printed("mean", sum(people) / len(people), 2, EACH),
        "minimum": printed("least", min(people), 2, EACH),
        "maximum": printed("most", max(people), 2, EACH),
    }
    found = judged("threshold_share", figures, parameters={"threshold": threshold})
    assert found.verdict == CONSISTENT


@given(st.integers(2, 50), st.integers(100, 10_000), st.integers(1, 10))
def test_a_product_moved_beyond_its_rounding_is_caught(n, mean, steps):
    # The rounding of the mean, times n, leaves n/2 on either side; half a unit comes on top.
    factors = {"factors": [figure("m", str(mean), EACH), figure("n", str(n), "schools")]}
    for off in (n * mean + n // 2 + 1 + steps, n * mean - n // 2 - 1 - steps):
        found = judged(
            "product",
            {**factors, "product": figure("p", str(off), ALL)},
            parameters={"exact_units": ["schools"]},
        )
        assert found.verdict == INCONSISTENT


@given(st.integers(1, 400), st.data(), decimals)
def test_grim_and_count_accept_every_percentage_of_a_whole_number(n, data, places):
    k = data.draw(st.integers(0, n))
    share, of = printed("p", 100 * k / n, places), figure("n", str(n), "heads")
    assert k in possible_counts(share, n)
    assert judged("grim", {"share": share, "of": of}).verdict == CONSISTENT
    if k:
        counted = {"share": share, "count": figure("k", str(k), "heads"), "of": of}
        assert judged("count", counted).verdict == CONSISTENT


@given(st.integers(1, 98), st.data())
def test_a_count_moved_by_one_is_caught_where_one_more_is_another_percentage(n, data):
    k = data.draw(st.integers(1, n - 1)) if n > 1 else 1
    share = printed("p", 100 * k / n, 0)
    figures = {"share": share, "of": figure("n", str(n), "heads")}
    # Below a hundred, one more is more than a percentage point.
    other = k + 2
    found = judged("count", {**figures, "count": figure("k", str(other), "heads")})
    assert found.verdict == INCONSISTENT


@given(st.integers(1, 60), st.integers(0, 100))
def test_grim_agrees_with_trying_every_number(n, percent):
    share, of = figure("p", str(percent)), figure("n", str(n), "heads")
    fits = any(abs(Decimal(100 * k) - percent * n) <= Decimal(n) / 2 for k in range(n + 1))
    found = judged("grim", {"share": share, "of": of})
    assert (found.verdict == CONSISTENT) is fits
    if not fits:
        assert found.verdict in (UNDER_READING, INCONSISTENT)


@given(st.lists(amounts, min_size=1, max_size=6), decimals, st.integers(1, 5))
def test_parts_add_up_and_a_whole_moved_beyond_their_rounding_does_not(parts, places, steps):
    pieces = [printed(f"p{place}", part, places, ALL) for place, part in enumerate(parts)]
    whole = printed("all", sum(parts), places, ALL)
    assert judged("sum", {"parts": pieces, "whole": whole}).verdict == CONSISTENT
    # Each part and the whole leave half a unit of the last digit.
    off = sum(Decimal(piece.printed) for piece in pieces)
    beyond = moved(figure("all", str(off), ALL), (len(parts) + 1) // 2 + 1 + steps)
    assert judged("sum", {"parts": pieces, "whole": beyond}).verdict == INCONSISTENT

    rest = printed("rest", sum(parts[1:]), places, ALL)
    taken = {"whole": whole, "parts": [pieces[0]], "rest": rest}
    assert judged("difference", taken).verdict == CONSISTENT


@given(st.lists(st.integers(1, 500), min_size=2, max_size=5), st.integers(1, 9))
def test_counts_add_up_exactly(parts, step):
    pieces = [figure(f"p{place}", str(part), "schools") for place, part in enumerate(parts)]
    exact = {"whole_numbers": True}
    for whole, verdict in ((sum(parts), CONSISTENT), (sum(parts) + step, INCONSISTENT)):
        figures = {"parts": pieces, "whole": figure("all", str(whole), "schools")}
        assert judged("sum", figures, parameters=exact).verdict == verdict


@given(st.lists(st.integers(1, 1000), min_size=2, max_size=8), decimals)
def test_percentages_of_a_whole_add_up_to_100(groups, places):
    shares = [
        printed(f"p{place}", 100 * one / sum(groups), places) for place, one in enumerate(groups)
    ]
    assert judged("sum", {"parts": shares}, parameters={"total": 100}).verdict == CONSISTENT


@given(st.floats(0.1, 1e4), st.floats(0.1, 1e4), decimals)
def test_ratios(top, bottom, places):
    under = printed("b", bottom, 2, EACH)
    assume(float(under.printed) > 0)
    figures = {
        "top": printed("a", top, 2, EACH),
        "bottom": under,
        "ratio": printed("r", top / bottom, places, "ratio"),
    }
    assert judged("ratio", figures).verdict == CONSISTENT


@given(amounts, decimals, decimals)
def test_one_number_printed_twice_agrees_with_itself(value, one, other):
    mentions = [printed("a", value, one, EACH), printed("b", value, other, EACH)]
    assert judged("equal", {"figures": mentions}).verdict == CONSISTENT


@given(st.integers(0, 10_000), st.integers(1, 50), decimals)
def test_two_numbers_printed_alike_far_do_not_agree(value, steps, places):
    one = printed("a", value, places, EACH)
    off = moved(one, steps)
    other = figure("b", off.printed, EACH)
    assert judged("equal", {"figures": [one, other]}).verdict == INCONSISTENT


@given(amounts, amounts, decimals)
def test_a_part_is_never_above_its_whole_but_where_it_is(one, other, places):
    low, high = sorted([one, other])
    part, whole = printed("a", low, places, EACH), printed("b", high, places, EACH)
    assert judged("part_not_above_whole", {"part": part, "whole": whole}).verdict == CONSISTENT
    if float(part.printed) < float(whole.printed):
        turned = {"part": whole, "whole": part}
        assert judged("part_not_above_whole", turned).verdict == INCONSISTENT


@given(st.integers(40, 900), st.floats(1, 100), decimals)
def test_implied_sizes(size, each, places):
    group = printed("g", size * each, 0, EACH)
    head = printed("h", each, places, "GBP per pupil per year")
    asked = {"plausible": [size, size], "unit": "pupils per school", "source": "a guess"}
    assert judged("implied", {"group": group, "head": head}, parameters=asked).verdict == CONSISTENT


@settings(max_examples=15)
@given(populations, st.integers(0, 1))
def test_figures_of_one_population_can_hold_at_once(people, places):
    people = sorted(people)
    mean = sum(people) / len(people)
    others = (
        printed("mean", mean, places, EACH),
        printed("least", people[0], places, EACH),
        printed("most", people[-1], places, EACH),
        printed("sum", sum(people[-2:]), places, ALL),
        printed("share", 100 * people[-1] / sum(people), places),
    )
    facts = [
        {"figure": "mean", "kind": "mean"},
        {"figure": "least", "kind": "minimum"},
        {"figure": "most", "kind": "maximum"},
        {"figure": "sum", "kind": "top sum", "k": 2},
        {"figure": "share", "kind": "top share", "k": 1},
    ]
    figures = {"n": figure("n", str(len(people)), "schools")}
    found = judged("feasible", figures, parameters={"facts": facts}, others=others)
    assert found.verdict == CONSISTENT

"""Words for alt texts: every number and every direction is taken from estimates."""

from __future__ import annotations

from collections.abc import Mapping

from boundtext import Estimate, evidence_kind, interval, number, text
from helpers.figures.style import Evidenced


def alt(wave: Evidenced, *sentences: str) -> str:
    """An alt text: the evidence first, then the finding in sentences."""
    return " ".join(
        [evidence_kind(wave.evidence).opening, *(sentence for sentence in sentences if sentence)]
    )


def direction(estimate: Estimate, up: str, down: str, unclear: str) -> str:
    """Which of three words a difference or slope supports; `unclear` where its interval holds 0.

    An estimate without an interval supports no direction either.
    """
    if estimate.above():
        return up
    return down if estimate.below() else unclear


def with_interval(estimate: Estimate) -> str:
    """A value, its unit and its interval: "£41.30 per pupil (£38.10 to £44.90)"."""
    ends = interval(estimate)
    return f"{text(estimate)} ({ends})" if ends else text(estimate)


def gradient(slope: Estimate, subject: str) -> str:
    """Whether something rises from the most to the least deprived decile, in a sentence."""
    verb = direction(slope, "rises", "falls", "shows no clear rise or fall")
    return f"{subject} {verb} from the most to the least deprived decile: {with_interval(slope)}."


def ends(estimates: Mapping[int, Estimate]) -> str:
    """The values of the first and the last decile present, in a sentence."""
    first, last = min(estimates), max(estimates)
    return (
        f"Decile {first} stands at {text(estimates[first])}, "
        f"decile {last} at {text(estimates[last])}."
    )


def rests_on(estimates: Mapping[int, Estimate]) -> str:
    """The smallest and largest number that a decile rests on, in a sentence."""
    counts = [estimate.n for estimate in estimates.values()]
    counted = next(iter(estimates.values())).of or "schools"
    least, most = f"{min(counts):,}", f"{max(counts):,}"
    span = least if least == most else f"{least} to {most}"
    return f"Deciles rest on {span} {counted} each."


def highest_and_lowest(estimates: Mapping[int, Estimate]) -> str:
    """The deciles with the highest and the lowest value, in a sentence."""
    top = max(estimates, key=lambda decile: estimates[decile].value)
    bottom = min(estimates, key=lambda decile: estimates[decile].value)
    return (
        f"It is highest in decile {top} ({text(estimates[top])}) "
        f"and lowest in decile {bottom} ({text(estimates[bottom])})."
    )


def changes(rose: int, fell: int, same: int, mean: Estimate) -> str:
    """How many schools changed which way, and by how much on average, in two sentences."""
    verdict = direction(mean, "a rise", "a fall", "no clear change")
    return (
        f"Of {rose + fell + same:,} schools present in both waves, {rose:,} rose, {fell:,} fell "
        f"and {same:,} stayed the same. The mean change is {with_interval(mean)}: {verdict}."
    )


def percent(share: float) -> str:
    """A share between 0 and 1 as a percentage."""
    return number(100 * share, "percent")

"""What is said more than once or elsewhere: repeats, lists, ranges, periods, references."""

from __future__ import annotations

from itertools import combinations

from printaudit import units, wording
from printaudit.checks.terms import Parameter, Role, Terms, check
from printaudit.figure import Figure
from printaudit.rounding import exceeds
from printaudit.units import CALENDAR
from printaudit.verdict import UNDER_READING, CheckResult, decide


@check(
    Role("figures", "any", many=True, least=2),
    Parameter("whole_numbers", "truth"),
    Parameter("one_to_one", "truth"),
    comparable=("figures",),
)
def check_equal(terms: Terms) -> CheckResult:
    """Several mentions of one quantity agree."""
    figures, exact = terms.all("figures"), terms.whole_numbers
    apart = [pair for pair in combinations(figures, 2) if not _agree(*pair, exact)]
    if apart:
        one, other = apart[0]
        return decide(
            False,
            f"{wording.capitalize(one.display)} in {one.place} and {other.display} in"
            f" {other.place} are said of one quantity, and no number rounds to both.",
        )
    printed = list(dict.fromkeys(figure.display for figure in figures))
    same = "the same" if len(printed) == 1 else "in agreement"
    places = wording.join([figure.place for figure in figures])
    words = wording.capitalize(wording.join(printed))
    return decide(True, f"{words}: printed {same} in {places}.")


def _agree(one: Figure, other: Figure, exact: bool) -> bool:
    """Whether one number could have been printed both ways; it rounds one way only."""
    if one.unit in CALENDAR or other.unit in CALENDAR:
        return one.printed == other.printed
    first, second = one.base_interval(exact), other.base_interval(exact)
    overlap = exceeds(second.high, first.low) and exceeds(first.high, second.low)
    exactly = first.low == first.high or second.low == second.high
    return first == second or overlap or (exactly and first.meets(second))


@check(Role("announced", "count"), Role("items", "any", many=True))
def check_listing(terms: Terms) -> CheckResult:
    """As many things are listed as were announced."""
    announced, items = terms.count("announced"), terms.all("items")
    return decide(
        announced == len(items),
        f"{announced:,} item{'s' if announced > 1 else ''} announced and {len(items)} found, in"
        f" {wording.join([item.place for item in items])}.",
    )


@check(Role("figures", many=True, least=2))
def check_same_unit(terms: Terms) -> CheckResult:
    """The ends of one range are in one unit."""
    figures = terms.all("figures")
    words = wording.join([figure.display for figure in figures])
    if len({figure.unit for figure in figures}) == 1:
        return decide(True, f"{words} are in one unit.")
    if len({units.parse(figure.unit).kind for figure in figures}) > 1:
        return decide(
            False, f"{words} are said to be ends of one range but measure different things."
        )
    sizes = sorted(figure.base_amount for figure in figures)
    times = f", one {wording.number(sizes[-1] / sizes[0])} times the other" if sizes[0] else ""
    reading = f"if they are ends of one range in different units{times}"
    return CheckResult(
        UNDER_READING,
        f"{words} are in different units of one kind. It holds {reading}.",
        reading=reading,
    )


@check(
    Role("figures", "any", many=True),
    Role("label", "time"),
    Role("measured", "time"),
    Parameter("label_names", "text", choices=("time", "wave")),
)
def check_period(terms: Terms) -> CheckResult:
    """The period that the text gives to figures overlaps the one they were measured in."""
    label, measured, figures = terms["label"], terms["measured"], terms.all("figures")
    if terms.get("label_names") == "wave":
        return decide(
            label.wave == measured.wave,
            f"{label.printed} belongs to the wave of {label.wave}, and {measured.printed} to the"
            f" wave of {measured.wave}.",
        )
    words = wording.capitalize(terms.short("figures"))
    places = wording.join(list(dict.fromkeys(figure.place for figure in figures)))
    are, were = ("is", "was") if len(figures) == 1 else ("are", "were")
    holds = bool(_years(label.printed) & _years(measured.printed))
    return decide(
        holds,
        f"{words} ({places}) {are} dated {label.printed} and {were} measured in"
        f" {measured.printed}; the two {'overlap' if holds else 'do not overlap'}.",
    )


def _years(printed: str) -> set[int]:
    """The calendar years that a date, a year or a financial year touches."""
    first = int(printed[:4])
    return {first, first + 1} if "/" in printed else {first}


@check(
    Role("reference", "any"),
    Role("target", "any", many=True),
    Parameter("about", "texts", required=True),
    Parameter("place", "text", required=True),
    in_doubt=("reference",),
)
def check_reference(terms: Terms) -> CheckResult:
    """What a cross-reference points to speaks of what the text says it shows."""
    about, place = terms.get("about"), terms.get("place")
    entries = [target.statement.lower() for target in terms.all("target")]
    holds = any(word.lower() in entry for word in about for entry in entries)
    wanted = wording.join([f'"{word}"' for word in about], "or")
    return decide(
        holds,
        f"The text in {terms['reference'].place} points to {place} for {wanted};"
        f" {'that is' if holds else 'none of this is'} what its entries speak of.",
    )

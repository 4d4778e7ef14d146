"""What is said more than once or elsewhere: repeats, lists, ranges, periods, references."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from printaudit import interval, units, words
from printaudit.checks.terms import Check, Parameter, Role, Terms
from printaudit.figure import CALENDAR, Figure
from printaudit.verdict import INCONSISTENT, ONLY, Outcome, settled


def equal(terms: Terms) -> Outcome:
    """Mentions of one quantity that should agree."""
    figures, exact = terms.all("figures"), bool(terms.get("whole_numbers"))
    apart = [
        (one, other) for one, other in combinations(figures, 2) if not _agree(one, other, exact)
    ]
    told = words.listed(list(dict.fromkeys(figure.display for figure in figures)))
    if not apart:
        same = "the same" if len({figure.display for figure in figures}) == 1 else "in agreement"
        places = words.listed([_place(figure) for figure in figures])
        return Outcome(settled(True), f"{_capital(told)}: printed {same} in {places}.")
    one, other = apart[0]
    return Outcome(
        INCONSISTENT,
        f"{_capital(one.display)} in {_place(one)} and {other.display} in {_place(other)} are"
        " said of one quantity, and no number rounds to both.",
    )


def _agree(one: Figure, other: Figure, exact: bool) -> bool:
    """Whether one number could have been printed both ways; it rounds one way only."""
    if one.unit in CALENDAR or other.unit in CALENDAR:
        return one.printed == other.printed
    first, second = (
        interval.of(figure, exact) * units.parse(figure.unit).scale for figure in (one, other)
    )
    if first.low == second.low and first.high == second.high:
        return True
    strictly = interval.above(second.high, first.low) and interval.above(first.high, second.low)
    exactly = first.low == first.high or second.low == second.high
    return strictly or (exactly and first.meets(second))


def _place(figure: Figure) -> str:
    if figure.lines == "elsewhere":
        return re.split(r"[,;(]", figure.source)[0].strip()
    return f"{'lines' if '-' in figure.lines else 'line'} {figure.lines}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def listing(terms: Terms) -> Outcome:
    """A number of things announced against the things listed."""
    announced, items = terms.count("announced"), terms.all("items")
    holds = announced == len(items)
    return Outcome(
        settled(holds),
        f"{words.counted(announced, 'item')} announced and {len(items)} found, in"
        f" {words.listed([_place(item) for item in items])}.",
    )


def same_unit(terms: Terms) -> Outcome:
    """Ends of one range that should be in one unit."""
    figures = terms.all("figures")
    told = words.listed([figure.display for figure in figures])
    if len({figure.unit for figure in figures}) == 1:
        return Outcome(settled(True), f"{told} are in one unit.")
    if len({units.parse(figure.unit).kind for figure in figures}) > 1:
        return Outcome(
            INCONSISTENT, f"{told} are said to be ends of one range but measure different things."
        )
    sizes = sorted(
        figure.value * units.parse(figure.unit).scale
        for figure in figures
        if figure.value is not None
    )
    times = f", one {words.bare(sizes[-1] / sizes[0])} times the other" if sizes[0] else ""
    reading = f"if they are ends of one range in different units{times}"
    return Outcome(
        ONLY, f"{told} are in different units of one kind. It holds {reading}.", reading=reading
    )


def period(terms: Terms) -> Outcome:
    """The period that the text gives a figure against the period it was measured in."""
    label, measured = terms["label"], terms["measured"]
    told = words.listed([words.short(figure) for figure in terms.all("figures")])
    told += f" ({words.listed(list(dict.fromkeys(map(_place, terms.all('figures')))))})"
    are, were = ("is", "was") if len(terms.all("figures")) == 1 else ("are", "were")
    stated = f"{told} {are} dated {label.printed} and {were} measured in {measured.printed}"
    if terms.get("label_names") == "wave":
        holds = label.wave == measured.wave
        return Outcome(
            settled(holds),
            f"{label.printed} belongs to the wave of {label.wave}, and {measured.printed} to the"
            f" wave of {measured.wave}.",
        )
    holds = bool(_years(label.printed) & _years(measured.printed))
    return Outcome(
        settled(holds),
        f"{_capital(stated)}; the two {'overlap' if holds else 'do not overlap'}.",
    )


def _years(printed: str) -> set[int]:
    """The calendar years that a date, a year or a financial year touches."""
    first = int(printed[:4])
    return {first, first + 1} if "/" in printed else {first}


def reference(terms: Terms) -> Outcome:
    """A cross-reference against what stands at the place it points to."""
    about = terms.get("about")
    shown = [
        target
        for target in terms.all("target")
        if any(word.lower() in target.statement.lower() for word in about)
    ]
    wanted = words.listed([f'"{word}"' for word in about], "or")
    place = terms.get("place")
    return Outcome(
        settled(bool(shown)),
        f"The text in {_place(terms['reference'])} points to {place} for {wanted};"
        f" {'that is' if shown else 'none of this is'} what its entries speak of.",
    )


def _equal_units(terms: Terms) -> Iterator[str]:
    figures = terms.all("figures")
    if len(figures) < 2:
        yield "figures holds one id; name at least two"
    for figure in figures[1:] if not terms.get("one_to_one") else ():
        calendar = figure.unit in CALENDAR and figure.unit == figures[0].unit
        if not calendar and not units.alike(figure.unit, figures[0].unit):
            yield (
                f"{figure.id} is in {figure.unit!r} and {figures[0].id} in {figures[0].unit!r};"
                " compare figures of one kind"
            )


def _range_units(terms: Terms) -> Iterator[str]:
    if len(terms.all("figures")) < 2:
        yield "figures holds one id; name at least two"


CHECKS = (
    Check(
        "equal",
        "Several mentions of one quantity agree.",
        equal,
        (Role("figures", "any", many=True),),
        (Parameter("whole_numbers", "truth"), Parameter("one_to_one", "truth")),
        _equal_units,
    ),
    Check(
        "listing",
        "As many things are listed as were announced.",
        listing,
        (Role("announced", "count"), Role("items", "any", many=True)),
    ),
    Check(
        "same_unit",
        "The ends of one range are in one unit.",
        same_unit,
        (Role("figures", many=True),),
        (),
        _range_units,
    ),
    Check(
        "period",
        "The period that the text gives to figures overlaps the one they were measured in.",
        period,
        (Role("figures", "any", many=True), Role("label", "time"), Role("measured", "time")),
        (Parameter("label_names", "text", choices=("time", "wave")),),
    ),
    Check(
        "reference",
        "What a cross-reference points to speaks of what the text says it shows.",
        reference,
        (Role("reference", "any"), Role("target", "any", many=True)),
        (Parameter("about", "texts", required=True), Parameter("place", "text", required=True)),
        doubted=("reference",),
    ),
)

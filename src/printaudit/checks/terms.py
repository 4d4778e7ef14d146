"""What a check declares, and what it is given."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from printaudit import interval, units
from printaudit.figure import Figure
from printaudit.interval import Interval
from printaudit.verdict import Outcome

UNITS = {
    "number": "a number with a unit",
    "percent": "percent",
    "count": "a whole number of things, without a qualifier",
    "time": "a date, a year or a financial year",
    "any": "anything",
}
"""What a role asks of a figure, in words."""

PARAMETERS = {
    "number": "a number",
    "positive": "a positive number",
    "range": "two numbers [low, high], the first not above the second",
    "text": "words",
    "texts": "a list of words",
    "truth": "true or false",
    "comparisons": "a list such as `ID > ID`, `ID < NUMBER`, `ID / ID >= ID / ID`",
    "weights": "a mapping of a part's id to the id of a percentage",
    "facts": "a list of mappings with figure and kind, and what the kind needs",
}
"""The forms of parameters, in words."""


@dataclass(frozen=True)
class Role:
    """A place for a figure in a check: its name, what it asks of the figure (a key of UNITS)."""

    name: str
    unit: str = "number"
    many: bool = False
    required: bool = True


@dataclass(frozen=True)
class Parameter:
    """A value of a check that no register holds; form is a key of PARAMETERS."""

    name: str
    form: str
    required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Terms:
    """The figures and parameters of one relation, resolved, as its check sees them."""

    figures: Mapping[str, tuple[Figure, ...]]
    parameters: Mapping[str, Any]
    lookup: Mapping[str, Figure]

    def __contains__(self, role: str) -> bool:
        return role in self.figures

    def __getitem__(self, role: str) -> Figure:
        return self.figures[role][0]

    def all(self, role: str) -> tuple[Figure, ...]:
        """Every figure in a role; none where the role is empty."""
        return self.figures.get(role, ())

    def get(self, parameter: str, default: Any = None) -> Any:
        """A parameter, or the default where the relation does not give it."""
        return self.parameters.get(parameter, default)

    def count(self, role: str) -> int:
        """The whole number in a role that asks for a count."""
        value = self[role].value
        assert value is not None
        return int(value)

    def base(self, role: str) -> Interval:
        """The figure in a role, in the base of its unit (percent in ones, hours in minutes)."""
        return base(self[role], bool(self.get("whole_numbers")))


@dataclass(frozen=True)
class Check:
    """One kind of relation.

    says: what it holds the figures to, in a sentence for the page on the formats.
    units: yields what is wrong with the units, beyond what each role asks.
    ids: yields the register ids that stand in parameters.
    doubted: the roles in doubt where it fails, unless a relation says; all where empty.
    """

    name: str
    says: str
    run: Callable[[Terms], Outcome]
    roles: tuple[Role, ...]
    parameters: tuple[Parameter, ...] = ()
    units: Callable[[Terms], Iterator[str]] | None = None
    ids: Callable[[Mapping[str, Any]], Iterator[str]] | None = None
    doubted: tuple[str, ...] = ()


def base(figure: Figure, exact: bool = False) -> Interval:
    """What a figure may stand for, in the base of its unit."""
    return interval.of(figure, exact) * units.parse(figure.unit).scale


def may_exceed(whole: Figure, part: Figure, exact: bool = False) -> bool:
    """Whether the whole can be at least the part, as printed.

    A number rounds one way only: where the two touch in the one number that could round to
    either, it would have been printed alike in both places.
    """
    most, least = base(whole, exact).high, base(part, exact).low
    if interval.above(most, least):
        return True
    return not interval.above(least, most) and _value(part) <= _value(whole)


def _value(figure: Figure) -> float:
    assert figure.value is not None
    return figure.value * units.parse(figure.unit).scale


def alike(*roles: str) -> Callable[[Terms], Iterator[str]]:
    """A rule: all figures in these roles have units that can be compared."""

    def rule(terms: Terms) -> Iterator[str]:
        figures = [figure for role in roles for figure in terms.all(role)]
        for figure in figures[1:]:
            if not units.alike(figures[0].unit, figure.unit):
                yield (
                    f"{figure.id} is in {figure.unit!r} and {figures[0].id} in"
                    f" {figures[0].unit!r}; compare figures of one kind"
                )

    return rule

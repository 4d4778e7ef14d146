"""What a check declares, and what it is given."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from printaudit import units, wording
from printaudit.figure import Figure
from printaudit.rounding import RoundingInterval, total
from printaudit.verdict import CheckResult


@dataclass(frozen=True)
class Role:
    """A place for figures in a check: its name, and a key of `validation.ASKED_OF_FIGURES`.

    many: it takes several. least: how many it needs.
    """

    name: str
    asks: str = "number"
    many: bool = False
    least: int = 1


@dataclass(frozen=True)
class Parameter:
    """A value of a check that no register holds; form is a key of `validation.FORMS`."""

    name: str
    form: str
    required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Terms:
    """The figures and parameters of one relation, as its check sees them.

    figures: role to register id, or to a list of ids. lookup: every figure by id.
    """

    figures: Mapping[str, Any]
    parameters: Mapping[str, Any]
    lookup: Mapping[str, Figure]

    def __contains__(self, role: str) -> bool:
        return bool(self.all(role))

    def __getitem__(self, role: str) -> Figure:
        return self.all(role)[0]

    def all(self, role: str) -> tuple[Figure, ...]:
        """Every figure in a role; none where the role is empty."""
        return tuple(self.lookup[id] for id in list_ids(self.figures.get(role)))

    def short(self, role: str, last: str = "and") -> str:
        """Every figure in a role without the rest of its unit, in a row."""
        return wording.join([figure.short for figure in self.all(role)], last)

    def get(self, parameter: str, default: Any = None) -> Any:
        """A parameter, or the default where the relation does not give it."""
        return self.parameters.get(parameter, default)

    def count(self, role: str) -> int:
        """The whole number in a role that asks for a count."""
        return int(self[role].amount)

    def base(self, role: str) -> RoundingInterval:
        """The figure in a role, in the base of its unit (percent in ones, hours in minutes)."""
        return self[role].base_interval(exact=self.whole_numbers)

    def total(self, role: str) -> RoundingInterval:
        """The sum of all figures in a role, in the base of their units."""
        return total([one.base_interval(exact=self.whole_numbers) for one in self.all(role)])

    @property
    def whole_numbers(self) -> bool:
        """Whether figures are counts, which nobody rounded."""
        return bool(self.get("whole_numbers"))


@dataclass(frozen=True)
class Check:
    """One kind of relation.

    name: as relations give it. holds_when: what it holds the figures to, in a sentence.
    comparable: roles whose figures have units that can be compared, unless the parameter
        one_to_one says that their things are counted one to one.
    exactly_one: of these roles and parameters a relation gives one.
    problems: yields what else is wrong with figures, units and parameters.
    parameter_ids: yields the register ids that stand in parameters.
    in_doubt: the roles in doubt where it fails, unless a relation says; all where empty.
    """

    name: str
    holds_when: str
    run: Callable[[Terms], CheckResult]
    roles: tuple[Role, ...]
    parameters: tuple[Parameter, ...]
    comparable: tuple[str, ...] = ()
    exactly_one: tuple[str, ...] = ()
    problems: Callable[[Terms], Iterator[str]] = lambda terms: iter(())
    parameter_ids: Callable[[Mapping[str, Any]], Iterator[str]] = lambda parameters: iter(())
    in_doubt: tuple[str, ...] = ()


def check(
    *asked: Role | Parameter, **more: Any
) -> Callable[[Callable[[Terms], CheckResult]], Check]:
    """Make a function into the Check of its name, without `check_`; its docstring describes it.

    more: the fields of Check from `comparable` on.
    """
    roles = tuple(one for one in asked if isinstance(one, Role))
    parameters = tuple(one for one in asked if isinstance(one, Parameter))

    def make(run: Callable[[Terms], CheckResult]) -> Check:
        name, holds_when = run.__name__.removeprefix("check_"), " ".join(str(run.__doc__).split())
        return Check(name, holds_when, run, roles, parameters, **more)

    return make


def list_ids(ids: Any) -> list[Any]:
    """The ids in a role as a relation writes them: none, one, or a list."""
    if ids is None:
        return []
    return ids if isinstance(ids, list) else [ids]


def incomparable(figures: Sequence[Figure]) -> Iterator[str]:
    """A problem for each figure whose unit cannot be compared with that of the first."""
    for figure in figures[1:]:
        first = figures[0]
        same_time = figure.unit in units.CALENDAR and figure.unit == first.unit
        if not same_time and not units.comparable(first.unit, figure.unit):
            yield (
                f"{figure.id} is in {figure.unit!r} and {first.id} in {first.unit!r};"
                " compare figures of one kind"
            )


def mismatch(made: units.Unit, unit: str, words: str) -> Iterator[str]:
    """A problem, in these words, where what figures make together is not of this unit's kind."""
    if made.kind != units.parse(unit).kind:
        yield f"{words}; check which figures are named"

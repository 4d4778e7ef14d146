"""The kinds of relation that an audit knows, in one table."""

from printaudit.checks import (
    coherence,
    extremes,
    growth,
    population,
    products,
    shares,
    statements,
    sums,
)

from .terms import Check as Check
from .terms import Parameter as Parameter
from .terms import Role as Role
from .terms import Terms as Terms

_MODULES = (growth, sums, products, shares, extremes, population, coherence, statements)

CHECKS: dict[str, Check] = {
    one.name: one for module in _MODULES for one in vars(module).values() if isinstance(one, Check)
}
"""Every kind of relation by its name."""

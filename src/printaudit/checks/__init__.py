"""The kinds of relation that an audit knows, in one table."""

from printaudit.checks import (
    change,
    claims,
    extremes,
    feasible,
    mentions,
    parts,
    products,
    shares,
)
from printaudit.checks.terms import PARAMETERS, UNITS, Check, Parameter, Role, Terms

_MODULES = (change, parts, products, shares, extremes, feasible, mentions, claims)

CHECKS: dict[str, Check] = {check.name: check for module in _MODULES for check in module.CHECKS}
"""Every kind of relation by its name."""

__all__ = ["CHECKS", "PARAMETERS", "UNITS", "Check", "Parameter", "Role", "Terms"]

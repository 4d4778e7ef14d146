"""Numbers as a reader sees them: one way of printing, for pages, tables and alt texts alike."""

from __future__ import annotations

import re

from boundtext.estimate import Estimate
from boundtext.evidence import evidence_kind

MINUS = "\u2212"
_CURRENCIES = {"GBP": "£", "EUR": "€", "USD": "$"}


def digits(value: float) -> int:
    """How many decimals a value deserves: about three significant digits, none from 100 on."""
    size = abs(value)
    if float(value).is_integer() or size >= 100:
        return 0
    if size >= 10:
        return 1
    return 2 if size >= 1 else 3


def number(value: float, unit: str = "") -> str:
    """A value with the sign or currency of its unit, without the rest of the unit.

    `number(41.3, "GBP per loaf")` is "£41.30", `number(93.74, "percent")` is "93.7%".
    """
    sign = MINUS if value < 0 else ""
    head = unit.split(" ")[0]
    if head in _CURRENCIES:
        decimals = 2 if abs(value) < 100 and not float(value).is_integer() else 0
        return f"{sign}{_CURRENCIES[head]}{abs(value):,.{decimals}f}"
    body = f"{sign}{abs(value):,.{digits(value)}f}"
    return f"{body}%" if head == "percent" else body


def _rest(unit: str) -> str:
    """What of a unit is written after the number, with a leading space, or nothing."""
    head, _, rest = unit.partition(" ")
    if unit in ("ratio", "p-value"):
        return ""
    written = rest if head in _CURRENCIES or head == "percent" else unit
    return f" {written}" if written else ""


def text(estimate: Estimate) -> str:
    """Value and unit: "£41.30 per loaf", "21.0 minutes per loaf"."""
    if estimate.unit == "p-value":
        return "p < 0.001" if estimate.value < 0.001 else f"p = {estimate.value:.3f}"
    unit = _rest(estimate.unit)
    if estimate.value == 1:  # "1 minute per loaf"
        unit = re.sub(r"^ (\w+)s\b", r" \1", unit)
    return number(estimate.value, estimate.unit) + unit


def interval(estimate: Estimate) -> str:
    """The ends of the interval, "£38.10 to £44.90", or "" where there is none."""
    if estimate.low is None or estimate.high is None:
        return ""
    return f"{number(estimate.low, estimate.unit)} to {number(estimate.high, estimate.unit)}"


def rests_on(estimate: Estimate) -> str:
    """What the number rests on: "40 bakeries", or the bare count where it is not named."""
    return f"{estimate.n:,} {estimate.of}".strip()


def detail(estimate: Estimate) -> str:
    """Everything a reader may ask of a number, in one line for a tooltip."""
    parts = []
    if estimate.level is not None:
        kind = "bounds" if estimate.level == 1 else f"{estimate.level:.0%} interval"
        parts.append(f"{kind} {interval(estimate)}{_rest(estimate.unit)}")
    parts += [rests_on(estimate), estimate.method, estimate.caveat]
    return "; ".join(part for part in parts if part)


def mark(estimate: Estimate) -> str:
    """The evidence mark: kind of evidence, run, and the date the number speaks of.

    A kind with a mark of its own belongs to no run and shows its date alone.
    """
    own = evidence_kind(estimate.evidence).mark
    if own:
        return f"{own}, {estimate.period}".rstrip(", ")
    dated = f" ({estimate.period})" if estimate.period not in ("", estimate.run) else ""
    return f"{estimate.evidence} {estimate.run}{dated}"

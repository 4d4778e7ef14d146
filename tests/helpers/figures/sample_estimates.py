"""Estimates for pictures: of a wave that needs no tables."""

from __future__ import annotations

from types import SimpleNamespace

from boundtext import Estimate

WAVE = SimpleNamespace(id="2018", evidence="synthetic")


def estimate(value: float, half: float | None = 1, unit: str = "GBP per school") -> Estimate:
    """A mean over 12 schools; half: of its interval's width, None for no interval."""
    ends = (None, None, None) if half is None else (value - half, value + half, 0.95)
    return Estimate(value, *ends, 12, unit, "mean", "synthetic", "2018", of="schools")


def line(slope: float, half: float) -> dict[str, Estimate]:
    """A trend line; half: of the width of its slope's interval."""
    unit = "GBP per school per decile"
    return {"slope": estimate(slope, half, unit), "intercept": estimate(10_000)}


def bars(step: float) -> dict[int, Estimate]:
    """Ten deciles that rise by `step`."""
    return {decile: estimate(10_000 + step * decile) for decile in range(1, 11)}

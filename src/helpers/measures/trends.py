"""Straight lines over deprivation deciles."""

from __future__ import annotations

import pandas as pd
import statsmodels.api as sm

from boundtext import Estimate
from helpers.measures.basis import LEVEL, Interval, NotMeasurable, Provenance

LINE = ("slope", "intercept")


def line_of(
    table: pd.DataFrame, column: str, provenance: Provenance, unit: str
) -> dict[str, Estimate]:
    """Least-squares line of `column` on decile over the rows of `table`: "slope", "intercept".

    Source: statsmodels OLS, intervals from HC3 errors, which hold where the spread differs
    between deciles. Raises NotMeasurable with fewer than three rows or a single decile.
    """
    if len(table) < 3 or table["decile"].nunique() < 2:
        raise NotMeasurable("A line over deciles needs three known values in two deciles.")
    design = sm.add_constant(table["decile"].astype("float64"))
    fit = sm.OLS(table[column], design).fit(cov_type="HC3", use_t=True)
    ends = fit.conf_int(alpha=1 - LEVEL)
    names = {"slope": ("decile", f"{unit} per decile"), "intercept": ("const", unit)}
    return {
        key: provenance.estimate(
            Interval(fit.params[term], ends[0][term], ends[1][term], "robust errors (HC3)"),
            len(table),
            words,
            "least-squares line on decile",
        )
        for key, (term, words) in names.items()
    }

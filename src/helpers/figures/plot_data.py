"""Tables and curves of single schools that pictures are drawn from."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from boundtext import Estimate, Result, Unmeasured
from helpers import waves
from helpers.figures.lorenz import LabelledCurve
from helpers.measures import gini, item_share, lorenz_curve
from helpers.measures.basis import in_both, known_income, value_or_reason
from helpers.waves import Income


@value_or_reason
def per_pupil(wave: waves.Wave, kind: Income) -> pd.DataFrame:
    """Income of `kind` per pupil (GBP) and decile of each school where both are known.

    Columns: urn, decile, per_pupil. Unmeasured with fewer than two schools.
    """
    return known_income(wave, kind)[["urn", "decile", "per_pupil"]].dropna()


@value_or_reason
def pairs(before: waves.Wave, now: waves.Wave, kind: Income) -> pd.DataFrame:
    """Income of `kind` per pupil (GBP) in two waves, of the schools known in both.

    Columns: urn, before, after. Unmeasured with fewer than two such schools.
    """
    earlier, later = in_both(known_income(before, kind), known_income(now, kind))
    return pd.DataFrame(
        {"urn": later["urn"], "before": earlier["per_pupil"], "after": later["per_pupil"]}
    )


def lorenz_curves(
    before: waves.Wave | Unmeasured, now: waves.Wave, kind: Income
) -> dict[str, LabelledCurve] | Unmeasured:
    """Lorenz curves of income of `kind` with their Gini coefficients, by schools and by pupils.

    By label, for `draw_lorenz`; the earlier wave's stand after this one's, where there is one.
    """
    curves: dict[str, LabelledCurve] = {}
    for wave in (now, before):
        if isinstance(wave, Unmeasured):
            continue
        for by in ("schools", "pupils"):
            curve, coefficient = lorenz_curve(wave, kind, by), gini(wave, kind, by)
            if isinstance(curve, tuple) and isinstance(coefficient, Estimate):
                curves[f"{wave.id}, by {by}"] = curve, coefficient
    if not curves:
        return Unmeasured(f"Too few schools of wave {now.id} are known for a Lorenz curve.")
    return curves


@value_or_reason
def counts_by_decile(sample: Mapping[int, Estimate], frame: Mapping[int, int]) -> pd.DataFrame:
    """How many schools stand in each decile, in all and in the sample, for `draw_shares_by_decile`.

    sample: counts as `measures.sample_counts` gives them; a decile without any has none.
    """
    counted = [sample[decile].value if decile in sample else 0 for decile in frame]
    return pd.DataFrame(
        {
            "decile": list(frame),
            "all schools, observed": list(frame.values()),
            "this sample": counted,
        }
    )


def answers_by_wave(
    before: waves.Wave | Unmeasured, now: waves.Wave
) -> dict[str, dict[str, Result]]:
    """The share that said yes to each survey item, by wave, the earlier first if there is one."""
    asked = [wave for wave in (before, now) if isinstance(wave, waves.Wave)]
    return {
        wave.id: {item: item_share(wave, item) for item in waves.SURVEY_ITEMS} for wave in asked
    }

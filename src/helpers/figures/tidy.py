"""Tables of single schools that pictures are drawn from."""

from __future__ import annotations

from contextlib import suppress

import pandas as pd

from boundtext import Estimate
from helpers import waves
from helpers.figures.others import Curve
from helpers.measures import NotMeasurable, gini, item_share, items, lorenz_curve
from helpers.measures.basis import Kind, in_both, known_income, survey_of


def per_pupil(wave: waves.Wave, kind: Kind) -> pd.DataFrame:
    """Income of `kind` per pupil (GBP) and decile of each school where both are known.

    Columns: urn, decile, per_pupil. Raises NotMeasurable with fewer than two schools.
    """
    return known_income(wave, kind)[["urn", "decile", "per_pupil"]].dropna()


def pairs(before: waves.Wave, now: waves.Wave, kind: Kind) -> pd.DataFrame:
    """Income of `kind` per pupil (GBP) in two waves, of the schools known in both.

    Columns: urn, before, after. Raises NotMeasurable with fewer than two such schools.
    """
    earlier, later = in_both(known_income(before, kind), known_income(now, kind))
    return pd.DataFrame(
        {"urn": later["urn"], "before": earlier["per_pupil"], "after": later["per_pupil"]}
    )


def lorenz_curves(
    before: waves.Wave, now: waves.Wave, kind: Kind
) -> tuple[dict[str, Curve], dict[str, Estimate]]:
    """Lorenz curves of income of `kind` and their Gini coefficients, by schools and by pupils.

    By label, for `lorenz`; the earlier wave's stand after this one's, where there is one.
    """
    curves: dict[str, Curve] = {}
    ginis: dict[str, Estimate] = {}
    for wave in (now, before):
        with suppress(NotMeasurable):
            for by in ("schools", "pupils"):
                label = f"{wave.id}, by {by}"
                curves[label] = lorenz_curve(wave, kind, by)
                ginis[label] = gini(wave, kind, by)
    if not ginis:
        raise NotMeasurable(f"Too few schools of wave {now.id} are known for a Lorenz curve.")
    return curves, ginis


def asked_in_both(before: waves.Wave, now: waves.Wave) -> list[str]:
    """The survey items that somebody answered in either wave; NotMeasurable where there is none."""
    survey_of(now)
    earlier = items(before)
    both = [item for item in items(now) if item in earlier]
    if not both:
        raise NotMeasurable(f"No question was asked both in wave {before.id} and in {now.id}.")
    return both


def _shares(wave: waves.Wave) -> dict[str, Estimate]:
    """The share that said yes to each item of which it may be shown."""
    shares = {}
    for item in items(wave):
        with suppress(NotMeasurable):
            shares[item] = item_share(wave, item)
    return shares


def answers(before: waves.Wave, now: waves.Wave) -> dict[str, dict[str, Estimate]]:
    """The share that said yes to each survey item, by wave, the earlier first, for `survey_items`.

    An earlier wave without a survey, or none, is left out. Raises NotMeasurable where
    `now` has no survey, or no item of which the share may be shown.
    """
    survey_of(now)
    given: dict[str, dict[str, Estimate]] = {}
    for wave in (before, now):
        with suppress(NotMeasurable):
            shares = _shares(wave)
            given |= {wave.id: shares} if shares else {}
    if now.id not in given:
        raise NotMeasurable(f"The survey of wave {now.id} has no answers that can be shown.")
    return given

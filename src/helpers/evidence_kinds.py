"""The kinds of evidence in this book, with words and colours: never mixed, always visible."""

from __future__ import annotations

from boundtext import EvidenceKind, use_evidence

_RUST = "#9a3412"

SYNTHETIC, PUBLISHED, OBSERVED = "synthetic", "published", "observed"

KINDS = (
    EvidenceKind(
        SYNTHETIC,
        meaning="Synthetic data: made from a seed to resemble the printed figures. "
        "They show the method and say nothing about the world.",
        opening="Synthetic data.",
        label="SYNTHETIC DATA \u2013 says nothing about real schools",
        colour=_RUST,
        colour_dark="#ffb27d",
        label_ink="white",
        label_ground=_RUST,
        lead="In the synthetic data, ",
        watermark="SYNTHETIC",
        dashed=True,
    ),
    EvidenceKind(
        PUBLISHED,
        meaning="Published figures: what the source printed, and what follows from that alone.",
        opening="Published figures.",
        label="Published figures, as printed in the paper",
        colour="#1b5e8c",
        colour_dark="#8ec7f0",
        label_ground="#E8EDF1",
        mark="from printed figures",
    ),
    EvidenceKind(
        OBSERVED,
        meaning="Observed data: real records.",
        opening="Observed data.",
        label="Observed data: real records",
        colour="#1f6b3a",
        colour_dark="#8fdcab",
        label_ground="#E4F1E8",
    ),
)
"""Weakest first: what was made from several kinds is no better than the first of them."""

use_evidence(*KINDS)

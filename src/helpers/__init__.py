"""What a notebook imports: waves, measures, figures, and what the paper printed."""

from . import evidence_kinds as evidence_kinds

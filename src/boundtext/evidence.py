"""Kinds of evidence: what a number rests on, with the words, the mark and the colours that tell it.

Which kinds there are is for each book to say, once, with `use_evidence`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class EvidenceKind:
    """One kind of evidence.

    name: as estimates carry it, and as style sheets know it; one lower-case word.
    meaning: a sentence on what may be concluded from it, shown where a notebook begins.
    opening: with what a caption and an alt text begin, "Simulated data."
    label: written into every picture; `watermark`, if any, is written across it.
    colour, colour_dark: of its marks on a light and on a dark page.
    label_ink, label_ground: of the label's letters and of what lies behind them.
    mark: words of the mark beside a number; by default the kind and the run, "weighed 2024".
    lead: put before every sentence that rests on it, "In the simulated data, ".
    dashed: whether its marks are drawn with dashes, so that no eye takes it for another kind.
    """

    name: str
    meaning: str
    opening: str
    label: str
    colour: str
    colour_dark: str
    label_ink: str = "#222222"
    label_ground: str = "#ffffff"
    mark: str = ""
    lead: str = ""
    watermark: str = ""
    dashed: bool = False


_kinds: dict[str, EvidenceKind] = {}


def use_evidence(*kinds: EvidenceKind) -> None:
    """Say which kinds of evidence there are, the weakest first; replaces those said before."""
    _kinds.clear()
    _kinds.update({kind.name: kind for kind in kinds})


def evidence_names() -> list[str]:
    """The names of the kinds in use, the weakest first."""
    return list(_kinds)


def evidence_kind(name: str) -> EvidenceKind:
    """The kind of that name; ValueError names those in use."""
    if name not in _kinds:
        known = ", ".join(_kinds) or "none is in use: call boundtext.use_evidence"
        raise ValueError(f"evidence {name!r} is none of the kinds there are: {known}")
    return _kinds[name]


def weakest_evidence(names: Iterable[str]) -> str:
    """Of several kinds the weakest: what was made from several is no better than that."""
    return min(names, key=lambda name: evidence_names().index(evidence_kind(name).name))


def evidence_css() -> str:
    """The colours of every kind as a style sheet: variables by theme, and a class for each kind."""
    kinds = _kinds.values()
    light = "".join(f"  --evidence-{kind.name}: {kind.colour};\n" for kind in kinds)
    dark = "".join(f"  --evidence-{kind.name}: {kind.colour_dark};\n" for kind in kinds)
    rules = [f":root {{\n{light}}}", f'html[data-theme="dark"] {{\n{dark}}}']
    rules += [f".{kind.name} {{ --evidence: var(--evidence-{kind.name}); }}" for kind in kinds]
    for name in (kind.name for kind in kinds if kind.dashed):
        rules += [
            f".{name} > .told-source > .evidence-mark {{ border: 2px dashed; }}",
            f".evidence-banner.{name} {{ border-left-style: dashed; }}",
            f".told.holds.{name} .told-body {{ font-style: italic; }}",
        ]
    return "\n".join(rules) + "\n"

"""One look for every figure, and the label of evidence that none may lack."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

import matplotlib as mpl
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from boundtext import evidence_kind

# Okabe and Ito's palette: distinct under common colour blindness, and by lightness in print.
DIRECT = "#0072B2"
PTA = "#E69F00"
ACCENT = "#B5460F"
INK = "#222222"
MUTED = "#6B6B6B"
PALE = "#C9D3DC"

WIDTH = 6.2
"""Inches; with the font sizes below, text stays legible when a phone shrinks the picture."""

DPI = 150

_STYLE: Any = (
    sns.plotting_context("notebook")
    | sns.axes_style("whitegrid")
    | {
        # It comes with matplotlib, so every machine draws the same letters.
        "font.family": "DejaVu Sans",
        "font.size": 12,
        "axes.titlesize": 13,
        "axes.labelsize": 12,
        "xtick.labelsize": 11.5,
        "ytick.labelsize": 11.5,
        "legend.fontsize": 11,
        "legend.frameon": False,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.edgecolor": MUTED,
        "axes.labelcolor": INK,
        "axes.titlelocation": "left",
        "axes.titlepad": 10,
        "axes.grid": True,
        "axes.grid.axis": "y",
        "axes.axisbelow": True,
        "grid.color": "#E3E3E3",
        "text.color": INK,
        "xtick.color": INK,
        "ytick.color": INK,
        # Opaque white, so that the picture reads on a dark page too.
        "figure.facecolor": "white",
        "axes.facecolor": "white",
        "savefig.facecolor": "white",
    }
)

_STAMP = "evidence:"


class Evidenced(Protocol):
    """Anything with an identifier and a kind of evidence: a wave, or the paper itself."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def evidence(self) -> str: ...  # noqa: D102


@contextmanager
def canvas(height: float = 4.4, columns: int = 1) -> Iterator[tuple[Figure, list[Axes]]]:
    """An empty figure in the style of the book, with `columns` panels side by side.

    height: in inches. The style holds inside the `with` block only.
    """
    with mpl.rc_context(_STYLE):
        layout = ConstrainedLayoutEngine(w_pad=0.1, h_pad=0.09)
        fig = Figure(figsize=(WIDTH, height), dpi=DPI, layout=layout)
        FigureCanvasAgg(fig)
        panels = fig.subplots(1, columns, squeeze=False, sharey=True)
        yield fig, list(panels.flat)


def stamp(fig: Figure, wave: Evidenced) -> None:
    """Write the kind of evidence into the picture; some kinds also get a watermark."""
    kind = evidence_kind(wave.evidence)
    box = {"facecolor": kind.label_ground, "edgecolor": "none", "boxstyle": "square,pad=0.35"}
    fig.suptitle(
        kind.label, x=0.02, ha="left", fontsize=11, color=kind.label_ink, bbox=box,
        gid=_STAMP + kind.name,
    )  # fmt: skip
    if kind.watermark:
        fig.text(
            0.54, 0.46, kind.watermark, rotation=28, ha="center", va="center", fontsize=54,
            fontweight="bold", color=kind.colour, alpha=0.09, zorder=10,
        )  # fmt: skip


def evidence_of(fig: Figure) -> str | None:
    """The kind of evidence stamped on a figure, or None."""
    for artist in fig.texts:
        gid = artist.get_gid() or ""
        if gid.startswith(_STAMP):
            return gid.removeprefix(_STAMP)
    return None


def png(fig: Figure) -> bytes:
    """The figure as PNG: the same bytes for the same figure."""
    buffer = io.BytesIO()
    with mpl.rc_context(_STYLE):
        fig.savefig(buffer, format="png", dpi=DPI, metadata={"Software": None})
    return buffer.getvalue()

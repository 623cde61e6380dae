"""The one place for colours, line styles and sizes of figures.

Colours are Okabe and Ito's (2008, Color Universal Design), which colour-blind readers tell apart; line
styles, markers and hatches differ too, so that figures also read in grey. `train`, `validation` and
`test` look the same in every figure. Colours of settings add Tol's (2021, Colour schemes) to theirs.
"""

from dataclasses import dataclass
from typing import TypedDict


@dataclass(frozen=True)
class Look:
    """How a split is drawn: its colour, its curve's line, its points' marker, its bars' hatch."""

    colour: str
    line: str
    marker: str
    hatch: str


class Stroke(TypedDict):
    """How thick and how opaque a line is."""

    lw: float
    alpha: float


LOOKS = {
    "train": Look("#0072B2", "--", "o", ""),
    "validation": Look("#D55E00", "-", "D", "///"),
    "test": Look("#009E73", ":", "s", "..."),
    "gap": Look("#222222", "-", "D", ""),
}
SETTING_COLOURS = ("#332288", "#E69F00", "#56B4E9", "#CC79A7", "#882255", "#999933", "#A6761D")
"""Of settings drawn over each other, in the order of their names; none is a split's. The baseline is grey."""
INK, GREY, GRID = "#222222", "#666666", "#D9D9D9"
GAP = "#F0F0F0"
OVERFITTING, OVERFITTING_INK = "#F6D587", "#7A5600"

TITLE_SIZE, PANEL_TITLE_SIZE, TEXT_SIZE = 12.0, 10.5, 9.0
FAINT: Stroke = {"lw": 0.6, "alpha": 0.4}
FEW_POINTS, MANY_POINTS = 20, 300
"""Up to `FEW_POINTS` a curve shows its points, beyond `MANY_POINTS` their mean."""

SETTINGS = {
    "font.family": ["DejaVu Sans"],
    "font.size": TEXT_SIZE,
    "text.parse_math": False,
    "text.color": INK,
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "axes.labelsize": TEXT_SIZE,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.unicode_minus": False,
    "xtick.color": GREY,
    "ytick.color": GREY,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.labelsize": TEXT_SIZE,
    "ytick.labelsize": TEXT_SIZE,
    "lines.linewidth": 2.0,
    "lines.markersize": 4.5,
    "hatch.color": "white",
    "legend.frameon": False,
    "svg.hashsalt": "regexp",
    "pdf.fonttype": 42,
}
"""What differs from matplotlib's defaults. Names of data sets are shown as they are, not as mathematics."""

"""What a page of histograms shows: how the weights of layers are distributed."""

from dataclasses import dataclass

from regexp.spec import Array


@dataclass(frozen=True)
class Histogram:
    """The share of a layer's weights in each bin between `edges` (bins + 1,) before and after training.

    `zeros` is the share of weights that are exactly 0 after it, which are in no bin.
    """

    title: str
    edges: Array
    start: Array
    end: Array
    zeros: float


@dataclass(frozen=True)
class HistogramPage:
    """Histograms with a heading: one line for what is shown, one for the result."""

    title: str
    subtitle: str
    histograms: tuple[Histogram, ...]
    notes: tuple[str, ...] = ()

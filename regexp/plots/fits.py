"""What a page of fits shows: the functions that models learned from rows with one input."""

from dataclasses import dataclass

from regexp.plots.picture import Fit
from regexp.spec import Array


@dataclass(frozen=True)
class Panel:
    """A setting's `fit` with its titles; `others` (seeds, G) are functions of other seeds on its grid."""

    titles: tuple[str, ...]
    fit: Fit
    others: Array


@dataclass(frozen=True)
class FitPage:
    """Panels with a heading; `truth` (G,) is the function without noise on the grid, if it is known."""

    title: str
    subtitle: str
    panels: tuple[Panel, ...]
    truth: Array | None
    columns: int = 1
    notes: tuple[str, ...] = ()

"""What pictures are drawn on: a page to read, or a slide with large type for a projector.

Type has the same size in points on both; a slide is the smaller sheet, shown larger.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Paper:
    """A sheet: its width in inches, its frames' height as a fraction of a page's, its dots per inch.

    `ratio` is that of its width to its height; a page is as high as what is on it.
    """

    width: float
    height: float
    dots_per_inch: int
    ratio: float | None = None

    @property
    def is_slide(self) -> bool:
        """Whether it has the shape of a screen."""
        return self.ratio is not None


PAGE = Paper(8.0, 1.0, 120)
SLIDE = Paper(6.0, 0.6, 300, 16 / 9)

_PAPER = ContextVar("paper", default=PAGE)


def paper() -> Paper:
    """Return what is drawn on."""
    return _PAPER.get()


@contextmanager
def on(chosen: Paper) -> Iterator[None]:
    """Draw on another paper than a page."""
    token = _PAPER.set(chosen)
    try:
        yield
    finally:
        _PAPER.reset(token)

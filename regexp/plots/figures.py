"""matplotlib without pyplot and without the user's settings: loading it, styling a figure, saving one."""

import logging
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regexp.plots.paper import paper
from regexp.plots.style import SETTINGS

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.transforms import Bbox

MADE_BY = "regexp"
METADATA: dict[str, dict[str, str | None]] = {
    "png": {"Software": MADE_BY},
    "svg": {"Creator": MADE_BY, "Date": None},
    "pdf": {"Creator": MADE_BY, "CreationDate": None},
}
"""What files of each format say of themselves: who made them but not when, so that the bytes are repeated."""
FORMATS = tuple(f".{kind}" for kind in METADATA)
MARKS = (b"Software\0regexp", b"<dc:title>regexp</dc:title>", b"/Creator (regexp)")
"""How that is written in each format."""


def warm_up() -> None:
    """Import what drawing needs while something else runs; what fails here fails again at drawing."""
    with suppress(Exception), _quiet():
        _ignore_backend()
        from matplotlib.backends import backend_agg
        from matplotlib.figure import Figure

        backend_agg.FigureCanvasAgg(Figure())


def _ignore_backend() -> None:
    """Keep a notebook's MPLBACKEND away: matplotlib refuses to load where it names a missing module."""
    os.environ["MPLBACKEND"] = "agg"


@contextmanager
def settings() -> Iterator[None]:
    """Draw with matplotlib's own defaults and our style, whatever the user's matplotlibrc says.

    A character that the font lacks is drawn as a box, without a warning.
    """
    with _quiet(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing", UserWarning)
        _ignore_backend()
        import matplotlib

        user, default = matplotlib.rcParams, matplotlib.rcParamsDefault
        # Reading `backend` would import pyplot; nothing here depends on it.
        names = [name for name in default if name != "backend" and default[name] != user[name]]
        style: dict[Any, Any] = {**{name: default[name] for name in names}, **SETTINGS}
        with matplotlib.rc_context(style):
            yield


def save(figure: "Figure", path: Path) -> None:
    """Write a figure in the format that the ending names (png, svg, pdf); no reader sees half a file."""
    kind = path.suffix[1:].lower()
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        figure.savefig(temporary, format=kind, metadata=METADATA[kind], bbox_inches=_sheet(figure))
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def is_ours(path: Path) -> bool:
    """Tell whether a file is a picture that `save` wrote; raises OSError where it can't be read."""
    content = path.read_bytes()
    return any(mark in content for mark in MARKS)


def _sheet(figure: "Figure") -> "Bbox | None":
    """Return the part of the plane that is saved: of a slide, a screen's shape with the figure amid it."""
    from matplotlib.transforms import Bbox

    ratio = paper().ratio
    if ratio is None:
        return None
    width, height = figure.get_size_inches()
    across, up = max(width, ratio * height), max(height, width / ratio)
    return Bbox.from_bounds((width - across) / 2, (height - up) / 2, across, up)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep matplotlib's log, such as that it builds its cache of fonts, off the terminal."""
    logger = logging.getLogger("matplotlib")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)

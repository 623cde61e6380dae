"""The picture of one run, `curves.png`: loss and metric by epoch, and the function learned from one input."""

from pathlib import Path
from typing import TYPE_CHECKING

from regexp.history import History
from regexp.plots.curve_panel import draw_curve_panel
from regexp.plots.figures import save, settings
from regexp.plots.fit_panel import draw_fit_panel
from regexp.plots.page import Room, page, panel_title
from regexp.plots.paper import paper
from regexp.plots.picture import Picture
from regexp.plots.series import metric_of
from regexp.plots.value_panel import draw_value_panel

if TYPE_CHECKING:
    from matplotlib.axes import Axes

TITLES = {"accuracy": "Accuracy", "r2": "R² (share of variance explained)"}
CURVES, BESIDE_A_FIT = Room(0.75, 3.15, 1.1), Room(0.75, 2.6, 1.1)
VALUES, FIT = Room(0.75, 2.6, 1.1), Room(0.75, 4.0, 0.3)
ALONE = Room(0.75, 4.35, 1.1)


def draw_curves(history: History, path: Path, picture: Picture) -> None:
    """Draw a run's picture into a file; its ending (png, svg, pdf) chooses the format.

    A run that was measured once is drawn as bars. The same arguments give the same bytes. Raises OSError
    where the file can't be written.
    """
    panels = _panels(history, picture)
    rooms = [_room(panel, history, picture) for panel in panels]
    with settings():
        figure, frames = page(picture.title, picture.subtitle, rooms)
        for axes, room, panel in zip(frames, rooms, panels, strict=True):
            panel_title(axes, _title(panel, picture), room)
            _draw_panel(axes, panel, history, picture)
        save(figure, path)


def _panels(history: History, picture: Picture) -> list[str]:
    """Return what is drawn side by side: on a slide only the monitored metric, or the loss."""
    panels = ["loss", *filter(None, [metric_of(history)])]
    if paper().is_slide:
        return [next((panel for panel in panels if picture.monitor.endswith(f"_{panel}")), "loss")]
    return [*panels, "fit"] if picture.fit else panels


def _room(panel: str, history: History, picture: Picture) -> Room:
    if panel == "fit":
        return FIT
    if len(history) == 1:
        return VALUES
    if paper().is_slide:
        return ALONE
    return BESIDE_A_FIT if picture.fit else CURVES


def _title(panel: str, picture: Picture) -> str:
    if panel == "loss":
        return f"Loss: {picture.loss_label}"
    return "What was learned" if panel == "fit" else TITLES[panel]


def _draw_panel(axes: "Axes", panel: str, history: History, picture: Picture) -> None:
    if panel == "fit" and picture.fit:
        draw_fit_panel(axes, picture.fit)
    elif len(history) == 1:
        draw_value_panel(axes, history, panel, picture)
    else:
        draw_curve_panel(axes, history, panel, picture)

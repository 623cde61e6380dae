"""The metric by two or three settings, as `--kind heatmap` draws it."""

from pathlib import Path

from regexp.collection import Collection
from regexp.errors import ConfigError
from regexp.gallery.cells import names_of
from regexp.gallery.surveys import listed, survey
from regexp.place import Say
from regexp.plots.overview import draw_overview


def draw_heatmap(collection: Collection, path: Path, say: Say) -> None:
    """Draw a heat map of two settings, or some for the values of a third.

    Raises ConfigError where runs differ in fewer or more settings.
    """
    names = names_of(collection)
    if len(names) not in (2, 3):
        raise ConfigError(
            "--kind heatmap: needs runs that differ in two or three settings; "
            f"these differ in {listed(names)}"
        )
    draw_overview(path, survey(collection, names), "maps")

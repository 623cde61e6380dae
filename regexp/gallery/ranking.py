"""The settings of a collection, a row each, as `--kind ranking` draws them."""

from pathlib import Path

from regexp.collection import Collection
from regexp.gallery.cells import names_of
from regexp.gallery.surveys import survey
from regexp.place import Say
from regexp.plots.overview import draw_overview


def draw_ranking(collection: Collection, path: Path, say: Say) -> None:
    """Draw each setting's mean with its interval and its seeds, best first, the best 20 of many."""
    draw_overview(path, survey(collection, names_of(collection)), "rows")

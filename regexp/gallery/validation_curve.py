"""The metric against a swept number, train and validation, as `--kind validation-curve` draws it."""

from pathlib import Path

from regexp.analysis.choices import is_dose
from regexp.collection import Collection
from regexp.errors import ConfigError
from regexp.gallery.cells import names_of
from regexp.gallery.groups import over
from regexp.gallery.surveys import listed, survey
from regexp.place import Say
from regexp.plots.overview import draw_overview
from regexp.plots.survey import Overview


def draw_validation_curve(collection: Collection, path: Path, say: Say) -> None:
    """Draw the metric against the strength, rate or other number that has the most values.

    Other settings that differ have a line each. Raises ConfigError where no number differs.
    """
    names = names_of(collection)
    overview = survey(collection, names)
    first = _first(overview, names)
    if first is None:
        raise ConfigError(
            "--kind validation-curve: needs runs that differ in a number, such as l2; "
            f"these differ in {listed(names)}"
        )
    draw_overview(path, over(overview, first), "lines")


def _first(overview: Overview, names: tuple[str, ...]) -> int | None:
    """Return which axis is drawn across: of numbers, before others a dose, then the one with more values."""
    numeric = [index for index, axis in enumerate(overview.axes) if axis.numbers]
    return max(
        numeric, key=lambda index: (is_dose(names[index]), len(overview.axes[index].levels)), default=None
    )

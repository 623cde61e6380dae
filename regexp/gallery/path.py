"""The coefficients of linear models against a swept number, as `--kind path` draws them."""

from collections.abc import Sequence
from math import nan
from pathlib import Path
from textwrap import shorten

import numpy as np

from regexp.collection import Collection
from regexp.describe import counted
from regexp.errors import ConfigError
from regexp.gallery.cells import names_of
from regexp.gallery.layers import weights_of
from regexp.gallery.models import Models, models_of
from regexp.gallery.steps import Family, Steps, steps_of
from regexp.gallery.surveys import listed, name_of
from regexp.gallery.words import against, selection
from regexp.place import Say
from regexp.plots.chart_page import draw_charts
from regexp.plots.charts import Chart, ChartPage, Series
from regexp.plots.palette import CATEGORIES, category
from regexp.plots.style import GREY
from regexp.plots.tiles import columns_of, most_tiles
from regexp.retraining import Trained
from regexp.spec import Array

UNITS = {
    "standard": "per standard deviation of its input",
    "minmax": "per range of its input",
    "symmetric": "of a basis function",
    "none": "per unit of its input",
}
"""What a coefficient says, by how inputs were scaled."""
LONGEST_NAME, FAINT_WIDTH = 22, 0.8

Panel = tuple[str, Array]
"""What a panel is called and its coefficients (steps, inputs)."""


def draw_path(collection: Collection, path: Path, say: Say) -> Sequence[str]:
    """Draw each coefficient at the end of training against the swept number, for the first seed.

    The largest have a colour and a name. Other settings that differ have a panel each, or else, with more
    than two classes, each class. Runs without stored weights are trained again. Returns a sentence for each
    file that can't be used; raises ConfigError where models are not linear or no number is swept.
    """
    steps = _checked(collection)
    models = models_of(steps.cells, say, most_seeds=1)
    first = models.of(next(cell for cell in steps.cells if models.of(cell)))[0]
    panels = _panels(steps, models, first)
    shown = panels[: most_tiles()]
    named = _largest(shown)
    seed = f"seed {first.run.seed}, at the end of training; largest coefficients named"
    page = ChartPage(
        title=f"{name_of(collection)}: coefficients {against(steps)}",
        subtitle=f"{seed}\n{_result(panels, steps)}",
        axis=steps.axis,
        charts=tuple(_chart(panel, named, first) for panel in shown),
        columns=columns_of(len(shown)),
        notes=(*models.notes, *_unnamed(first, named), *selection(len(shown), len(panels), "panel")),
        side="left",
    )
    draw_charts(path, page)
    return models.problems


def _checked(collection: Collection) -> Steps:
    """Return the steps of a collection; raises ConfigError where it has no path."""
    steps = steps_of(collection)
    other = next((run for run in collection.runs if run.settings["model.kind"] != "linear"), None)
    if other is not None:
        raise ConfigError(
            "--kind path: needs linear models, whose weights are the coefficients of inputs, and "
            f"{other.directory.path} is of kind {other.settings['model.kind']}; see --kind weights"
        )
    if steps.axis.numbers is None:
        raise ConfigError(
            "--kind path: needs runs that differ in a number, such as l1; "
            f"these differ in {listed(names_of(collection))}"
        )
    return steps


def _panels(steps: Steps, models: Models, first: Trained) -> list[Panel]:
    """Return a panel for each family, or for each class of the first one where there are more than two."""
    outputs = first.problem.widths[-1]
    if outputs == 1:
        return [(family.name, _coefficients(family, models, first)[:, :, 0]) for family in steps.families]
    values = _coefficients(steps.families[0], models, first)
    kind = "class" if first.data.classes else "output"
    names = first.data.classes or [str(k + 1) for k in range(outputs)]
    return [(f"{kind} {name}", values[:, :, k]) for k, name in enumerate(names)]


def _coefficients(family: Family, models: Models, first: Trained) -> Array:
    """Return the coefficients (steps, inputs, outputs) of a family, NaN where there is no model."""
    missing = np.full(first.problem.widths, nan)
    found = [models.of(cell) for cell in family.cells]
    return np.stack([weights_of(own[0], own[0].last)[0] if own else missing for own in found])


def _largest(panels: Sequence[Panel]) -> list[int]:
    """Return the inputs whose coefficients get largest, the largest first, as many as there are colours."""
    heights = np.nan_to_num(np.abs(np.concatenate([values for _, values in panels]))).max(axis=0)
    return [int(index) for index in np.argsort(-heights, kind="stable")[: len(CATEGORIES)]]


def _chart(panel: Panel, named: Sequence[int], first: Trained) -> Chart:
    """Return the chart of a panel, the named coefficients over the others."""
    title, values = panel
    others = [index for index in range(values.shape[1]) if index not in named]
    faint = [Series(f"coefficient {index}", values[:, index], GREY, width=FAINT_WIDTH) for index in others]
    lines = [
        Series(
            f"coefficient {index}",
            values[:, index],
            category(order),
            label=shorten(first.data.features[index], LONGEST_NAME, placeholder="…"),
        )
        for order, index in enumerate(named)
    ]
    unit = UNITS[first.data.preprocessing.scale]
    return Chart(
        shorten(title, LONGEST_NAME, placeholder="…"), f"coefficient\n{unit}", "any", (*faint, *lines)
    )


def _unnamed(first: Trained, named: Sequence[int]) -> list[str]:
    """Return how many coefficients have no name."""
    left = len(first.data.features) - len(named)
    return [f"grey: {counted(left, 'other coefficient')}"] if left else []


def _result(panels: Sequence[Panel], steps: Steps) -> str:
    """Return how many coefficients are exactly 0 at both ends of the axis, as far as there are models."""
    values = np.concatenate([found for _, found in panels], axis=1)
    there = np.flatnonzero(np.isfinite(values).any(axis=1))
    zeros = [int((values[step] == 0).sum()) for step in (there[0], there[-1])]
    first, last = (f"{steps.axis.name}={steps.axis.levels[step]}" for step in (there[0], there[-1]))
    return f"Exactly 0: {zeros[0]} of {values.shape[1]} with {first}, {zeros[1]} with {last}"

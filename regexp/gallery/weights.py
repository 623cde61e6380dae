"""How large weights are, layer by layer, as `--kind weights` draws it."""

from collections.abc import Sequence
from math import sqrt
from pathlib import Path

import numpy as np

from regexp.analysis.overlaps import overlap_over
from regexp.collection import Collection
from regexp.describe import three_digits
from regexp.gallery.cells import Cell
from regexp.gallery.distributions import distributions
from regexp.gallery.layers import layer_name, weights_of
from regexp.gallery.means import mean_line, widened
from regexp.gallery.models import Models, models_of
from regexp.gallery.steps import Family, Steps, steps_of
from regexp.gallery.surveys import name_of
from regexp.gallery.words import against, over_seeds, selection
from regexp.place import Say
from regexp.plots.chart_page import draw_charts
from regexp.plots.charts import Chart, ChartPage
from regexp.plots.histogram_page import draw_histograms
from regexp.plots.palette import category
from regexp.plots.tiles import columns_of, most_tiles
from regexp.spec import Array

NORM = "norm of weights √Σw²"


def draw_weights(collection: Collection, path: Path, say: Say) -> Sequence[str]:
    """Draw the norm of each layer's weights at the end of training by setting; of one setting, histograms.

    Runs without stored weights are trained again. Returns a sentence for each file that can't be used;
    raises ConfigError where all runs diverged.
    """
    steps = steps_of(collection)
    families = steps.families[: most_tiles()]
    cells = [cell for family in families for cell in family.cells if cell is not None]
    models = models_of(cells, say)
    if len(cells) == 1:
        draw_histograms(path, distributions(name_of(collection), models.of(cells[0]), models.notes))
        return models.problems
    seeds = over_seeds([models.of(cell) for cell in cells])
    page = ChartPage(
        title=f"{name_of(collection)}: norms of weights {against(steps)}",
        subtitle=f"{seeds}, at the end of training; biases left out\n{_result(steps, models)}",
        axis=steps.axis,
        charts=tuple(_chart(family, models) for family in families),
        columns=columns_of(len(families)),
        notes=(*widened(cells), *models.notes, *selection(len(families), len(steps.families), "panel")),
    )
    draw_charts(path, page)
    return models.problems


def _chart(family: Family, models: Models) -> Chart:
    """Return the chart of some settings: a line a layer."""
    norms = [[_norms(weights_of(one, one.last)) for one in models.of(cell)] for cell in family.cells]
    overlaps = [overlap_over(one.run for one in models.of(cell)) for cell in family.cells]
    depth = max(len(own) for step in norms for own in step)
    lines = (
        mean_line(
            layer_name(k, depth),
            [[own[k] for own in step if k < len(own)] for step in norms],
            overlaps,
            category(k),
            layer_name(k, depth),
        )
        for k in range(depth)
    )
    return Chart(family.name, NORM, "loss", tuple(lines))


def _norms(weights: Sequence[Array]) -> list[float]:
    """Return the norm √Σw² of each layer's weights (I, O)."""
    return [float(np.linalg.norm(weight.astype(np.float64))) for weight in weights]


def _result(steps: Steps, models: Models) -> str:
    """Return the norm of all weights at both ends of the first line."""
    found = [(cell, _total(cell, models)) for cell in steps.families[0].cells if cell and models.of(cell)]
    (first, low), (last, high) = found[0], found[-1]
    return f"All weights together: {low} with {first.name}, {high} with {last.name}"


def _total(cell: Cell, models: Models) -> str:
    """Return the mean over seeds of the norm of all weights of a setting."""
    totals = [sqrt(sum(n**2 for n in _norms(weights_of(one, one.last)))) for one in models.of(cell)]
    return three_digits(float(np.mean(totals)))

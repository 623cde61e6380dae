"""How many weights are zero, and what that costs, as `--kind sparsity` draws it."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from regexp.analysis.overlaps import overlap_over
from regexp.collection import Collection
from regexp.gallery.cells import Cell
from regexp.gallery.layers import weights_of
from regexp.gallery.means import mean_line, measured, split_line, widened
from regexp.gallery.models import Models, models_of
from regexp.gallery.steps import Family, steps_of
from regexp.gallery.surveys import monitor_of, name_of
from regexp.gallery.words import against, over_seeds, selection
from regexp.place import Say
from regexp.plots.chart_page import draw_charts
from regexp.plots.charts import Chart, ChartPage, Metric
from regexp.plots.style import GREY, INK
from regexp.retraining import Trained

NEGLIGIBLE = 1e-3
"""Weights below this fraction of their layer's largest count as small."""
MOST_FAMILIES = 3
SHARE = "share of weights"


def draw_sparsity(collection: Collection, path: Path, say: Say) -> Sequence[str]:
    """Draw the share of weights that are not 0 at the end of training, above the monitored metric there.

    Only some methods make weights exactly 0, such as l1 with gd or sgd; therefore a second line leaves out
    those that are small, where it differs. Runs without stored weights are trained again. Returns a sentence
    for each file that can't be used; raises ConfigError where all runs diverged or monitor different metrics.
    """
    steps = steps_of(collection)
    monitor = monitor_of(collection.runs)
    families = steps.families[:MOST_FAMILIES]
    cells = [cell for family in families for cell in family.cells if cell is not None]
    models = models_of(cells, say)
    charts = (*(_shares(family, models) for family in families), *(_metric(one, monitor) for one in families))
    seeds = over_seeds([cell.runs for cell in cells])
    page = ChartPage(
        title=f"{name_of(collection)}: sparsity {against(steps)}",
        subtitle=f"{seeds}, at the end of training; biases left out\n{_result(cells, models)}",
        axis=steps.axis,
        charts=charts,
        columns=len(families),
        notes=(*widened(cells), *models.notes, *selection(len(families), len(steps.families), "panel")),
    )
    draw_charts(path, page)
    return models.problems


def _shares(family: Family, models: Models) -> Chart:
    """Return the chart of how many weights are left."""
    nonzero = [[nonzero_share(one) for one in models.of(cell)] for cell in family.cells]
    large = [[large_share(one) for one in models.of(cell)] for cell in family.cells]
    overlaps = [overlap_over(one.run for one in models.of(cell)) for cell in family.cells]
    lines = [mean_line("nonzero", nonzero, overlaps, INK, "not exactly 0")]
    if large != nonzero:
        words = f"over {NEGLIGIBLE:.1%} of the largest"
        lines.append(mean_line("large", large, overlaps, GREY, words, "--"))
    return Chart(family.name, SHARE, "accuracy", tuple(lines))


def _metric(family: Family, monitor: str) -> Chart:
    """Return the chart of the monitored metric on both splits."""
    name = monitor.partition("_")[2]
    runs = [cell.runs if cell else () for cell in family.cells]
    overlaps = [*map(overlap_over, runs)]
    lines = [
        split_line(split, measured(runs, f"{split}_{name}"), overlaps) for split in ("train", "validation")
    ]
    kind: Metric = "accuracy" if name == "accuracy" else "r2" if name == "r2" else "loss"
    return Chart("", name, kind, tuple(lines))


def nonzero_share(model: Trained) -> float:
    """Return the share of a model's weights that are not exactly 0."""
    weights = np.concatenate([weight.ravel() for weight in weights_of(model, model.last)])
    return float(np.count_nonzero(weights) / weights.size)


def large_share(model: Trained) -> float:
    """Return the share of weights that are not small beside the largest of their layer."""
    layers = [np.abs(weight) for weight in weights_of(model, model.last)]
    left = sum(int((layer > NEGLIGIBLE * layer.max()).sum()) for layer in layers)
    return left / sum(layer.size for layer in layers)


def _result(cells: Sequence[Cell], models: Models) -> str:
    """Return the settings between which weights become zero."""
    shares = [(cell, [nonzero_share(one) for one in models.of(cell)]) for cell in cells if models.of(cell)]
    sparse = [(float(np.mean(found)), cell) for cell, found in shares]
    least, setting = min(sparse, key=lambda pair: pair[0])
    if least == 1:
        return "No weight is exactly 0: l1 makes some so with optimizer gd or sgd"
    return f"The fewest are left with {setting.name}: {least:.1%} are not exactly 0"

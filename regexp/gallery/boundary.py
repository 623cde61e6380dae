"""The decision regions of data with two inputs, as `--kind boundary` draws them."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from regexp.collection import Collection
from regexp.datasets import Split, Table
from regexp.describe import counted, metric_in_words
from regexp.errors import ConfigError
from regexp.gallery.cells import Cell
from regexp.gallery.choice import chosen
from regexp.gallery.models import models_of
from regexp.gallery.raw_rows import check_data, raw_rows
from regexp.gallery.steps import steps_of
from regexp.gallery.surveys import name_of
from regexp.gallery.words import selection
from regexp.metrics import decisions
from regexp.outcome import predictions
from regexp.place import Say
from regexp.plots.region_page import draw_regions
from regexp.plots.regions import Points, Region, RegionPage
from regexp.retraining import Trained
from regexp.spec import Array

GRID_POINTS, MARGIN = 250, 0.08


def draw_boundary(collection: Collection, path: Path, say: Say) -> Sequence[str]:
    """Draw what each setting's model predicts at the end of training, one seed each, at most nine settings.

    Runs without stored weights are trained again. Returns a sentence for each file that can't be used;
    raises ConfigError where the data don't have two inputs and classes.
    """
    steps = steps_of(collection)
    cells, columns = chosen(steps)
    check_data(cells, _check)
    models = models_of(cells, say, most_seeds=1)
    found = [(cell, models.of(cell)[0]) for cell in cells if models.of(cell)]
    first = found[0][1]
    low, high = _corners([model for _, model in found])
    page = RegionPage(
        title=f"{name_of(collection)}: decision regions",
        subtitle=f"{_rows(first)}\n{_result(found)}",
        inputs=(first.data.preprocessing.inputs[0], first.data.preprocessing.inputs[1]),
        classes=first.data.classes,
        low=low,
        high=high,
        regions=tuple(_region(cell, model, low, high) for cell, model in found),
        columns=columns,
        notes=(*_marks(found), *models.notes, *selection(len(cells), len(steps.cells), "setting")),
    )
    draw_regions(path, page)
    return models.problems


def _check(table: Table, title: str) -> None:
    """Raise ConfigError where data can't be drawn as classes on a plane."""
    if not table.classes or len(table.features) != 2:
        task = "classes" if table.classes else "numbers to predict"
        raise ConfigError(
            f"--kind boundary: needs data with 2 inputs and classes, and {title} has "
            f"{counted(len(table.features), 'input')} and {task}; try moons, circles or blobs"
        )


def _corners(models: Sequence[Trained]) -> tuple[Array, Array]:
    """Return the corners (2,) of a plane with the rows of all models, and some room around them."""
    for model in models:
        _check_same(model, models[0])
    rows = np.concatenate([raw_rows(model).both for model in models])
    room = MARGIN * (rows.max(axis=0) - rows.min(axis=0))
    return rows.min(axis=0) - room, rows.max(axis=0) + room


def _check_same(model: Trained, first: Trained) -> None:
    """Raise ConfigError where a model's data don't lie on the plane of the first one's."""
    same = (
        model.data.preprocessing.inputs == first.data.preprocessing.inputs
        and model.data.classes == first.data.classes
    )
    if not same:
        raise ConfigError(
            "--kind boundary: needs runs on the same inputs and classes, and these were trained on "
            f"{first.config.dataset.title()} and {model.config.dataset.title()}"
        )


def _region(cell: Cell, model: Trained, low: Array, high: Array) -> Region:
    """Return what a model predicts on a grid over the plane, with its rows."""
    across, up = (np.linspace(low[k], high[k], GRID_POINTS) for k in (0, 1))
    grid = np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2)
    inputs = model.data.preprocessing.transform(grid)
    outputs = predictions(model.problem, model.last, inputs)
    shape = (GRID_POINTS, GRID_POINTS)
    raw, data = raw_rows(model), model.data
    return Region(
        titles=_titles(cell, model),
        classes=decisions(outputs, 0.5).reshape(shape),
        certainty=_certainty(outputs).reshape(shape),
        train=_points(raw.train, data.train, data.flipped),
        validation=_points(raw.validation, data.validation, None),
    )


def _points(x: Array, split: Split, flipped: Array | None) -> Points:
    return Points(x, split.y, np.zeros(len(x), bool) if flipped is None else flipped)


def _certainty(outputs: Array) -> Array:
    """Return how far predictions (N, K) are from undecided, 0, to certain, 1."""
    if outputs.shape[1] == 1:
        found = np.abs(2 * outputs[:, 0] - 1)
    else:
        even = 1 / outputs.shape[1]
        found = (outputs.max(axis=1) - even) / (1 - even)
    return np.asarray(np.clip(found, 0, 1))


def _titles(cell: Cell, model: Trained) -> tuple[str, ...]:
    """Return a setting and its validation accuracy; nothing of a single one."""
    last = model.run.result["last"].get("validation_accuracy")
    accuracy = "" if last is None else f"validation {metric_in_words('accuracy', last)}"
    return (cell.name, accuracy) if cell.name else ()


def _rows(model: Trained) -> str:
    """Return which run's rows are shown."""
    return f"at the end of training; {model.config.dataset.title()}, seed {model.run.seed}"


def _result(found: Sequence[tuple[Cell, Trained]]) -> str:
    """Return the setting with the best validation accuracy among those shown."""
    scores = [
        (float(model.run.result["last"].get("validation_accuracy") or 0), cell) for cell, model in found
    ]
    best, cell = max(scores, key=lambda pair: pair[0])
    words = f"validation accuracy {metric_in_words('accuracy', best)}"
    if len(found) == 1:
        return words.capitalize()
    return f"Best of these: {cell.name}, {words}; one seed: a hint"


def _marks(found: Sequence[tuple[Cell, Trained]]) -> list[str]:
    """Return what the marks mean."""
    flipped = any(model.data.flipped is not None and model.data.flipped.any() for _, model in found)
    crosses = ["cross: label flipped on purpose"] if flipped else []
    return ["dots: training rows", "rings: validation rows", *crosses, "deeper colour: more certain"]

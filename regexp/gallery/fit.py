"""The functions learned from data with one input, as `--kind fit` draws them."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from regexp.collection import Collection
from regexp.datasets import Table
from regexp.datasets.curves import Curve
from regexp.describe import counted, three_digits
from regexp.errors import ConfigError
from regexp.gallery.cells import Cell
from regexp.gallery.choice import chosen
from regexp.gallery.models import models_of
from regexp.gallery.raw_rows import check_data, raw_rows
from regexp.gallery.steps import steps_of
from regexp.gallery.surveys import name_of
from regexp.gallery.words import selection
from regexp.outcome import predictions
from regexp.place import Say
from regexp.plots import Fit
from regexp.plots.fit_page import draw_fits
from regexp.plots.fits import FitPage, Panel
from regexp.retraining import Trained
from regexp.spec import Array

GRID_POINTS = 500


def draw_fit(collection: Collection, path: Path, say: Say) -> Sequence[str]:
    """Draw what each setting learned by the end of training: the first seed with its rows, the others faint.

    At most nine settings are shown. Runs without stored weights are trained again. Returns a sentence for
    each file that can't be used; raises ConfigError where the data don't have one input and one number to
    predict.
    """
    steps = steps_of(collection)
    cells, columns = chosen(steps)
    check_data(cells, _check)
    models = models_of(cells, say)
    found = [(cell, models.of(cell)) for cell in cells if models.of(cell)]
    first = found[0][1][0]
    for _, own in found:
        _check_same(own[0], first)
    rows = np.concatenate([raw_rows(own[0]).both for _, own in found])
    grid = np.linspace(rows.min(), rows.max(), GRID_POINTS)
    page = FitPage(
        title=f"{name_of(collection)}: learned functions",
        subtitle=f"{_what(first, found)}\n{_result(found)}",
        panels=tuple(_panel(cell, own, grid) for cell, own in found),
        truth=first.config.dataset.f(grid) if isinstance(first.config.dataset, Curve) else None,
        columns=columns,
        notes=(*_marks(found, first), *models.notes, *selection(len(cells), len(steps.cells), "setting")),
    )
    draw_fits(path, page)
    return models.problems


def _check(table: Table, title: str) -> None:
    """Raise ConfigError where data can't be drawn as numbers over one input."""
    outputs = 1 if table.y.ndim == 1 else table.y.shape[1]
    if table.classes or len(table.features) != 1 or outputs != 1:
        task = "classes" if table.classes else f"{counted(outputs, 'number')} to predict"
        raise ConfigError(
            f"--kind fit: needs data with 1 input and 1 number to predict, and {title} has "
            f"{counted(len(table.features), 'input')} and {task}; try sine, polynomial or line"
        )


def _check_same(model: Trained, first: Trained) -> None:
    """Raise ConfigError where a model's rows are not those of the first one's table."""
    if model.data.sha256 != first.data.sha256:
        raise ConfigError(
            "--kind fit: needs runs on the same rows, and these were trained on different ones of "
            f"{first.config.dataset.title()} and {model.config.dataset.title()}"
        )


def _panel(cell: Cell, models: Sequence[Trained], grid: Array) -> Panel:
    """Return the panel of a setting: the first seed's rows, and what every seed learned."""
    model, *others = models
    rows, data = raw_rows(model), model.data
    fit = Fit(
        x_train=rows.train[:, 0],
        y_train=data.train.y[:, 0],
        x_validation=rows.validation[:, 0],
        y_validation=data.validation.y[:, 0],
        x_grid=grid,
        y_grid=_function(model, grid),
        y_best=None,
        feature=data.preprocessing.inputs[0],
        target="y",
    )
    return Panel(_titles(cell, model), fit, np.array([_function(one, grid) for one in others]))


def _function(model: Trained, grid: Array) -> Array:
    """Return what a model predicts at raw inputs (G,)."""
    inputs = model.data.preprocessing.transform(grid[:, np.newaxis])
    return np.asarray(predictions(model.problem, model.last, inputs)[:, 0])


def _titles(cell: Cell, model: Trained) -> tuple[str, ...]:
    """Return a setting and its validation error; nothing of a single one."""
    last = model.run.result["last"].get("validation_mse")
    error = "" if last is None else f"validation MSE {three_digits(last)}"
    return (cell.name, error) if cell.name else ()


def _what(first: Trained, found: Sequence[tuple[Cell, list[Trained]]]) -> str:
    """Return which rows are shown."""
    seeds = max(len(own) for _, own in found)
    others = f", {counted(seeds - 1, 'other seed')} faint" if seeds > 1 else ""
    return f"at the end of training; {first.config.dataset.title()}, rows of seed {first.run.seed}{others}"


def _result(found: Sequence[tuple[Cell, list[Trained]]]) -> str:
    """Return the setting with the least validation error of its first seed."""
    lasts = [(own[0].run.result["last"].get("validation_mse"), cell) for cell, own in found]
    measured = [(last, cell) for last, cell in lasts if last is not None]
    if not measured:
        return "No validation rows"
    least, cell = min(measured, key=lambda pair: pair[0])
    if len(found) == 1:
        return f"Validation MSE {three_digits(least)}"
    return f"Best of these: {cell.name}, validation MSE {three_digits(least)}; one seed: a hint"


def _marks(found: Sequence[tuple[Cell, list[Trained]]], first: Trained) -> list[str]:
    """Return what the marks mean."""
    faint = ["faint: other seeds"] if any(len(own) > 1 for _, own in found) else []
    truth = ["dashed: truth"] if isinstance(first.config.dataset, Curve) else []
    return ["line: learned", "dots: training rows", "diamonds: validation rows", *faint, *truth]

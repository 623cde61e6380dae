"""The parts of a setting's squared error: where the truth is known, or on rows it was not trained on."""

from collections.abc import Iterable, Sequence

import numpy as np

from regexp.datasets.curves import Curve
from regexp.gallery.decomposition import Parts, decomposed
from regexp.gallery.raw_rows import raw_rows
from regexp.outcome import predictions
from regexp.retraining import Trained
from regexp.spec import Array

GRID_POINTS = 401


Stretch = tuple[float, float]
"""The part of a curve's input that is compared with the truth."""


def stretch_of(models: Iterable[Trained]) -> Stretch | None:
    """Return the inputs between which all models have training rows; None where the truth is not known.

    Beyond these rows it is chance how far off a model is, which would hide everything else.
    """
    found = list(models)
    if not all(isinstance(one.config.dataset, Curve) for one in found):
        return None
    rows = [raw_rows(one).train for one in found]
    low, high = max(float(x.min()) for x in rows), min(float(x.max()) for x in rows)
    return (low, high) if low < high else None


def parts_of(models: Sequence[Trained], stretch: Stretch | None) -> Parts:
    """Return the parts of a setting's squared error: by the true curve on a stretch, or by held-out rows."""
    if not models:
        return Parts(np.nan, np.nan, np.nan)
    dataset = models[0].config.dataset
    if stretch is None or not isinstance(dataset, Curve):
        return _by_rows(models)
    return _by_truth(models, dataset, np.linspace(*stretch, GRID_POINTS))


def _by_truth(models: Sequence[Trained], dataset: Curve, grid: Array) -> Parts:
    """Compare with the curve on an even grid (G,), as inputs are uniform."""
    found = [
        predictions(one.problem, one.last, one.data.preprocessing.transform(grid[:, np.newaxis]))[:, 0]
        for one in models
    ]
    return decomposed(np.array(found), dataset.f(grid), dataset.noise**2)


def _by_rows(models: Sequence[Trained]) -> Parts:
    """Compare each validation row's target with what models predict that have it among these rows.

    Probabilities are compared with 0 and 1, one-hot, and squares summed over classes, which makes the total
    the Brier score; of numbers they are averaged over outputs, as in the metric `mse`.
    """
    rows = np.unique(np.concatenate([one.data.validation.rows for one in models]))
    first = models[0].problem
    shape = (len(models), len(rows), first.widths[-1])
    found, targets = np.full(shape, np.nan), np.full(shape[1:], np.nan)
    for number, one in enumerate(models):
        places = np.searchsorted(rows, one.data.validation.rows)
        found[number, places] = predictions(one.problem, one.last, one.problem.validation.x)
        targets[places] = one.problem.validation.y
    parts = [decomposed(found[:, :, k], targets[:, k]) for k in range(shape[2])]
    combine = np.sum if first.classification else np.mean
    bias, variance = (float(combine([part[side] for part in parts])) for side in (0, 1))
    return Parts(bias, variance, np.nan)


def shared_rows(model: Trained) -> float:
    """Return the part of its training rows that a model expects to share with that of another seed."""
    train = len(model.data.train)
    return train / (train + len(model.data.validation) + model.data.left_out)

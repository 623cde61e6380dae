"""How much worse validation is than training, as `--kind gap` draws it."""

from collections.abc import Sequence
from dataclasses import replace
from math import isfinite, nan
from pathlib import Path

import numpy as np

from regexp.collection import Collection, FinishedRun
from regexp.gallery.by_epoch import by_epoch
from regexp.gallery.cells import cells_of, names_of, size_in_words
from regexp.gallery.epochs import Measures
from regexp.gallery.surveys import listed, monitor_of, name_of, rows_by
from regexp.history import higher_is_better
from regexp.place import Say
from regexp.plots.overview import draw_overview
from regexp.plots.standing_out import interval
from regexp.plots.survey import Overview, Spot
from regexp.record import SweepRow
from regexp.spec import Array
from regexp.summary.pictures import overview_of

CAUTION = "a small gap alone is no success: a model that learns nothing has none"


def draw_gap(collection: Collection, path: Path, say: Say) -> None:
    """Draw validation − train of the monitored loss; train − validation where higher is better.

    Of one setting it is drawn by epoch, of several at the last epoch by what they differ in.
    """
    names = names_of(collection)
    metric = monitor_of(collection.runs).partition("_")[2]
    overview = _by_settings(collection, names, metric) if names else _by_epoch(collection, metric)
    order = "train - validation" if higher_is_better(f"train_{metric}") else "validation - train"
    when = "means of runs at their last epochs" if names else "mean of runs"
    words = f"{size_in_words(cells_of(collection.runs, names))}; {order}, {when}"
    note = "; ".join(filter(None, [overview.note, CAUTION if names else ""]))
    subtitle = f"{words}\n{_result(overview)}"
    draw_overview(path, replace(overview, subtitle=subtitle, note=note, best=None, choice=None))


def _by_settings(collection: Collection, names: Sequence[str], metric: str) -> Overview:
    """Return the gap of each setting at the last epoch."""
    rows = [
        _with_gap(row, run, metric)
        for row, run in zip(rows_by(collection, names), collection.runs, strict=True)
    ]
    overview = overview_of(rows, names, f"gap_{metric}", name_of(collection))
    title = f"{name_of(collection)}: gap between train and validation {metric} by {listed(names)}"
    return replace(overview, title=title)


def _with_gap(row: SweepRow, run: FinishedRun, metric: str) -> SweepRow:
    train, validation = (run.result["last"].get(f"{role}_{metric}") for role in ("train", "validation"))
    known = train is not None and validation is not None
    gap = float(_gap(np.array(train), np.array(validation), metric)) if known else None
    return replace(row, best={"epoch": row.last["epoch"], f"gap_{metric}": gap})


def _by_epoch(collection: Collection, metric: str) -> Overview:
    """Return the gap of the only setting by epoch."""
    measures = Measures(
        f"gap_{metric}",
        lambda history: _gap(history[f"train_{metric}"], history[f"validation_{metric}"], metric),
        lambda history: np.full(len(history), nan),
    )
    return by_epoch(collection, measures, "gap", f"gap between train and validation {metric} by epoch")


def _gap(train: Array, validation: Array, metric: str) -> Array:
    """Return how much worse validation is."""
    return np.asarray(train - validation if higher_is_better(f"train_{metric}") else validation - train)


def _result(overview: Overview) -> str:
    """Return the smallest and the largest gap."""
    spots = sorted((spot for spot in overview.spots if isfinite(spot.mean)), key=lambda spot: spot.mean)
    if not spots:
        return "No setting has a gap"
    ends = {"Smallest": spots[0], "largest": spots[-1]}
    return ", ".join(f"{word}: {_words(overview, spot)}" for word, spot in ends.items())


def _words(overview: Overview, spot: Spot) -> str:
    return f"{spot.name}, {interval(overview, spot)}"

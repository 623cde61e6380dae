"""Curves by epoch, as `--kind curves` draws them: of one run, or of settings over each other."""

from dataclasses import replace
from math import nan
from pathlib import Path

import numpy as np

from regexp.collection import Collection
from regexp.gallery.by_epoch import by_epoch
from regexp.gallery.cells import names_of
from regexp.gallery.epochs import Measure, Measures
from regexp.gallery.groups import over
from regexp.gallery.run_curves import draw_run
from regexp.gallery.surveys import monitor_of
from regexp.history import higher_is_better
from regexp.place import Say
from regexp.plots.group_panel import most_groups
from regexp.plots.overview import draw_overview
from regexp.plots.standing_out import interval
from regexp.plots.survey import Overview
from regexp.record import SweepDirectory
from regexp.summary.comparable import obstacle
from regexp.summary.wording import metric_name


def draw_curves(collection: Collection, path: Path, say: Say) -> None:
    """Draw a run's curves, or the mean curves of settings with bands over seeds, the best of many."""
    if len(collection.runs) == 1:
        draw_run(collection.runs[0], path)
        return
    monitor = monitor_of(collection.runs)
    role, _, metric = monitor.partition("_")
    other = f"{'train' if role == 'validation' else 'validation'}_{metric}"
    measures = Measures(monitor, _column(monitor), _column(other))
    overview = by_epoch(collection, measures, "curves", f"{metric_name(monitor)} by epoch")
    obstructed = obstacle(names_of(collection), monitor)
    drawn = _without_best(collection, overview, obstructed) if obstructed else _with_best(overview)
    draw_overview(path, over(drawn, 0, is_ranked=obstructed is None), "lines")


def _column(name: str) -> Measure:
    """Return what reads a column; NaN where it was not measured."""
    return lambda history: history[name] if name in history else np.full(len(history), nan)


def _without_best(collection: Collection, overview: Overview, obstructed: str) -> Overview:
    words = overview.subtitle.splitlines()[0]
    return replace(
        overview,
        subtitle=f"{words}; means over seeds\nNot comparable: {obstructed}",
        note="; ".join(filter(None, [_choosing(collection, overview), overview.note])),
    )


def _choosing(collection: Collection, overview: Overview) -> str:
    """Return how to draw the lines of a sweep that there is no room for, such as those of one data set."""
    sweep, labels = collection.found[0], overview.axes[-1].levels
    if len(labels) <= most_groups() or len(collection.found) > 1 or not isinstance(sweep, SweepDirectory):
        return ""
    return f"for others: regexp plot '{sweep.path}/cells/{labels[-1].split()[0]}*' --kind curves"


def _with_best(overview: Overview) -> Overview:
    """Return the overview with its best epoch, and in words what became of that setting until its end."""
    words = overview.subtitle.splitlines()[0]
    direction = "higher" if higher_is_better(overview.monitor) else "lower"
    what = f"{words}; means over seeds up to where the first run ended; {direction} is better"
    best = overview.from_best_to_worst()[0]
    last = max((spot for spot in overview.spots if spot.place[1:] == best.place[1:]), key=lambda s: s.place)
    result = f"Best mean: {best.name}, {interval(overview, best)}"
    if last is not best:
        result += f"; at epoch {overview.axes[0].levels[last.place[0]]}, {interval(overview, last)}"
    return replace(overview, subtitle=f"{what}\n{result}", best=best)

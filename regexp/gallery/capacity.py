"""Train and validation against the number of parameters, as `--kind capacity` draws them: double descent."""

from collections.abc import Sequence
from dataclasses import replace
from math import isfinite
from pathlib import Path

import numpy as np

from regexp.collection import Collection, FinishedRun
from regexp.errors import ConfigError
from regexp.gallery.cells import names_of
from regexp.gallery.groups import over
from regexp.gallery.surveys import listed, survey_against
from regexp.history import number_at
from regexp.place import Say
from regexp.plots.overview import draw_overview
from regexp.plots.standing_out import interval
from regexp.plots.survey import Overview

PARAMETERS = "parameters"
FITTED = {"accuracy": 0.9999, "r2": 0.9999}
"""The training metric from which on a model fits all of its training rows."""


def draw_capacity(collection: Collection, path: Path, say: Say) -> None:
    """Draw both splits at the last epochs against the number of parameters; other settings have a line each.

    Marked are as many parameters as there are numbers to fit, training rows × outputs, and the fewest with
    which every run fits all training rows. Source: Belkin, Hsu, Ma & Mandal (2019), Reconciling modern
    machine-learning practice and the classical bias-variance trade-off. Raises ConfigError where all runs
    have as many parameters.
    """
    names = names_of(collection)
    if len({run.result["parameters"] for run in collection.runs}) < 2:
        raise ConfigError(
            "--kind capacity: needs runs whose models differ in their number of parameters; these differ in "
            f"{listed(names)}; try: regexp sweep CONFIG hidden=2,8,32,128,512 --seeds 5"
        )
    others = _others(collection.runs, names)
    overview = survey_against(collection, PARAMETERS, _parameters, others, at_last=True)
    words = overview.subtitle.splitlines()[0]
    drawn = replace(
        overview,
        subtitle=f"{words}\n{_result(overview)}",
        thresholds=tuple(_thresholds(collection.runs, overview)),
    )
    draw_overview(path, over(drawn, 0), "lines")


def _parameters(run: FinishedRun) -> float:
    return run.result["parameters"]


def _others(runs: Sequence[FinishedRun], names: Sequence[str]) -> list[str]:
    """Return the names that don't by themselves say how many parameters a model has."""
    return [name for name in names if not name.startswith("model.hidden") and not _decides(runs, name)]


def _decides(runs: Sequence[FinishedRun], name: str) -> bool:
    """Tell whether each value of a setting comes with a number of parameters of its own."""
    pairs = {(run.settings.get(name), run.result["parameters"]) for run in runs}
    values, sizes = ({pair[side] for pair in pairs} for side in (0, 1))
    return len(pairs) == len(values) == len(sizes)


def _thresholds(runs: Sequence[FinishedRun], overview: Overview) -> list[tuple[float, str]]:
    """Return where the model has as many parameters as numbers to fit, and where it fits them all."""
    numbers = overview.axes[0].numbers or ()
    found = []
    targets = {run.result["rows"]["train"] * run.result["widths"][-1] for run in runs}
    if len(targets) == 1 and numbers[0] <= (target := targets.pop()) <= numbers[-1]:
        found.append((float(target), f"{target:,} parameters:\nas many as rows × outputs"))
    fitting = [number for number in numbers if _fits(runs, number)]
    if fitting:
        found.append((fitting[0], "fits all training rows\nfrom here on"))
    return found


def _fits(runs: Sequence[FinishedRun], parameters: float) -> bool:
    """Tell whether every model of a size fits all of its training rows at the end."""
    of_size = [run.result["last"] for run in runs if run.result["parameters"] == parameters]
    name = next(name for name in FITTED if f"train_{name}" in of_size[0])
    values = [number_at(last, f"train_{name}") for last in of_size]
    return bool(np.min(values) >= FITTED[name])


def _result(overview: Overview) -> str:
    """Return the best setting, and what the largest model has."""
    best, *_ = overview.from_best_to_worst()
    last = max(overview.spots, key=lambda spot: (spot.place[1:] == best.place[1:], spot.place[0]))
    words = f"Best at the end of training: {best.name}, {interval(overview, best)}"
    if last is best or not isfinite(last.mean):
        return words
    return f"{words}; the largest: {last.name}, {interval(overview, last)}"

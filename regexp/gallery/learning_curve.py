"""Train and validation against the number of training rows, as `--kind learning-curve` draws them."""

from dataclasses import replace
from math import isfinite
from pathlib import Path

from regexp.collection import Collection, FinishedRun
from regexp.errors import ConfigError
from regexp.gallery.cells import names_of
from regexp.gallery.groups import over
from regexp.gallery.surveys import listed, survey_against
from regexp.place import Say
from regexp.plots.overview import draw_overview
from regexp.plots.standing_out import interval
from regexp.plots.survey import Overview

SIZE, ROWS = "dataset.train_size", "training rows"


def draw_learning_curve(collection: Collection, path: Path, say: Say) -> None:
    """Draw both splits at the best epochs against the number of training rows.

    Other settings that differ have a line each. Raises ConfigError where all runs have as many training rows.
    """
    names = names_of(collection)
    if len({run.result["rows"]["train"] for run in collection.runs}) < 2:
        raise ConfigError(
            "--kind learning-curve: needs runs that differ in train_size; "
            f"these differ in {listed(names)}; try: regexp sweep CONFIG train_size=50,100,200,400 --seeds 5"
        )
    others = [name for name in names if name != SIZE]
    overview = survey_against(collection, ROWS, _rows, others, at_last=False)
    words = overview.subtitle.splitlines()[0]
    draw_overview(path, over(replace(overview, subtitle=f"{words}\n{_result(overview)}"), 0), "lines")


def _rows(run: FinishedRun) -> float:
    return run.result["rows"]["train"]


def _result(overview: Overview) -> str:
    """Return what more rows do: the best setting with the most of them, and what it has with the fewest."""
    last = len(overview.axes[0].levels) - 1
    most = [spot for spot in overview.from_best_to_worst() if spot.place[0] == last and isfinite(spot.mean)]
    if not most:
        return "No setting with the most training rows has a value"
    fewest = [spot for spot in overview.spots if spot.place == (0, *most[0].place[1:])]
    low, *_, high = overview.axes[0].levels
    setting = most[0].name.removeprefix(f"{ROWS}={high}").strip()
    before = f"; with {low}, {interval(overview, fewest[0])}" if fewest else ""
    best = f" {setting} is best" if setting else ""
    return f"With {high} {ROWS}{best}, {interval(overview, most[0])}{before}"

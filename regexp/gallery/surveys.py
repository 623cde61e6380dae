"""Overviews of collections: what kinds of pictures with a spot for each setting start from."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from regexp.collection import Collection, FinishedRun, rows_of
from regexp.describe import counted
from regexp.errors import ConfigError
from regexp.plots.survey import Overview
from regexp.record import Setting, SweepRow
from regexp.summary.pictures import overview_of
from regexp.summary.wording import axes_in_a_title

Quantity = Callable[[FinishedRun], float]
"""A number of a run that settings are drawn against."""


def name_of(collection: Collection) -> str:
    """Return what a picture's title calls runs: the name of the one run or sweep, or how many there are."""
    if len(collection.found) == 1:
        return collection.found[0].path.resolve().name
    return counted(len(collection.runs), "run")


def monitor_of(runs: Iterable[FinishedRun]) -> str:
    """Return the metric that runs monitor; raises ConfigError where they monitor different ones."""
    monitors = sorted({run.result["monitor"] for run in runs})
    if len(monitors) > 1:
        raise ConfigError(
            f"these runs monitor different metrics ({', '.join(monitors)}); plot those of one metric"
        )
    return monitors[0]


def rows_by(collection: Collection, names: Sequence[str]) -> list[SweepRow]:
    """Return runs as rows with their values at some names; an arm's without what the arm does not set."""
    rows = zip(rows_of(collection.runs, names), collection.runs, strict=True)
    return [replace(row, settings=_given(row, run)) if "arm" in names else row for row, run in rows]


def _given(row: SweepRow, run: FinishedRun) -> dict[str, Setting]:
    return {name: value for name, value in row.settings.items() if name in run.settings}


def survey(collection: Collection, names: Sequence[str]) -> Overview:
    """Return the settings of runs by some names, measured at the best epoch of each run."""
    monitor = monitor_of(collection.runs)
    return overview_of(rows_by(collection, names), names, monitor, name_of(collection))


def survey_against(
    collection: Collection, what: str, quantity: Quantity, others: Sequence[str], at_last: bool
) -> Overview:
    """Return the settings of runs by a quantity, the first axis, and some names; no setting stands out.

    Runs are measured at their last or their best epochs.
    """
    rows = [
        _against(row, what, quantity(run), at_last)
        for row, run in zip(rows_by(collection, others), collection.runs, strict=True)
    ]
    names = (what, *others)
    found = overview_of(rows, names, monitor_of(collection.runs), name_of(collection))
    words, _ = found.subtitle.splitlines()
    if at_last:
        words = words.replace("best epoch", "last epoch")
    return replace(found, subtitle=f"{words}\n ", best=None, choice=None)


def _against(row: SweepRow, what: str, value: float, at_last: bool) -> SweepRow:
    cell = f"{what}={value},{row.cell}"
    best = row.last if at_last else row.best
    return replace(row, cell=cell, settings={what: value, **row.settings}, best=best)


def listed(names: Sequence[str]) -> str:
    """Return the short names of settings in words: `l2`, `l2 and dropout`, `nothing`."""
    return axes_in_a_title(names) if names else "nothing"

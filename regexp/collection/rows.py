"""Finished runs as rows of a table: only the settings in which they differ."""

from collections.abc import Sequence

from regexp.collection.differences import value_at
from regexp.collection.finished_run import FinishedRun
from regexp.config.paths import catalogue, shortest
from regexp.grid.values import cell_name
from regexp.record import Setting, SweepRow


def rows_of(runs: Sequence[FinishedRun], names: Sequence[str]) -> list[SweepRow]:
    """Return a row for each run with its values at some settings, such as those that `differing` names.

    Runs with the same values are of one cell; `path` is a run's directory.
    """
    keys = [_short(name) for name in names]
    return [_row(run, keys, {name: value_at(run.settings, name) for name in names}) for run in runs]


def _row(run: FinishedRun, keys: Sequence[str], settings: dict[str, Setting]) -> SweepRow:
    result = run.result
    return SweepRow(
        cell=cell_name(dict(zip(keys, settings.values(), strict=True))),
        settings=settings,
        seed=run.seed,
        status=result["status"],
        path=str(run.directory.path),
        epochs=result["epochs"],
        best=result["best"],
        last=result["last"],
        redrawn=tuple(result.get("redrawn", ())),
        rows=result["rows"],
    )


def _short(name: str) -> str:
    """Return the shortest key that means a setting, which keeps two of them apart."""
    path = tuple(name.split("."))
    return shortest(path) if path in catalogue() else name

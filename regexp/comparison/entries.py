"""Settings to be compared: each with its runs, one a seed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite

from regexp.collection import FinishedRun
from regexp.collection.differences import value_at
from regexp.history import Moment, number_at
from regexp.record import Setting


@dataclass(frozen=True)
class Entry:
    """A setting, an arm, or the best of several settings: what it is by full field name, and its runs.

    `runs` holds one run a seed, ascending; `chosen` says which settings were picked for it on validation
    data, in words that differ from seed to seed for an arm, and is empty for a setting of its own. `pool`
    are all runs that could have been picked, empty where there was nothing to pick.
    """

    settings: Mapping[str, Setting]
    runs: tuple[FinishedRun, ...]
    chosen: tuple[str, ...] = ()
    pool: tuple[FinishedRun, ...] = ()

    @property
    def diverged(self) -> int:
        """How many of its runs diverged: they count as the worst there is, so that it has no mean."""
        return sum(run.result["status"] == "diverged" for run in self.runs)

    def values(self, metric: str, at: Moment) -> dict[int, float]:
        """Return a metric such as `validation_loss` by seed; NaN where it is not finite."""
        return {run.seed: number_at(run.result[at], metric) for run in self.runs}

    def is_sound(self, metric: str, at: Moment) -> bool:
        """Tell whether every run has the metric and none diverged."""
        return not self.diverged and all(map(isfinite, self.values(metric, at).values()))


def on_shared_seeds(entries: Sequence[Entry], metric: str, at: Moment) -> list[Entry]:
    """Return entries with the runs of the seeds that all sound ones have, so that none had easier ones.

    Those that are not sound stay as they are, and all do where they share no seed.
    """
    sound = [entry.is_sound(metric, at) for entry in entries]
    seeds = [
        {run.seed for run in entry.runs} for entry, is_sound in zip(entries, sound, strict=True) if is_sound
    ]
    shared = set.intersection(*seeds) if seeds else set()
    return [
        replace(entry, runs=tuple(run for run in entry.runs if run.seed in shared))
        if shared and is_sound
        else entry
        for entry, is_sound in zip(entries, sound, strict=True)
    ]


def entries_of(runs: Sequence[FinishedRun], names: Iterable[str]) -> list[Entry]:
    """Return one entry for each combination of values at some settings, in the order of first mention.

    Of two runs with the same setting and seed the first counts: they are the same run, trained twice.
    """
    keys = tuple(names)
    cells: dict[tuple[Setting, ...], dict[int, FinishedRun]] = {}
    for run in runs:
        cell = cells.setdefault(tuple(value_at(run.settings, name) for name in keys), {})
        cell.setdefault(run.seed, run)
    return [
        Entry(dict(zip(keys, values, strict=True)), tuple(cell[seed] for seed in sorted(cell)))
        for values, cell in cells.items()
    ]

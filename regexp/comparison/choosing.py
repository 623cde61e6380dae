"""The best of several settings: within an arm for each seed, or of those that share some values."""

from collections import Counter
from collections.abc import Iterable, Sequence
from math import inf

import numpy as np

from regexp.collection import FinishedRun
from regexp.comparison.entries import Entry, on_shared_seeds
from regexp.history import Moment, cost
from regexp.record import Setting
from regexp.summary.naming import called

ARM = "arm"


def best_of_arms(entries: Iterable[Entry], metric: str) -> list[Entry]:
    """Return one entry an arm, with the run of its best point for each seed.

    `metric` is the monitored one: it chooses at each run's best epoch, so that what is compared afterwards by
    another metric, or on test rows, had no say. A diverged run is chosen only where the arm has no other for
    that seed; of equally good ones the first.
    """
    return [_chosen(points, metric) for points in _by_arm(entries)]


def best_by(entries: Iterable[Entry], keys: Sequence[str], metric: str, at: Moment) -> list[Entry]:
    """Return one entry for each combination of values at `keys`: the best of the others by its mean.

    Means are over the seeds that all of the others have.

    `chosen` says which that is. A setting of which a run diverged is chosen only where there is no other;
    of equally good ones the first.
    """
    groups: dict[tuple[Setting, ...], list[Entry]] = {}
    for entry in entries:
        groups.setdefault(tuple(entry.settings[key] for key in keys), []).append(entry)
    return [_best(points, keys, metric, at) for points in groups.values()]


def chances(entries: Iterable[Entry]) -> str:
    """Say that arms chose among different numbers of points; nothing where all had as many.

    The best of more points looks better on the data that chose it, even if all are equally good.
    """
    sizes = {str(points[0].settings[ARM]): len(points) for points in _by_arm(entries)}
    if len(set(sizes.values())) < 2:
        return ""
    each = ", ".join(f"{arm} {size}" for arm, size in sorted(sizes.items(), key=lambda one: -one[1]))
    return (
        f"The arms had different numbers of points to choose from ({each}): an arm with more of them has "
        "more chances to look good by luck on the validation data that chose."
    )


def mean_cost(entry: Entry, metric: str, at: Moment) -> float:
    """Return the mean of a metric over seeds, signed so that lower is better; infinite if a run diverged."""
    if not entry.is_sound(metric, at):
        return inf
    return cost(metric, float(np.mean([*entry.values(metric, at).values()])))


def _by_arm(entries: Iterable[Entry]) -> list[list[Entry]]:
    """Return the points of each arm, in the order of first mention."""
    arms: dict[str, list[Entry]] = {}
    for entry in entries:
        arms.setdefault(str(entry.settings[ARM]), []).append(entry)
    return list(arms.values())


def _chosen(points: Sequence[Entry], metric: str) -> Entry:
    """Return an arm with the best of its points for each seed."""
    single = [Entry(point.settings, (run,)) for point in points for run in point.runs]
    by_seed: dict[int, list[Entry]] = {}
    for one in single:
        by_seed.setdefault(one.runs[0].seed, []).append(one)
    best = [min(by_seed[seed], key=lambda one: mean_cost(one, metric, "best")) for seed in sorted(by_seed)]
    words = Counter(_in_words(one, points, {ARM}) for one in best)
    settings = {ARM: points[0].settings[ARM]}
    chosen = _how_often(words) if len(points) > 1 else ()
    return Entry(settings, tuple(one.runs[0] for one in best), chosen, _pool(points))


def _how_often(words: Counter[str]) -> tuple[str, ...]:
    """Return for how many seeds each point was chosen, the most frequent first."""
    (first, count), *others = words.most_common()
    seeds = words.total()
    if seeds == 1:
        return (first,)
    share = f"all {seeds}" if count == seeds else f"{count} of {seeds}"
    return (f"{first} ({share} seeds)", *(f"{point} ({number})" for point, number in others))


def _best(points: Sequence[Entry], keys: Sequence[str], metric: str, at: Moment) -> Entry:
    """Return the best of some settings under what they have in common."""
    costs = [mean_cost(point, metric, at) for point in on_shared_seeds(points, metric, at)]
    best = points[costs.index(min(costs))]
    words = _in_words(best, points, keys)
    settings = {key: best.settings[key] for key in keys}
    return Entry(settings, best.runs, (words,) if words else (), _pool(points))


def _pool(points: Iterable[Entry]) -> tuple[FinishedRun, ...]:
    """Return all runs that may be picked."""
    return tuple(run for point in points for run in point.runs)


def _in_words(point: Entry, points: Sequence[Entry], besides: Iterable[str]) -> str:
    """Return what sets a point apart from others, `besides` left out: `l2=0.01 with dropout=0.5`."""
    left_out = set(besides)
    varied: dict[str, Setting] = {
        name: value
        for name, value in point.settings.items()
        if name not in left_out and any(other.settings[name] != value for other in points)
    }
    return called(varied) if varied else ""

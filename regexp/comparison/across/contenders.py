"""Settings over data sets: mean ranks, wins, ties and losses, and Wilcoxon's signed-rank test."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import copysign, inf, isfinite, isnan, nan

import numpy as np

from regexp.comparison.across.data_sets import DataSet
from regexp.comparison.choosing import mean_cost
from regexp.comparison.entries import Entry
from regexp.comparison.request import Request
from regexp.history import Moment, higher_is_better
from regexp.record import Setting
from regexp.statistics import holm, mean_ranks, wilcoxon, wins_ties_losses


@dataclass(frozen=True, eq=False)
class Contender:
    """A setting on each data set, in their order: None, and a cost of NaN, where it was not run or measured.

    `costs` are means over seeds, signed so that lower is better; infinite where a run diverged, which counts
    as the worst. `differences` are those from the baseline over common seeds, signed likewise
    and divided by the data set's scale; empty for the baseline and without one. `p` is not adjusted.
    """

    settings: Mapping[str, Setting]
    entries: Sequence[Entry | None]
    costs: Sequence[float]
    mean_rank: float = nan
    differences: Sequence[float] = ()
    p: float = nan
    adjusted_p: float = nan

    @property
    def counts(self) -> tuple[int, int, int]:
        """On how many data sets its mean is better than, the same as and worse than the baseline's."""
        return wins_ties_losses([one for one in self.differences if not isnan(one)])

    def mean(self, metric: str, place: int) -> float:
        """Return the mean of a metric over seeds on one data set; not finite where there is none."""
        return -self.costs[place] if higher_is_better(metric) else self.costs[place]

    @cached_property
    def merged(self) -> Entry:
        """Its runs on all data sets, to tell which setting it is."""
        known = [entry for entry in self.entries if entry]
        pool = tuple(run for entry in known for run in entry.pool)
        return Entry(self.settings, tuple(run for entry in known for run in entry.runs), pool=pool)


def contenders_of(
    data_sets: Sequence[DataSet], keys: Sequence[str], metric: str, at: Moment
) -> list[Contender]:
    """Return the settings by mean rank, the best first; as they are first mentioned where none is ranked."""
    tables = [{_place(entry, keys): entry for entry in data.entries} for data in data_sets]
    settings = dict.fromkeys(values for entries in tables for values in entries)
    found = [
        _contender(dict(zip(keys, values, strict=True)), [of.get(values) for of in tables], metric, at)
        for values in settings
    ]
    rows = [row for row in zip(*(one.costs for one in found), strict=True) if not any(map(isnan, row))]
    ranks = mean_ranks([[*map(_digits, row)] for row in rows]) if rows else [nan for _ in found]
    ranked = [replace(one, mean_rank=rank) for one, rank in zip(found, ranks, strict=True)]
    return sorted(ranked, key=lambda one: one.mean_rank) if rows else ranked


def against(
    baseline: Contender,
    contenders: Iterable[Contender],
    data_sets: Sequence[DataSet],
    metric: str,
    request: Request,
) -> list[Contender]:
    """Return contenders by mean rank with their differences from the baseline, the first of its rank.

    p is that of Wilcoxon's signed-rank test on one difference a data set, adjusted by Holm over contenders,
    NaN where no test is asked for; `scale_of` says what makes the differences comparable.
    Source: Demšar (2006), Statistical comparisons of classifiers over multiple data sets.
    """
    scales = [scale_of(data, metric) for data in data_sets]
    others = [
        _against(baseline, one, scales, metric, request.at) for one in contenders if one is not baseline
    ]
    is_tested = request.significance != "none"
    p_values = [_wilcoxon(one.differences) if is_tested else nan for one in others]
    adjusted = zip(others, p_values, holm(p_values), strict=True)
    compared = [replace(one, p=p, adjusted_p=adjusted_p) for one, p, adjusted_p in adjusted]
    return sorted([baseline, *compared], key=lambda one: one.mean_rank)


def scale_of(data: DataSet, metric: str) -> float:
    """Return what differences on a data set are divided by: 1 for accuracies and r2, which have one scale.

    Losses and errors are divided by that of the best constant prediction, the mean over runs: targets of
    another unit, or more classes, would otherwise outweigh all other data sets in the ranks of the test.
    """
    if higher_is_better(metric):
        return 1.0
    constants = [run.result["constant_prediction"].get(metric) for run in data.runs]
    known = [value for value in constants if value]
    return float(np.mean(known)) if known else 1.0


def _place(entry: Entry, keys: Iterable[str]) -> tuple[Setting, ...]:
    return tuple(entry.settings[key] for key in keys)


def _contender(
    settings: Mapping[str, Setting], entries: Sequence[Entry | None], metric: str, at: Moment
) -> Contender:
    """Return one setting with its costs."""
    return Contender(settings, entries, [_cost(entry, metric, at) for entry in entries])


def _cost(entry: Entry | None, metric: str, at: Moment) -> float:
    """Return a mean signed so that lower is better, NaN where nothing was measured."""
    if entry is None:
        return nan
    found = mean_cost(entry, metric, at)
    return found if isfinite(found) or entry.diverged else nan


def _against(
    baseline: Contender, other: Contender, scales: Sequence[float], metric: str, at: Moment
) -> Contender:
    """Return a contender with its differences."""
    places = range(len(scales))
    differences = [_difference(baseline, other, place, metric, at) / scales[place] for place in places]
    return replace(other, differences=differences)


def _wilcoxon(differences: Iterable[float]) -> float:
    """Return p over the data sets that have a difference, NaN where none has; infinite ones rank highest."""
    known = [one for one in differences if not isnan(one)]
    beyond = 2 * max((abs(one) for one in known if isfinite(one)), default=0.0) or 1.0
    return wilcoxon([one if isfinite(one) else copysign(beyond, one) for one in known]) if known else nan


def _difference(baseline: Contender, other: Contender, place: int, metric: str, at: Moment) -> float:
    """Return the mean difference over common seeds on one data set, lower is better, ±∞ if one diverged."""
    costs = other.costs[place], baseline.costs[place]
    entries = other.entries[place], baseline.entries[place]
    if any(map(isnan, costs)) or entries[0] is None or entries[1] is None:
        return nan
    if not all(map(isfinite, costs)):
        return 0.0 if costs[0] == costs[1] else float(np.sign(costs[0] - costs[1])) * inf
    values, reference = (entry.values(metric, at) for entry in entries if entry)
    seeds = values.keys() & reference.keys()
    means = [_digits(float(np.mean([of[seed] for seed in seeds]))) for of in (values, reference) if seeds]
    sign = -1 if higher_is_better(metric) else 1
    return sign * (means[0] - means[1]) if means else nan


def _digits(value: float) -> float:
    """Return a number without its last few digits, so that rounding errors don't break ties."""
    return float(f"{value:.12g}")

"""The data sets that runs are of: told apart by the content of their tables, and named shortly."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from regexp.collection import Collection, FinishedRun, differing
from regexp.comparison.choosing import ARM, best_by, best_of_arms
from regexp.comparison.entries import Entry, entries_of, on_shared_seeds
from regexp.comparison.in_common import data_name
from regexp.comparison.metric import metric_of
from regexp.history import Moment
from regexp.summary.comparable import obstacle
from regexp.summary.wording import value_in_words

LONGEST_HASH = 6


@dataclass(frozen=True, eq=False)
class DataSet:
    """A data set by a short name, its runs, and what is compared on it: settings, arms, the best by key."""

    name: str
    runs: Sequence[FinishedRun]
    entries: Sequence[Entry]

    @property
    def first(self) -> FinishedRun:
        """A run, for what all runs on this data have."""
        return self.runs[0]


def data_sets_of(
    runs: Iterable[FinishedRun], keys: Sequence[str], by: Sequence[str], metric: str, at: Moment
) -> list[DataSet]:
    """Return the data sets in the order of first mention.

    The best point of an arm, and the best of the other settings for each value of the keys `by`, is chosen
    within each data set.
    """
    groups = list(by_content(runs).values())
    pairs = zip(_names(groups), groups, strict=True)
    return [DataSet(name, group, _entries(group, keys, by, metric, at)) for name, group in pairs]


def by_content(runs: Iterable[FinishedRun]) -> dict[str, list[FinishedRun]]:
    """Return runs by the SHA-256 of their table: one file under two paths is one data set."""
    found: dict[str, list[FinishedRun]] = {}
    for run in runs:
        found.setdefault(run.result["data_sha256"], []).append(run)
    return found


def keys_within(collection: Collection, runs: Iterable[FinishedRun]) -> tuple[str, ...]:
    """Return the settings that differ within a data set, those of the sweeps first.

    What differs from one data set to the next only can't be told from the data: it belongs to the row. So
    does where the same rows were read from.
    """
    groups = by_content(runs).values()
    within = [differing([run.settings for run in group], collection.axes) for group in groups]
    found = {name for names in within for name in names if obstacle([name], "") is None}
    order = dict.fromkeys((*collection.axes, *(name for names in within for name in names)))
    return tuple(name for name in order if name in found)


def keys_besides(runs: Sequence[FinishedRun], keys: Iterable[str]) -> tuple[str, ...]:
    """Return what differs with the data set but is not of it: a model that only one of them has."""
    names = differing([run.settings for run in runs])
    return tuple(name for name in names if name not in keys and not name.startswith("dataset."))


def compared_keys(keys: tuple[str, ...], by: tuple[str, ...]) -> tuple[str, ...]:
    """Return the keys that tell one column from the other."""
    return by or ((ARM,) if ARM in keys else keys)


def _entries(
    runs: Sequence[FinishedRun], keys: Sequence[str], by: Sequence[str], metric: str, at: Moment
) -> Sequence[Entry]:
    """Return what is compared on one data set, over the seeds that all have."""
    entries = entries_of(runs, keys)
    if by:
        entries = best_by(entries, by, metric, at)
    elif ARM in keys:
        entries = best_of_arms(entries, metric_of(runs, None))
    return on_shared_seeds(entries, metric, at)


def _names(groups: Sequence[Sequence[FinishedRun]]) -> list[str]:
    """Return a name for each data set, with what tells it apart where two have the same."""
    firsts = [group[0] for group in groups]
    names = [data_name(run) for run in firsts]
    return [
        name if names.count(name) == 1 else f"{name} {_details(run, _alike(firsts, names, name))}"
        for name, run in zip(names, firsts, strict=True)
    ]


def _alike(runs: Sequence[FinishedRun], names: Sequence[str], wanted: str) -> list[FinishedRun]:
    return [run for run, name in zip(runs, names, strict=True) if name == wanted]


def _details(run: FinishedRun, others: Sequence[FinishedRun]) -> str:
    """Return in which settings of data this differs from others of its name, or the start of its hash."""
    names = [name for name in differing([one.settings for one in others]) if name.startswith("dataset.")]
    described = [_described(one, names) for one in others]
    own = _described(run, names)
    return own if described.count(own) == 1 else run.result["data_sha256"][:LONGEST_HASH]


def _described(run: FinishedRun, names: Iterable[str]) -> str:
    """Return some settings of a run's data: `noise=0.1 seed=2`."""
    return " ".join(
        f"{name.removeprefix('dataset.')}={value_in_words(run.settings.get(name))}" for name in names
    )

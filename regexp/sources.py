"""Data for many runs: tables are loaded once, splits shared by all runs that have the same."""

from collections import OrderedDict

from regexp.assembly import Encoder, problem_of
from regexp.config import Config
from regexp.datasets import Data, Dataset, Table, load, prepare
from regexp.engine import Problem

MOST_SPLITS = 8
"""Splits kept beyond those that runs in training hold on to; runs are trained seed by seed."""


class Sources:
    """What runs train on, by config; tables stay in memory, splits only while they are in use."""

    def __init__(self, most_splits: int = MOST_SPLITS) -> None:
        """Start with nothing loaded; so many splits are kept."""
        self._most_splits = most_splits
        self._tables: dict[str, Table] = {}
        self._encoders: OrderedDict[tuple[str, int], Encoder] = OrderedDict()

    def table(self, dataset: Dataset) -> Table:
        """Return a data set's raw rows; raises DataError."""
        key = dataset.source()
        if key not in self._tables:
            self._tables[key] = load(dataset)
        return self._tables[key]

    def problem(self, config: Config) -> tuple[Problem, Data]:
        """Return what a run trains; runs with the same data and seed get the very same rows.

        Raises ConfigError, DataError and FileError.
        """
        encoder = self._encoder(config.dataset, config.seed)
        return problem_of(config, encoder), encoder.data

    def _encoder(self, dataset: Dataset, seed: int) -> Encoder:
        """Return the splits of one data set for one seed."""
        key = (dataset.model_dump_json(), seed)
        if key not in self._encoders:
            self._encoders[key] = Encoder(prepare(dataset, seed, self.table(dataset)))
        self._encoders.move_to_end(key)
        if len(self._encoders) > self._most_splits:
            self._encoders.popitem(last=False)
        return self._encoders[key]

"""One run that has ended, as its files describe it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from regexp.config import Config, load_config
from regexp.errors import RegexpError
from regexp.grid import settings_of
from regexp.history import History
from regexp.record import DamagedFile, Result, RunDirectory, Setting


@dataclass(frozen=True)
class FinishedRun:
    """A run with a result: `settings` are all of its settings by full field name.

    A regularizer that is off has no settings; a run of a sweep with arms has its arm's name as `arm`.
    """

    directory: RunDirectory
    result: Result
    settings: Mapping[str, Setting]

    @property
    def seed(self) -> int:
        """What drew split, weights, batches and noise."""
        return self.result["seed"]

    @cached_property
    def config(self) -> Config:
        """The resolved config; raises RegexpError where config.yaml is not as it was written."""
        self.directory.check_file("config.yaml")
        return load_config(str(self.directory.path / "config.yaml")).config

    @cached_property
    def history(self) -> History:
        """What was measured at each epoch; raises DamagedFile where metrics.csv is not as it was written."""
        self.directory.check_file("metrics.csv")
        return self.directory.history


@dataclass(frozen=True)
class FailedRun:
    """A run that could not be trained, and why."""

    directory: RunDirectory
    reason: str


def finished_run(directory: RunDirectory, arm: str | None = None) -> FinishedRun:
    """Return a run that has ended; raises FileError where it has not, DamagedFile."""
    directory.check_file("result.json")
    result = directory.result
    found = _as_settings(result["settings"]) if "settings" in result else _read(directory)
    return FinishedRun(directory, result, found if arm is None else {"arm": arm, **found})


def _as_settings(found: Mapping[str, Any]) -> dict[str, Setting]:
    """Return settings as JSON has them in their own types: rows of numbers are tuples."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in found.items()}


def _read(directory: RunDirectory) -> dict[str, Setting]:
    """Return the settings in config.yaml, for a run that was written before results had settings."""
    try:
        return settings_of(load_config(str(directory.path / "config.yaml")).config)
    except RegexpError as error:
        raise DamagedFile(str(error)) from error

"""What can be read of a finished run, whatever is damaged."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from regexp.config import Config, load_config
from regexp.errors import RegexpError
from regexp.history import History
from regexp.record import DamagedFile, Result, RunDirectory, read_arrays
from regexp.spec import Array

T = TypeVar("T")


@dataclass(frozen=True)
class Reading:
    """The files of a run, None for those that can't be read, and by name a sentence for each that is damaged.

    `best` and `last` are weights by name as in best.npz, None where they were not kept as well. A file that
    has changed since it was written is named, and shown as far as it can be read.
    """

    run: RunDirectory
    result: Result | None
    config: Config | None
    history: History | None
    best: Mapping[str, Array] | None
    last: Mapping[str, Array] | None
    problems: Mapping[str, str]


def config_of(run: RunDirectory, problems: list[str]) -> Config | None:
    """Return the config of a run; None where there is none, or one that can't be read, which is noted."""
    path = run.path / "config.yaml"
    try:
        return load_config(str(path)).config if path.exists() else None
    except RegexpError as error:
        problems.append(str(error))
        return None


def read(run: RunDirectory) -> Reading:
    """Return what can be read of a run that has ended."""
    reader = _Reader(run)
    result = reader.read("result.json", lambda: run.result)
    for name in result["sha256"] if result else ():
        reader.check(name)
    return Reading(
        run,
        result,
        reader.read("config.yaml", lambda: load_config(str(run.path / "config.yaml")).config),
        reader.read("metrics.csv", lambda: run.history),
        reader.weights("best.npz"),
        reader.weights("last.npz"),
        reader.problems,
    )


@dataclass
class _Reader:
    """Reads a run's files; keeps one sentence for each that is damaged."""

    run: RunDirectory
    problems: dict[str, str] = field(default_factory=dict)

    def check(self, name: str) -> None:
        """Note a file that is not as it was written."""
        try:
            self.run.check_file(name)
        except DamagedFile as error:
            self.problems[name] = str(error)

    def read(self, name: str, content: Callable[[], T]) -> T | None:
        """Return what a file holds; why it can't be read says more than that it has changed."""
        try:
            return content()
        except RegexpError as error:
            if name not in self.problems or (self.run.path / name).exists():
                self.problems[name] = str(error)
            return None

    def weights(self, name: str) -> Mapping[str, Array] | None:
        """Return the arrays in a file of weights, None where there is none."""
        path = self.run.path / name
        return self.read(name, lambda: read_arrays(path)) if path.exists() else None

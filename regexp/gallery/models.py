"""The trained models of settings, with fewer seeds where training all of them again would take long."""

from collections.abc import Sequence
from dataclasses import dataclass

from regexp.collection import FinishedRun
from regexp.describe import counted
from regexp.errors import ConfigError
from regexp.gallery.cells import Cell
from regexp.place import Say
from regexp.record import RunDirectory
from regexp.retraining import Trained, all_trained, has_weights

MOST_SECONDS = 60.0
"""How long all seeds may take to be trained again; of settings that take longer, fewer seeds are."""


@dataclass(frozen=True)
class Models:
    """The models of some settings, by the run's directory.

    `notes` say which runs are not among them, `problems` which files can't be used.
    """

    found: dict[RunDirectory, Trained]
    notes: tuple[str, ...]
    problems: tuple[str, ...]

    def of(self, cell: Cell | None) -> list[Trained]:
        """Return the models of a setting by seed, ascending."""
        runs = cell.runs if cell is not None else ()
        return [self.found[run.directory] for run in runs if run.directory in self.found]


def models_of(cells: Sequence[Cell], say: Say, most_seeds: int | None = None) -> Models:
    """Return the models of settings: of all seeds, of so many, or of as many as can be trained again soon.

    Diverged runs are left out; raises RegexpError where no run is left.
    """
    sound = [[run for run in cell.runs if run.result["status"] != "diverged"] for cell in cells]
    diverged = sum(len(cell.runs) for cell in cells) - sum(map(len, sound))
    if not any(sound):
        raise ConfigError("every run diverged, so that there are no weights to look at; see regexp compare")
    seeds = max(map(len, sound))
    kept = min(seeds, most_seeds) if most_seeds is not None else _affordable(sound, seeds)
    runs = [run for own in sound for run in own[:kept]]
    models, problems = all_trained(runs, say)
    notes = []
    if diverged:
        notes.append(f"{counted(diverged, 'diverged run')} left out")
    if most_seeds is None and kept < seeds:
        notes.append(f"weights of {kept} of {seeds} seeds, to save time")
    return Models({one.run.directory: one for one in models}, tuple(notes), tuple(problems))


def _affordable(settings: Sequence[Sequence[FinishedRun]], seeds: int) -> int:
    """Return how many seeds of each setting can be had in time, one at least: as long as they took before."""
    counts = range(seeds, 1, -1)
    return next((count for count in counts if _seconds(settings, count) <= MOST_SECONDS), 1)


def _seconds(settings: Sequence[Sequence[FinishedRun]], seeds: int) -> float:
    """Return how long the runs of so many seeds took that have no stored weights."""
    runs = (run for own in settings for run in own[:seeds])
    return sum(run.result["seconds"] for run in runs if not has_weights(run))

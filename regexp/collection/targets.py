"""What a target means: a path, a glob, a name under the runs directory, `last`, or nothing."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from regexp.errors import ConfigError, did_you_mean
from regexp.record import RunDirectory, SweepDirectory


@dataclass(frozen=True)
class CellDirectory:
    """One setting of a sweep: the directory of its runs, one a seed."""

    path: Path

    @property
    def sweep(self) -> SweepDirectory:
        """The sweep that it belongs to."""
        return SweepDirectory(self.path.parent.parent)

    @property
    def is_cell(self) -> bool:
        """Whether this is where a sweep keeps the runs of a setting."""
        return self.path.parent.name == "cells" and self.path.is_dir() and self.sweep.is_sweep


Found = RunDirectory | CellDirectory | SweepDirectory
"""What a target may be."""


def find(target: str | None, runs_dir: Path) -> Found:
    """Return the one run, setting or sweep that a target means; the newest for `last`, nothing, or a glob.

    Raises ConfigError where there is none.
    """
    return newest(_meant(target, runs_dir)) if target not in (None, "last") else _last(runs_dir)


def find_all(targets: Iterable[str], runs_dir: Path) -> list[Found]:
    """Return everything that targets mean, each once, in their order; a glob means all that it fits.

    Raises ConfigError for a target that means nothing.
    """
    found = [one for target in targets for one in _meant(target, runs_dir)]
    return list({one.path.resolve(): one for one in found}.values())


def newest(found: Sequence[Found]) -> Found:
    """Return the run or sweep whose config or description was written last."""
    return max(found, key=written) if len(found) > 1 else found[0]


def all_in(runs_dir: Path) -> list[Found]:
    """Return the runs and sweeps that stand in a runs directory; hidden ones are work in progress."""
    return _matching(runs_dir, "*")


def runs_dir_of(found: Found) -> Path:
    """Return the directory that holds a run or a sweep, or the sweep that a run or setting belongs to."""
    sweep = None if isinstance(found, SweepDirectory) else sweep_of(found)
    path = (sweep or found).path
    return path.parent if path.name else path.absolute().parent


def sweep_of(found: RunDirectory | CellDirectory) -> SweepDirectory | None:
    """Return the sweep that a run or setting belongs to, None for a run of its own."""
    cells = 1 if isinstance(found, RunDirectory) else 0
    for path in (found.path, found.path.absolute()):
        above = path.parents
        if len(above) > cells + 2 and above[cells].name == "cells":
            sweep = SweepDirectory(above[cells + 1])
            if sweep.description.is_file():
                return sweep
    return None


def _last(runs_dir: Path) -> Found:
    found = all_in(runs_dir)
    if not found:
        raise ConfigError(f"{runs_dir}: holds no runs yet; try: regexp train digits")
    return newest(found)


def _meant(target: str, runs_dir: Path) -> list[Found]:
    """Return what one target means, at least one; a path or name goes before a glob."""
    if target == "last":
        return [_last(runs_dir)]
    for path in (Path(target), runs_dir / target):
        if (one := _at(path)) is not None:
            return [one]
        if RunDirectory(path).is_done or RunDirectory(path).failure is not None:
            return [RunDirectory(path)]  # without a config: it is lost, or was never written
    found = _matching(Path(), target) or _matching(runs_dir, target)
    if not found:
        known = [one.path.name for one in all_in(runs_dir)]
        raise ConfigError(
            f"{target}: no such run or sweep in {runs_dir}{did_you_mean(target, known)}; "
            "give a path, a name or last"
        )
    return found


def _matching(folder: Path, pattern: str) -> list[Found]:
    """Return what a pattern fits, sorted by path; hidden directories are work in progress."""
    if Path(pattern).is_absolute():
        folder, pattern = Path(pattern).parent, Path(pattern).name
    paths: list[Path] = []
    with suppress(ValueError, OSError):  # words such as `**x`, which are no patterns
        paths = sorted(folder.glob(pattern))
    found = (_at(path) for path in paths if not path.name.startswith("."))
    return [one for one in found if one is not None]


def _at(path: Path) -> Found | None:
    """Return what stands at a path, None if it is neither run, setting nor sweep."""
    options: tuple[tuple[Found, bool], ...] = (
        (RunDirectory(path), RunDirectory(path).is_run),
        (SweepDirectory(path), SweepDirectory(path).description.is_file()),
        (CellDirectory(path), CellDirectory(path).is_cell),
    )
    return next((one for one, is_there in options if is_there), None)


def written(found: Found) -> int:
    """Return when a config or a sweep's description was written, in ns; of a setting, its newest run's."""
    if isinstance(found, CellDirectory):
        return max((path.stat().st_mtime_ns for path in found.path.glob("*/config.yaml")), default=0)
    file = found.description if isinstance(found, SweepDirectory) else found.path / "config.yaml"
    return file.stat().st_mtime_ns

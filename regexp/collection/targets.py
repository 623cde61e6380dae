"""What a target means: a path, a glob, a name under the runs directory, `last`, or nothing."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from regexp.errors import ConfigError, did_you_mean
from regexp.record import CellDirectory, RunDirectory, SweepDirectory

RUNS_DIR = Path("runs")
"""Where runs are kept unless told otherwise."""

Found = RunDirectory | CellDirectory | SweepDirectory
"""What a target may be."""


def find(target: str | None, runs_dir: Path, say: Callable[[str], None] | None = None) -> Found:
    """Return the one run, setting or sweep that a target means; the newest for `last`, nothing, or a glob.

    `say` is told of how many that a glob fits this is the newest. Raises ConfigError where there is none.
    """
    if target is None or target == "last":
        return _last(runs_dir)
    found = _meant(target, runs_dir)
    chosen = newest(found)
    if say and len(found) > 1:
        say(f"{chosen.path}: the newest of {len(found):,} that fit {target}")
    return chosen


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


def runs_dir_option(runs_dir: Path) -> list[str]:
    """Return the words that name a runs directory in a command: none for the usual one."""
    return [] if runs_dir == RUNS_DIR else ["--runs-dir", str(runs_dir)]


def sweep_of(found: RunDirectory | CellDirectory) -> SweepDirectory | None:
    """Return the sweep that a run or setting belongs to, None for a run of its own."""
    cells = 1 if isinstance(found, RunDirectory) else 0
    for path in (found.path, found.path.absolute()):
        above = path.parents
        if len(above) > cells + 2 and above[cells].name == "cells":
            sweep = SweepDirectory(above[cells + 1])
            if sweep.is_there:
                return sweep
    return None


def typed(name: str) -> str:
    """Return a target as it can be typed: apart from options, and with ? for control characters."""
    if not name.isprintable():
        name = "".join(c if c.isprintable() and c not in "*?[" else "?" for c in name)
    return f"./{name}" if name.startswith("-") else name


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
    with suppress(ValueError, IndexError, OSError):  # words such as `**x` and `.`, which are no patterns
        paths = sorted(folder.glob(pattern))
    found = (_at(path) for path in paths if not path.name.startswith("."))
    return [one for one in found if one is not None]


def _at(path: Path) -> Found | None:
    """Return what stands at a path, None if it is neither run, setting nor sweep."""
    options: tuple[tuple[Found, bool], ...] = (
        (RunDirectory(path), RunDirectory(path).is_run),
        (SweepDirectory(path), SweepDirectory(path).is_there),
        (CellDirectory(path), CellDirectory(path).is_cell),
    )
    return next((one for one, is_there in options if is_there), None)


def written(found: Found) -> int:
    """Return when a config or a sweep's description was written, in ns.

    For a setting, and for a sweep without a description, its newest run's config counts.
    """
    if isinstance(found, RunDirectory):
        return (found.path / "config.yaml").stat().st_mtime_ns
    is_sweep = isinstance(found, SweepDirectory)
    if isinstance(found, SweepDirectory) and found.description.exists():
        return found.description.stat().st_mtime_ns
    pattern = "cells/*/*/config.yaml" if is_sweep else "*/config.yaml"
    return max((path.stat().st_mtime_ns for path in found.path.glob(pattern)), default=0)

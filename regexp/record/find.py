"""Finding runs by what a user types: a path, a glob, a name under the runs directory, `last`, or nothing."""

import shlex
from contextlib import suppress
from pathlib import Path

from regexp.errors import ConfigError, did_you_mean
from regexp.record.run_directory import RunDirectory
from regexp.record.sweep_directory import SweepDirectory


def find_run(target: str | None, runs_dir: Path) -> RunDirectory:
    """Return the run that a target means; the newest for `last`, nothing, or where a glob fits several.

    Runs of sweeps are found by path or glob. Raises ConfigError where there is none.
    """
    if target is None or target == "last":
        return _newest(_runs_in(runs_dir, "*"), _no_runs_in(runs_dir))
    for path in (Path(target), runs_dir / target):
        if RunDirectory(path).is_run:
            return RunDirectory(path)
        if _is_sweep(path):
            raise ConfigError(_about(SweepDirectory(path)))
    known = [path.name for path in _runs_in(runs_dir, "*")]
    missing = f"{target}: no such run in {runs_dir}{did_you_mean(target, known)}; give a path, a name or last"
    return _newest(_runs_in(Path(), target) or _runs_in(runs_dir, target), missing)


def runs_dir_of(run: RunDirectory) -> Path:
    """Return the directory that holds a run, or the sweep that the run belongs to."""
    for path in (run.path, run.path.absolute()):
        above = path.parents
        if len(above) > 3 and above[1].name == "cells" and _is_sweep(above[2]):
            return above[3]
    return run.path.parent


def _is_sweep(path: Path) -> bool:
    """Tell whether a directory is a sweep's."""
    return SweepDirectory(path).description.is_file()


def _no_runs_in(runs_dir: Path) -> str:
    """Return what to say of a directory without runs of their own: the newest sweep there, or what to do."""
    sweeps = [path for path in runs_dir.glob("*") if _is_sweep(path)]
    if not sweeps:
        return f"{runs_dir}: holds no runs yet; try: regexp train digits"
    return _about(SweepDirectory(max(sweeps, key=lambda path: path.stat().st_mtime_ns)))


def _about(sweep: SweepDirectory) -> str:
    """Return what a sweep is to somebody who looks for a run: what it holds, and how to see a run of it."""
    done = sorted(path.parent for path in sweep.path.glob("cells/*/*/result.json"))
    if not done:
        return f"{sweep.path}: is a sweep, and none of its runs is finished yet"
    runs = "1 finished run" if len(done) == 1 else f"{len(done):,} finished runs"
    files = [path.name for path in (sweep.results, sweep.overview) if path.is_file()]
    see = f", see {' and '.join(files)} there" if files else ""
    return f"{sweep.path}: is a sweep of {runs}{see}; to see one: regexp show {shlex.quote(str(done[0]))}"


def _runs_in(folder: Path, pattern: str) -> list[Path]:
    """Return the run directories that a pattern fits; hidden ones are work in progress."""
    if Path(pattern).is_absolute():
        folder, pattern = Path(pattern).parent, Path(pattern).name
    found: list[Path] = []
    with suppress(ValueError):  # words such as `**x`, which are no patterns
        found = list(folder.glob(pattern))
    return [path for path in found if RunDirectory(path).is_run and not path.name.startswith(".")]


def _newest(paths: list[Path], missing: str) -> RunDirectory:
    """Return the run whose config was written last."""
    if not paths:
        raise ConfigError(missing)
    return RunDirectory(max(paths, key=lambda path: (path / "config.yaml").stat().st_mtime_ns))

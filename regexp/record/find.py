"""Finding runs by what a user types: a path, a glob, a name under the runs directory, `last`, or nothing."""

from contextlib import suppress
from pathlib import Path

from regexp.errors import ConfigError, did_you_mean
from regexp.record.run_directory import RunDirectory


def find_run(target: str | None, runs_dir: Path) -> RunDirectory:
    """Return the run that a target means; the newest for `last`, nothing, or where a glob fits several.

    Raises ConfigError where there is none.
    """
    if target is None or target == "last":
        return _newest(_runs_in(runs_dir, "*"), f"{runs_dir}: holds no runs yet; try: regexp train digits")
    for path in (Path(target), runs_dir / target):
        if RunDirectory(path).is_run:
            return RunDirectory(path)
    known = [path.name for path in _runs_in(runs_dir, "*")]
    missing = f"{target}: no such run in {runs_dir}{did_you_mean(target, known)}; give a path, a name or last"
    return _newest(_runs_in(Path(), target) or _runs_in(runs_dir, target), missing)


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

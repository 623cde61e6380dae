"""Where a sweep stands on disk: its directory, and all that was asked of it before."""

from pathlib import Path

from regexp.describe import counted
from regexp.errors import ConfigError
from regexp.grid import Grid, Outline, outline
from regexp.place import Say
from regexp.record import DamagedFile, SweepDirectory
from regexp.sources import Sources
from regexp.sweep.automatic import automatic_strengths
from regexp.sweep.plan import Plan
from regexp.sweep.request import Request

OWN = ("cells", "results.csv", "overview.png")
"""What is left of a sweep whose description is lost."""


def asked_for(request: Request, sources: Sources) -> tuple[Grid, SweepDirectory]:
    """Return what a command asks for and the directory that it belongs into.

    Raises ConfigError, for more runs than are allowed and for a directory that holds something else too,
    DataError and FileError.
    """
    plan = outline(request.source, request.words, request.options, request.zipped)
    _refuse_many(plan.runs, request.most_runs)
    directory = _directory(request, plan)
    earlier = _earlier(directory, plan)
    grid = plan.grid(lambda config, kind: automatic_strengths(config, kind, sources))
    _refuse_many(grid.runs, request.most_runs)
    return (grid.named_like(earlier.grid()) if earlier else grid), directory


def joined(asked: Grid, directory: SweepDirectory, say: Say) -> Grid:
    """Return what is asked for together with what sweep.yaml says was asked for before; damage is named."""
    if not directory.description.is_file():
        return asked
    try:
        directory.check()
    except DamagedFile as error:
        say(f"{error}; it is written again{_left_out(asked, directory)}")
        return asked
    return asked.joined(_described(directory).grid())


def _left_out(asked: Grid, directory: SweepDirectory) -> str:
    """Return how many finished runs are in no table until they are asked for again."""
    names = {run.name for run in Plan(asked).runs}
    done = [file.parent for file in directory.path.glob("cells/*/*/result.json")]
    others = [run for run in done if f"{run.parent.name}/{run.name}" not in names]
    runs = counted(len(others), "run")
    return f", and the tables leave out {runs} that other commands asked for" if others else ""


def _directory(request: Request, plan: Outline) -> SweepDirectory:
    """Return where a sweep goes: where --name says, beside the sweep.yaml that it goes on with, or usual."""
    usual = request.runs_dir or Path("runs")
    beside = SweepDirectory(plan.path.parent)
    is_there = request.runs_dir is None or plan.path.parent.parent.resolve() == usual.resolve()
    if "name" not in request.options and is_there and _goes_on(plan, beside):
        return SweepDirectory(_from_here(beside.path))
    return SweepDirectory(usual / request.options.get("name", plan.directory))


def _goes_on(plan: Outline, directory: SweepDirectory) -> bool:
    """Tell whether a sweep was read from its own description, and has its base and axes still."""
    is_description = plan.path.name == directory.description.name and directory.is_sweep
    return is_description and _hash(_described(directory)) == _hash(plan)


def _from_here(path: Path) -> Path:
    """Return a path relative to the current folder where it is below it, as messages show it."""
    return path.relative_to(Path.cwd()) if Path.cwd() in path.parents else path


def _refuse_many(runs: int, most: int) -> None:
    """Raise ConfigError for more runs than are allowed."""
    if runs > most:
        raise ConfigError(
            f"the sweep has {runs:,} runs and at most {most:,} are allowed: give fewer values, or "
            f"--max-runs {runs}"
        )


def _earlier(directory: SweepDirectory, plan: Outline) -> Outline | None:
    """Return what was asked of this sweep before, if it is there and whole.

    Raises ConfigError where another sweep, or something that is no sweep, has this directory.
    """
    path = directory.path
    # Listed first: another process may begin this sweep between the two looks.
    strangers = [file for file in path.glob("*") if file.name not in OWN and file.name[0] != "."]
    if not directory.description.exists():
        if strangers or (path.exists() and not path.is_dir()):
            raise ConfigError(f"{path}: is there already and is not a sweep; give another --name")
        return None
    try:
        directory.check()
    except DamagedFile:
        return None
    earlier = _described(directory)
    found, own = _hash(earlier), _hash(plan)
    if found != own:
        raise ConfigError(
            f"{path}: holds a sweep of another config or other axes ({found}, this one is {own}); give "
            "another --name or delete it"
        )
    return earlier


def _hash(plan: Outline) -> str:
    """Return the digits that two sweeps have in common if one can go on with the other."""
    return plan.directory.rsplit("-", 1)[1]


def _described(directory: SweepDirectory) -> Outline:
    """Return what sweep.yaml describes."""
    return outline(str(directory.description), (), {})

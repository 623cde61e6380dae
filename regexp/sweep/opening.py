"""Where a sweep stands on disk: its directory, and all that was asked of it before."""

from collections.abc import Callable

from regexp.errors import ConfigError
from regexp.grid import Grid, Outline, outline
from regexp.record import DamagedFile, SweepDirectory
from regexp.sweep.automatic import automatic_strengths
from regexp.sweep.request import Request
from regexp.sweep.sources import Sources

Say = Callable[[str], None]

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
    _refuse_many(len(grid.cells) * len(grid.seeds), request.most_runs)
    return (grid.named_like(_grid(earlier)) if earlier else grid), directory


def joined(asked: Grid, directory: SweepDirectory, say: Say) -> Grid:
    """Return what is asked for together with what sweep.yaml says was asked for before; damage is named."""
    if not directory.description.is_file():
        return asked
    try:
        directory.check()
    except DamagedFile as error:
        say(f"{error}; it is written again, without what other commands asked for")
        return asked
    return asked.joined(_grid(_described(directory)))


def _directory(request: Request, plan: Outline) -> SweepDirectory:
    """Return where a sweep goes: to the --name, to the sweep.yaml that it goes on with, or its own name."""
    name, folder = request.options.get("name", plan.directory), plan.path.parent
    given = SweepDirectory(request.runs_dir / folder.name)
    is_own = plan.path.resolve() == given.description.resolve() and _hash(_described(given)) == _hash(plan)
    return given if is_own and "name" not in request.options else SweepDirectory(request.runs_dir / name)


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
    if not directory.description.exists():
        strangers = [file for file in path.glob("*") if file.name not in OWN and file.name[0] != "."]
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


def _grid(described: Outline) -> Grid:
    """Return what sweep.yaml asks for, whose strengths are all numbers."""

    def none(config: object, kind: str) -> tuple[float, ...]:
        raise AssertionError(f"sweep.yaml asks for automatic strengths of {kind}")

    return described.grid(none)


def _hash(plan: Outline) -> str:
    """Return the digits that two sweeps have in common if one can go on with the other."""
    return plan.directory.rsplit("-", 1)[1]


def _described(directory: SweepDirectory) -> Outline:
    """Return what sweep.yaml describes."""
    return outline(str(directory.description), (), {})

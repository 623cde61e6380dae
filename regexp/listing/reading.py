"""Every run and sweep of a runs directory, read once."""

import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from regexp.collection import Found, State, facts, failed_facts, filter_of, state_of, written
from regexp.collection.filter import Facts
from regexp.config import load_config
from regexp.errors import ConfigError, RegexpError
from regexp.grid import settings_of
from regexp.listing.columns import COLUMNS, own_facts
from regexp.listing.entry import Entry
from regexp.listing.folders import Folder, looked_into
from regexp.listing.order import in_order
from regexp.listing.request import Request
from regexp.record import RunDirectory, Setting
from regexp.record.holders import Holders

Fits = Callable[[Facts], bool]


@dataclass(frozen=True)
class Listing:
    """The entries to show, how many there are in all, and a sentence for each damaged or foreign file."""

    entries: Sequence[Entry]
    total: int
    problems: list[str]


def listed(request: Request) -> Listing:
    """Return the runs and sweeps that are asked for, newest first unless told otherwise.

    Raises ConfigError for a filter, a key or a directory that there isn't.
    """
    if request.runs_dir.exists() and not request.runs_dir.is_dir():
        raise ConfigError(
            f"{request.runs_dir}: is no directory; --runs-dir takes the one that holds the runs"
        )
    fits = filter_of(request.filter, COLUMNS) if request.filter is not None else None
    folders = looked_into(request.runs_dir)
    found = list(_entries(folders))
    problems = [problem for entry in found for problem in entry.state.collection.problems]
    problems += [folder.problem for folder in folders if folder.problem]
    chosen = found if fits is None else [kept for entry in found if (kept := _kept(entry, fits))]
    return Listing(in_order(chosen, request.sort)[: request.top], len(found), problems)


def _entries(folders: Iterable[Folder]) -> Iterator[Entry]:
    """Yield every run and sweep; one that is moved or removed meanwhile is left out."""
    holders = Holders()
    for folder in folders:
        if (found := folder.found) is not None:
            with suppress(OSError):
                yield _entry(found, written(found) / 1e9, state_of(found, holders))


def _entry(found: Found, begun: float, state: State) -> Entry:
    """Return a run or sweep with the settings of its runs, those of a config where none has ended."""
    kind = "run" if isinstance(found, RunDirectory) else "sweep"
    runs = state.collection.runs
    if runs:
        return Entry(found.path, kind, begun, state, [run.settings for run in runs])
    settings, problems = _of_config(found.path if kind == "run" else _first(state, found.path))
    whole = replace(state.collection, problems=(*state.collection.problems, *problems))
    return Entry(found.path, kind, begun, replace(state, collection=whole), settings)


def _first(state: State, sweep: Path) -> Path:
    """Return the directory of one run of a sweep, whatever became of it; the sweep's where none has begun."""
    runs = (*state.begun, *(run.directory for run in state.collection.failed))
    return next((run.path for run in runs if run.is_run), sweep)


def _of_config(folder: Path) -> tuple[list[Mapping[str, Setting]], list[str]]:
    """Return the settings in a run's config, and what keeps them from being read."""
    path = folder / "config.yaml"
    if not path.is_file():
        return [], []
    try:
        return [settings_of(load_config(str(path)).config)], []
    except RegexpError:
        return [], [f"{path}: is no run's config; {shlex.join(['regexp', 'config', str(path)])} says why"]


def _kept(entry: Entry, fits: Fits) -> Entry | None:
    """Return an entry that a filter lets through, with the number of its runs that fit."""
    own, found = own_facts(entry), entry.state.collection
    if not (found.runs or found.failed):
        return replace(entry, fits=0) if fits(own) else None
    known = (*map(facts, found.runs), *map(failed_facts, found.failed))
    count = sum(fits({**one, **own}) for one in known)
    return replace(entry, fits=count) if count else None

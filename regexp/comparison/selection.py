"""Which runs are compared: those that the targets mean, the newest sweep for none, and the baseline's."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from regexp.collection import Collection, Found, collect, find, find_all, newest
from regexp.collection.targets import all_in
from regexp.comparison.baseline import is_target
from regexp.comparison.request import Request
from regexp.errors import ConfigError
from regexp.record import SweepDirectory


def targets_of(words: Sequence[str], runs_dir: Path) -> tuple[str, ...]:
    """Return the targets, for none the name of the newest sweep; raises ConfigError if there is none."""
    if words:
        return tuple(words)
    sweeps = [one for one in all_in(runs_dir) if isinstance(one, SweepDirectory)]
    if not sweeps:
        raise ConfigError(
            f"{runs_dir}: holds no sweep yet; name runs to compare, or try: "
            "regexp sweep digits --lambda 0,1e-3,1e-2 --seeds 5"
        )
    return (newest(sweeps).path.name,)


def collected(request: Request) -> tuple[Collection, Request]:
    """Return the runs that targets mean, and the request with the path of a baseline that is one of a run.

    A baseline from elsewhere is among the runs. Raises ConfigError for a target that means nothing.
    """
    found = find_all(request.targets, request.runs_dir)
    if request.baseline is not None and (there := _located(request.baseline, request.runs_dir)):
        found.append(there)
        request = replace(request, baseline=str(there.path))
    return collect(_outermost(found)), request


def _located(baseline: str, runs_dir: Path) -> Found | None:
    """Return the run, setting or sweep that a baseline is, None where it is given by its settings or arm."""
    for path in (Path(baseline), runs_dir / baseline):
        if is_target(path):
            return find(str(path), runs_dir)
    return None


def _outermost(found: Sequence[Found]) -> list[Found]:
    """Return what is not within another one, so that no run counts twice."""
    places = {one.path.resolve(): one for one in found}
    return [one for place, one in places.items() if not any(above in places for above in place.parents)]

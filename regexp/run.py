"""Train one run: config → data → engine → verdict → plots → record."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from threadpoolctl import threadpool_limits

from regexp import plots
from regexp.assembly import problem_of
from regexp.config import Config, to_yaml
from regexp.datasets import Data, prepare
from regexp.engine import Member, train
from regexp.errors import FileError
from regexp.interruption import Interrupted, Interruption
from regexp.outcome import result_of, test_scores, verdict_of
from regexp.pictures import picture_of
from regexp.place import Place, Say, place_of
from regexp.record import RunDirectory, write_arrays, write_history, write_json, write_text

CHECKPOINT_SECONDS = 20.0  # between checkpoints: what a killed process loses at most, besides its last epoch


@dataclass(frozen=True)
class Request:
    """What to train and where to put it."""

    config: Config
    runs_dir: Path = Path("runs")
    name: str | None = None
    force: bool = False
    threads: int = 1


@dataclass(frozen=True)
class Watcher:
    """Who is told about a run: `say` gets sentences, `started` and `measured` the run between epochs."""

    say: Say
    started: Callable[[Member, Data], None]
    measured: Callable[[Member], None]


def run(request: Request, watcher: Watcher) -> tuple[RunDirectory, bool]:
    """Train a run unless it is done already; return its directory and whether it was trained now.

    Raises ConfigError, DataError, FileError, and Interrupted after SIGINT or SIGTERM, with a checkpoint kept.
    """
    place = place_of(request.config, request.runs_dir, request.name)
    place.run.recover()
    was_done, done = place.run.is_done, place.holds_result(watcher.say)
    if done and not request.force:
        return place.run, False
    with threadpool_limits(request.threads, user_api="blas"):
        data = prepare(request.config.dataset, request.config.seed)
        problem = problem_of(request.config, data)
        threading.Thread(target=plots.warm_up, daemon=True).start()
        target = _beside(place) if done else place
        target.run.create()
        with target.run.locked(), Interruption() as interruption:
            if target.run.is_done and not was_done:
                return RunDirectory(place.run.path), False
            target.run.tidy()
            write_text(target.run.path / "config.yaml", to_yaml(request.config, target.run.path))
            member, seconds = target.member(problem, watcher.say)
            watcher.started(member, data)
            seconds += _train(member, target, seconds, watcher, interruption)
            _record(member, data, request.config, target, seconds)
    if done:
        target.run.swap_in(place.run.path)
    return RunDirectory(place.run.path), True


def _beside(place: Place) -> Place:
    """Return a place next to a finished run, which is replaced only when the new one has succeeded."""
    return Place(RunDirectory(place.run.path.with_name(f".{place.run.path.name}.new")), place.hash)


def _train(
    member: Member, place: Place, before: float, watcher: Watcher, interruption: Interruption
) -> float:
    """Train a run to its end, keeping checkpoints; return the seconds it took."""
    start = kept = time.perf_counter()
    for _ in train([member]):
        now = time.perf_counter()
        watcher.measured(member)
        if interruption.number is not None and member.status == "unfinished":
            place.keep(member, before + now - start)
            where = f"stopped after epoch {member.epoch}; the same command goes on from there"
            raise Interrupted(where, interruption.number)
        if now - kept > CHECKPOINT_SECONDS:
            place.keep(member, before + now - start)
            kept = time.perf_counter()
    return time.perf_counter() - start


def _record(member: Member, data: Data, config: Config, place: Place, seconds: float) -> None:
    """Write the files of a run, result.json last, and drop its checkpoint."""
    path, verdict = place.run.path, verdict_of(member)
    write_history(path / "metrics.csv", member.history)
    write_json(path / "preprocessing.json", data.preprocessing.to_json())
    for which in ("best", "last"):
        write_arrays(path / f"{which}.npz", member.named(which))
    write_json(path / "test.json", test_scores(member, data))
    _draw(member, path / "curves.png", picture_of(member, data, config, verdict))
    result = result_of(member, data, config, verdict, place.hash, seconds)
    write_json(path / "result.json", result | {"sha256": place.run.hashes()})
    place.checkpoint.unlink(missing_ok=True)


def _draw(member: Member, path: Path, picture: plots.Picture) -> None:
    """Draw a run's curves; raises FileError where the file can't be written."""
    try:
        plots.draw_curves(member.history, path, picture)
    except OSError as error:
        raise FileError(f"{path}: cannot be written: {error.strerror or error}") from error

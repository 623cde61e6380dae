"""Train one run: config → data → engine → verdict → plots → record."""

import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from threadpoolctl import threadpool_limits

from regexp import plots
from regexp.assembly import Encoder, problem_of
from regexp.config import Config
from regexp.datasets import Data, prepare
from regexp.engine import Member, Problem
from regexp.interruption import Interrupted, Interruption
from regexp.optimizers import Minimizer
from regexp.place import Place, Say, place_of
from regexp.record import RunDirectory
from regexp.training import Trainee, begin, epochs, keep, record


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
        place.drop_checkpoint()  # a process that was killed at the very end leaves it
        return place.run, False
    with threadpool_limits(request.threads, user_api="blas"):
        data = prepare(request.config.dataset, request.config.seed)
        problem = problem_of(request.config, Encoder(data))
        threading.Thread(target=plots.warm_up, daemon=True).start()
        target = _beside(place) if done else place
        target.run.create()
        with target.run.locked() as is_alone, Interruption() as interruption:
            if target.run.is_done and not was_done:
                return RunDirectory(place.run.path), False
            trainee = begin(request.config, data, problem, target, watcher.say, is_alone)
            if done_before := trainee.member.epoch:
                watcher.say(f"{target.run.path}: {_going_on(problem, done_before)}")
            watcher.started(trainee.member, data)
            _train(trainee, watcher, interruption)
            record(trainee)
    if done:
        target.run.swap_in(place.run.path)
    return RunDirectory(place.run.path), True


def _going_on(problem: Problem, done: int) -> str:
    """Say that a run goes on after so many epochs, and whether its optimizer has to repeat them."""
    optimizer = problem.optimizer
    repeats = f"; {optimizer.kind_name()} starts again and repeats them first"
    return f"goes on after epoch {done} of {problem.epochs}{repeats * isinstance(optimizer, Minimizer)}"


def _beside(place: Place) -> Place:
    """Return a place next to a finished run, which is replaced only when the new one has succeeded."""
    return Place(RunDirectory(place.run.path.with_name(f".{place.run.path.name}.new")), place.hash)


def _train(trainee: Trainee, watcher: Watcher, interruption: Interruption) -> None:
    """Train a run to its end; raises Interrupted after a signal, with a checkpoint kept."""
    with closing(epochs([trainee])) as trained:
        for _ in trained:
            watcher.measured(trainee.member)
            if interruption.number is not None and not trainee.has_ended:
                keep([trainee])
                where = f"stopped after epoch {trainee.member.epoch}; the same command goes on from there"
                raise Interrupted(where, interruption.number)

"""Runs in training: begun in their directories, trained together with checkpoints, recorded when they end."""

import time
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from regexp import plots
from regexp.analysis import Verdict
from regexp.config import Config, to_yaml
from regexp.datasets import Data
from regexp.engine import Member, Problem, train
from regexp.errors import FileError
from regexp.outcome import result_of, test_scores, verdict_of
from regexp.pictures import picture_of
from regexp.place import Place, Say
from regexp.record import write_arrays, write_history, write_json, write_result, write_text

CHECKPOINT_SECONDS = 20.0  # between checkpoints: what a killed process loses at most, besides its last epoch
CHECKPOINT_SHARE = 0.01  # of the time, at most, goes into checkpoints


@dataclass(eq=False)
class Trainee:
    """A run in training: what it was asked for, where it is written, how far it is, how long it took.

    `seconds` is the run's share of the time that its stack took, the time before a checkpoint included.
    """

    config: Config
    data: Data
    place: Place
    member: Member
    seconds: float

    @property
    def has_ended(self) -> bool:
        """Whether there is nothing left to train."""
        return self.member.status != "unfinished"


def begin(config: Config, data: Data, problem: Problem, place: Place, say: Say, is_alone: bool) -> Trainee:
    """Return a run ready for its next epoch, in a directory that exists.

    `is_alone` says whether this process has locked it, so that half-written files are nobody's.
    """
    place.run.tidy(is_alone)
    write_text(place.run.path / "config.yaml", to_yaml(config, place.run.path), place.durable)
    member, seconds = place.member(problem, say)
    return Trainee(config, data, place, member, seconds)


def epochs(trainees: Sequence[Trainee]) -> Generator[list[Trainee]]:
    """Train runs of one shape together; after each epoch yield those that have ended, each once.

    Checkpoints of the others are kept now and then. Whoever stops asking can `keep` them.
    """
    running, cost = list(trainees), 0.0
    start = kept = time.perf_counter()
    for _ in train([trainee.member for trainee in trainees]):
        now = time.perf_counter()
        for trainee in running:
            trainee.seconds += (now - start) / len(running)
        yield [trainee for trainee in running if trainee.has_ended]
        running = [trainee for trainee in running if not trainee.has_ended]
        start = time.perf_counter()
        if checkpoint_is_due(start - kept, cost):
            keep(running)
            kept = time.perf_counter()
            start, cost = kept, kept - start
    if running:  # a checkpoint may be of a run that had ended
        yield running


def checkpoint_is_due(seconds: float, cost: float) -> bool:
    """Tell whether it is time for checkpoints, so long after the last ones, which took `cost` seconds."""
    return seconds > max(CHECKPOINT_SECONDS, cost / CHECKPOINT_SHARE)


def keep(trainees: Iterable[Trainee]) -> None:
    """Write the checkpoints of runs between two epochs."""
    for trainee in trainees:
        trainee.place.keep(trainee.member, trainee.seconds)


def record(trainee: Trainee, weights: bool = True, picture: bool = True) -> None:
    """Write the files of a run that has ended, result.json last, and drop its checkpoint."""
    member, data, place = trainee.member, trainee.data, trainee.place
    path, durable, verdict = place.run.path, place.durable, verdict_of(member)
    write_history(path / "metrics.csv", member.history, durable)
    write_json(path / "preprocessing.json", data.preprocessing.to_json(), durable)
    if weights:
        for which in ("best", "last"):
            write_arrays(path / f"{which}.npz", member.named(which), durable)
    write_json(path / "test.json", test_scores(member, data), durable)
    if picture:
        _draw(trainee, verdict)
    result = result_of(member, data, trainee.config, verdict, place.hash, trainee.seconds)
    write_result(path / "result.json", result, place.run.hashes(), durable)
    place.drop_checkpoint()


def _draw(trainee: Trainee, verdict: Verdict) -> None:
    """Draw a run's curves; raises FileError where the file can't be written."""
    path: Path = trainee.place.run.path / "curves.png"
    picture = picture_of(trainee.member, trainee.data, trainee.config, verdict)
    try:
        plots.draw_curves(trainee.member.history, path, picture)
    except OSError as error:
        raise FileError(f"{path}: cannot be written: {error.strerror or error}") from error

"""Trains stacks of runs in this process and writes what comes of each."""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from regexp.errors import FileError, RegexpError
from regexp.place import Say
from regexp.record import Busy, SweepDirectory
from regexp.sources import Sources
from regexp.sweep.events import Ended, Event, Progressed, Resumed, Said, Taken
from regexp.sweep.failures import blamed, failed, in_words
from regexp.sweep.plan import Run
from regexp.training import Trainee, begin, epochs, keep, record


@dataclass(frozen=True)
class Trainer:
    """Trains runs into a sweep's directory; `stop` is asked between epochs, `weights` are kept if wanted."""

    directory: SweepDirectory
    sources: Sources
    weights: bool
    stop: Callable[[], bool]

    def train(self, runs: Sequence[Run]) -> Iterator[Event]:
        """Train runs of one shape together; where that raises, each alone, so that only the guilty one fails.

        Raises FileError, for the next run could not write either.
        """
        left, reason = {run.name: run for run in runs}, ""
        try:
            for event in self._together(runs):
                if isinstance(event, Ended | Taken):
                    del left[event.name]
                yield event
            return
        except FileError:
            raise
        except Exception as error:  # whatever it is, the other runs must not suffer from it
            reason = in_words(error)  # and nothing else, for the error holds on to the stack's memory
        if len(runs) == 1:
            yield failed(self.directory, runs[0], reason)
            return
        for run in left.values():
            if not self.stop():
                yield from self.train([run])

    def _together(self, runs: Sequence[Run]) -> Iterator[Event]:
        """Train runs in one stack, holding the lock of each until its result is written."""
        with ExitStack() as locks:
            begun: dict[Trainee, Run] = {}
            held: dict[str, ExitStack] = {}
            for run in runs:
                held[run.name] = locks.enter_context(ExitStack())
                trainee = yield from self._begin(run, held[run.name])
                if trainee is not None:
                    begun[trainee] = run
            before = _epochs_of(begun)
            for ended in epochs(list(begun)):
                yield Progressed(_epochs_of(begun) - before)
                for trainee in ended:
                    run = begun.pop(trainee)
                    yield from self._end(trainee, run)
                    held[run.name].close()
                before = _epochs_of(begun)
                if self.stop():
                    keep(begun)
                    return

    def _begin(self, run: Run, lock: ExitStack) -> Generator[Event, None, Trainee | None]:
        """Take a run over, unless somebody else has; return it ready for its next epoch."""
        place, said = run.place(self.directory), list[str]()
        place.run.create()
        try:
            is_alone = lock.enter_context(place.run.locked())
            if is_finished(run, self.directory, self.weights, silent):
                place.drop_checkpoint()  # a process that was killed at the very end leaves it
                yield self._ended(run, new=False)
                return None
            problem, data = self.sources.problem(run.config)
            trainee = begin(run.config, data, problem, place, said.append, is_alone)
        except Busy:
            yield Taken(run.name)
            return None
        except RegexpError as error:
            reason = str(blamed(error))
            lock.close()
            yield failed(self.directory, run, reason)
            return None
        yield from map(Said, said)
        if trainee.member.epoch:
            yield Resumed(trainee.member.epoch)
        return trainee

    def _end(self, trainee: Trainee, run: Run) -> Iterator[Event]:
        """Write what came of a run."""
        record(trainee, weights=self.weights, picture=False)
        yield self._ended(run, new=True)

    def _ended(self, run: Run, new: bool) -> Ended:
        """Return what a run's directory says of it."""
        row = run.row(self.directory.run(run.name))
        assert row is not None
        return Ended(run.name, row, new)


def _epochs_of(trainees: Iterable[Trainee]) -> int:
    """Return how many epochs runs have been trained, together; not all do one at a time."""
    return sum(trainee.member.epoch for trainee in trainees)


def silent(sentence: str) -> None:
    """Say nothing of a damaged file again: whoever asked for the run has named it."""


def is_finished(run: Run, directory: SweepDirectory, weights: bool, say: Say) -> bool:
    """Tell whether a run is done and whole, with its weights if they are wanted; damage is named."""
    place = run.place(directory)
    return place.is_finished(say) and (not weights or "best.npz" in place.run.result["sha256"])

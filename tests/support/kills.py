"""Commands in forks of this process, which cost no start-up, that are killed at chosen moments."""

import json
import os
import signal
import traceback
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path
from select import select

from support.command import Outcome, command

CHANGES = ("fsync", "mkdir", "rename", "replace", "unlink")
"""The calls of `os` after which something else is on the disk."""

ORPHAN_SECONDS = 2.0
"""How long workers may outlive their parent at most."""

Happen = Callable[[int], object]


@dataclass(frozen=True)
class Fork:
    """A command in a process and a session of its own; `pipe` ends with the last process of the command."""

    process: int
    pipe: int

    def send(self, number: signal.Signals) -> None:
        """Send a signal to the command, but not to its workers."""
        os.kill(self.process, number)

    def kill(self) -> None:
        """Kill the command as `kill -9` does."""
        kill(self.process)

    def send_to_all(self, number: signal.Signals) -> None:
        """Send a signal to the command and its workers, as a terminal does."""
        os.killpg(self.process, number)

    def outcome(self) -> Outcome:
        """Wait for the end; return what it printed, or minus the signal that killed it."""
        code = os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])
        assert select([self.pipe], [], [], ORPHAN_SECONDS)[0], "nobody has answered"
        said = b""
        while select([self.pipe], [], [], ORPHAN_SECONDS)[0]:
            if not (part := os.read(self.pipe, 65536)):
                return Outcome(**json.loads(said)) if said else Outcome(code, "", "")
            said += part
        raise AssertionError("workers have outlived their parent")


@contextmanager
def forked(*words: object, prepare: Callable[[], object] = lambda: None) -> Iterator[Fork]:
    """Run `regexp` in a fork of this process, after something has been prepared there."""
    pipe, end = os.pipe()
    process = os.fork()
    if not process:
        _work(end, prepare, *words)
    os.close(end)
    try:
        yield Fork(process, pipe)
    finally:
        os.close(pipe)


def _work(end: int, prepare: Callable[[], object], *words: object) -> None:
    """Run `regexp`, send back what came of it, and leave without a return to the test."""
    try:
        os.setsid()
        prepare()
        os.write(end, json.dumps(asdict(command(*words))).encode())
    except BaseException:
        traceback.print_exc()
    os._exit(99)


def outcome_of(*words: object, prepare: Callable[[], object] = lambda: None) -> Outcome:
    """Run `regexp` in a fork of this process to its end."""
    with forked(*words, prepare=prepare) as fork:
        return fork.outcome()


def announce_changes(happen: Happen) -> None:
    """Tell `happen` the number of every change of the disk, from 1, right before it, from now on.

    Workers that this process starts are heard too; each counts for itself.
    """
    numbers = defaultdict[int, Iterator[int]](lambda: count(1))

    def announced(change: Callable[..., object]) -> Callable[..., object]:
        def announce(*arguments: object, **options: object) -> object:
            happen(next(numbers[os.getpid()]))
            return change(*arguments, **options)

        return announce

    for name in CHANGES:
        setattr(os, name, announced(getattr(os, name)))


def kill(process: int) -> None:
    """Kill a process as `kill -9` does: nothing gets a chance to tidy up."""
    os.kill(process, signal.SIGKILL)


def is_first(mark: Path) -> bool:
    """Tell whether nobody has asked this before, in whichever process."""
    try:
        os.close(os.open(mark, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return False
    return True

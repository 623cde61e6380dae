"""What the workers of a Dask cluster do for a sweep: say what they see, train stacks, stop.

These functions are called by name in the workers' processes, which need regexp and the sweep's directory.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from threadpoolctl import threadpool_limits

from regexp.engine import fingerprint
from regexp.errors import FileError, RegexpError
from regexp.grid import outline
from regexp.record import SweepDirectory
from regexp.sources import Sources
from regexp.sweep.automatic import automatic_strengths
from regexp.sweep.events import Event, Progressed
from regexp.sweep.plan import Plan, Run
from regexp.sweep.trainer import Trainer

ONE_AT_A_TIME = Lock()
"""A worker with several threads trains one stack at a time: the number of BLAS threads is the process's."""

training: set[str] = set()
"""The commands that this process is training a stack for."""

stopped: set[str] = set()
"""The commands that want no more training from this process."""


@dataclass(frozen=True)
class Outcome:
    """What happened while a stack was trained, its epochs in one sum, and the error that ended it, if any."""

    events: Sequence[Event]
    error: RegexpError | None


@dataclass(frozen=True)
class Sight:
    """What a worker reads in a file, None where it can't, and what the bits of its runs depend on."""

    text: str | None
    fingerprint: dict[str, Any]


def look(path: str) -> Sight:
    """Say what a worker is and what it sees."""
    try:
        text = Path(path).read_text(encoding="utf-8")
    except OSError:
        text = None
    return Sight(text, training_fingerprint())


def training_fingerprint() -> dict[str, Any]:
    """Return this process's fingerprint as it is when it trains, with one BLAS thread."""
    return fingerprint("float32") | {"threads": 1}


def stop(command: str) -> bool:
    """Let a command's stack keep checkpoints and end after its epoch; tell whether one is in training."""
    stopped.add(command)
    return command in training


def train(command: str, directory: str, weights: bool, names: Sequence[str]) -> Outcome:
    """Train the runs of these names in one stack; `command` tells one `regexp sweep` from another."""
    events: list[Event] = []
    error = None
    with ONE_AT_A_TIME, threadpool_limits(1, user_api="blas"):
        training.add(command)
        try:
            trainer, runs = _begun(command, SweepDirectory(Path(directory)), weights, names)
            events.extend(trainer.train(runs))
        except RegexpError as caught:
            error = caught
        finally:
            training.remove(command)
    epochs = sum(event.epochs for event in events if isinstance(event, Progressed))
    others = [event for event in events if not isinstance(event, Progressed)]
    return Outcome([Progressed(epochs), *others], error)


def _begun(
    command: str, directory: SweepDirectory, weights: bool, names: Sequence[str]
) -> tuple[Trainer, list[Run]]:
    """Return the runs of these names, and who trains them; raises RegexpError."""
    plan, sources = _described(command, directory)
    try:
        runs = plan.named(names)
    except KeyError as error:
        raise FileError(f"{directory.description}: does not describe the run {error.args[0]}") from error
    return Trainer(directory, sources, weights, _asked_to_stop(command)), runs


@lru_cache(maxsize=1)
def _described(command: str, directory: SweepDirectory) -> tuple[Plan, Sources]:
    """Return what sweep.yaml describes, and its data; both are read once for each command."""
    sources = Sources()
    described = outline(str(directory.description), (), {})
    return Plan(described.grid(lambda config, kind: automatic_strengths(config, kind, sources))), sources


def _asked_to_stop(command: str) -> Callable[[], bool]:
    """Return whether this task is to end early: its command says so, or is gone and waits for nothing."""
    from distributed import get_worker

    worker = get_worker()
    task = worker.state.tasks[worker.get_current_task()]
    return lambda: command in stopped or task.state == "cancelled"

"""What a sweep says of the checkpoints that another command left: one line, however many there are."""

from collections import defaultdict
from collections.abc import Iterable

from regexp.describe import counted
from regexp.place import Say
from regexp.record import DamagedFile, SweepDirectory
from regexp.sweep.plan import Run


def announce(runs: Iterable[Run], directory: SweepDirectory, say: Say) -> set[str]:
    """Say how many of some runs go on at their checkpoints, and which checkpoints they can't go on from.

    A line for each reason. Return what the runs with such checkpoints have to say when they are begun, which
    need not be said again.
    """
    epochs, unfit = list[int](), defaultdict[str, list[str]](list)
    for run in runs:
        place = run.place(directory)
        if place.checkpoint.is_file():
            try:
                epochs.append(place.epoch_kept(run.config.dtype))
            except DamagedFile as error:
                reason = str(error).removeprefix(str(place.checkpoint))
                unfit[reason].append(f"{error}; the run starts again")
    if epochs:
        say(_going_on(epochs))
    for alike in unfit.values():
        say(f"{alike[0]}{_and_others(len(alike) - 1)}")
    return {sentence for alike in unfit.values() for sentence in alike}


def _going_on(epochs: list[int]) -> str:
    """Return how many runs go on, and after which epochs."""
    first, last = min(epochs), max(epochs)
    if len(epochs) == 1:
        return f"1 run goes on at its checkpoint, after epoch {first}"
    after = f"epoch {first}" if first == last else f"epochs {first} to {last}"
    return f"{len(epochs):,} runs go on at their checkpoints, after {after}"


def _and_others(number: int) -> str:
    """Return how many more runs start again for the reason that one does."""
    does = "does" if number == 1 else "do"
    return f", and so {does} {counted(number, 'other')} for the same reason" if number else ""

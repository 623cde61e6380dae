"""How far a run or a sweep is, read off its files and locks: nothing is stored about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from regexp.collection.collect import Collection, collect
from regexp.collection.targets import Found
from regexp.record import RunDirectory, SweepDirectory
from regexp.record.holders import Holder, Holders

Stage = Literal["done", "training", "unfinished", "failed", "damaged"]


@dataclass(frozen=True)
class State:
    """How far a run, a setting, or a sweep is.

    `collection` holds the runs that have ended, `begun` are the others that have a directory, and `holders`
    the processes that train some of them now.
    """

    collection: Collection
    begun: tuple[RunDirectory, ...]
    holders: tuple[Holder, ...]

    @property
    def stage(self) -> Stage:
        """In one word: what is going on now, then what needs attention."""
        found = self.collection
        stages: tuple[tuple[bool, Stage], ...] = (
            (bool(self.holders), "training"),
            (bool(found.problems), "damaged"),
            (len(found.runs) + len(found.failed) < found.planned, "unfinished"),
            (bool(found.failed), "failed"),
        )
        return next((stage for holds, stage in stages if holds), "done")

    @property
    def diverged(self) -> int:
        """How many runs diverged."""
        return sum(run.result["status"] == "diverged" for run in self.collection.runs)

    def __str__(self) -> str:
        """Return `done`, `training 12/60`, `unfinished 12/60`, `failed 3/60`, `diverged 2/60`.

        What is damaged without a number is no run's result but another file, such as sweep.yaml.
        """
        stage, planned, diverged = self.stage, self.collection.planned, self.diverged
        if stage == "done" and diverged:
            return "diverged" if planned == 1 else f"diverged {diverged:,}/{planned:,}"
        counts = {
            "training": len(self.collection.runs),
            "unfinished": len(self.collection.runs),
            "failed": len(self.collection.failed),
            "damaged": self.collection.damaged,
        }
        is_counted = planned > 1 and (counts.get(stage) or stage in ("training", "unfinished"))
        return f"{stage} {counts[stage]:,}/{planned:,}" if is_counted else stage


def state_of(found: Found, holders: Holders) -> State:
    """Return how far a run, a setting of a sweep, or a sweep is."""
    collection = collect([found])
    ended = {run.directory.path for run in collection.runs}
    ended |= {run.directory.path for run in collection.failed}
    is_whole = len(ended) == collection.planned
    begun = () if is_whole else tuple(run for run in _directories(found) if run.path not in ended)
    held = (holders.of(run.path) for run in begun)
    return State(collection, begun, tuple(sorted({holder for holder in held if holder})))


def _directories(found: Found) -> Iterator[RunDirectory]:
    """Yield the directories of a target's runs; hidden ones are work in progress."""
    if isinstance(found, RunDirectory):
        yield found
        return
    pattern = "cells/*/[!.]*" if isinstance(found, SweepDirectory) else "[!.]*"
    yield from (RunDirectory(path) for path in sorted(found.path.glob(pattern)) if path.is_dir())

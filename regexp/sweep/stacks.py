"""Which runs of a sweep are trained in one stack."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from regexp.engine import Problem, batch_rows, memory_bytes, runs_per_stack
from regexp.errors import RegexpError
from regexp.sources import Sources
from regexp.sweep.failures import blamed
from regexp.sweep.plan import Run

FEW_STACKS = 4
"""Stacks a worker: with fewer, their number is made a multiple of the workers', so that all end together."""


@dataclass(frozen=True)
class Shape:
    """What runs that can be stacked have in common, in numbers.

    A run trains a network of these `widths` with so many `parameters` on `rows` rows, `batch` of them a step;
    `most` runs make a stack, which takes `stack_bytes` of memory.
    """

    widths: tuple[int, ...]
    epochs: int
    rows: int
    batch: int
    parameters: int
    most: int
    stack_bytes: int

    @property
    def cost(self) -> int:
        """The multiplications of one run forward: epochs × rows × parameters."""
        return self.epochs * self.rows * self.parameters


@dataclass(frozen=True)
class Stack:
    """Runs of one shape that are trained together."""

    runs: tuple[Run, ...]
    shape: Shape

    @property
    def cost(self) -> int:
        """The multiplications of all its runs, to compare stacks by."""
        return len(self.runs) * self.shape.cost


def stacks_of(
    runs: Iterable[Run], sources: Sources, workers: int
) -> tuple[list[Stack], dict[str, RegexpError]]:
    """Return the stacks of some runs, the longest first, and why runs can't be trained, by name.

    Who is in a stack depends on the runs and the number of workers only, and changes no bit of any run. Runs
    with the same data and seed are neighbours. Raises FileError.
    """
    cells: dict[str, object] = {}
    shapes: dict[object, Shape] = {}
    members: dict[object, list[Run]] = defaultdict(list)
    failures: dict[str, RegexpError] = {}
    for run in runs:
        if run.cell.name not in cells:
            try:
                key, shape = _shape(run, sources)
            except RegexpError as error:  # this seed's, perhaps: the next one tries again
                failures[run.name] = blamed(error)
                continue
            cells[run.cell.name], shapes[key] = key, shape
        members[cells[run.cell.name]].append(run)
    stacks = [
        Stack(part, shapes[key])
        for key, alike in members.items()
        for part in split(sorted(alike, key=_data), shapes[key].most, workers)
    ]
    return sorted(stacks, key=lambda stack: -stack.cost), failures


def split(runs: Sequence[Run], most: int, workers: int) -> list[tuple[Run, ...]]:
    """Return runs in stacks of at most `most` and of nearly equal sizes, enough for every worker."""
    count = max(-(-len(runs) // most), min(workers, len(runs)))
    if count < FEW_STACKS * workers:
        count = min(-(-count // workers) * workers, len(runs))
    edges = [len(runs) * number // count for number in range(count + 1)]
    return [tuple(runs[start:stop]) for start, stop in pairwise(edges)]


def _shape(run: Run, sources: Sources) -> tuple[object, Shape]:
    """Return what tells a run's shape from others, with its numbers: the same for all seeds of a cell."""
    problem = sources.problem(run.config)[0]
    return problem.shape, _numbers(problem)


def _numbers(problem: Problem) -> Shape:
    """Return the numbers of a problem's shape."""
    most = runs_per_stack(problem)
    rows, memory = len(problem.train), memory_bytes(problem, most)
    size = problem.layout.size
    return Shape(problem.widths, problem.epochs, rows, batch_rows(problem), size, most, memory)


def _data(run: Run) -> tuple[int, str]:
    """Return what runs that share a split have in common."""
    return run.seed, run.cell.config.dataset.model_dump_json()

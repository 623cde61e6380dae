"""How many runs to train in one stack, and what a stack takes: functions of a problem's shape alone."""

from collections.abc import Sequence

import numpy as np

from regexp.context import Context
from regexp.engine.batches import batch_rows
from regexp.engine.evaluation import BLOCK_ELEMENTS
from regexp.engine.problem import Problem
from regexp.optimizers import Optimizer
from regexp.regularizers import Regularizer
from regexp.streams import Streams

MOST_STACKED = 64
CACHE_BYTES = 4 * 2**20
"""What the runs of a stack may touch in a step: a share of the last-level cache, not of L2."""


def runs_per_stack(problem: Problem) -> int:
    """Return how many runs of this shape to train together: a power of two from 1 to 64.

    As many as touch 4 MiB in a step, which is where stacking stops paying: the calls of a step cost the same
    for any number of runs, so narrow nets want many of them, and wide nets want their parameters in the
    cache. It depends on `problem.shape` only, never on regularizers, timing or the number of runs, so that
    whoever asks gets the same stacks.
    """
    if not problem.optimizer.stacks:
        return 1
    fitting = CACHE_BYTES // _bytes_of_a_step(problem)
    return min(MOST_STACKED, 1 << max(0, fitting.bit_length() - 1))


def memory_bytes(problem: Problem, runs: int) -> int:
    """Return about how many bytes a stack of so many runs of this problem takes, its shared data not counted.

    What a step touches, best and last parameters, the state of regularizers, what the optimizer works with,
    and an evaluation: four buffers and as much again for the numbers of its rows. A step that computes with
    changed weights, or takes the gradient twice, has a copy of the parameters and how it differs.
    """
    item = np.dtype(problem.dtype).itemsize
    kept = 2 * item * (1 + problem.extra_passes.count(True)) + _state_bytes(problem.regularizers, problem)
    rows = max(len(problem.train), len(problem.validation))
    evaluation = 8 * item * min(runs * rows * max(problem.widths[1:]), BLOCK_ELEMENTS)
    workspace = problem.optimizer.workspace(problem.layout.size)
    return runs * (_bytes_of_a_step(problem) + problem.layout.length * kept + workspace) + evaluation


def _bytes_of_a_step(problem: Problem) -> int:
    """Return what a run reads or writes in one step: parameters, gradient, optimizer state and activations.

    A row has inputs, targets and outputs; a hidden unit its activation, factor, gradient and mask as well,
    and its normalized sum where there is one.
    """
    item, widths = np.dtype(problem.dtype).itemsize, problem.widths
    parameters = problem.layout.length * (2 * item + _state_bytes([problem.optimizer], problem))
    numbers_of_a_row = (
        sum(widths) + widths[-1] + (3 + bool(problem.normalization.start)) * sum(problem.hidden)
    )
    return parameters + batch_rows(problem) * numbers_of_a_row * item


def _state_bytes(components: Sequence[Optimizer | Regularizer], problem: Problem) -> int:
    """Return how many bytes a parameter these components keep between steps."""
    one, two = (sum(_kept(component, problem, size) for component in components) for size in (1, 2))
    return two - one


def _kept(component: Optimizer | Regularizer, problem: Problem, size: int) -> int:
    """Return the bytes of a component's state for one run of so many parameters."""
    ctx = Context([Streams(problem.seed)], len(problem.train), problem.epochs, problem.dtype)
    component.init_state(np.zeros((1, 1, size), problem.dtype), ctx)
    return sum(array.nbytes for array in ctx.state.values())

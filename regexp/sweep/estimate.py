"""How long a sweep will take: a few steps of each of its shapes, timed on this machine and thrown away."""

import time
from collections.abc import Sequence
from dataclasses import replace

from regexp.engine import Problem, Rows, new_member, train
from regexp.sweep.sources import Sources
from regexp.sweep.stacks import Shape, Stack

STEPS = 4
EPOCHS = 3


def seconds_of(stacks: Sequence[Stack], sources: Sources, workers: int) -> float:
    """Return about how many seconds stacks take on so many processes; early stopping may make it less."""
    shapes: dict[Shape, float] = {}
    for stack in stacks:
        if stack.shape not in shapes:
            shapes[stack.shape] = _epoch_of_one_run(stack, sources)
    each = [len(stack.runs) * stack.shape.epochs * shapes[stack.shape] for stack in stacks]
    return max(sum(each) / workers, max(each, default=0.0))


def _epoch_of_one_run(stack: Stack, sources: Sources) -> float:
    """Return the seconds that an epoch of one of a stack's runs takes."""
    problems = [sources.problem(run.config)[0] for run in stack.runs]
    rows = min(stack.shape.rows, STEPS * stack.shape.batch)
    members = [new_member(_excerpt(problem, rows)) for problem in problems]
    times, start = list[float](), time.perf_counter()
    for epoch in train(members):
        times.append(time.perf_counter() - start)
        if epoch == EPOCHS:
            break
        start = time.perf_counter()
    return min(times) / len(members) * stack.shape.rows / rows


def _excerpt(problem: Problem, rows: int) -> Problem:
    """Return a problem with its first training rows only, and validation rows in proportion."""
    part = max(1, len(problem.validation) * rows // len(problem.train)) if len(problem.validation) else 0
    train_rows, validation = problem.train, problem.validation
    return replace(
        problem,
        train=Rows(train_rows.x[:rows], train_rows.y[:rows]),
        validation=Rows(validation.x[:part], validation.y[:part]),
        flipped=None if problem.flipped is None else problem.flipped[:rows],
        order=None,
    )

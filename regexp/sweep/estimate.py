"""How long a sweep will take: a few steps of each of its shapes, timed on this machine and thrown away."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from threadpoolctl import threadpool_limits

from regexp.config import config_hash, to_yaml
from regexp.engine import Member, Problem, Rows, new_member, train
from regexp.outcome import result_of, test_scores, verdict_of
from regexp.sources import Sources
from regexp.sweep.plan import Run
from regexp.sweep.stacks import Shape, Stack

STEPS = 4
EPOCHS = 3
TRIES = 3

FILES_SECONDS = 2.5e-3
"""To lock a run's directory, write its six files and read them again, on a disk of this machine."""

AROUND_SECONDS = 1.5
"""To start, to make the processes, and to draw the picture at the end."""


@dataclass(frozen=True)
class Cost:
    """What one run takes in seconds: an epoch, and everything besides its epochs."""

    epoch: float
    besides: float


def seconds_of(stacks: Sequence[Stack], sources: Sources, workers: int) -> float:
    """Return about how many seconds stacks take on so many processes; early stopping may make it less.

    To each run's epochs come making it ready, judging and writing it: most of the time of a tiny model.
    """
    costs: dict[Shape, Cost] = {}
    with threadpool_limits(1, user_api="blas"):  # as in training
        for stack in stacks:
            if stack.shape not in costs:
                costs[stack.shape] = _cost(stack, sources)
    each = [_seconds_of(stack, costs[stack.shape]) for stack in stacks]
    return AROUND_SECONDS + max(sum(each) / workers, max(each))


def _seconds_of(stack: Stack, cost: Cost) -> float:
    """Return the seconds that one process needs for a stack."""
    return len(stack.runs) * (stack.shape.epochs * cost.epoch + cost.besides)


def _cost(stack: Stack, sources: Sources) -> Cost:
    """Return what a stack's runs cost, from its first steps."""
    problems = [sources.problem(run.config)[0] for run in stack.runs]
    rows = min(stack.shape.rows, STEPS * stack.shape.batch)
    members = [new_member(_excerpt(problem, rows)) for problem in problems]
    times, start = list[float](), time.perf_counter()
    for epoch in train(members):
        times.append(time.perf_counter() - start)
        if epoch == EPOCHS:
            break
        start = time.perf_counter()
    epoch_seconds = min(times) / len(members) * stack.shape.rows / rows
    besides = min(_besides(stack.runs[0], members[0], sources) for _ in range(TRIES))
    return Cost(epoch_seconds, besides + FILES_SECONDS)


def _besides(run: Run, member: Member, sources: Sources) -> float:
    """Return the seconds that it takes to make a run ready and to judge it; nothing is written."""
    start = time.perf_counter()
    problem, data = sources.problem(run.config)
    new_member(problem)
    own_hash, _ = config_hash(run.config), to_yaml(run.config, Path())
    result_of(member, data, run.config, verdict_of(member), own_hash, seconds=0.0)
    test_scores(member, data)
    return time.perf_counter() - start


def _excerpt(problem: Problem, rows: int) -> Problem:
    """Return a problem with its first training rows only, validation rows in proportion, soon measured."""
    part = max(1, len(problem.validation) * rows // len(problem.train)) if len(problem.validation) else 0
    train_rows, validation = problem.train, problem.validation
    return replace(
        problem,
        train=Rows(train_rows.x[:rows], train_rows.y[:rows]),
        validation=Rows(validation.x[:part], validation.y[:part]),
        flipped=None if problem.flipped is None else problem.flipped[:rows],
        order=None,
        every=min(problem.every, EPOCHS),
    )

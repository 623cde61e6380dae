"""What is allocated while a stack trains, beyond what it holds from its first epoch on."""

import tracemalloc
from collections.abc import Callable

import numpy as np

from regexp.engine import Problem, new_member
from regexp.engine.components import load, names_in_order, side_by_side
from regexp.engine.descent import Descent


def descent_of(problems: list[Problem]) -> Descent:
    """Return what trains these runs."""
    members = side_by_side([new_member(problem) for problem in problems])
    theta = np.array([member.theta for member in members])[:, np.newaxis]
    parts = {name: load(members, name, theta) for name in names_in_order(members)}
    found, schedules = parts.pop("optimizer"), parts.pop("schedule")
    regularizers = [part for listed in parts.values() for part in listed]
    streams = [member.streams for member in members]
    return Descent([member.problem for member in members], streams, theta, found, schedules, regularizers)


def peak_of_an_epoch(problems: list[Problem]) -> int:
    """Return the most bytes held at once during the second epoch, beyond what was held before it."""
    descent = descent_of(problems)
    descent.epoch(1, {})
    return peak(lambda: descent.epoch(2, {}))


def peak(work: Callable[[], None]) -> int:
    """Return the most bytes held at once during some work, beyond what was held before it."""
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    work()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most - before

"""Shipped configs trained in this process, several seeds in one stack, without files."""

import numpy as np
from threadpoolctl import threadpool_limits

from regexp.assembly import Encoder, problem_of
from regexp.config import load_config
from regexp.datasets import prepare
from regexp.engine import Member, Problem, new_member, train
from regexp.spec import Array


def problems(name: str, *overrides: str, seeds: int = 1) -> list[Problem]:
    """Return the problems that a shipped config poses with the seeds 0, 1, …"""
    config = load_config(name, overrides).config
    of_seeds = [config.model_copy(update={"seed": seed}) for seed in range(seeds)]
    return [problem_of(one, Encoder(prepare(one.dataset, one.seed))) for one in of_seeds]


def trained(name: str, *overrides: str, seeds: int = 1) -> list[Member]:
    """Return the runs of a shipped config with the seeds 0, 1, …, trained to their ends."""
    members = [new_member(problem) for problem in problems(name, *overrides, seeds=seeds)]
    with threadpool_limits(1):
        for _ in train(members):
            pass
    return members


def parameters(members: list[Member]) -> Array:
    """Return the last parameters of each run in float64, shape (runs, P): layer by layer, weights, biases."""
    return np.array([member.last.reshape(-1) for member in members], dtype=np.float64)


def last(members: list[Member], column: str) -> Array:
    """Return the last value of a column, one a run."""
    return np.array([member.history[column][-1] for member in members])


def lowest(members: list[Member], column: str) -> Array:
    """Return the lowest value of a column, one a run."""
    return np.array([member.history[column].min() for member in members])

"""Weights to start from and batch orders to follow, from files: how a published run is replayed."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np

from regexp.config import Config
from regexp.engine import Layout, Problem
from regexp.errors import ConfigError, FileError
from regexp.optimizers import Iterative
from regexp.record import read_arrays


def given_weights(problem: Problem, config: Config) -> Problem:
    """Return the problem with the weights of `model.weights`, if that is given; raises ConfigError."""
    if config.model.weights is None:
        return problem
    named = read_arrays(Path(config.model.weights))
    layout = Layout(problem.widths)
    for name, expected in layout.named(np.zeros(layout.size)).items():
        if name not in named:
            raise ConfigError(
                f"model.weights: {config.model.weights} has no array {name}; it has {_listed(named)}"
            )
        if named[name].shape != expected.shape:
            raise ConfigError(
                f"model.weights: {name} has shape {named[name].shape} in {config.model.weights}; "
                f"this model needs {expected.shape}"
            )
    return replace(problem, weights=named)


def given_order(problem: Problem, config: Config) -> Problem:
    """Return the problem with the order of `optimizer.batch_order`, if that is given.

    Raises ConfigError where it has another shape than (epochs, training rows) or numbers other rows.
    """
    optimizer = problem.optimizer
    path = optimizer.order_file if isinstance(optimizer, Iterative) else None
    if path is None:
        return problem
    try:
        order = np.load(path, allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        raise FileError(f"{path}: cannot be read as NPY: {error}") from error
    shape = (problem.epochs, len(problem.train))
    if not np.issubdtype(order.dtype, np.integer) or order.ndim != 2 or order.shape[1] != shape[1]:
        found = f"{order.dtype} of shape {order.shape}"
        raise ConfigError(
            f"optimizer.batch_order: {path} holds {found}; this run needs integers of shape {shape}"
        )
    if len(order) < shape[0]:
        raise ConfigError(f"optimizer.batch_order: {path} has {len(order)} epochs; this run has {shape[0]}")
    if order.min() < 0 or order.max() >= shape[1]:
        raise ConfigError(f"optimizer.batch_order: {path} must number training rows from 0 to {shape[1] - 1}")
    return replace(problem, order=order)


def _listed(names: Iterable[str]) -> str:
    """Return the first few names."""
    found = list(names)
    return ", ".join(found[:6]) + (" …" if len(found) > 6 else "")
